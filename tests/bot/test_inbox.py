"""The inbox on both databases: once each, in order within a lane, taken over when a lease ends."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, text

from bot.events.inbox import Inbox, LeaseLost, ack_writer, enqueue, once
from bot.events.table import acquaintances, events
from bot.events.types import Event, Incoming, Message, Reply
from bot.events.writer import Writer
from knowledge.database import open_database, read
from knowledge.errors import DatabaseUnavailable
from knowledge.settings import KnowledgeSettings


@contextmanager
def inbox_of(settings: KnowledgeSettings, lease: float = 30.0) -> Iterator[Inbox]:
    engine = open_database(settings)
    writer = Writer(engine)
    try:
        yield Inbox(engine, writer, lease)
    finally:
        writer.close()
        engine.dispose()


@pytest.fixture
def inbox(settings: KnowledgeSettings) -> Iterator[Inbox]:
    with inbox_of(settings) as found:
        yield found


def came(number: int, lane: str = "C1:1", **more: Any) -> Incoming:
    values: dict[str, Any] = {"thread": lane, "user": "U1", "payload": {"text": f"spørsmål {number}"}}
    return Incoming(
        **({"id": f"Ev{number}", "kind": "mention", "lane": lane, "position": float(number)} | values | more)
    )


def ids(claimed: list[Event]) -> list[str]:
    return [event.id for event in claimed]


def test_a_delivery_counts_once(inbox: Inbox) -> None:
    """The same event, and another event about the same message, are committed once."""

    async def run() -> list[bool]:
        first = came(1, subject="C1:1.0")
        return [await inbox.commit(i) for i in (first, first, replace(first, id="Ev2"), came(3, subject="C1:2.0"))]

    assert asyncio.run(run()) == [True, False, False, True]


def test_a_lane_is_worked_off_in_order(inbox: Inbox) -> None:
    """Of a lane only the earliest open row can be claimed; the next one when it is finished; other lanes beside it."""

    async def run() -> None:
        for incoming in (came(2), came(1), came(3, "C1:9")):
            await inbox.commit(incoming)
        first = await inbox.claim(10)
        assert ids(first) == ["Ev1", "Ev3"]
        assert await inbox.claim(10) == []
        await inbox.finish(first[0])
        assert ids(await inbox.claim(10)) == ["Ev2"]

    asyncio.run(run())


def test_no_more_is_claimed_than_was_asked_for(inbox: Inbox) -> None:
    """`claim(n)` gives n rows at most, the oldest first."""

    async def run() -> None:
        for number in range(1, 21):
            await inbox.commit(came(number, f"C1:{number}"))
        assert ids(await inbox.claim(3)) == ["Ev1", "Ev2", "Ev3"]
        assert len(await inbox.claim(100)) == 17

    asyncio.run(run())


def test_who_lost_the_lease_writes_nothing(settings: KnowledgeSettings) -> None:
    """A row whose lease has ended is claimed again, and the first claimant can neither store, finish nor prolong it."""

    async def run(inbox: Inbox) -> None:
        await inbox.commit(came(1))
        (first,) = await inbox.claim(1)
        await asyncio.sleep(0.06)
        (second,) = await inbox.claim(1)
        assert (second.id, second.attempt) == (first.id, 2)
        for writing in (inbox.store(first, Reply()), inbox.finish(first), inbox.again(first, 0)):
            with pytest.raises(LeaseLost):
                await writing
        assert await inbox.renew([first]) == set()
        await inbox.finish(second)

    with inbox_of(settings, lease=0.05) as inbox:
        asyncio.run(run(inbox))


def test_a_renewed_lease_holds(settings: KnowledgeSettings) -> None:
    """While the lease is prolonged nobody else can claim the row."""

    async def run(inbox: Inbox) -> None:
        await inbox.commit(came(1))
        held = await inbox.claim(1)
        for _ in range(4):
            await asyncio.sleep(0.1)
            assert await inbox.renew(held) == {"Ev1"}
            assert await inbox.claim(1) == []

    with inbox_of(settings, lease=0.3) as inbox:
        asyncio.run(run(inbox))


def test_result_and_effects_are_one_transaction(inbox: Inbox) -> None:
    """A reply's effects stand exactly when its result does: neither after a lost lease, nor when an effect fails."""

    def broken(connection: Any) -> None:
        connection.execute(insert(acquaintances).values(team="T", user_id="U", since=1.0))
        raise RuntimeError("midway")

    async def run() -> None:
        await inbox.commit(came(1))
        (event,) = await inbox.claim(1)
        reply = Reply((Message("svar"),), effects=broken)
        with pytest.raises(RuntimeError):
            await inbox.store(event, reply)
        with read(inbox.engine) as connection:
            assert connection.execute(select(acquaintances)).all() == []
            assert connection.execute(select(events.c.result)).scalar_one() is None
        await inbox.store(event, replace(reply, effects=once(came(2, "desk"))))
        with read(inbox.engine) as connection:
            assert connection.execute(select(events.c.result).where(events.c.id == "Ev1")).scalar_one() is not None
            assert connection.execute(select(events.c.id).where(events.c.id == "Ev2")).scalar_one() == "Ev2"

    asyncio.run(run())


