"""Once, for the user: nothing acknowledged is lost, nothing is answered twice, whatever happens in between."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select

from bot.app import build_app
from bot.events.inbox import Inbox
from bot.events.posting import Poster
from bot.events.table import events
from bot.events.types import Event
from bot.lock import BotLock
from bot.running import Running
from knowledge.database import read
from knowledge.errors import BotBusy, DatabaseUnavailable
from knowledge.settings import KnowledgeSettings
from tests.bot_making import Scripted, an_answer, bot_settings, running_bot, slack_stand_in
from tests.standins.slack import SlackStandIn, too_many

LEASE = 0.6


@asynccontextmanager
async def scene(settings: KnowledgeSettings, **more: Any) -> AsyncIterator[tuple[SlackStandIn, Running]]:
    async with slack_stand_in() as slack, running_bot(slack, knowledge=settings, lease=LEASE, **more) as bot:
        yield slack, bot


async def all_done(bot: Running, within: float = 15.0) -> None:
    async with asyncio.timeout(within):
        while True:
            with read(bot.engine) as connection:
                states = set(connection.execute(select(events.c.state)).scalars())
            if states and states <= {"done", "failed"} and not bot.worker.busy:
                return
            await asyncio.sleep(0.02)


def times_called(slack: SlackStandIn, method: str) -> int:
    return sum(name == method for name, _ in slack.calls)


def test_duplicate_deliveries_are_answered_once(settings: KnowledgeSettings) -> None:
    """The same event delivered many times, as Slack's retries and on two connections, is acknowledged each time, answered once."""

    async def run() -> None:
        async with scene(settings) as (slack, bot):
            asked = slack.asks("Hvem?")
            retry = asked | {"retry_attempt": 1, "retry_reason": "timeout"}
            assert all(await asyncio.gather(*(slack.deliver(retry if n % 2 else asked) for n in range(20))))
            await all_done(bot)
            assert await slack.deliver(asked)  # again, long after
            await asyncio.sleep(0.1)
            assert len(slack.replies(asked["event"]["ts"])) == 1

    asyncio.run(run())


def test_the_first_delivery_may_be_a_retry(sqlite_settings: KnowledgeSettings) -> None:
    """What arrives for the first time as a retry is answered like any other."""

    async def run() -> None:
        async with scene(sqlite_settings) as (slack, _):
            asked = slack.asks("Hvem?") | {"retry_attempt": 2, "retry_reason": "timeout"}
            assert await slack.deliver(asked)
            await slack.reply(asked["event"]["ts"])

    asyncio.run(run())


def test_a_mention_and_its_message_event_are_one(sqlite_settings: KnowledgeSettings) -> None:
    """Slack sends both for a mention in a thread; the question is answered once."""

    async def run() -> None:
        async with scene(sqlite_settings) as (slack, bot):
            first = slack.asks("Hvem?")
            await slack.deliver(first)
            said = slack.says("<@U0SAMSPILL> Og hvor?", thread=first["event"]["ts"])
            await asyncio.gather(slack.deliver(slack.delivery(said, "message")), slack.deliver(slack.delivery(said)))
            await all_done(bot)
            assert len(slack.replies(first["event"]["ts"])) == 2

    asyncio.run(run())


