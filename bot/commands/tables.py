"""Tables in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

import click

WIDEST = 44


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Rows in columns, the first one a bold head; long cells are cut."""
    widths = [min(max(len(row[column]) for row in rows), WIDEST) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = [
            (cell if len(cell) <= width else cell[: width - 1] + "…").ljust(width)
            for cell, width in zip(row, widths, strict=True)
        ]
        line = "  ".join(cells).rstrip()
        click.echo(click.style(line, bold=True) if number == 0 else line)
