"""A whole bot in a process of its own, to be killed: `python -m tests.reliability.slack_bot`.

Real Bolt app, inbox and worker; only answering is simulated (70 ms, as in the measurements that the design rests on).
`WITHOUT` takes one protection out, for the proof that the run sees it: `commit` acknowledges first and commits a moment
later, `lookup` posts without looking.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import build_app
from bot.events.inbox import Inbox
from bot.events.posting import Poster
from bot.logs import start_logging
from bot.receiving_socket import Sockets
from bot.running import told_to_stop
from bot.settings import BotSettings
from bot.slack_client import slack_client, slack_session
from knowledge.settings import KnowledgeSettings, load
from tests.bot_making import Scripted

ANSWERING_SECONDS = 0.07
LATER_SECONDS = 0.2


def take_out(protection: str) -> None:
    """Break the bot in one place."""
    if protection == "lookup":

        async def nothing(self: Poster, event: Any) -> dict[int, tuple[str, bool]]:
            return {}

        Poster.found = nothing  # type: ignore[method-assign]
    if protection == "commit":
        commit = Inbox.commit

        async def later(self: Inbox, *arguments: Any) -> bool:
            async def write() -> None:
                await asyncio.sleep(LATER_SECONDS)
                await commit(self, *arguments)

            self.pending = [*getattr(self, "pending", []), asyncio.create_task(write())]  # type: ignore[attr-defined]
            return True

        Inbox.commit = later  # type: ignore[method-assign]


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


async def main() -> None:
    """Run until told, or until killed."""
    told = told_to_stop()
    start_logging()
    if os.environ.get("PLAIN_BOLT"):
        await plain_bolt(told)
        return
    take_out(os.environ.get("WITHOUT", ""))
    lease = float(os.environ.get("LEASE", "30"))
    bot = await build_app(load(BotSettings), load(KnowledgeSettings), Scripted(seconds=ANSWERING_SECONDS), lease)
    try:
        await bot.start()
        await told.wait()
    finally:
        await bot.stop()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
