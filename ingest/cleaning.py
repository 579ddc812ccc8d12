"""What is not the document's own words goes: invisible characters, navigation, boilerplate, a title said twice."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import cache
from importlib import resources

from ingest.readers.metadata import updated_line
from knowledge.types import Block, Metadata, ParsedDocument

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
SYMBOL_BULLETS = re.compile(
    "[\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf02d]"
)  # Symbol and Wingdings, as old Word files have them
_LIGATURES = {ord(c): unicodedata.normalize("NFKC", c) for c in "\ufb00\ufb01\ufb02\ufb03\ufb04"}
_EDGES = " .!?:…>»›|-–"


def clean_line(text: str) -> str:
    """One line of text: composed characters (NFC), nothing invisible, white space folded to single spaces."""
    text = _INVISIBLE.sub("", _CONTROL.sub(" ", unicodedata.normalize("NFC", text)))
    return " ".join(SYMBOL_BULLETS.sub("•", text).translate(_LIGATURES).split())


@cache
def boilerplate() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Whole lines, and beginnings of lines, that belong to the page and not to the document (`boilerplate.toml`)."""
    data = tomllib.loads(resources.files("ingest").joinpath("boilerplate.toml").read_text(encoding="utf-8"))
    return frozenset(line.lower() for line in data["lines"]), tuple(re.compile(p, re.I) for p in data["patterns"])


def is_boilerplate(line: str) -> bool:
    """Whether a whole paragraph is a navigation word or another line of the page's frame."""
    lines, patterns = boilerplate()
    return line.strip(_EDGES).lower() in lines or (len(line) < 200 and any(p.fullmatch(line) for p in patterns))


def clean(document: ParsedDocument) -> ParsedDocument:
    """The document without its frame; `updated` and `title` are taken from the text where the metadata lack them."""
    updated = document.metadata.updated
    kept: list[Block] = []
    for block in _cleaned(document.blocks):
        date = updated_line(block.text) if block.kind in {"paragraph", "heading"} else None
        if date:
            updated = updated or date
        elif not _repeats(block, kept):
            kept.append(block)
    title = next((block.text for block in kept if block.kind == "heading"), None)
    said = {name: clean_line(value) or None for name, value in asdict(document.metadata).items() if value is not None}
    metadata = Metadata(**{**said, "title": said.get("title") or title, "updated": updated})  # type: ignore[arg-type]
    return replace(document, metadata=metadata, blocks=tuple(kept))


def _cleaned(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        items = tuple(line for item in block.items if (line := _clean_item(item)) and not is_boilerplate(line))
        text = clean_line(block.text)
        if items or (text and not is_boilerplate(text)):
            yield replace(block, text=text, items=items)


def _clean_item(item: str) -> str:
    """An item keeps its indentation: it is the nesting of the list."""
    indent = len(item) - len(item.lstrip(" "))
    line = clean_line(item)
    return " " * min(indent, 8) + line if any(c.isalnum() for c in line) else ""


def _repeats(block: Block, kept: list[Block]) -> bool:
    """A heading said twice in a row, as pages do with their title."""
    return (
        block.kind == "heading"
        and bool(kept)
        and kept[-1].kind == "heading"
        and kept[-1].text.casefold() == block.text.casefold()
    )
