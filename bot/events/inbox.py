"""The rows of the inbox: committing, claiming under a lease, storing a result, finishing.

Every method is one transaction through the `Writer`. On PostgreSQL several bots share the work: a row is claimed with
`FOR UPDATE SKIP LOCKED`, and a dead bot's rows are claimable when its lease ends. Whoever lost its lease cannot write any
more: each write names its claim.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ClauseElement, Connection, Engine, Row, Update, bindparam, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.events.table import WORDLESS, events
from bot.events.types import Effects, Event, Incoming, Message, Reply
from bot.events.writer import Writer
from knowledge.errors import SamspillError

LEASE_SECONDS = 30.0
LEAVES_NOTHING = {"action:privacy.forget"}  # who asks to be forgotten is not remembered for asking


class LeaseLost(SamspillError):
    """Another bot has taken the row over: what was done here must not be written. Never shown to anybody."""

    key = "unexpected"


class Inbox:
    """The durable inbox on an open database. `bot` names this process in its claims."""

    def __init__(
        self, engine: Engine, writer: Writer, lease: float = LEASE_SECONDS, acks: Writer | None = None
    ) -> None:
        """`acks` commits what comes in, so that no acknowledgement waits for what the work writes (`ack_writer`)."""
        self.engine = engine
        self.writer = writer
        self.acks = acks or writer
        self.lease = lease
        self.bot = uuid.uuid4().hex[:12]
        self.wake: Callable[[], None] = lambda: None  # tells who works the rows off that one has come
        self._shared = engine.dialect.name == "postgresql"

    async def commit(
        self,
        incoming: Incoming,
        addressed: Callable[[bool], bool] | None = None,
        claimed: Callable[[Connection, Incoming], bool | None] | None = None,
    ) -> bool:
        """Commit what came in. False when it was there already, or when it is nobody's question to the bot.

        `addressed(asked_before)` decides on follow-ups without a mention, in threads where the bot takes part. `claimed` comes
        before it: True or False where the thread belongs to something under way (a draft), None where the usual rule holds.
        """

        def job(connection: Connection) -> bool:
            ours = claimed(connection, incoming) if claimed is not None and incoming.only_followup else None
            if ours is False:
                return False
            if incoming.only_followup and ours is None:
                askers = _askers(connection, incoming.thread)
                if not askers or (addressed is not None and not addressed(incoming.user in askers)):
                    return False
            return enqueue(connection, incoming)

        return await self.acks.do(job)

    async def claim(self, limit: int) -> list[Event]:
        """Up to `limit` rows whose turn it is, leased to this bot, oldest first."""

        def job(connection: Connection) -> list[Event]:
            claim = f"{self.bot}-{uuid.uuid4().hex[:12]}"
            query = _CLAIM_SHARED if self._shared else _CLAIM
            values = {"now": time.time(), "lease": self.lease, "claim": claim, "n": limit}
            rows = connection.execute(query, values).all()
            return [_event(row, claim) for row in sorted(rows, key=lambda row: (row.position, row.seq))]

        return await self.writer.do(job)

    async def renew(self, held: Sequence[Event]) -> set[str]:
        """Prolong the leases; the ids that are still ours."""

        def job(connection: Connection) -> set[str]:
            until = {"lease_until": self._now + self.lease}
            return {event.id for event in held if _guarded(connection, event, until, check=False)}

        return await self.writer.do(job) if held else set()

    async def store(self, event: Event, reply: Reply) -> Reply:
        """Store what will be posted, and write the reply's effects with it; gives the reply as it was decided. Raises LeaseLost."""

        def job(connection: Connection) -> Reply:
            # A claim that is lost must show before anything is written: the row is held first.
            if reply.decide is not None:
                _guarded(connection, event, {"claim": event.claim})
            decided = reply.decide(connection) if reply.decide is not None else reply
            _guarded(connection, event, {"result": json.dumps(decided.as_json(), ensure_ascii=False)})
            if decided.effects is not None:
                decided.effects(connection)
            return decided

        return await self.writer.do(job, undo=reply.effects is not None or reply.decide is not None)

    async def finish(self, event: Event, reference: str | None = None, effects: Effects | None = None) -> None:
        """It is done; with a reference: it was given up, and the person was told that reference. Raises LeaseLost.

        `effects`: what is known only after posting (where a card stands), written in the same transaction.
        """

        def job(connection: Connection) -> None:
            state = "done" if reference is None else "failed"
            done = {"state": state, "finished": self._now, "reference": reference, "claim": None, "lease_until": None}
            _guarded(connection, event, {**done, **(WORDLESS if event.kind in LEAVES_NOTHING else {})})
            if effects is not None:
                effects(connection)

        await self.writer.do(job, undo=effects is not None)

    async def again(self, event: Event, after: float, spent: bool = True) -> None:
        """Give the row back, to be tried again `after` seconds. `spent=False` takes the attempt back: nothing was begun."""

        def job(connection: Connection) -> None:
            values: dict[str, Any] = {"due": self._now + after, "claim": None, "lease_until": None}
            if not spent:
                values["attempts"] = event.attempt - 1
            _guarded(connection, event, values)

        await self.writer.do(job)

    async def take_over(self) -> int:
        """Free every lease: for SQLite, where one bot works and whoever held a lease is dead. How many rows it frees."""
        if self._shared:
            return 0

        def job(connection: Connection) -> int:
            held = events.c.state == "open", events.c.claim.is_not(None)
            return connection.execute(update(events).where(*held).values(claim=None, lease_until=None)).rowcount

        return await self.writer.do(job)

    @property
    def _now(self) -> Any:
        # Several bots compare leases: on PostgreSQL the server's clock is everybody's.
        return _SERVER_NOW if self._shared else time.time()


