"""`samspill documents staged`, `diff`, `publish`, `discard`: from a staged version to a published one."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.options import day, examples, json_option, today_option
from bot.commands.printing import print_wrapped, terminal_texts
from bot.commands.telling import as_json_of, local, tell
from knowledge.errors import NotFound, SamspillError
from knowledge.language.spoken_dates import say_day
from knowledge.texts import error_sentence, terminal_language

if TYPE_CHECKING:
    from bot.cli import Toolbox
    from knowledge.evaluation.differing import Differing

STYLES: dict[str, dict[str, Any]] = {
    "head": {"bold": True},
    "gone": {"fg": "red"},
    "new": {"fg": "green"},
    "dim": {"dim": True},
    "plain": {},
}
html_option = click.option(
    "--html", type=click.Path(path_type=Path), help="Write the comparison as a page to this file."
)


class Moment(click.ParamType[datetime]):
    """A time as `2026-12-01T08:00`, here if no zone is given."""

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment in UTC, or wrong use."""
        if isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(value).astimezone(UTC)
        except ValueError:
            self.fail(f"{value!r} is not a time; write for example 2026-12-01T08:00", param, ctx)


@click.command(
    epilog=examples(
        "samspill documents staged",
        "samspill documents staged --html review.html",
        "samspill documents staged --questions questions.jsonl",
    )
)
@click.argument("generation", required=False)
@click.option(
    "--questions", type=click.Path(path_type=Path), help="Ask a question set of both, and show answers that differ."
)
@html_option
@json_option
@today_option
@click.pass_obj
def staged(
    toolbox: Toolbox,
    generation: str | None,
    questions: Path | None,
    html: Path | None,
    as_json: bool,
    today: date | None,
) -> None:
    """Show what is staged: what it changes, and what publishing it touches. Without a name, all that is staged."""
    keeper, texts, language = toolbox.maintenance, terminal_texts(), terminal_language()
    _require_folder(html)
    found = [keeper.stage_of(generation)] if generation or html or questions else keeper.staged()
    if not found and not as_json:
        click.echo(texts("staged.none", language))
        return
    told = []
    for one in found:
        impact = keeper.impact(one, day(today))
        differing = toolbox.answers_that_differ(one, questions, day(today)) if questions else []
        told.append(
            {
                "generation": one.record.id,
                "based_on": one.record.based_on,
                "due": one.due.due.isoformat() if one.due else None,
                "documents": [change.as_json() for change in one.changes],
                "impact": impact.as_json(),
                "answers_that_differ": [pair.as_json() for pair in differing],
            }
        )
        if html:
            html.write_text(keeper.page(one, impact, language), encoding="utf-8")
        if as_json:
            continue
        click.echo(click.style(texts("staged.head", language, generation=one.record.id), bold=True))
        if one.due:
            click.echo(texts("staged.due", language, due=local(one.due.due, language)))
        for change in one.changes:
            click.echo("\n".join(change.summary(language)))
            start = change.after.metadata.valid_from if change.after and change.before else None
            if start and start > day(today).isoformat():
                click.echo(texts("staged.later", language, day=say_day(start, language), at=start))
        click.echo("\n".join(keeper.impact_lines(impact, language)))
        for pair in differing:
            _print_differing(pair)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
    elif html:
        click.echo(texts("report", language, path=html))


def _print_differing(pair: Differing) -> None:
    texts, language = terminal_texts(), terminal_language()
    marks = {True: "✓ ", False: "✗ ", None: ""}
    click.echo(texts("staged.differs", language, question=pair.question.question))
    print_wrapped(texts("staged.before", language, answer=marks[pair.right_before] + pair.before.text))
    print_wrapped(texts("staged.after", language, answer=marks[pair.right_after] + pair.after.text))


@click.command(
    epilog=examples(
        "samspill documents diff agreement.md",
        "samspill documents diff agreement.md@staged",
        "samspill documents diff 12 15 --html comparison.html",
    )
)
@click.argument("one", metavar="A")
@click.argument("other", metavar="[B]", required=False)
@html_option
@json_option
@click.pass_obj
def diff(toolbox: Toolbox, one: str, other: str | None, html: Path | None, as_json: bool) -> None:
    """Compare two versions clause by clause: A and B are a version's number, a document, DOCUMENT@NUMBER or DOCUMENT@staged.

    A alone: the document's staged version with the current one, else the current one with the one before.
    """
    _require_folder(html)
    change, language = toolbox.maintenance.diff(one, other), terminal_language()
    if html:
        html.write_text(change.html(language), encoding="utf-8")
    if as_json:
        click.echo(json.dumps(change.as_json(), ensure_ascii=False))
        return
    for style, line in change.lines(language):
        click.echo(click.style(line, **STYLES[style]))
    if html:
        click.echo(terminal_texts()("report", language, path=html))


@click.command(
    epilog=examples(
        "samspill documents publish",
        "samspill documents publish --at 2026-12-01T08:00",
        "samspill documents publish --due",
    )
)
@click.argument("generation", required=False)
@click.option("--at", type=Moment(), help="Publish later, for example 2026-12-01T08:00.")
@click.option("--due", is_flag=True, help="Publish what is due now (for a system timer where no bot runs).")
@json_option
@click.pass_obj
def publish(toolbox: Toolbox, generation: str | None, at: datetime | None, due: bool, as_json: bool) -> None:
    """Publish what is staged: answers rest on it from now on. Without a name, the only staged generation."""
    keeper, texts, language = toolbox.maintenance, terminal_texts(), terminal_language()
    if due:
        if generation or at:
            raise click.UsageError("--due stands alone.")
        _tell_due(keeper.publish_due(), as_json)
        return
    if at is not None:
        timed = keeper.publish_at(generation, at)
        values = {"generation": timed.generation, "due": timed.due.isoformat()}
        shown = texts("publish.at", language, generation=timed.generation, due=local(timed.due, language))
        click.echo(json.dumps(values) if as_json else shown)
        return
    tell(keeper.publish(generation), "publish.done", as_json)


@click.command(epilog=examples("samspill documents discard"))
@click.argument("generation", required=False)
@click.pass_obj
def discard(toolbox: Toolbox, generation: str | None) -> None:
    """Throw away what is staged. Answers are not touched."""
    record = toolbox.maintenance.discard(generation)
    click.echo(terminal_texts()("discard.done", terminal_language(), generation=record.id))


def _tell_due(done: list[Any], as_json: bool) -> None:
    failed = [one for one in done if isinstance(one, SamspillError)]
    if as_json:
        rows = [{"error": one.key} if isinstance(one, SamspillError) else as_json_of(one) for one in done]
        click.echo(json.dumps(rows))
    elif not done:
        click.echo(terminal_texts()("publish.none_due", terminal_language()))
    for one in done:
        if isinstance(one, SamspillError):
            click.echo(error_sentence(one, terminal_language()), err=True)
        elif not as_json:
            tell(one, "publish.done", as_json=False)
    sys.exit(1 if failed else 0)


def _require_folder(target: Path | None) -> None:
    if target is not None and not target.absolute().parent.is_dir():
        raise NotFound(name=str(target.parent))


COMMANDS = (staged, diff, publish, discard)
