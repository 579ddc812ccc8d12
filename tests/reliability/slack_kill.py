"""kill -9 of the bot under a load of 20 questions a second: nothing acknowledged is lost, nothing is answered twice.

Half of the kills come at a random moment, half exactly when a message has reached Slack and its answer has not come back.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.reliability.slack_rig import BotProcess, Load, Outcome, drained
from tests.standins.slack import SlackStandIn

LEASE_ON_POSTGRES = "2"
TOLD_EVERY = 20
STREAM_CALLS = ("chat.startStream", "chat.appendStream", "chat.stopStream")


def run(times: int, seed: int, database_url: str | None = None, streams: bool = False) -> str:
    """The figure of a run with so many kills; `streams`: the answers are streamed."""
    found, kills, redelivered = asyncio.run(killing(times, seed, database_url, streams=streams))
    figure = (
        f"{kills} kills, {found.acknowledged} acknowledged ({redelivered} only when delivered again): {found.lost} without an answer, "
        f"{found.doubled} answered twice, {found.signs_left} signs left standing, {found.out_of_order} threads out of order"
        f"{f', {found.torn} not whole' if streams else ''}"
    )
    if found.lost or found.doubled or found.signs_left or found.torn:
        raise SystemExit(f"slack-kill: {figure}")
    return figure


async def killing(
    times: int,
    seed: int,
    database_url: str | None = None,
    without: str = "",
    patience: float = 120.0,
    streams: bool = False,
) -> tuple[Outcome, int, int]:
    """Kill so many times; what people see in the end, the kills, and how many questions were delivered again."""
    rng = random.Random(seed)
    slack = SlackStandIn(api_delay=0.01, is_new=streams, can_stream=streams)
    await slack.start()
    with tempfile.TemporaryDirectory() as folder:
        lease = {"LEASE": LEASE_ON_POSTGRES} if database_url else {}
        bot = BotProcess(
            slack,
            Path(folder) / "data",
            database_url,
            WITHOUT=without,
            **lease,
            **({"STREAMS": "1"} if streams else {}),
        )
        load = Load(slack)
        asking: asyncio.Task[None] | None = None
        try:
            for number in range(times):
                if number and number % TOLD_EVERY == 0:
                    print(
                        f"{number} kills, {len(load.acknowledged)} acknowledged, {load.waiting} waiting",
                        file=sys.stderr,
                    )
                await bot.start()
                asking = asking or asyncio.create_task(load.run())
                await asyncio.sleep(rng.uniform(0.3, 1.5))
                if number % 2:
                    await kill_at(STREAM_CALLS[number // 2 % 3] if streams else "chat.postMessage", slack, bot)
                bot.kill()
                await bot.ended()
            await bot.start()
            await load.stop()
            found = await drained(slack, load.acknowledged, patience)
        finally:
            await bot.stop()
            if asking is not None:
                asking.cancel()
            await slack.close()
    return found, times, load.redelivered


async def kill_at(call: str, slack: SlackStandIn, bot: BotProcess) -> None:
    """Kill the bot when Slack has done its next call of a kind, before it hears of it."""
    reached = asyncio.Event()

    def fault(method: str, given: Mapping[str, Any]) -> web.StreamResponse | None:
        if method == call and not reached.is_set():
            getattr(slack, "_" + method.replace(".", "_"))(dict(given))
            bot.kill()
            reached.set()
            return web.json_response({"ok": False, "error": "internal_error"}, status=500)
        return None

    slack.fault = fault
    try:
        await asyncio.wait_for(reached.wait(), 5)
    except TimeoutError:
        pass
    finally:
        slack.fault = None
