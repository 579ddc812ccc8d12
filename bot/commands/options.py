"""Options that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click


class IsoDate(click.ParamType[date]):
    """A day as `2026-11-22`."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or wrong use."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write for example 2026-11-22", param, ctx)


today_option = click.option(
    "--today", type=IsoDate(), default=None, help="Answer as on this day (validity, deadlines). Default: the real one."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON.")
addresses_option = click.option(
    "--addresses", "lists", multiple=True, type=click.Path(path_type=Path), help="A file with one web address a line."
)


def examples(*lines: str) -> str:
    """The end of a command's help."""
    return "\n".join(["\b", "Example:" if len(lines) == 1 else "Examples:", *(f"  {line}" for line in lines)])


def day(today: date | None) -> date:
    """The day to work with."""
    return today or date.today()
