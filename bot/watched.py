"""What a look at the sources found, as rows of the inbox: whichever bot runs turns them into messages to the maintainers.

A command line has no Slack token. A staged generation is told of once, however often the same is found; what is wrong is told when it is
new, and again each week for as long as it lasts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from bot.events.types import Incoming
from knowledge.reports import FileReport, IngestReport

KIND = "maintenance.watched"
LISTED = 30  # lines of each sort in one message


def rows_of(report: IngestReport, today: date) -> list[Incoming]:
    """The rows of a look, none when there is nothing to tell."""
    return [*_staged(report), *_trouble(report.of("refused"), today)]


def _staged(report: IngestReport) -> Iterator[Incoming]:
    changes = [[line.action, line.path] for line in report.files if line.action in {"added", "updated", "retired"}]
    if report.staged and report.generation:
        payload = {"generation": report.generation, "changes": changes[:LISTED], "count": len(changes)}
        yield _row(f"watched:{report.generation}", payload)


def _trouble(lines: tuple[FileReport, ...], today: date) -> Iterator[Incoming]:
    if not lines:
        return
    year, week, _ = today.isocalendar()
    told = sorted(f"{line.source}\t{line.path}\t{line.reason}" for line in lines)
    name = hashlib.sha256("\n".join(told).encode()).hexdigest()[:24]
    listed = [[line.source, line.path, line.reason, dict(line.facts), line.kept] for line in lines[:LISTED]]
    yield _row(f"watched:{name}:{year}-{week}", {"trouble": listed, "count": len(lines)})


def _row(name: str, payload: dict[str, object]) -> Incoming:
    return Incoming(name, KIND, KIND, 0.0, payload)
