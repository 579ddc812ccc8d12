"""Publications at a set time: a row that is there until it was done, called off, or could not be done.

Whoever looks first carries it out: the running bot, or `samspill documents publish --due` from a system timer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from knowledge.database import UtcDateTime, metadata, read

Progress = Literal["waiting", "done", "cancelled", "failed"]

timed_publications = Table(
    "timed_publications",
    metadata,
    Column("generation_id", String(40), ForeignKey("generations.id"), primary_key=True),
    Column("due", UtcDateTime, nullable=False),
    Column("actor", String(120), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),
    Column("done_at", UtcDateTime),
    Column("result", String(60)),
)


@dataclass(frozen=True, slots=True)
class TimedPublication:
    """That a staged generation is to be published at `due`, at whose word; `result` is the error's key where it failed."""

    generation: str
    due: datetime
    actor: str
    state: Progress
    result: str | None = None


def schedule(connection: Connection, generation: str, due: datetime, actor: str) -> None:
    """Set or change the time of a generation's publication, within the caller's transaction."""
    connection.execute(delete(timed_publications).where(timed_publications.c.generation_id == generation))
    values = {
        "generation_id": generation,
        "due": due,
        "actor": actor,
        "asked_at": datetime.now(UTC),
        "state": "waiting",
    }
    connection.execute(insert(timed_publications).values(**values))


def conclude(connection: Connection, generation: str, state: Progress, result: str | None = None) -> bool:
    """End a waiting publication, within the caller's transaction. False when none was waiting."""
    waiting = timed_publications.c.generation_id == generation, timed_publications.c.state == "waiting"
    values = {"state": state, "done_at": datetime.now(UTC), "result": result}
    return connection.execute(update(timed_publications).where(*waiting).values(**values)).rowcount == 1


def due_publications(engine: Engine, now: datetime) -> list[TimedPublication]:
    """Those whose time has come, the earliest first."""
    return [one for one in waiting_publications(engine) if one.due <= now]


def timed_publication(engine: Engine, generation: str) -> TimedPublication | None:
    """What stands in the timetable for a generation, whatever came of it; None where nothing was set."""
    with read(engine) as connection:
        row = connection.execute(
            select(timed_publications).where(timed_publications.c.generation_id == generation)
        ).one_or_none()
    return None if row is None else TimedPublication(row.generation_id, row.due, row.actor, row.state, row.result)


def waiting_publications(engine: Engine) -> list[TimedPublication]:
    """Those that wait, the earliest first."""
    query = select(timed_publications).where(timed_publications.c.state == "waiting")
    with read(engine) as connection:
        rows: Sequence[Any] = connection.execute(query.order_by(timed_publications.c.due)).all()
    return [TimedPublication(row.generation_id, row.due, row.actor, row.state, row.result) for row in rows]
