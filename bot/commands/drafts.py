"""`samspill drafts`: what people have drafted and submitted."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.options import day, examples, json_option, today_option
from knowledge.language.spoken_dates import say_day
from knowledge.texts import Texts, terminal_language

if TYPE_CHECKING:
    from bot.cli import Toolbox
    from bot.drafts.records import Records

EXAMPLES = """
\b
Examples:
  samspill drafts list
  samspill drafts show 2026-0001
  samspill drafts export 2026-0001 --format pdf --output request.pdf
"""

FORMATS = ("docx", "pdf", "md", "markdown", "json")


@click.group(epilog=EXAMPLES)
def drafts() -> None:
    """List, show, export and delete drafts and submitted requests. One is named by its id or its number."""


@drafts.command("list", epilog=examples("samspill drafts list --owner U0123ABCD"))
@json_option
@click.option("--owner", default=None, help="Only those of this user id.")
@click.pass_obj
def list_drafts(toolbox: Toolbox, as_json: bool, owner: str | None) -> None:
    """List drafts and requests, the last touched first."""
    rows = _records(toolbox).list(owner)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    if not rows:
        click.echo(_texts()("list.none", terminal_language()))
    for row in rows:
        name = row["number"] or row["id"]
        touched = say_day(row["touched"][:10], terminal_language())
        click.echo(f"{name:<16} {row['type'] or '–':<12} {row['status']:<11} {touched:<18} {row['title'] or ''}")


@drafts.command(epilog=examples("samspill drafts show 2026-0001"))
@click.argument("name")
@json_option
@today_option
@click.pass_obj
def show(toolbox: Toolbox, name: str, as_json: bool, today: date | None) -> None:
    """Show a draft or request."""
    records = _records(toolbox)
    kind = "json" if as_json else "md"
    click.echo(records.export(name, kind, day(today)).content.decode(), nl=False)


@drafts.command("export", epilog=examples("samspill drafts export 2026-0001 --format pdf --output request.pdf"))
@click.argument("name")
@click.option(
    "--format", "kind", type=click.Choice(FORMATS), default="docx", show_default=True, help="The file's format."
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), default=None, help="Where to write it.")
@today_option
@click.pass_obj
def export_draft(toolbox: Toolbox, name: str, kind: str, output: Path | None, today: date | None) -> None:
    """Write a draft or request to a file: DOCX, PDF/A, Markdown or JSON."""
    made = _records(toolbox).export(name, "md" if kind == "markdown" else kind, day(today))
    path = output or Path(made.name)
    path.write_bytes(made.content)
    facts = {"path": path, "size": len(made.content), "sha256": made.sha256}
    click.echo(_texts()("exported.one", terminal_language(), **facts))


@drafts.command(epilog=examples("samspill drafts delete 5b1e0c7a9d42"))
@click.argument("name")
@click.pass_obj
def delete(toolbox: Toolbox, name: str) -> None:
    """Delete a draft that was never submitted, with its history."""
    records = _records(toolbox)
    try:
        identity = records.delete(name)
    except ValueError:
        click.echo(_texts()("deleted.refused", terminal_language(), id=name), err=True)
        raise click.exceptions.Exit(1) from None
    click.echo(_texts()("deleted.one", terminal_language(), id=identity))


def _records(toolbox: Toolbox) -> Records:
    return toolbox.drafting.records


def _texts() -> Texts:
    return Texts.load("bot.texts", "drafts_terminal.toml")
