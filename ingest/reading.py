"""A file's bytes to a `ParsedDocument`: what it is, its reader, its cleaning. Runs in the confined process."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import PurePosixPath

from ingest.cleaning import clean
from ingest.formats import true_suffix
from ingest.readers import ALIASES, READERS, Limits
from knowledge.errors import FileRefused
from knowledge.types import ParsedDocument


def read_document(path: str, data: bytes, limits: Limits) -> ParsedDocument:
    """The cleaned document. Raises FileRefused with the reason, whatever a reader stumbles over."""
    given = PurePosixPath(path).suffix.lower()
    given = ALIASES.get(given, given)
    suffix = true_suffix(given, data)
    if suffix not in READERS:
        raise FileRefused(reason="unknown_format", suffix=suffix)
    module, name = READERS[suffix]
    try:
        document = clean(getattr(import_module(module), name)(data, limits))
    except (FileRefused, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever a broken file does to a parser is a reason, never a crash
        raise FileRefused(
            reason="damaged", format=suffix.removeprefix(".").upper(), detail=type(error).__name__
        ) from None
    if not any(block.kind != "heading" for block in document.blocks):
        raise FileRefused(reason="no_text")
    if suffix != given:
        document = replace(document, warnings=(*document.warnings, f"read_as: {suffix.removeprefix('.').upper()}"))
    return document
