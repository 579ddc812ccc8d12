"""A request as a DOCX form: headings, tables, obligations, history."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.drafts.export.outline import Grid, Heading, outline

if TYPE_CHECKING:
    from docx.document import Document

WIDTH_CM = 16.0
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 has no place for


def as_docx(document: Mapping[str, Any]) -> bytes:
    """The request as a DOCX file."""
    from docx import Document as new_document

    word = new_document()
    _properties(word, document)
    for piece in outline(document):
        if isinstance(piece, Heading):
            word.add_heading(_clean(piece.text), level=0 if piece.level == 1 else piece.level - 1)
        elif isinstance(piece, Grid):
            _table(word, piece)
        else:
            word.add_paragraph(_clean(piece.text))
    out = BytesIO()
    word.save(out)
    return _same_bytes(out.getvalue())


def _same_bytes(archive: bytes) -> bytes:
    """The file without the moment it was written: the same document always has the same hash."""
    out = BytesIO()
    with ZipFile(BytesIO(archive)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            entry = ZipInfo(name, ZIP_EPOCH)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            after.writestr(entry, before.read(name))
    return out.getvalue()


def _properties(word: Document, document: Mapping[str, Any]) -> None:
    properties = word.core_properties
    properties.title = _clean(document["title"] or "")[:255]
    properties.author = _clean(document["sender"]["name"] or document["sender"]["user"])[:255]
    properties.subject = _clean(document["type_name"])
    properties.identifier = document["number"] or document["id"]
    properties.language = document["language"]
    properties.created = properties.modified = datetime.fromisoformat(document["date"])


def _table(word: Document, grid: Grid) -> None:
    from docx.shared import Cm

    rows = ([grid.head] if grid.head else []) + list(grid.rows)
    table = word.add_table(rows=len(rows), cols=len(grid.shares))
    table.style = "Table Grid"
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = table.cell(number, column)
            cell.width = Cm(WIDTH_CM * grid.shares[column])
            run = cell.paragraphs[0].add_run(_clean(text))
            run.bold = bool(grid.head and number == 0) or (not grid.head and column == 0)
    word.add_paragraph()


def _clean(text: str) -> str:
    return UNPRINTABLE.sub("", text)
