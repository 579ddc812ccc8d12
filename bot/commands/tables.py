"""Tables in a terminal, and which document a person means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from knowledge.errors import AmbiguousName, NotFound

if TYPE_CHECKING:
    from bot.cli import Toolbox

WIDEST = 44

json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON.")


def identify(toolbox: Toolbox, name: str) -> str:
    """The identity of the document that a person means. Raises NotFound, or AmbiguousName when several fit."""
    found = toolbox.library.find(name)
    if not found:
        raise NotFound(name=name)
    if len(found) > 1:
        raise AmbiguousName(name=name, choices=", ".join(found[:5]))
    return found[0]


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