def test_it_is_committed_before_it_is_acknowledged(
    sqlite_settings: KnowledgeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the commit is under way there is no acknowledgement; when it fails there is none at all."""

    async def run() -> None:
        async with scene(sqlite_settings) as (slack, _):
            commit, release = Inbox.commit, asyncio.Event()

            async def slow(self: Inbox, *arguments: Any) -> bool:
                await release.wait()
                return await commit(self, *arguments)

            monkeypatch.setattr(Inbox, "commit", slow)
            delivery = asyncio.create_task(slack.deliver(slack.asks("Hvem?")))
            done, _ = await asyncio.wait({delivery}, timeout=0.3)
            assert not done
            release.set()
            assert await delivery

            async def broken(self: Inbox, *arguments: Any) -> bool:
                raise DatabaseUnavailable(where="here")

            monkeypatch.setattr(Inbox, "commit", broken)
            assert not await slack.deliver(slack.asks("Hvem?"), wait=0.3)

    asyncio.run(run())


async def killed_after_posting(settings: KnowledgeSettings, monkeypatch: pytest.MonkeyPatch) -> int:
    """The answer is posted, and the process dies before it can note that. How often the person sees the answer."""
    async with scene(settings) as (slack, bot):
        finish, deaths = Inbox.finish, [1]

        async def dying(self: Inbox, event: Event, reference: str | None = None, **more: Any) -> None:
            if deaths and reference is None:
                deaths.pop()
                raise asyncio.CancelledError  # the task ends, nothing is written, the lease runs out
            await finish(self, event, reference, **more)

        monkeypatch.setattr(Inbox, "finish", dying)
        asked = slack.asks("Hvem?")
        await slack.deliver(asked)
        await slack.reply(asked["event"]["ts"])
        await all_done(bot)
        return len(slack.replies(asked["event"]["ts"]))


def test_killed_between_posting_and_noting_it(settings: KnowledgeSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that was posted just before a crash is found in the thread, and not posted again."""
    assert asyncio.run(killed_after_posting(settings, monkeypatch)) == 1


def test_without_the_look_up_it_would_be_posted_twice(
    sqlite_settings: KnowledgeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look-up is what prevents it: with it taken out the same crash doubles the answer."""

    async def nothing(self: Poster, event: Event) -> dict[int, tuple[str, bool]]:
        return {}

    monkeypatch.setattr(Poster, "found", nothing)
    assert asyncio.run(killed_after_posting(sqlite_settings, monkeypatch)) == 2


def test_the_mark_in_the_blocks_is_enough(sqlite_settings: KnowledgeSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where metadata are not kept (the local workspace) the first block's id says what was posted."""

    async def run() -> None:
        async with scene(sqlite_settings) as (slack, bot):
            finish, deaths = Inbox.finish, [1]

            async def dying(self: Inbox, event: Event, reference: str | None = None, **more: Any) -> None:
                if deaths:
                    deaths.pop()
                    for message in slack.replies(asked["event"]["ts"]):
                        message["metadata"] = {}
                    raise asyncio.CancelledError
                await finish(self, event, reference, **more)

            monkeypatch.setattr(Inbox, "finish", dying)
            asked = slack.asks("Hvem?")
            await slack.deliver(asked)
            await asyncio.sleep(0.2)
            await all_done(bot)
            assert len(slack.replies(asked["event"]["ts"])) == 1

    asyncio.run(run())


def test_the_thread_is_looked_through_on_repeated_attempts_only(sqlite_settings: KnowledgeSettings) -> None:
    """A first attempt never spends the rationed look-up."""

    async def run() -> None:
        async with scene(sqlite_settings) as (slack, bot):
            await asyncio.gather(*(slack.deliver(slack.asks(f"Hvem {n}?")) for n in range(10)))
            await all_done(bot)
            assert times_called(slack, "conversations.replies") == 0

    asyncio.run(run())


def test_a_call_that_was_cut_off_is_looked_up_before_it_is_made_again(sqlite_settings: KnowledgeSettings) -> None:
    """When Slack took a message but its answer was lost, the message is found and not posted again."""

    async def run() -> None:
        async with scene(sqlite_settings) as (slack, bot):
            cut = [1]

            def fault(method: str, given: Any) -> web.StreamResponse | None:
                if method == "chat.postMessage" and cut:
                    cut.pop()
                    slack._chat_postMessage(given)
                    return web.json_response({"ok": False, "error": "internal_error"}, status=503)
                return None

            slack.fault = fault
            asked = slack.asks("Hvem?")
            await slack.deliver(asked)
            await all_done(bot)
            assert len(slack.replies(asked["event"]["ts"])) == 1
            assert times_called(slack, "conversations.replies") == 1

    asyncio.run(run())


def test_429_is_waited_out(sqlite_settings: KnowledgeSettings) -> None:
    """When Slack says `Retry-After` the answer comes after that time, once."""

    async def run() -> None:
        async with scene(sqlite_settings) as (slack, bot):
            refusals = [1, 1]

            def fault(method: str, _: Any) -> web.StreamResponse | None:
                return too_many() if method == "chat.postMessage" and refusals and refusals.pop() else None

            slack.fault = fault
            asked = slack.asks("Hvem?")
            await slack.deliver(asked)
            await all_done(bot)
            assert len(slack.replies(asked["event"]["ts"])) == 1
            assert times_called(slack, "conversations.replies") == 0

    asyncio.run(run())


def test_an_error_is_told_to_the_person_with_a_reference(sqlite_settings: KnowledgeSettings) -> None:
    """What nobody foresaw becomes one sentence with a reference, seen by the asker alone; the exception's text is nowhere."""

    def fail(question: Any) -> Any:
        raise RuntimeError("hemmelig innhold")

    async def run() -> None:
        async with scene(sqlite_settings, answers=Scripted(fail, seconds=0.4)) as (slack, bot):
            asked = slack.asks("Kven er kontaktpersonen, og kva gjer ho?")
            await slack.deliver(asked)
            await all_done(bot)
            (told,) = slack.answered
            assert told["text"].startswith("Noko gjekk gale hos oss")
            with read(bot.engine) as connection:
                reference = connection.execute(select(events.c.reference)).scalar_one()
            assert reference in told["text"]
            assert slack.replies(asked["event"]["ts"]) == []  # the sign is gone
            assert "hemmelig" not in json.dumps(slack.calls)

    asyncio.run(run())


def test_a_passing_failure_is_tried_again_unseen(sqlite_settings: KnowledgeSettings) -> None:
    """While the database or the index is away for a moment nobody is told anything; the answer comes when it is back."""
    trouble = [1]

    def script(question: Any) -> Any:
        if trouble:
            trouble.pop()
            raise DatabaseUnavailable(where="here")
        return an_answer("Nå gikk det")

    async def run() -> None:
        async with scene(sqlite_settings, answers=Scripted(script)) as (slack, bot):
            asked = slack.asks("Hvem?")
            await slack.deliver(asked)
            await all_done(bot)
            assert slack.replies(asked["event"]["ts"])[0]["text"] == "Nå gikk det"

    asyncio.run(run())


def test_the_loop_survives_a_failing_round(sqlite_settings: KnowledgeSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception while claiming costs a pause, and the next event is answered all the same."""

    async def run() -> None:
        async with scene(sqlite_settings) as (slack, _):
            claim, failures = Inbox.claim, [1, 1]

            async def failing(self: Inbox, limit: int) -> list[Event]:
                if failures:
                    failures.pop()
                    raise RuntimeError
                return await claim(self, limit)

            monkeypatch.setattr(Inbox, "claim", failing)
            asked = slack.asks("Hvem?")
            await slack.deliver(asked)
            await slack.reply(asked["event"]["ts"])

    asyncio.run(run())


def test_a_stopping_bot_finishes_what_it_began(sqlite_settings: KnowledgeSettings) -> None:
    """A stop waits for the answer that is being written, and leaves what it had not begun to the next start."""

    async def run() -> None:
        async with slack_stand_in() as slack:
            async with running_bot(slack, Scripted(seconds=0.4), sqlite_settings, SAMSPILL_WORKERS=1) as bot:
                first, second = slack.asks("Hvem?"), slack.asks("Hvor?")
                await slack.deliver(first)
                await slack.deliver(second)
                async with asyncio.timeout(5):
                    while not bot.worker.busy:
                        await asyncio.sleep(0.01)
            assert len(slack.replies(first["event"]["ts"])) == 1
            async with running_bot(slack, Scripted(), sqlite_settings):
                assert (await slack.reply(second["event"]["ts"]))["text"] == "Svar på: Hvor?"
            assert len(slack.replies(first["event"]["ts"])) == 1

    asyncio.run(run())


def test_nothing_is_lost_while_connections_are_renewed(sqlite_settings: KnowledgeSettings) -> None:
    """Slack renews connections under load; what was acknowledged is answered, and one connection is always there."""

    async def run() -> None:
        async with scene(sqlite_settings) as (slack, bot):
            asked = []
            for number in range(40):
                if number % 4 == 0:
                    await slack.refresh(number // 4)
                question = slack.asks(f"Hvem {number}?")
                while not await slack.deliver(question, wait=1.0):
                    await asyncio.sleep(0.05)
                asked.append(question)
                assert slack.connections >= 1
            await all_done(bot)
            assert all(len(slack.replies(question["event"]["ts"])) == 1 for question in asked)

    asyncio.run(run())


def test_a_dead_bot_is_taken_over(postgres_settings: KnowledgeSettings) -> None:
    """When one bot of several never comes back, another answers what it had begun, once its lease has ended."""

    async def run() -> None:
        async with scene(postgres_settings) as (slack, bot):
            dead = await build_app(bot_settings(slack), postgres_settings, Scripted(), LEASE)
            bot.worker._stopping = True  # only the other one may claim now
            bot.worker.wake()
            await asyncio.sleep(0.1)
            asked = slack.asks("Hvem?")
            await slack.deliver(asked)
            assert len(await dead.inbox.claim(1)) == 1  # and is never heard of again
            bot.worker._stopping = False
            worker = asyncio.create_task(bot.worker.run())
            await slack.reply(asked["event"]["ts"])
            await all_done(bot)
            assert len(slack.replies(asked["event"]["ts"])) == 1
            worker.cancel()
            await dead.stop()

    asyncio.run(run())


def test_one_bot_a_data_folder(sqlite_settings: KnowledgeSettings) -> None:
    """A second bot on the same folder is refused; when the first has ended, the folder is free."""
    with BotLock(sqlite_settings.data_dir), pytest.raises(BotBusy), BotLock(sqlite_settings.data_dir):
        pass
    with BotLock(sqlite_settings.data_dir):
        pass
