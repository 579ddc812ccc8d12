"""A whole bot in a process of its own, to be killed: `python -m tests.reliability.slack_bot`.

Real Bolt app, inbox and worker; only answering is simulated (70 ms, as in the measurements that the design rests on).
`WITHOUT` takes one protection out, for the proof that the run sees it: `commit` acknowledges first and commits a moment
later, `lookup` posts without looking, `begun` does not look for streams that were broken off, `one` works on clicks of a
thread at once, `together` saves a draft apart from its event.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select

from bot.app import build_app
from bot.drafts.store import DraftStore
from bot.drafts.tables import draft_conversations
from bot.events.finding import Finder
from bot.events.inbox import Inbox
from bot.events.posting import Poster
from bot.logs import start_logging
from bot.receiving_socket import Sockets
from bot.running import told_to_stop
from bot.settings import BotSettings
from bot.slack_client import slack_client, slack_session
from knowledge.settings import KnowledgeSettings, load
from knowledge.types import Answer, Question
from tests.bot_making import Scripted, an_answer

ANSWERING_SECONDS = 0.07
LATER_SECONDS = 0.2


def take_out(protection: str) -> None:
    """Break the bot in one place."""
    if protection == "lookup":

        async def nothing(self: Poster, event: Any) -> dict[int, tuple[str, bool]]:
            return {}

        Poster.found = nothing  # type: ignore[method-assign]
    if protection == "begun":
        Finder._is_begun = lambda self, event, posted: False  # type: ignore[method-assign]
    if protection == "one":
        _take_out_one_at_a_time()
    if protection == "together":
        _take_out_together()
    if protection == "commit":
        commit = Inbox.commit

        async def later(self: Inbox, *arguments: Any) -> bool:
            async def write() -> None:
                await asyncio.sleep(LATER_SECONDS)
                await commit(self, *arguments)

            self.pending = [*getattr(self, "pending", []), asyncio.create_task(write())]  # type: ignore[attr-defined]
            return True

        Inbox.commit = later  # type: ignore[method-assign]


def _take_out_one_at_a_time() -> None:
    """Clicks of a thread are worked on at once, and no draft is held while it changes."""
    commit, conversation, load = Inbox.commit, DraftStore.conversation, DraftStore.load

    async def laneless(self: Inbox, incoming: Any, *arguments: Any) -> bool:
        return await commit(self, replace(incoming, lane=incoming.id), *arguments)

    def unheld(self: DraftStore, connection: Any, identity: str, *, lock: bool = False) -> Any:
        if lock:
            conversation(self, connection, identity, lock=True) if not _there(connection, identity) else None
        return conversation(self, connection, identity)

    def unheld_draft(self: DraftStore, connection: Any, identity: str, *, lock: bool = False) -> Any:
        found = load(self, connection, identity)
        time.sleep(LATER_SECONDS)  # what a second click needs to come in between
        return found

    Inbox.commit = laneless  # type: ignore[method-assign]
    DraftStore.conversation = unheld  # type: ignore[method-assign]
    DraftStore.load = unheld_draft  # type: ignore[method-assign]


def _there(connection: Any, identity: str) -> bool:
    query = select(draft_conversations.c.id).where(draft_conversations.c.id == identity)
    return connection.execute(query).first() is not None


def _take_out_together() -> None:
    """A draft's change is committed by itself, a moment after its event is done."""
    store = Inbox.store

    async def apart(self: Inbox, event: Any, reply: Any) -> Any:
        if reply.decide is None:
            return await store(self, event, reply)
        decided: list[Any] = []

        def look(connection: Any) -> Any:
            savepoint = connection.begin_nested()
            decided.append(reply.decide(connection))
            savepoint.rollback()
            return decided[0]

        shown = await store(self, event, replace(reply, decide=look))

        async def write() -> None:
            await asyncio.sleep(LATER_SECONDS)
            await self.writer.do(lambda connection: reply.decide(connection), undo=True)

        self.pending = [*getattr(self, "pending", []), asyncio.create_task(write())]  # type: ignore[attr-defined]
        return shown

    Inbox.store = apart  # type: ignore[method-assign]


async def plain_bolt(told: asyncio.Event) -> None:
    """The same without an inbox: Bolt acknowledges, then its listener answers. What a commit costs is measured against it."""
    settings = load(BotSettings)
    assert settings.bot_token is not None
    assert settings.app_token is not None
    session = slack_session(settings.api_url)
    app = AsyncApp(client=slack_client(settings.bot_token.get_secret_value(), settings.api_url, session))

    @app.event("app_mention")
    async def answer(event: dict[str, Any], client: AsyncWebClient) -> None:
        await asyncio.sleep(ANSWERING_SECONDS)
        metadata = {"event_type": "plain", "event_payload": {"event": event["ts"], "part": 0, "final": True}}
        root = event.get("thread_ts") or event["ts"]
        await client.chat_postMessage(channel=event["channel"], thread_ts=root, text="Svar 1?", metadata=metadata)

    sockets = Sockets(app, settings.app_token.get_secret_value(), settings.api_url, session)
    await sockets.connect()
    await told.wait()
    await sockets.close()
    await session.close()


def scripted() -> Scripted:
    """What answers; with `STREAMS` it shows two claims before the answer is whole."""
    if not os.environ.get("STREAMS"):
        return Scripted(seconds=ANSWERING_SECONDS)
    first, second = "Dette er begynnelsen. (1)", "Dette er midten. (1)"

    def whole(question: Question) -> Answer:
        return an_answer(f"{first} {second} Svar på: {question.text}", mode="generative")

    streaming = Scripted(whole, ANSWERING_SECONDS)
    streaming.parts = [an_answer(first, mode="generative"), an_answer(f"{first} {second}", mode="generative")]
    return streaming


async def main() -> None:
    """Run until told, or until killed."""
    told = told_to_stop()
    start_logging()
    if os.environ.get("PLAIN_BOLT"):
        await plain_bolt(told)
        return
    take_out(os.environ.get("WITHOUT", ""))
    lease = float(os.environ.get("LEASE", "30"))
    bot = await build_app(load(BotSettings), load(KnowledgeSettings), scripted(), lease)
    try:
        await bot.start()
        await told.wait()
    finally:
        await bot.stop()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
