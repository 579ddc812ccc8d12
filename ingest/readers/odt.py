"""ODT, straight from its XML (OASIS OpenDocument 1.3, part 3): headings, nested lists, tables, footnotes.

Contents lists, comments, deleted text, headers and footers are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.readers import Limits
from ingest.readers.archive import Archive
from ingest.readers.metadata import metadata_from_properties
from ingest.readers.outline import structured
from ingest.readers.tables import table_block
from knowledge.errors import FileRefused
from knowledge.types import Block, ParsedDocument

if TYPE_CHECKING:
    from lxml.etree import _Element

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
T, TABLE, OFFICE, STYLE, DRAW = (f"{{{_URN}{name}:1.0}}" for name in ("text", "table", "office", "style", "drawing"))
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_KEYWORD = f"{{{_URN}meta:1.0}}keyword"
MANIFEST = f"{{{_URN}manifest:1.0}}"
MAX_REPEAT = 64  # of one cell: spreadsheets pad their rows with thousands

_SKIPPED = {
    f"{T}tracked-changes", f"{T}table-of-content", f"{T}alphabetical-index", f"{T}note", f"{T}sequence-decls", f"{OFFICE}annotation"
}  # fmt: skip
_AS_TEXT = {f"{T}s": " ", f"{T}tab": " ", f"{T}line-break": " "}


def read_odt(data: bytes, limits: Limits) -> ParsedDocument:
    """An OpenDocument text. Raises FileRefused for encrypted files, bombs and entities."""
    archive = Archive(data, limits)
    manifest = archive.xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(f"{MANIFEST}encryption-data"), None) is not None:
        raise FileRefused(reason="encrypted")
    content = archive.xml("content.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
    if content is None or body is None:
        raise FileRefused(reason="damaged", format="ODT")
    reader = _Reader([root for root in (archive.xml("styles.xml"), content) if root is not None])
    blocks = structured(list(reader.blocks(body)))
    meta = archive.xml("meta.xml")
    title, keywords = (
        "; ".join(node.text or "" for node in meta.iter(name)) if meta is not None else ""
        for name in (_TITLE, _KEYWORD)
    )
    metadata, warnings = metadata_from_properties(title, keywords, any(block.kind == "heading" for block in blocks))
    return ParsedDocument(metadata, blocks, warnings)


class _Reader:
    def __init__(self, roots: list[_Element]) -> None:
        self._numbered, self._bases = {}, {}
        for root in roots:
            for style in root.iter(f"{T}list-style"):
                self._numbered[style.get(f"{STYLE}name", "")] = _numbers(style)
            for style in root.iter(f"{STYLE}style"):
                self._bases[style.get(f"{STYLE}name", "")] = style.get(f"{STYLE}parent-style-name", "")
        self._notes: list[str] = []

    def blocks(self, body: _Element) -> Iterator[Block]:
        """The body's blocks, footnotes at the end of their section."""
        for node in body:
            for block in self._node(node):
                if block.kind == "heading":
                    yield from self._notes_here()
                yield block
        yield from self._notes_here()

    def _notes_here(self) -> Iterator[Block]:
        yield from (Block("paragraph", note) for note in self._notes)
        self._notes = []

    def _node(self, node: _Element) -> Iterator[Block]:
        if node.tag in _SKIPPED or not isinstance(node.tag, str):
            return
        if node.tag == f"{T}h":
            level = node.get(f"{T}outline-level", "1")
            yield from _if_text("heading", self._text(node), int(level) if level.isdigit() else 1)
        elif node.tag == f"{T}p":
            style = node.get(f"{T}style-name", "")
            is_title = "Title" in {style, self._bases.get(style)}
            yield from _if_text("heading" if is_title else "paragraph", self._text(node), int(is_title))
            for box in node.iter(f"{DRAW}text-box"):
                yield from (block for child in box for block in self._node(child))
        elif node.tag == f"{T}list":
            yield Block("list", items=tuple(self._items(node, 0, node.get(f"{T}style-name", ""))))
        elif node.tag == f"{TABLE}table":
            yield from table_block(list(self._rows(node)))
        else:
            yield from (block for child in node for block in self._node(child))

    def _items(self, node: _Element, depth: int, style: str) -> Iterator[str]:
        numbered = self._numbered.get(style, {}).get(depth + 1, False)
        for number, item in enumerate(node.iterfind(f"{T}list-item"), 1):
            own = [part for part in item if part.tag in {f"{T}p", f"{T}h"}]
            text = " ".join(self._text(part) for part in own).strip()
            if text:
                yield f"{'  ' * min(depth, 4)}{f'{number}.' if numbered else '-'} {text}"
            for nested in item.iterfind(f"{T}list"):
                yield from self._items(nested, depth + 1, nested.get(f"{T}style-name", style))

    def _rows(self, table: _Element) -> Iterator[list[str]]:
        """Cells by row; a cell that spans rows is repeated, so that each row can be understood by itself."""
        below: dict[int, tuple[int, str]] = {}
        for row in table.iter(f"{TABLE}table-row"):
            cells: list[str] = []
            for cell in row:
                place = len(cells)
                if cell.tag == f"{TABLE}table-cell":
                    text = " ".join(self._text(part) for part in cell.iter(f"{T}p", f"{T}h")).strip()
                    below[place] = (_count(cell, "number-rows-spanned") - 1, text)
                else:
                    left, text = below.get(place, (0, ""))
                    below[place] = (left - 1, text)
                    text = text if left > 0 else ""
                cells += [text] * _count(cell, "number-columns-repeated")
            yield cells

    def _text(self, node: _Element) -> str:
        return " ".join("".join(self._pieces(node)).split())

    def _pieces(self, node: _Element) -> Iterator[str]:
        yield node.text or ""
        for child in node:
            if child.tag in _AS_TEXT:
                yield _AS_TEXT[child.tag]
            elif child.tag == f"{T}note":
                note = child.find(f"{T}note-body")
                self._notes += [self._text(note)] if note is not None else []
            elif child.tag not in _SKIPPED and child.tag != f"{DRAW}text-box":
                yield from self._pieces(child)
            yield child.tail or ""


def _if_text(kind: str, text: str, level: int) -> Iterator[Block]:
    if text:
        yield Block("heading", text, level=level) if kind == "heading" else Block("paragraph", text)


def _numbers(style: _Element) -> dict[int, bool]:
    """Which levels of a list style are numbered."""
    return {int(level.get(f"{T}level", "1")): level.tag == f"{T}list-level-style-number" for level in style}


def _count(cell: _Element, name: str) -> int:
    written = cell.get(f"{TABLE}{name}", "1")
    return max(1, min(int(written), MAX_REPEAT)) if written.isdigit() else 1
