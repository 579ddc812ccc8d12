"""Ten clicks on "submit", each delivered twice, at once and through three bots on one PostgreSQL: one request, one receipt, one card."""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select

from bot.drafts.tables import draft_requests
from tests.benchmarks.slack_ack import drop_schema, own_schema
from tests.bot.drafting_scene import WHOLE, elements
from tests.reliability.slack_rig import BotProcess
from tests.standins.slack import BOT, CHANNEL, TEAM, SlackStandIn

DEFAULT = "postgresql://postgres@127.0.0.1:5432/test"
DESK = "C0DESK"
BOTS, CLICKS, AT_ONCE = 3, 10, 5
PATIENCE = 120.0


@dataclass
class Outcome:
    """What came of all the clicks. `told`: people who were told that something went wrong."""

    drafts: int
    requests: int
    receipts: int
    cards: int
    told: int

    @property
    def right(self) -> bool:
        """Whether each draft gave one of each, and nobody was told of an error."""
        return self.requests == self.receipts == self.cards == self.drafts and not self.told


def run(times: int, seed: int, database_url: str = DEFAULT) -> str:
    """The figure for so many drafts."""
    found = asyncio.run(clicking(times, seed, database_url))
    figure = (
        f"{found.drafts} drafts, {CLICKS} clicks on submit each, every click delivered twice, {BOTS} bots on one PostgreSQL: "
        f"{found.requests} requests, {found.receipts} receipts, {found.cards} cards at the desk, {found.told} errors told"
    )
    if not found.right:
        raise SystemExit(f"draft-submit: {figure}")
    return figure


async def clicking(
    times: int, seed: int, database_url: str = DEFAULT, without: str = "", replicas: int = BOTS
) -> Outcome:
    """Let people draft and click; what there is in the end."""
    rng = random.Random(seed)
    address = own_schema(database_url)
    slack = SlackStandIn()
    await slack.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            settings = {"LEASE": "5", "SAMSPILL_DESK_CHANNEL": DESK, "WITHOUT": without}
            bots = [BotProcess(slack, Path(folder) / str(n), address, **settings) for n in range(replicas)]
            try:
                await asyncio.gather(*(bot.start() for bot in bots))
                await slack.connected(replicas * 2, within=90)
                for start in range(0, times, AT_ONCE):
                    batch = range(start, min(times, start + AT_ONCE))
                    await asyncio.gather(*(_draft(slack, number, rng) for number in batch))
                await _quiet(slack)
                return _count(slack, times, address)
            finally:
                for bot in bots:
                    await bot.stop()
    finally:
        await slack.close()
        drop_schema(address)


async def _draft(slack: SlackStandIn, number: int, rng: random.Random) -> None:
    user = f"U{number:08d}"
    said = slack.says(f"<@{BOT}> {WHOLE}", user=user)
    await slack.deliver(slack.delivery(said), wait=20)
    summary = await slack.reply(said["ts"], within=PATIENCE)
    button = next(each for each in elements(summary["blocks"]) if each["action_id"].startswith("draft|submit"))
    clicks = [_click(user, summary, button, f"{number}.{n}") for n in range(CLICKS)]
    deliveries = [*clicks, *clicks]
    rng.shuffle(deliveries)
    await asyncio.gather(*(slack.deliver(click, "interactive", wait=30) for click in deliveries))
    async with asyncio.timeout(PATIENCE):
        while not any(_is_receipt(message) for message in slack.replies(said["ts"])):
            await asyncio.sleep(0.02)


def _click(user: str, message: dict[str, Any], button: dict[str, Any], trigger: str) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": user},
        "trigger_id": f"submit-{trigger}",
        "channel": {"id": CHANNEL},
        "message": {"ts": message["ts"], "thread_ts": message.get("thread_ts"), "blocks": message["blocks"]},
        "actions": [
            {key: button[key] for key in ("type", "action_id", "value")} | {"action_ts": f"{trigger.split('.')[1]}.1"}
        ],
    }


def _is_receipt(message: dict[str, Any]) -> bool:
    return any(block["type"] == "header" and block["text"]["text"].startswith("Sendt:") for block in message["blocks"])


async def _quiet(slack: SlackStandIn) -> None:
    """Wait until nothing is said any more."""
    before = -1
    while before != len(slack.calls):
        before = len(slack.calls)
        await asyncio.sleep(2.0)


def _count(slack: SlackStandIn, times: int, address: str) -> Outcome:
    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        requests = len(connection.execute(select(draft_requests.c.number)).all())
    engine.dispose()
    posted = [message for message in slack.messages[CHANNEL] if message.get("bot_id")]
    told = Counter("referanse" in json.dumps(each, ensure_ascii=False) for each in slack.answered)[True]
    return Outcome(times, requests, sum(map(_is_receipt, posted)), len(slack.messages[DESK]), told)
