"""What the inbox remembers: a thread's earlier turns, what a button under an answer needs, who has met the bot.

All of it lies in the rows of the inbox, and leaves them when the retention time is over (`bot.events.forgetting`).
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.events.table import acquaintances, events, feedback
from bot.events.types import Effects, Event
from knowledge.database import read
from knowledge.types import LANGUAGES, Language, Turn

TURNS = 6
RECENT = 5
PEOPLE_KEPT = 10_000
DIRECT_WINDOW_SECONDS = 1800.0


class Memory:
    """Reads of the inbox's rows, each a short transaction of its own; call it from a thread, not from the event loop."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._met: set[tuple[str, str]] = set()

    def history(self, event: Event) -> tuple[Turn, ...]:
        """The thread's earlier turns, oldest first, at most the last six questions with their answers.

        In a conversation with the bot alone people also write their next message below instead of in the thread: there the
        last half hour of the conversation counts when the thread is new.
        """
        if event.payload.get("thread_ts") is None and not event.is_direct:
            return ()  # it begins its thread
        query = (
            select(events.c.payload, events.c.result)
            .where(events.c.state == "done", events.c.result.is_not(None), events.c.id != event.id)
            .order_by(events.c.position.desc(), events.c.seq.desc())
            .limit(TURNS)
        )
        with read(self.engine) as connection:
            rows = connection.execute(query.where(events.c.thread == event.thread)).all()
            if not rows and event.is_direct:
                recent = events.c.finished > time.time() - DIRECT_WINDOW_SECONDS
                rows = connection.execute(query.where(events.c.lane == event.lane, recent)).all()
        turns: list[Turn] = []
        for row in reversed(rows):
            said = json.loads(row.result).get("said")
            if said and row.payload:
                turns += [Turn("user", json.loads(row.payload)["text"]), Turn("assistant", said)]
        return tuple(turns)

    def kept(self, event_id: str) -> Mapping[str, Any]:
        """What the reply to an event kept for later clicks; empty once the retention time is over."""
        with read(self.engine) as connection:
            row = connection.execute(
                select(events.c.result, events.c.payload).where(events.c.id == event_id)
            ).one_or_none()
        if row is None or not row.result:
            return {}
        kept: dict[str, Any] = json.loads(row.result)["keep"]
        return kept | {"question": json.loads(row.payload or "{}").get("text", "")}

    def has_met(self, team: str, user: str) -> bool:
        """Whether the person has been told what is stored."""
        if (team, user) in self._met:
            return True
        known = acquaintances.c.team == team, acquaintances.c.user_id == user
        with read(self.engine) as connection:
            met = connection.execute(select(acquaintances.c.since).where(*known)).first() is not None
        if met and len(self._met) < PEOPLE_KEPT:
            self._met.add((team, user))
        return met

    def language_of(self, user: str) -> Language:
        """The language in which the person was last answered; bokmål for a stranger."""
        mine = events.c.user_id == user, events.c.result.is_not(None)
        query = select(events.c.result).where(*mine).order_by(events.c.seq.desc()).limit(RECENT)
        with read(self.engine) as connection:
            kept = [json.loads(result)["keep"].get("language") for result in connection.execute(query).scalars()]
        return next((language for spoken in kept for language in LANGUAGES if language == spoken), "nb")

    def unmeet(self, team: str, user: str) -> None:
        """Whether the person has been told is looked up again."""
        self._met.discard((team, user))


def meet(team: str, user: str) -> Effects:
    """Note that the person has been told."""

    def effects(connection: Connection) -> None:
        kind = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
        values = {"team": team, "user_id": user, "since": time.time()}
        connection.execute(kind(acquaintances).values(values).on_conflict_do_nothing())

    return effects


def give_feedback(event_id: str, user: str, useful: bool) -> Effects:
    """Note what the person thinks of an answer; who changes their mind is believed."""

    def effects(connection: Connection) -> None:
        mine = feedback.c.event_id == event_id, feedback.c.user_id == user
        connection.execute(delete(feedback).where(*mine))
        values = {"event_id": event_id, "user_id": user, "useful": int(useful), "given": time.time()}
        connection.execute(feedback.insert().values(values))

    return effects