def ack_writer(engine: Engine, writer: Writer) -> Writer:
    """The writer of what comes in: one of its own on PostgreSQL, which takes several; SQLite takes one at a time, and shares its flush."""
    return Writer(engine) if engine.dialect.name == "postgresql" else writer


def enqueue(connection: Connection, incoming: Incoming) -> bool:
    """Insert a row in somebody else's transaction (a reply's effects): a reminder, a note. False when it is there already."""
    now = time.time()
    values = {
        "id": incoming.id,
        "subject": incoming.subject,
        "kind": incoming.kind,
        "lane": incoming.lane,
        "position": incoming.position or now,
        "thread": incoming.thread,
        "user_id": incoming.user,
        "payload": json.dumps(dict(incoming.payload), ensure_ascii=False),
        "state": "open",
        "attempts": 0,
        "due": incoming.due,
        "received": now,
    }
    return connection.execute(_INSERT[connection.dialect.name], values).first() is not None


def once(incoming: Incoming) -> Effects:
    """A reply's effect: the row, unless it is there already."""

    def effects(connection: Connection) -> None:
        enqueue(connection, incoming)

    return effects


def messages_of(result: Mapping[str, Any]) -> list[Message]:
    """The messages of a stored result."""
    return [Message.from_json(data) for data in result["messages"]]


def _askers(connection: Connection, thread: str | None) -> set[str | None]:
    query = select(events.c.user_id).where(events.c.thread == thread, events.c.state != "failed").distinct()
    return set(connection.execute(query).scalars())


def _guarded(connection: Connection, event: Event, values: Mapping[str, Any], check: bool = True) -> bool:
    """Write to a row that is still ours. Raises LeaseLost where it is not, unless `check` is off."""
    bound = {name: value for name, value in values.items() if not isinstance(value, ClauseElement)}
    fixed = tuple((name, value) for name, value in values.items() if isinstance(value, ClauseElement))
    given = {f"new_{name}": value for name, value in bound.items()}
    query = _held(tuple(bound), fixed)
    held = connection.execute(query, given | {"of": event.id, "by": event.claim}).rowcount == 1
    if check and not held:
        raise LeaseLost()
    return held


@lru_cache(maxsize=64)
def _held(bound: tuple[str, ...], fixed: tuple[tuple[str, ClauseElement], ...]) -> Update:
    """The statement for these columns, built once: building it costs more than its row, while an acknowledgement waits."""
    mine = events.c.id == bindparam("of"), events.c.claim == bindparam("by"), events.c.state == "open"
    return update(events).where(*mine).values({name: bindparam(f"new_{name}") for name in bound} | dict(fixed))


def _event(row: Row[Any], claim: str) -> Event:
    result = json.loads(row.result) if row.result else None
    return Event(row.id, row.kind, row.lane, row.thread, json.loads(row.payload or "{}"), row.attempts, claim, result)


# Built once: a statement that is built for each row costs more than its row.
_INSERT = {
    "postgresql": postgresql_insert(events).on_conflict_do_nothing().returning(events.c.seq),
    "sqlite": sqlite_insert(events).on_conflict_do_nothing().returning(events.c.seq),
}
_SERVER_NOW = func.extract("epoch", func.statement_timestamp())
_SERVER_NOW_SQL = "EXTRACT(EPOCH FROM statement_timestamp())::float8"
_FREE = "e.state = 'open' AND e.due <= :now AND (e.lease_until IS NULL OR e.lease_until < :now)"
# A row's turn has come when no earlier open row stands in its lane. A row of the timetable whose time has not come holds nobody up.
_TURN = """NOT EXISTS (SELECT 1 FROM events AS f WHERE f.state = 'open' AND f.lane = e.lane
    AND (f.due <= :now OR f.attempts > 0) AND (f.position < e.position OR (f.position = e.position AND f.seq < e.seq)))"""
_CHOSEN = f"SELECT e.id FROM events AS e WHERE {_FREE} AND {_TURN} ORDER BY e.position, e.seq LIMIT :n"  # noqa: S608
_SET = "UPDATE events SET claim = :claim, lease_until = :now + :lease, attempts = attempts + 1"
_GIVEN = "RETURNING seq, id, kind, lane, position, thread, payload, attempts, result"
_CLAIM = text(f"{_SET} WHERE id IN ({_CHOSEN}) {_GIVEN}")
# Without MATERIALIZED the planner may run the LIMIT again for each row, and claim more than n.
_CLAIM_SHARED = text(
    f"WITH chosen AS MATERIALIZED ({_CHOSEN} FOR UPDATE SKIP LOCKED) "  # noqa: S608
    f"{_SET} WHERE id IN (SELECT id FROM chosen) {_GIVEN}".replace(":now", _SERVER_NOW_SQL)
)
