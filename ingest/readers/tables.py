"""Rows of cells to the one form that tables have here: a line `| cell | cell |` for each row, the header row first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.cleaning import clean_line
from knowledge.types import Block


def table_row(cells: Sequence[str]) -> str:
    """One row as a line. A bar within a cell becomes a slash, so that cells stay apart."""
    return clean_line("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")


def table_block(rows: Sequence[Sequence[str]], page: int | None = None) -> Iterator[Block]:
    """A table with at least two columns; one column is a layout, and its cells are paragraphs. Empty rows and columns go."""
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        return
    width = max(len(row) for row in rows)
    filled = [n for n in range(width) if any(n < len(row) and row[n].strip() for row in rows)]
    if len(filled) > 1:
        lines = tuple(table_row([row[n] if n < len(row) else "" for n in filled]) for row in rows)
        yield Block("table", items=lines, page=page)
    else:
        yield from (Block("paragraph", cell, page=page) for row in rows for cell in row if cell.strip())
