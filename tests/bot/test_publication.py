"""A running bot and a library that changes under it: nothing published yet, then published, then published anew."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.app import build_app
from knowledge.settings import KnowledgeSettings, load
from tests.bot.command_line import call, write_documents
from tests.bot_making import bot_settings, slack_stand_in
from tests.standins.slack import SlackStandIn


async def asked(slack: SlackStandIn, text: str) -> dict[str, Any]:
    """The bot's answer in the thread. What it tells the person alone (a notice, an error) is no answer."""
    delivery = slack.asks(text)
    assert await slack.deliver(delivery)
    return await slack.reply(delivery["event"]["ts"], within=60)


async def told_alone(slack: SlackStandIn, text: str, words: str) -> None:
    """Ask, and wait until the person is told something with these words in private."""
    assert await slack.deliver(slack.asks(text))
    async with asyncio.timeout(60):
        while not any(words in private.get("text", "") for private in slack.answered):
            await asyncio.sleep(0.01)


def ingest(folder: Path) -> None:
    assert call("ingest", str(folder)).exit_code == 0


@pytest.mark.slow
def test_the_bot_answers_from_what_was_published_last(tmp_path: Path) -> None:
    """A bot that started on an empty library answers as soon as something is published, and from the new text after the next."""
    folder = write_documents(tmp_path / "documents")
    agreement = folder / "avtale.md"

    async def run() -> None:
        async with slack_stand_in() as slack:
            bot = await build_app(bot_settings(slack), load(KnowledgeSettings))
            try:
                await bot.start()
                await slack.connected(2)
                await told_alone(slack, "Når varer avtalen til?", "dokumenter jeg kan svare fra")
                await asyncio.to_thread(ingest, folder)
                first = await asked(slack, "Når gjelder samarbeidsavtalen for Skogby til?")
                assert "2027" in json.dumps(first["blocks"])
                agreement.write_text(agreement.read_text(encoding="utf-8").replace("2027", "2031"), encoding="utf-8")
                publishing = asyncio.create_task(asyncio.to_thread(ingest, folder))
                while not publishing.done():
                    during = await asked(slack, "Når gjelder samarbeidsavtalen for Skogby til?")
                    assert "blocks" in during
                    assert ("2027" in json.dumps(during["blocks"])) != ("2031" in json.dumps(during["blocks"]))
                await publishing
                async with asyncio.timeout(30):
                    while "2031" not in json.dumps(
                        (await asked(slack, "Når gjelder samarbeidsavtalen for Skogby til?"))["blocks"]
                    ):
                        await asyncio.sleep(0.1)
            finally:
                await bot.stop()

    asyncio.run(run())
