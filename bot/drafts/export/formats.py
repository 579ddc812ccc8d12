"""The formats a request is exported in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from bot.drafts.export.markdown import as_markdown
from bot.drafts.export.pdf import as_pdf
from bot.drafts.export.word import as_docx


@dataclass(frozen=True, slots=True)
class Export:
    """An exported file. `sha256` is the hash of `content`."""

    name: str
    media_type: str
    content: bytes
    sha256: str


def as_json(document: Mapping[str, Any]) -> bytes:
    """The request as JSON, by `schema.json`."""
    return (json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


FORMATS: dict[str, tuple[str, Callable[[Mapping[str, Any]], bytes]]] = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_docx),
    "pdf": ("application/pdf", as_pdf),
    "md": ("text/markdown", as_markdown),
    "json": ("application/json", as_json),
}


def export(document: Mapping[str, Any], kind: str) -> Export:
    """A request in one of `FORMATS`. Raises KeyError for another."""
    media_type, write = FORMATS[kind]
    content = write(document)
    name = f"samspill-{document['number'] or document['id']}.{kind}"
    return Export(name, media_type, content, hashlib.sha256(content).hexdigest())


def schema() -> dict[str, Any]:
    """The JSON schema of a request."""
    text = resources.files("bot.drafts.export").joinpath("schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
