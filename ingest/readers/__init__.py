"""One reader a format: bytes in, `ParsedDocument` out.

A new format is one module here with a `read_<format>(data: bytes, limits: Limits) -> ParsedDocument`, and its line in `READERS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# suffix -> (module, function). Named, not imported: only the reading process loads them, and only those it needs.
READERS: Mapping[str, tuple[str, str]] = {
    ".md": ("ingest.readers.markdown", "read_markdown"),
    ".txt": ("ingest.readers.plain", "read_plain"),
    ".html": ("ingest.readers.html", "read_html"),
    ".docx": ("ingest.readers.docx", "read_docx"),
    ".pdf": ("ingest.readers.pdf", "read_pdf"),
    ".odt": ("ingest.readers.odt", "read_odt"),
}
ALIASES: Mapping[str, str] = {".markdown": ".md", ".text": ".txt", ".htm": ".html", ".xhtml": ".html"}
SUFFIXES = frozenset(READERS) | {alias for alias, suffix in ALIASES.items() if suffix in READERS}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may hold: pages of a PDF, megabytes of memory, bytes of a packed file once unpacked."""

    max_pages: int = 2000
    memory_mb: int = 512
    max_unpacked: int = 100 * 1024 * 1024
