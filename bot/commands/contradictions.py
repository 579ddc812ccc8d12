"""`samspill documents contradictions` and `settle`: where documents say different things, and what the maintainer decides."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from bot.commands.options import examples, json_option
from bot.commands.printing import print_wrapped, terminal_texts
from knowledge.texts import terminal_language

if TYPE_CHECKING:
    from bot.cli import Toolbox


@click.command(epilog=examples("samspill documents contradictions"))
@click.option(
    "--find", is_flag=True, help="Look through all documents again first (they are looked for at each publication)."
)
@click.option("--all", "everything", is_flag=True, help="Those that were decided on, too.")
@json_option
@click.pass_obj
def contradictions(toolbox: Toolbox, find: bool, everything: bool, as_json: bool) -> None:
    """List where documents in force say different things of the same, with both quotes, surest first."""
    kept, texts, language = toolbox.maintenance.contradictions, terminal_texts(), terminal_language()
    if find:
        kept.note()
    found = kept.open(settled=everything)
    if as_json:
        click.echo(json.dumps([one.as_json() for one in found], ensure_ascii=False))
        return
    if not found:
        click.echo(texts("contradictions.none", language))
    for one in found:
        click.echo(click.style(f"{one.id}", bold=True))
        for side in (one.one, one.other):
            where = ", ".join(dict.fromkeys(part for part in (side.title, side.section) if part))
            print_wrapped(f"- «{side.quote}» ({where})")
        for line in _decided(one):
            print_wrapped(f"  {line}", dim=True)
    if found and not everything:
        click.echo(texts("contradictions.how", language, number=found[0].id))


@click.command(epilog=examples('samspill documents settle 1 --prefer agreement.md --note "The plan is older."'))
@click.argument("number", type=int)
@click.option("--prefer", metavar="DOCUMENT", help="The document that holds.")
@click.option("--note", metavar="TEXT", help="What answers say beside both quotes.")
@json_option
@click.pass_obj
def settle(toolbox: Toolbox, number: int, prefer: str | None, note: str | None, as_json: bool) -> None:
    """Decide on a contradiction: which document holds, or a note, or both. Answers show it."""
    if not prefer and not note:
        raise click.UsageError("Say which document holds with --prefer, or what answers shall say with --note.")
    done = toolbox.maintenance.contradictions.settle(number, prefer, note)
    if as_json:
        click.echo(json.dumps(done.as_json(), ensure_ascii=False))
        return
    for line in _decided(done):
        print_wrapped(line)


def _decided(one: Any) -> list[str]:
    if one.settlement is None:
        return []
    texts, language = terminal_texts(), terminal_language()
    titles = {side.document: side.title for side in (one.one, one.other)}
    lines = []
    if one.settlement.preferred:
        lines.append(texts("contradictions.preferred", language, title=titles[one.settlement.preferred]))
    if one.settlement.note:
        lines.append(texts("contradictions.note", language, note=one.settlement.note))
    return lines


COMMANDS = (contradictions, settle)
