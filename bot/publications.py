"""What a publication leaves in the inbox, within its own transaction: notes to the authors of touched drafts, and timed publications.

A command line has no Slack token: it writes the rows, and the running bot makes messages of them (`bot.listeners.publications`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from bot.drafts.draft import OPEN
from bot.drafts.tables import drafts
from bot.events.inbox import enqueue
from bot.events.types import Incoming
from knowledge.touched import Touched

RULES_CHANGED, PUBLICATION, TIMED = "rules_changed", "publication", "publication.told"
SLACK_USER = re.compile(r"[UW][A-Z0-9]{4,}")
SHOWN = 3  # sentences that a note names


def notes_to_authors(connection: Connection, touched: Sequence[Touched]) -> int:
    """A row for each open draft and document: its author is told which rules it rests on have changed. Drafts that were begun in a terminal
    have nobody in Slack to tell. Gives how many authors that are."""
    told: set[str] = set()
    for one in touched:
        query = select(drafts.c.owner, drafts.c.status, drafts.c.language).where(drafts.c.id == one.reference)
        row = connection.execute(query).one_or_none()
        if row is None or row.status not in OPEN or not SLACK_USER.fullmatch(row.owner):
            continue
        payload = {
            "channel": row.owner,
            "user": row.owner,
            "draft": one.reference,
            "language": row.language,
            "title": one.title,
            "gone": list(one.gone[:SHOWN]),
            "removed": one.version is None,
        }
        enqueue(connection, Incoming(_once(one), RULES_CHANGED, f"person:{row.owner}", 0.0, payload))
        told.add(row.owner)
    return len(told)


def reminder(connection: Connection, generation: str, due: datetime) -> None:
    """A row that wakes the running bot when a publication is due. A changed time is another row; the timetable in the library decides."""
    when = due.timestamp()
    payload = {"generation": generation}
    enqueue(
        connection, Incoming(f"{PUBLICATION}:{generation}:{when:.0f}", PUBLICATION, PUBLICATION, 0.0, payload, due=when)
    )


def _once(one: Touched) -> str:
    """The same for the same sentences gone: going back and forth tells it once, another change tells again."""
    gone = hashlib.sha256("\n".join((str(one.version), *one.gone)).encode()).hexdigest()[:16]
    return f"{RULES_CHANGED}:{one.reference}:{gone}"
