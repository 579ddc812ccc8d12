"""Words and names leave the database: all of them when their time is over, a person's when the person wishes it.

Ids stay, so that a delivery that comes again is still known, and so does the count of questions; neither says who or what.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, delete, or_, select, update

from bot.drafts.forgetting import forget_drafts, forget_talk
from bot.drafts.places import conversation_in
from bot.events.table import WORDLESS, acquaintances, events, feedback
from knowledge.database import write
from knowledge.reliances import forget_answers, forget_answers_before

DAY_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted of a person, and how many submitted requests stay."""

    questions: int
    drafts: int
    kept: int


def tidy(engine: Engine, days: float) -> int:
    """Delete what was finished more than `days` ago: words, names, opinions, what answers rested on. How many rows held words.

    Raises DatabaseUnavailable.
    """
    moment = datetime.now(UTC) - timedelta(days=days)
    before = moment.timestamp()
    worded = or_(*(events.c[name].is_not(None) for name in ("payload", "result", "user_id")))
    with write(engine) as connection:
        count = connection.execute(update(events).where(events.c.finished < before, worded).values(WORDLESS)).rowcount
        connection.execute(delete(feedback).where(feedback.c.given < before))
        forget_answers_before(connection, moment)
        count += forget_talk(connection, moment)
    _empty_the_log(engine)
    return count


def forget(connection: Connection, team: str, user: str) -> Forgotten:
    """Delete a person's questions, answers, opinions, drafts and acquaintance, in the caller's transaction.

    What is being answered at this moment is left to its own end, and to the retention time.
    """
    mine = events.c.user_id == user
    waiting = mine, events.c.state == "open", events.c.attempts == 0, events.c.due > time.time()
    connection.execute(delete(events).where(*waiting))  # reminders
    finished = mine, events.c.state != "open"
    answered = events.c.result.contains('"said": "').label("answered")
    rows = connection.execute(select(events.c.id, events.c.thread, answered).where(*finished)).all()
    connection.execute(update(events).where(*finished).values(WORDLESS))
    forget_answers(connection, {row.id for row in rows})
    connection.execute(delete(feedback).where(feedback.c.user_id == user))
    connection.execute(delete(acquaintances).where(acquaintances.c.team == team, acquaintances.c.user_id == user))
    talks = {conversation_in("", None, user)} | {row.thread for row in rows if row.thread}
    deleted, kept = forget_drafts(connection, user, talks)
    return Forgotten(sum(bool(row.answered) for row in rows), deleted, kept)


def _empty_the_log(engine: Engine) -> None:
    # What was overwritten still stands in SQLite's write-ahead log until the log is written back.
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None  # noqa: S101  (for the type checker)
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
