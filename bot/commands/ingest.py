"""`samspill ingest`: documents in, and published."""

from __future__ import annotations

import json
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.options import addresses_option
from bot.commands.printing import terminal_texts
from knowledge.texts import error_texts, terminal_language

if TYPE_CHECKING:
    from bot.cli import Toolbox
    from knowledge.reports import FileReport, IngestReport

EXAMPLES = """
\b
Examples:
  samspill ingest --starter               the example documents that come with Samspill
  samspill ingest agreements/             a folder: new, changed and removed files are followed
  samspill ingest agreement.pdf           one file; nothing else is touched
  samspill ingest agreements/ --dry-run   what would happen
  samspill ingest --stage agreement-2027.pdf --as agreement.pdf   the next version, to be looked at before it is published
  samspill ingest https://www.kommune.example/samarbeid   a page, a PDF or a DOCX on the web
  samspill ingest --addresses pages.txt   a file with one web address a line

\b
Exit codes: 0 all in, 3 some refused (the rest published), 1 nothing published, 2 wrong use.
"""


@click.command(epilog=EXAMPLES)
@click.argument("places", metavar="[PATH|ADDRESS]...", nargs=-1)
@addresses_option
@click.option("--starter", is_flag=True, help="Bring in the example documents that come with Samspill.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option(
    "--rebuild", is_flag=True, help="Build the index anew from the library, for instance with another embedding."
)
@click.option("--allow-removal", is_flag=True, help="Allow that more than a fifth of a folder's documents is retired.")
@click.option("--stage", is_flag=True, help="Make the next version ready and show it to nobody until it is published.")
@click.option("--as", "identity", metavar="DOCUMENT", help="The one file is the next version of this document.")
@click.option("--json", "as_json", is_flag=True, help="Write the report as JSON.")
@click.pass_obj
def ingest(
    toolbox: Toolbox,
    places: tuple[str, ...],
    lists: tuple[Path, ...],
    starter: bool,
    dry_run: bool,
    rebuild: bool,
    allow_removal: bool,
    stage: bool,
    identity: str | None,
    as_json: bool,
) -> None:
    """Read documents, cut them into chunks, and publish them in one step: all that could be read, or nothing.

    With --stage nobody is answered from them yet: `samspill documents staged` shows what they change.
    """
    if not places and not lists and not starter and not rebuild:
        raise click.UsageError("Name a folder, a file or an address, or use --starter for the example documents.")
    paths, addresses = toolbox.sorted_places(places, lists)
    if identity is not None and (len(paths) + len(addresses) != 1 or starter or any(path.is_dir() for path in paths)):
        raise click.UsageError("--as goes with one file or one address.")
    with progress_bar(shown=not as_json) as progress:
        report = toolbox.ingest(
            paths,
            addresses=addresses,
            starter=starter,
            dry_run=dry_run,
            rebuild=rebuild,
            allow_removal=allow_removal,
            stage=stage,
            identity=identity,
            progress=progress,
        )
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        print_report(report)
    sys.exit(report.exit_code)


def print_report(report: IngestReport) -> None:
    """A line for each file that is not unchanged, then the sum."""
    texts, language = terminal_texts(), terminal_language()
    for file in report.files:
        if file.action != "unchanged":
            click.echo(_file_line(file))
            for warning in file.warnings:
                click.echo(f"           {_warning(warning)}")
    click.echo(
        texts(
            "ingest.summary",
            language,
            chunks=report.chunks,
            embedded=report.embedded,
            seconds=f"{report.seconds:.1f}",
            **report.counts,
        )
    )
    if report.dry_run:
        click.echo(texts("ingest.dry_run", language))
    elif report.staged:
        click.echo(texts("ingest.staged", language, generation=report.generation))
    elif report.published:
        click.echo(texts("ingest.published", language, generation=report.generation))
    elif report.exit_code != 1:
        click.echo(texts("ingest.nothing_new", language))


def _file_line(file: FileReport) -> str:
    texts, language = terminal_texts(), terminal_language()
    line = f"{texts('ingest.' + file.action, language):10} {file.path}"
    if file.reason:
        line += ": " + error_texts()(f"refused.{file.reason}", language, **file.facts)
    if file.like:
        place = shlex.quote(f"{file.source.rstrip('/')}/{file.path}" if file.source.startswith("/") else file.path)
        line += "\n" + texts("ingest.like", language, document=file.like, path=place, quoted=shlex.quote(file.like))
    return line


def _warning(warning: str) -> str:
    """What a document should be told of, in words, with its pages or lines."""
    name, _, detail = warning.partition(": ")
    return error_texts()(f"warning.{name}", terminal_language(), detail=detail)


@contextmanager
def progress_bar(*, shown: bool) -> Iterator[Callable[[int, int, str], None]]:
    """A callback (done, total, stage) that draws a bar on a terminal once the work has taken a second."""
    if not (shown and sys.stderr.isatty()):
        yield lambda done, total, stage: None
        return
    began, drawn = time.monotonic(), False

    def draw(done: int, total: int, stage: str) -> None:
        nonlocal drawn
        if time.monotonic() - began < 1 or not total:
            return
        drawn = True
        filled = 30 * done // total
        click.echo(f"\r{'█' * filled}{'░' * (30 - filled)} {done}/{total} {stage:12}", nl=False, err=True)

    try:
        yield draw
    finally:
        if drawn:
            click.echo("\r" + " " * 60 + "\r", nl=False, err=True)