def test_a_stored_result_comes_with_the_next_claim(settings: KnowledgeSettings) -> None:
    """What was computed before a crash is there for the next attempt, word for word."""

    async def run(inbox: Inbox) -> None:
        await inbox.commit(came(1))
        (event,) = await inbox.claim(1)
        await inbox.store(event, Reply((Message("svar «æøå»"),), said="svar"))
        await asyncio.sleep(0.06)
        (again,) = await inbox.claim(1)
        assert again.result is not None
        assert again.result["messages"][0]["text"] == "svar «æøå»"

    with inbox_of(settings, lease=0.05) as inbox:
        asyncio.run(run(inbox))


def test_the_timetable(inbox: Inbox) -> None:
    """A row with a later time is not claimed before it, and holds nobody up meanwhile."""

    async def run() -> None:
        await inbox.commit(came(1, due=4e9))
        await inbox.commit(came(2))
        assert ids(await inbox.claim(10)) == ["Ev2"]
        await inbox.commit(came(3, "C1:9", due=1.0))
        assert ids(await inbox.claim(10)) == ["Ev3"]

    asyncio.run(run())


def test_a_retry_keeps_its_place_in_the_lane(inbox: Inbox) -> None:
    """A row that is to be tried again later still goes before what came after it."""

    async def run() -> None:
        await inbox.commit(came(1))
        await inbox.commit(came(2))
        (first,) = await inbox.claim(1)
        await inbox.again(first, after=0.2)
        assert await inbox.claim(10) == []
        await asyncio.sleep(0.25)
        assert ids(await inbox.claim(10)) == ["Ev1"]

    asyncio.run(run())


def test_followups_only_where_the_bot_takes_part(inbox: Inbox) -> None:
    """A reply without a mention is stored only in a thread that holds a question to the bot, and when it addresses it."""

    async def run() -> list[bool]:
        await inbox.commit(came(1))
        return [
            await inbox.commit(came(2, "C1:other", only_followup=True), lambda asked: True),
            await inbox.commit(came(3, only_followup=True), lambda asked: asked),
            await inbox.commit(came(4, only_followup=True, user="U2"), lambda asked: asked),
        ]

    assert asyncio.run(run()) == [False, True, False]
    with read(inbox.engine) as connection:
        assert set(connection.execute(select(events.c.id)).scalars()) == {"Ev1", "Ev3"}


def test_one_failing_job_does_not_cost_the_others(inbox: Inbox) -> None:
    """Jobs that are committed together stand or fall one by one."""

    def fails(connection: Any) -> None:
        raise ValueError("mine alone")

    async def run() -> list[Any]:
        jobs: list[Any] = [inbox.commit(came(1)), inbox.writer.do(fails), inbox.commit(came(2, "C1:2"))]
        return await asyncio.gather(*jobs, return_exceptions=True)

    first, second, third = asyncio.run(run())
    assert (first, third) == (True, True)
    assert isinstance(second, ValueError)


