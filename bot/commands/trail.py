"""`samspill documents audit`: who did what to the documents, and whether the trail is untouched."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from bot.commands.options import examples, json_option
from bot.commands.printing import terminal_texts
from bot.commands.tables import print_table
from knowledge.language.spoken_dates import say_moment
from knowledge.texts import terminal_language

if TYPE_CHECKING:
    from bot.cli import Toolbox


@click.command(epilog=examples("samspill documents audit"))
@click.option("--last", type=click.IntRange(1), default=20, show_default=True, help="How many entries, newest first.")
@json_option
@click.pass_obj
def audit(toolbox: Toolbox, last: int, as_json: bool) -> None:
    """Tell who did what to the documents, and check that nobody changed the trail. Exit code 1 when somebody did."""
    from knowledge.audit import AuditTrail

    trail = AuditTrail(toolbox.engine, toolbox.settings.data_dir)
    entries, verdict = trail.entries(last), trail.verify()
    if as_json:
        rows = [{**asdict(entry), "at": entry.at.isoformat()} for entry in entries]
        problems = [asdict(problem) for problem in verdict.problems]
        click.echo(json.dumps({"intact": verdict.intact, "problems": problems, "entries": rows}, ensure_ascii=False))
    else:
        texts, language = terminal_texts(), terminal_language()
        table = [texts("audit.head", language).split("|")]
        for entry in entries:
            when = say_moment(entry.at.astimezone(), language)
            table.append(
                [str(entry.number), when, entry.actor, entry.action, entry.subject, entry.facts.get("changed", "")]
            )
        print_table(table)
        key = "audit.intact" if verdict.intact else "audit.touched"
        numbers = ", ".join(str(problem.number) for problem in verdict.problems[:10])
        click.echo(texts(key, language, count=verdict.entries, numbers=numbers))
    sys.exit(0 if verdict.intact else 1)


COMMANDS = (audit,)
