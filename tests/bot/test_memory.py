"""What the inbox remembers, and for how long."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.events.forgetting import tidy
from bot.events.inbox import Inbox
from bot.events.memory import Memory, meet
from bot.events.table import events
from bot.events.types import Event, Incoming, Message, Reply
from bot.events.writer import Writer
from knowledge.database import open_database, read, write
from knowledge.settings import KnowledgeSettings

SECRET = "noe som er sagt i fortrolighet"


@pytest.fixture
def inbox(settings: KnowledgeSettings) -> Iterator[Inbox]:
    engine = open_database(settings)
    writer = Writer(engine)
    yield Inbox(engine, writer)
    writer.close()
    engine.dispose()


async def answered(inbox: Inbox, number: int, user: str = "U1", thread: str = "C1:1", **more: Any) -> Event:
    payload = {"team": "T1", "channel": "C1", "thread_ts": thread, "user": user, "text": f"{SECRET} {number}"}
    incoming = Incoming(f"Ev{number}", "mention", thread, float(number), payload, thread=thread, user=user, **more)
    await inbox.commit(incoming)
    (event,) = await inbox.claim(1)
    effects = meet("T1", user)
    await inbox.store(
        event, Reply((Message("svar"),), said=f"{SECRET} svar {number}", keep={"sources": []}, effects=effects)
    )
    await inbox.finish(event)
    return event


def test_a_thread_remembers_its_last_turns(inbox: Inbox) -> None:
    """The history holds the thread's last six questions with their answers, oldest first, and nothing of other threads."""

    async def run() -> Event:
        for number in range(1, 10):
            await answered(inbox, number)
        return await answered(inbox, 10, thread="C1:other")

    elsewhere = asyncio.run(run())
    memory = Memory(inbox.engine)
    here = Event("Ev11", "follow_up", "C1:1", "C1:1", {"channel": "C1", "thread_ts": "1"}, 1, "x")
    turns = memory.history(here)
    assert [turn.text.split()[-1] for turn in turns] == [str(n) for n in range(4, 10) for _ in range(2)]
    assert [turn.role for turn in turns] == ["user", "assistant"] * 6
    assert memory.history(elsewhere) == ()


def test_words_and_names_go_when_their_time_is_over(inbox: Inbox) -> None:
    """After the retention time a row holds ids alone; a delivery of it that comes again is still known."""

    async def run() -> bool:
        await answered(inbox, 1)
        await answered(inbox, 2)
        with write(inbox.engine) as connection:
            old = time.time() - 31 * 86_400
            connection.execute(update(events).where(events.c.id == "Ev1").values(finished=old))
        assert tidy(inbox.engine, 30) == 1
        assert tidy(inbox.engine, 30) == 0
        return await inbox.commit(Incoming("Ev1", "mention", "C1:1", 1.0, {"text": SECRET}))

    assert asyncio.run(run()) is False
    with read(inbox.engine) as connection:
        rows = {row.id: row for row in connection.execute(select(events))}
    assert SECRET not in str(rows["Ev1"])
    assert rows["Ev1"].user_id is None
    assert SECRET in str(rows["Ev2"])
    assert Memory(inbox.engine).kept("Ev1") == {}
