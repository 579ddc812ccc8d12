"""A whole bot against the Slack stand-in: the real Bolt app, inbox and worker, with an answerer that the test chooses."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

from bot.app import build_app
from bot.running import Running
from bot.settings import BotSettings
from knowledge.settings import KnowledgeSettings, load
from knowledge.types import Answer, Citation, Question
from tests.standins.slack import SlackStandIn

QUOTE = "Henvendelser sendes til koordinatoren i kommunen."


def citation(**more: Any) -> Citation:
    """A citation as documents give them."""
    values: dict[str, Any] = {
        "document": "avtale.md",
        "title": "Samarbeidsavtalen",
        "quote": QUOTE,
        "section": ("Samarbeidsavtalen", "Henvendelser"),
        "page": 3,
        "version": 1,
        "valid_from": "2026-01-01",
        "valid_to": "2029-12-31",
        "url": "https://example.org/avtale",
    }
    return Citation(**(values | more))


def an_answer(text: str = f"«{QUOTE}»", **more: Any) -> Answer:
    """An answer with one citation."""
    values: dict[str, Any] = {
        "text": text,
        "abstained": False,
        "language": "nb",
        "mode": "extractive",
        "citations": (citation(),),
        "passages": (),
        "elapsed_ms": 1.0,
    }
    return Answer(**(values | more))


class Scripted:
    """An answerer that does what the test says, and remembers what it was asked."""

    def __init__(self, script: Callable[[Question], Answer] | None = None, seconds: float = 0.0) -> None:
        self.script = script or (lambda question: an_answer(f"Svar på: {question.text}"))
        self.seconds = seconds
        self.asked: list[Question] = []
        self.parts: list[Answer] = []

    def answer(self, question: Question, today: date, show: Callable[[Answer], None] | None = None) -> Answer:
        """Answer after a while; parts are shown half-way, each after the other."""
        self.asked.append(question)
        time.sleep(self.seconds / 2)
        for part in self.parts if show else ():
            show(part)  # type: ignore[misc]
        time.sleep(self.seconds / 2)
        return self.script(question)


def bot_settings(slack: SlackStandIn, **more: Any) -> BotSettings:
    """Settings for the stand-in."""
    tokens = {"SLACK_BOT_TOKEN": "xoxb-test", "SLACK_APP_TOKEN": "xapp-test", "SLACK_API_URL": slack.api_url}
    return BotSettings(**(tokens | {"SAMSPILL_PORT": 0, "SAMSPILL_STOP_SECONDS": 5} | more))


@asynccontextmanager
async def running_bot(
    slack: SlackStandIn,
    answers: Scripted | None = None,
    knowledge: KnowledgeSettings | None = None,
    lease: float = 30.0,
    **more: Any,
) -> AsyncIterator[Running]:
    """A started bot, connected; stopped afterwards."""
    settings = bot_settings(slack, **more)
    bot = await build_app(settings, knowledge or load(KnowledgeSettings), answers or Scripted(), lease)
    try:
        await bot.start()
        if settings.mode == "socket":
            await slack.connected(2)
        yield bot
    finally:
        await bot.stop()


@asynccontextmanager
async def slack_stand_in() -> AsyncIterator[SlackStandIn]:
    """A started stand-in."""
    slack = SlackStandIn()
    await slack.start()
    try:
        yield slack
    finally:
        await slack.close()
