"""Which reader an answer gets: by its content type, and by the address where the type says nothing. Its bytes have the last word."""

from __future__ import annotations

from ingest.readers import ALIASES, SUFFIXES
from knowledge.errors import FileRefused

_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
_UNTOLD = {"", "application/octet-stream", "binary/octet-stream", "application/force-download", "text/plain"}


def kind_of(content_type: str, suffix: str) -> str:
    """The suffix whose reader reads it. Raises FileRefused (`web_type`) for what holds no document."""
    told = content_type.partition(";")[0].strip().lower()
    if told in _UNTOLD and suffix in SUFFIXES:
        return ALIASES.get(suffix, suffix)
    if told not in _TYPES:
        raise FileRefused(reason="web_type", type=told[:100] or "–")
    return _TYPES[told]
