"""Plain text: paragraphs between empty lines, and what structure their form shows."""

from __future__ import annotations

import re

from ingest.readers import Limits
from ingest.readers.encoding import decode_told
from ingest.readers.outline import structured
from knowledge.types import Block, Metadata, ParsedDocument

_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")


def read_plain(data: bytes, limits: Limits) -> ParsedDocument:
    """A text file in any of the usual encodings. Form feeds count pages, as in texts made from printed ones."""
    text, warnings = decode_told(data)
    text = text.replace("\t", "    ")
    pages = text.split("\f")
    blocks = tuple(
        Block("paragraph", paragraph, page=number if len(pages) > 1 else None)
        for number, page in enumerate(pages, 1)
        for paragraph in _EMPTY_LINES.split(page)
        if paragraph.strip()
    )
    return ParsedDocument(Metadata(), structured(blocks), warnings)
