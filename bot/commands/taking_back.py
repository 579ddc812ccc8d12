"""`samspill documents rollback`, `generations`, `remove`: back to an earlier state, and a document out."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from bot.commands.options import examples, json_option
from bot.commands.printing import terminal_texts
from bot.commands.tables import print_table
from bot.commands.telling import local, tell
from knowledge.texts import terminal_language

if TYPE_CHECKING:
    from bot.cli import Toolbox


@click.command(epilog=examples("samspill documents rollback"))
@click.argument("generation", required=False)
@json_option
@click.pass_obj
def rollback(toolbox: Toolbox, generation: str | None, as_json: bool) -> None:
    """Go back to what was published before; `samspill documents generations` names the earlier states."""
    tell(toolbox.maintenance.roll_back(generation), "rollback.done", as_json)


@click.command(epilog=examples("samspill documents generations"))
@json_option
@click.pass_obj
def generations(toolbox: Toolbox, as_json: bool) -> None:
    """List the published states of the library, newest first; those kept ready can be gone back to at once."""
    pointer, kept = toolbox.library.pointer(), toolbox.library.kept_generations(toolbox.settings.kept_generations)
    records = [record for record in toolbox.library.generations() if record.state == "published"]
    if as_json:
        rows = [
            {
                "generation": record.id,
                "published_at": record.published_at.isoformat() if record.published_at else None,
                "documents": record.documents,
                "chunks": record.chunks,
                "current": record.id == pointer.current,
                "kept": record.id in kept,
            }
            for record in records
        ]
        click.echo(json.dumps(rows))
        return
    texts, language = terminal_texts(), terminal_language()
    table = [texts("generations.head", language).split("|")]
    for record in records:
        state = "current" if record.id == pointer.current else "kept" if record.id in kept else "older"
        when = local(record.published_at, language) if record.published_at else ""
        table.append([record.id, when, str(record.documents), texts(f"generations.{state}", language)])
    print_table(table)


@click.command(epilog=examples("samspill documents remove agreement.md"))
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@json_option
@click.pass_obj
def remove(toolbox: Toolbox, name: str, yes: bool, as_json: bool) -> None:
    """Take a document out of what answers rest on, after saying what would be lost. Its history stays."""
    keeper, texts, language = toolbox.maintenance, terminal_texts(), terminal_language()
    loss = keeper.loss(name)
    facts = {
        "title": loss.version.metadata.title or loss.version.document.file_name,
        "chunks": loss.chunks,
        "answers": loss.answers,
        "drafts": loss.drafts,
    }
    if not as_json:
        click.echo(texts("remove.loss", language, **facts))
        if loss.returns:
            click.echo(texts("remove.returns", language, source=loss.version.document.source))
    if not yes and not (sys.stdin.isatty() and click.confirm(texts("remove.sure", language))):
        click.echo(texts("remove.not_done", language), err=True)
        sys.exit(1)
    tell(keeper.remove(name), "remove.done", as_json)


COMMANDS = (rollback, generations, remove)
