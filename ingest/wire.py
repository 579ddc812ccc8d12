"""What goes between the ingesting process and the one that reads files: length-prefixed JSON and bytes.

The reading process is not trusted: what comes from it is checked piece by piece, and nothing of it is ever unpickled.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, fields
from typing import Any, BinaryIO

from knowledge.errors import FileRefused
from knowledge.texts import error_sentence
from knowledge.types import LANGUAGES, Block, Metadata, ParsedDocument

HEADER = struct.Struct(">Q")
MAX_ANSWER = 16 * 1024 * 1024  # bytes: some 5,000 pages of text
MAX_FACT = 200  # characters

_KINDS = {"heading", "paragraph", "list", "table"}
_METADATA = [field.name for field in fields(Metadata)]


class BadAnswer(Exception):
    """The reading process said something that is no document."""


def framed(data: bytes) -> bytes:
    """A message with its length before it."""
    return HEADER.pack(len(data)) + data


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next message, None when the other side has closed."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    (length,) = HEADER.unpack(header)
    data = stream.read(length)
    return data if len(data) == length else None


def document_to_json(document: ParsedDocument) -> bytes:
    """A document as the reading process sends it."""
    blocks = [[b.kind, b.text, b.items, b.level, b.page] for b in document.blocks]
    answer = {
        "metadata": asdict(document.metadata),
        "blocks": blocks,
        "warnings": document.warnings,
        "links": document.links,
    }
    return json.dumps(answer, ensure_ascii=True).encode()


def refusal_to_json(error: FileRefused) -> bytes:
    """A refusal as the reading process sends it."""
    return json.dumps({"refused": error.facts}).encode()


def document_from_json(data: bytes) -> ParsedDocument:
    """The document in an answer. Raises FileRefused where the answer is a refusal, BadAnswer where it is neither."""
    try:
        answer = json.loads(data.decode("ascii"))
    except (ValueError, RecursionError):
        raise BadAnswer from None
    if not isinstance(answer, dict):
        raise BadAnswer
    if "refused" in answer:
        raise _refusal(answer["refused"])
    metadata = _mapping(answer.get("metadata"))
    values = {name: _optional_text(metadata.get(name)) for name in _METADATA}
    if values["language"] not in (None, *LANGUAGES):
        raise BadAnswer
    blocks = tuple(_block(raw) for raw in _sequence(answer.get("blocks")))
    links = _texts(answer.get("links", []))
    return ParsedDocument(Metadata(**values), blocks, _texts(answer.get("warnings")), links)  # type: ignore[arg-type]


def _refusal(raw: Any) -> FileRefused:
    facts = {str(key): str(value)[:MAX_FACT] for key, value in _mapping(raw).items()}
    error = FileRefused(**facts)
    try:
        error_sentence(error, "en")
    except (KeyError, ValueError):
        raise BadAnswer from None
    return error


def _block(raw: Any) -> Block:
    kind, text, items, level, page = _sequence(raw, length=5)
    whole = isinstance(level, int) and (page is None or isinstance(page, int))
    if kind not in _KINDS or not whole:
        raise BadAnswer
    return Block(kind, _text(text), _texts(items), level, page)


def _mapping(raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise BadAnswer
    return raw


def _sequence(raw: Any, length: int | None = None) -> list[Any]:
    if not isinstance(raw, list) or (length is not None and len(raw) != length):
        raise BadAnswer
    return raw


def _texts(raw: Any) -> tuple[str, ...]:
    return tuple(_text(text) for text in _sequence(raw))


def _optional_text(raw: Any) -> str | None:
    return None if raw is None else _text(raw)


def _text(raw: Any) -> str:
    """Text that can be written down: half of a surrogate pair cannot."""
    if not isinstance(raw, str):
        raise BadAnswer
    try:
        raw.encode()
    except UnicodeEncodeError:
        raise BadAnswer from None
    return raw
