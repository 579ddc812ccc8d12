"""Duplicate deliveries to three bots that share one PostgreSQL: every question is answered once.

Each question is delivered five times, some at once and on different bots, some again after it was answered, as Slack's retries
and as first attempts.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
from pathlib import Path

from tests.benchmarks.slack_ack import drop_schema, own_schema
from tests.reliability.slack_rig import BotProcess, Outcome, drained
from tests.standins.slack import SlackStandIn

DEFAULT = "postgresql://postgres@127.0.0.1:5432/test"
COPIES = 5
BOTS = 3


def run(times: int, seed: int, database_url: str = DEFAULT) -> str:
    """The figure for so many deliveries."""
    address = own_schema(database_url)
    try:
        found, unacknowledged = asyncio.run(duplicating(times, seed, address))
    finally:
        drop_schema(address)
    figure = (
        f"{times} deliveries of {found.acknowledged} questions to {BOTS} bots: {found.doubled} answered twice, "
        f"{found.lost} without an answer, {unacknowledged} deliveries not acknowledged"
    )
    if found.doubled or found.lost:
        raise SystemExit(f"slack-duplicates: {figure}")
    return figure


async def duplicating(times: int, seed: int, address: str) -> tuple[Outcome, int]:
    """What people see in the end, and the deliveries that were not acknowledged."""
    rng = random.Random(seed)
    slack = SlackStandIn()
    await slack.start()
    with tempfile.TemporaryDirectory() as folder:
        bots = [BotProcess(slack, Path(folder) / str(n), address, LEASE="5") for n in range(BOTS)]
        try:
            for bot in bots:
                await bot.start()
            await slack.connected(BOTS * 2, within=90)
            questions = [slack.asks(f"Spørsmål {n}?") for n in range(times // COPIES)]
            deliveries = [
                question | ({"retry_attempt": copy, "retry_reason": "timeout"} if rng.random() < 0.5 else {})
                for question in questions
                for copy in range(COPIES - 1)
            ]
            rng.shuffle(deliveries)
            acknowledged = []
            for start in range(0, len(deliveries), 40):
                batch = deliveries[start : start + 40]
                acknowledged += await asyncio.gather(*(slack.deliver(delivery, wait=20) for delivery in batch))
            await drained(slack, questions)
            acknowledged += await asyncio.gather(*(slack.deliver(question, wait=20) for question in questions))
            found = await drained(slack, questions)
        finally:
            for bot in bots:
                await bot.stop()
            await slack.close()
    return found, acknowledged.count(False)
