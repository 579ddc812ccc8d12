"""`samspill documents`: what the answers rest on, and how it came to be."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands import contradictions, publishing, taking_back, trail
from bot.commands.options import day, examples, json_option, today_option
from bot.commands.printing import terminal_texts
from bot.commands.tables import print_table
from knowledge.errors import NotFound
from knowledge.language.spoken_dates import say_day, say_moment, say_period
from knowledge.library_naming import identity_of
from knowledge.texts import terminal_language
from knowledge.types import Language

if TYPE_CHECKING:
    from bot.cli import Toolbox
    from knowledge.library_rows import VersionRecord

EXAMPLES = """
\b
Examples:
  samspill documents                      how every document stands
  samspill documents show agreement.md
  samspill documents history agreement.md --json
  samspill documents staged               what a new version changes, before it is published
  samspill documents diff agreement.md    clause by clause
  samspill documents publish
  samspill documents report --html library.html
"""


@click.group(epilog=EXAMPLES, invoke_without_command=True)
@json_option
@today_option
@click.pass_context
def documents(context: click.Context, as_json: bool, today: date | None) -> None:
    """Tell how the documents stand, compare and publish versions. A document is named by file name, title or identity."""
    if context.invoked_subcommand is None:
        _overview(context.obj, day(today), as_json)


def _overview(toolbox: Toolbox, today: date, as_json: bool) -> None:
    from knowledge.overview.page import texts as words

    found, language = toolbox.overview(today), terminal_language()
    if as_json:
        click.echo(json.dumps([one.as_json() for one in found], ensure_ascii=False))
        return
    texts = terminal_texts()
    if not found:
        click.echo(texts("documents.none", language))
        return
    rows = [texts("overview.head", language).split("|")]
    for one in found:
        marks = ", ".join(words()(f"marks.{mark}", language) for mark in one.marks)
        name = one.record.version.document.file_name
        rows.append([name, one.title, _valid(one.record, language), str(one.answers), marks])
    print_table(rows)
    open_ones, staged = len(toolbox.maintenance.contradictions.open()), len(toolbox.library.staged())
    if open_ones:
        click.echo(texts("overview.contradictions", language, count=open_ones))
    if staged:
        click.echo(texts("overview.staged", language, count=staged))


@documents.command("report", epilog=examples("samspill documents report --html library.html"))
@click.option("--html", type=click.Path(path_type=Path), required=True, help="Write the page to this file.")
@today_option
@click.pass_obj
def report(toolbox: Toolbox, html: Path, today: date | None) -> None:
    """Write how every document stands as a page, with the timeline of validity drawn."""
    from knowledge.overview.page import report_page

    if not html.absolute().parent.is_dir():
        raise NotFound(name=str(html.parent))
    found, language = toolbox.overview(day(today)), terminal_language()
    histories = {
        identity: toolbox.library.history(identity)
        for identity in (one.record.version.document.identity for one in found)
    }
    page = report_page(found, histories, len(toolbox.maintenance.contradictions.open()), day(today), language)
    html.write_text(page, encoding="utf-8")
    click.echo(terminal_texts()("report", language, path=html))


@documents.command("cite-count", epilog=examples("samspill documents cite-count"))
@json_option
@click.pass_obj
def cite_count(toolbox: Toolbox, as_json: bool) -> None:
    """Tell how many answers have quoted each document, and when last; most quoted first."""
    found = sorted(toolbox.overview(date.today()), key=lambda one: -one.answers)
    if as_json:
        click.echo(json.dumps([one.as_json() for one in found], ensure_ascii=False))
        return
    language = terminal_language()
    rows = [terminal_texts()("citations.head", language).split("|")]
    rows += [
        [
            one.record.version.document.file_name,
            str(one.answers),
            say_day(one.last.date().isoformat(), language) if one.last else "",
        ]
        for one in found
    ]
    print_table(rows)


@documents.command("list", epilog=examples("samspill documents list --json"))
@json_option
@click.pass_obj
def list_documents(toolbox: Toolbox, as_json: bool) -> None:
    """List the documents that answers rest on now."""
    records = toolbox.library.documents()
    if as_json:
        click.echo(json.dumps([_as_json(record) for record in records], ensure_ascii=False))
        return
    texts, language = terminal_texts(), terminal_language()
    if not records:
        click.echo(texts("documents.none", language))
        return
    head = texts("documents.head", language).split("|")
    print_table([head, *(_list_row(record) for record in records)])


def _list_row(record: VersionRecord) -> list[str]:
    version, metadata = record.version, record.version.metadata
    return [
        version.document.file_name,
        metadata.title or "",
        metadata.language or "",
        _valid(record, terminal_language()),
        str(record.chunks),
        metadata.status or "",
    ]


@documents.command(epilog=examples("samspill documents show agreement.md"))
@click.argument("name")
@json_option
@click.pass_obj
def show(toolbox: Toolbox, name: str, as_json: bool) -> None:
    """Show a document as it was read: its metadata and its chunks."""
    history = toolbox.library.history(identity_of(toolbox.library, name))
    record = next((one for one in history if one.current), history[0])
    chunks = toolbox.library.chunks_of(record.version.id)
    if as_json:
        pieces = [
            {"text": c.text, "section": list(c.section), "page": c.page, "language": c.language, "kind": c.kind}
            for c in chunks
        ]
        click.echo(json.dumps({**_as_json(record), "passages": pieces}, ensure_ascii=False))
        return
    for key, value in _as_json(record).items():
        if value not in (None, [], ""):
            click.echo(f"{key:14} {value if not isinstance(value, list) else '; '.join(map(str, value))}")
    for chunk in chunks:
        place = " › ".join(chunk.section) + (f" · {chunk.page}" if chunk.page else "")
        click.echo(click.style(f"\n[{chunk.language}] {place}", dim=True))
        click.echo(chunk.text)


@documents.command(epilog=examples("samspill documents history agreement.md"))
@click.argument("name")
@json_option
@click.pass_obj
def history(toolbox: Toolbox, name: str, as_json: bool) -> None:
    """Show every version of a document, newest first, and which of them answers rest on."""
    records = toolbox.library.history(identity_of(toolbox.library, name))
    if as_json:
        click.echo(json.dumps([_as_json(record) for record in records], ensure_ascii=False))
        return
    texts, language = terminal_texts(), terminal_language()
    rows = [texts("documents.history_head", language).split("|")]
    for record in records:
        state = texts("yes" if record.current else "no", language)
        valid = _valid(record, language) or "…"
        taken = say_moment(record.ingested_at, language)
        rows.append([str(record.version.id), taken, valid, record.version.file_hash[:12], state])
    print_table(rows)


def _as_json(record: VersionRecord) -> dict[str, Any]:
    version = record.version
    return {
        "document": version.document.file_name,
        "identity": version.document.identity,
        "source": version.document.source,
        "path": version.document.path,
        "version": version.id,
        "file_hash": version.file_hash,
        **{key: value for key, value in asdict(version.metadata).items() if key != "id"},
        "chunks": record.chunks,
        "ingested_at": record.ingested_at.isoformat(),
        "published_at": record.published_at.isoformat() if record.published_at else None,
        "current": record.current,
        "warnings": list(record.warnings),
    }


def _valid(record: VersionRecord, language: Language) -> str:
    return say_period(record.version.metadata.valid_from, record.version.metadata.valid_to, language)


for _command in (*publishing.COMMANDS, *taking_back.COMMANDS, *contradictions.COMMANDS, *trail.COMMANDS):
    documents.add_command(_command)
