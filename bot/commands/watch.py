"""`samspill watch`: look at folders and addresses again, stage what changed, and tell the maintainers."""

from __future__ import annotations

import json
import sys
import threading
import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from signal import SIGINT, SIGTERM, signal
from typing import TYPE_CHECKING

import click

from bot.commands.ingest import print_report, progress_bar
from bot.commands.options import addresses_option
from bot.commands.printing import terminal_texts
from knowledge.errors import DatabaseUnavailable, IngestBusy, SamspillError
from knowledge.language.spoken_dates import say_moment
from knowledge.texts import error_sentence, terminal_language

if TYPE_CHECKING:
    from bot.cli import Toolbox
    from knowledge.reports import IngestReport

BUSY_MINUTES = 5  # until the next try, when another ingest is at work or the database is away

EXAMPLES = """
\b
Examples:
  samspill watch                                    all that is in the library, or what SAMSPILL_WATCH names
  samspill watch agreements/ https://www.kommune.example/samarbeid --every 6
  samspill watch --addresses pages.txt --once       one look, for instance from a system timer

\b
What changed is staged and waits for a maintainer; nothing is published by itself.
Exit codes of --once: 0 all could be read, 3 something could not, 1 nothing could be done, 2 wrong use.
"""


@click.command(epilog=EXAMPLES)
@click.argument("places", metavar="[PATH|ADDRESS]...", nargs=-1)
@addresses_option
@click.option("--every", "hours", type=click.FloatRange(min=0.01, max=8760), help="Hours between two looks.")
@click.option("--once", is_flag=True, help="Look once, and end.")
@click.option("--json", "as_json", is_flag=True, help="Write each look's report as a line of JSON.")
@click.pass_obj
def watch(
    toolbox: Toolbox, places: tuple[str, ...], lists: tuple[Path, ...], hours: float | None, once: bool, as_json: bool
) -> None:
    """Look at folders and web addresses again and again. What changed is staged, and the maintainers are told in Slack."""
    if once:
        sys.exit(_look(toolbox, places, lists, as_json).exit_code)
    pause = timedelta(hours=hours or toolbox.watch_hours)
    told = threading.Event()
    for name in (SIGINT, SIGTERM):
        signal(name, lambda *_: told.set())
    while not told.is_set():
        wait = pause
        try:
            _look(toolbox, places, lists, as_json)
        except (IngestBusy, DatabaseUnavailable) as error:
            click.echo(error_sentence(error, terminal_language()), err=True)
            wait = min(pause, timedelta(minutes=BUSY_MINUTES))
        except SamspillError as error:
            click.echo(error_sentence(error, terminal_language()), err=True)
        _until(told, wait, quiet=as_json)


def _look(toolbox: Toolbox, places: tuple[str, ...], lists: tuple[Path, ...], as_json: bool) -> IngestReport:
    with progress_bar(shown=not as_json) as progress:
        report = toolbox.look(places, lists, progress=progress)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        print_report(report)
    sys.stdout.flush()
    return report


def _until(told: threading.Event, wait: timedelta, *, quiet: bool) -> None:
    """Sleep, by the clock on the wall: a machine that slept longer looks at once when it wakes."""
    due = datetime.now() + wait
    if not quiet:
        language = terminal_language()
        click.echo(terminal_texts()("watch.next", language, when=say_moment(due, language)))
    deadline = time.time() + wait.total_seconds()
    with suppress(KeyboardInterrupt):
        while not told.is_set() and (left := deadline - time.time()) > 0:
            told.wait(min(left, 60))