@pytest.mark.postgres
def test_three_bots_share_the_work(postgres_settings: KnowledgeSettings) -> None:
    """Three bots on one PostgreSQL claim every row once, never more than they asked for, and each lane in order."""
    lanes, rows = 20, 300
    seen: list[tuple[str, str]] = []
    too_many: list[int] = []

    async def work(inbox: Inbox) -> None:
        idle = 0
        while idle < 5:
            claimed = await inbox.claim(4)
            if len(claimed) > 4:
                too_many.append(len(claimed))
            idle = 0 if claimed else idle + 1
            for event in claimed:
                seen.append((event.lane, event.id))
                await inbox.finish(event)
            await asyncio.sleep(0.002)

    def bot() -> None:
        with inbox_of(postgres_settings) as inbox:
            asyncio.run(work(inbox))

    async def fill(inbox: Inbox) -> None:
        await asyncio.gather(*(inbox.commit(came(n, f"C1:{n % lanes}")) for n in range(1, rows + 1)))

    with inbox_of(postgres_settings) as inbox:
        asyncio.run(fill(inbox))
    bots = [threading.Thread(target=bot) for _ in range(3)]
    for thread in bots:
        thread.start()
    for thread in bots:
        thread.join(60)
    assert too_many == []
    assert len(seen) == len(set(seen)) == rows
    for lane in {lane for lane, _ in seen}:
        numbers = [int(event[2:]) for found, event in seen if found == lane]
        assert numbers == sorted(numbers), lane


def test_a_restarted_bot_on_sqlite_resumes_at_once(sqlite_settings: KnowledgeSettings) -> None:
    """What a killed bot had claimed is free at the next start, without waiting for its lease."""

    async def run(inbox: Inbox) -> None:
        await inbox.commit(came(1))
        await inbox.claim(1)
        assert await inbox.claim(1) == []
        assert await inbox.take_over() == 1
        (event,) = await inbox.claim(1)
        assert event.attempt == 2

    with inbox_of(sqlite_settings) as inbox:
        asyncio.run(run(inbox))


@pytest.mark.postgres
def test_a_starting_bot_on_postgres_takes_nothing_from_a_living_one(postgres_settings: KnowledgeSettings) -> None:
    """Where several bots share the work, a start frees no leases."""

    async def run(inbox: Inbox) -> None:
        await inbox.commit(came(1))
        await inbox.claim(1)
        assert await inbox.take_over() == 0

    with inbox_of(postgres_settings) as inbox:
        asyncio.run(run(inbox))


@pytest.mark.postgres
def test_a_lost_connection_is_opened_again(postgres_settings: KnowledgeSettings) -> None:
    """When the server drops the connection the job that meets it fails, unacknowledged, and the next one is written."""

    async def run(inbox: Inbox) -> None:
        await inbox.commit(came(1))
        pid = await inbox.writer.do(lambda connection: connection.execute(text("SELECT pg_backend_pid()")).scalar_one())
        with inbox.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        with pytest.raises(DatabaseUnavailable):
            await inbox.commit(came(2))
        assert await inbox.commit(came(3))

    with inbox_of(postgres_settings) as inbox:
        asyncio.run(run(inbox))


@pytest.mark.postgres
def test_an_acknowledgement_does_not_wait_for_the_work(postgres_settings: KnowledgeSettings) -> None:
    """On PostgreSQL what comes in is committed while what the work writes still holds its own writer."""
    engine = open_database(postgres_settings)
    writer, held = Writer(engine), threading.Event()
    inbox = Inbox(engine, writer, acks=ack_writer(engine, writer))

    async def run() -> bool:
        working = asyncio.create_task(writer.do(lambda connection: held.wait(30)))
        committed = await asyncio.wait_for(inbox.commit(Incoming("Ev1", "mention", "C1:1", 1.0, {})), 10)
        held.set()
        await working
        return committed

    try:
        assert asyncio.run(run())
    finally:
        held.set()
        inbox.acks.close()
        writer.close()
        engine.dispose()


@pytest.mark.postgres
def test_two_bots_that_wait_for_each_other_both_write(postgres_settings: KnowledgeSettings) -> None:
    """The same deliveries in another order at two bots are a deadlock for PostgreSQL: the one it ends writes again, and is acknowledged."""

    async def run() -> list[list[bool]]:
        with inbox_of(postgres_settings) as one, inbox_of(postgres_settings) as other:
            rows = [Incoming(f"Ev{n}", "mention", f"C1:{n}", float(n), {}) for n in range(2)]

            def both(order: list[Incoming]) -> Callable[[Connection], list[bool]]:
                def job(connection: Connection) -> list[bool]:
                    first = enqueue(connection, order[0])
                    time.sleep(0.3)  # the other has written its first by now
                    return [first, enqueue(connection, order[1])]

                return job

            return await asyncio.gather(one.writer.do(both(rows)), other.writer.do(both(rows[::-1])))

    written = asyncio.run(run())
    assert sorted(flag for flags in written for flag in flags) == [False, False, True, True]
