"""DOCX, straight from its XML: headings by style, outline level or weight, lists with their numbers, tables, footnotes.

Read with lxml rather than python-docx, which knows neither numbering nor content controls nor what was deleted in tracked
changes (ECMA-376 part 1: 17.3 paragraphs, 17.4 tables, 17.9 numbering). Headers, footers and comments are other parts of the
file and are not read; no relation of the file is ever followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.readers import Limits
from ingest.readers.archive import Archive
from ingest.readers.docx_styles import MC, Numbering, Styles, W, on, value
from ingest.readers.metadata import metadata_from_properties
from ingest.readers.outline import is_heading_like, structured
from ingest.readers.tables import table_block
from knowledge.errors import FileRefused
from knowledge.types import Block, ParsedDocument

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}txbxContent", f"{MC}Fallback", f"{W}rPr", f"{W}pPr"}
_AS_TEXT = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}
_THROUGH = {
    f"{W}sdt",
    f"{W}sdtContent",
    f"{W}ins",
    f"{W}customXml",
    f"{W}smartTag",
    f"{W}moveTo",
    f"{MC}AlternateContent",
    f"{MC}Choice",
}


def read_docx(data: bytes, limits: Limits) -> ParsedDocument:
    """A Word document. Raises FileRefused for encrypted files, bombs and entities."""
    archive = Archive(data, limits)
    root = archive.xml("word/document.xml")
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise FileRefused(reason="damaged", format="DOCX")
    reader = _Reader(Styles(archive.xml("word/styles.xml")), Numbering(archive.xml("word/numbering.xml")), archive)
    blocks = structured(list(reader.blocks(body)))
    core = archive.xml("docProps/core.xml")
    title, keywords = ((core.findtext(name) or "") if core is not None else "" for name in (_TITLE, _KEYWORDS))
    metadata, warnings = metadata_from_properties(title, keywords, any(block.kind == "heading" for block in blocks))
    return ParsedDocument(metadata, blocks, warnings)


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering, archive: Archive) -> None:
        self._styles, self._numbering = styles, numbering
        self._notes = {**_notes(archive, "footnote"), **_notes(archive, "endnote")}
        self._waiting_notes: list[str] = []

    def blocks(self, body: _Element) -> Iterator[Block]:
        """The body's blocks; list items together, footnotes at the end of their section."""
        items: list[str] = []
        for block in (block for child in body for block in self._child(child)):
            if block.kind == "list":
                items += block.items
                continue
            if items:
                yield Block("list", items=tuple(items))
                items = []
            if block.kind == "heading":
                yield from self._notes_here()
            yield block
        if items:
            yield Block("list", items=tuple(items))
        yield from self._notes_here()

    def _notes_here(self) -> Iterator[Block]:
        yield from (Block("paragraph", note) for note in self._waiting_notes)
        self._waiting_notes = []

    def _child(self, node: _Element) -> Iterator[Block]:
        if node.tag == f"{W}p":
            yield from self._paragraph(node)
            for box in node.iter(f"{W}txbxContent"):
                if not any(above.tag == f"{MC}Fallback" for above in box.iterancestors()):
                    yield from (block for child in box for block in self._child(child))
        elif node.tag == f"{W}tbl":
            yield from table_block(list(self._rows(node)))
        elif node.tag in _THROUGH and not _is_contents(node):
            yield from (block for child in node for block in self._child(child))

    def _paragraph(self, node: _Element) -> Iterator[Block]:
        text = " ".join(self._text(node).split())
        properties = node.find(f"{W}pPr")
        style = self._styles.of(properties)
        if not text or style.is_contents:
            return
        level = self._styles.heading_level(properties, style)
        number = self._styles.numbering(properties, style)
        label = self._numbering.label(*number) if number else None
        if level:
            numbered = f"{label} {text}" if label and label[0].isalnum() else text
            yield Block("heading", numbered, level=level)
        elif label is not None and number:
            yield Block("list", items=(f"{'  ' * min(number[1], 4)}{label or '-'} {text}",))
        elif is_heading_like(text) and self._all_bold(node, style.is_bold):
            yield Block("heading", text, level=0)
        else:
            yield Block("paragraph", text)

    def _text(self, node: _Element) -> str:
        parts: list[str] = []
        for child in node:
            if child.tag == f"{W}t":
                parts.append(child.text or "")
            elif child.tag in _AS_TEXT:
                parts.append(_AS_TEXT[child.tag])
            elif child.tag == f"{W}footnoteReference" or child.tag == f"{W}endnoteReference":
                note = self._notes.get((child.tag.removeprefix(W)[:4], child.get(f"{W}id", "")))
                self._waiting_notes += [note] if note else []
            elif child.tag == f"{W}r" and on(child.find(f"{W}rPr/{W}vanish")):
                continue
            elif child.tag not in _SKIPPED:
                parts.append(self._text(child))
        return "".join(parts)

    def _all_bold(self, node: _Element, by_style: bool) -> bool:
        runs = [run for run in node.iter(f"{W}r") if "".join(run.itertext(f"{W}t")).strip()]
        marks = [run.find(f"{W}rPr/{W}b") for run in runs]
        return bool(runs) and all(on(mark) if mark is not None else by_style for mark in marks)

    def _rows(self, table: _Element) -> Iterator[list[str]]:
        """Cells by row; a cell merged downwards is repeated, so that each row can be understood by itself."""
        above: dict[int, str] = {}
        for row in _under(table, "tr"):
            cells: list[str] = []
            for cell in _under(row, "tc"):
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                width = value(cell.find(f"{W}tcPr/{W}gridSpan")) or "1"
                goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
                text = above.get(len(cells), "") if goes_on else self._cell(cell)
                above[len(cells)] = text
                cells += [text] + [""] * (min(int(width), 64) - 1 if width.isdigit() else 0)
            yield cells

    def _cell(self, cell: _Element) -> str:
        return " ".join(" ".join(self._text(part).split()) for part in cell.iter(f"{W}p")).strip()


def _under(node: _Element, name: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, also within content controls and insertions."""
    for child in node:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _THROUGH:
            yield from _under(child, name)


def _is_contents(node: _Element) -> bool:
    gallery = value(node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"))
    return gallery == "Table of Contents"


def _notes(archive: Archive, kind: str) -> dict[tuple[str, str], str]:
    """Footnotes or endnotes by (kind's first letters, id)."""
    root = archive.xml(f"word/{kind}s.xml")
    found = {}
    for note in root if root is not None else ():
        text = " ".join("".join(part.itertext(f"{W}t")) for part in note.iter(f"{W}p"))
        if note.get(f"{W}type") is None and text.strip():
            found[kind[:4], note.get(f"{W}id", "")] = " ".join(text.split())
    return found
