"""How long Slack waits for an acknowledgement at 100 events a second: SQLite, PostgreSQL, and plain Bolt without any commit.

python -m tests.benchmarks.slack_ack [--seconds 60] [--rate 100] [--database-url postgresql://…] [--write]

The bot is a process of its own, receives by Socket Mode, and answers in 70 ms (simulated) in the thread; plain Bolt does the same in
a listener. Afterwards a burst of 400 questions tells how many answers a second it gives.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
import uuid
from pathlib import Path

from tests.benchmarks.slack_measuring import percentile, write_down
from tests.reliability.slack_rig import BotProcess, drained
from tests.standins.slack import SlackStandIn

WARM_UP = 50
BURST = 400


async def measure(seconds: float, rate: float, database_url: str | None = None, plain: bool = False) -> str:
    """Ack p50 and p99 in milliseconds at a steady rate, then answers a second of a burst."""
    slack = SlackStandIn()
    await slack.start()
    with tempfile.TemporaryDirectory() as folder:
        bot = BotProcess(
            slack, Path(folder) / "data", database_url, PLAIN_BOLT="1" if plain else "", SAMSPILL_WORKERS="32"
        )
        try:
            await bot.start()
            for number in range(WARM_UP):
                await slack.deliver(slack.asks(f"Oppvarming {number}?"))
            waits, late = await steady(slack, seconds, rate)
            burst = 0.0 if plain else await answers_a_second(slack)
        finally:
            await bot.stop()
            await slack.close()
    figure = (
        f"p50 {percentile(waits, 0.5):.1f} ms, p99 {percentile(waits, 0.99):.1f} ms, max {max(waits):.0f} ms "
        f"({len(waits)} events, {late} not acknowledged)"
    )
    return figure if plain else f"{figure}; burst of {BURST}: {burst:.0f} answers/s"


async def steady(slack: SlackStandIn, seconds: float, rate: float) -> tuple[list[float], int]:
    """Milliseconds to each acknowledgement, and how many never came."""
    waits: list[float] = []
    late = 0

    async def one(number: int) -> None:
        nonlocal late
        asked = slack.asks(f"Spørsmål {number}?")
        began = time.perf_counter()
        if await slack.deliver(asked):
            waits.append((time.perf_counter() - began) * 1000)
        else:
            late += 1

    tasks: set[asyncio.Task[None]] = set()
    began = time.perf_counter()
    for number in range(int(seconds * rate)):
        await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
        task = asyncio.create_task(one(number))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    if tasks:
        await asyncio.wait(tasks)
    return waits, late


async def answers_a_second(slack: SlackStandIn) -> float:
    """How many answers a second come out of a burst."""
    asked = [slack.asks(f"Byge {number}?") for number in range(BURST)]
    began = time.perf_counter()
    await asyncio.gather(*(slack.deliver(delivery, wait=60) for delivery in asked))
    await drained(slack, asked, within=120, pause=0.0)
    return BURST / (time.perf_counter() - began)


def own_schema(database_url: str) -> str:
    """The address with a schema of its own, which is made now and left to be dropped with the database."""
    import psycopg

    schema = f"slack_ack_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
    return f"{database_url}{'&' if '?' in database_url else '?'}options=-csearch_path%3D{schema}"


def drop_schema(address: str) -> None:
    """Take the schema away again."""
    import psycopg

    base, schema = address.rsplit("options=-csearch_path%3D", 1)
    with psycopg.connect(base.rstrip("?&"), autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {schema} CASCADE".encode())


def main() -> None:
    """Measure the three one after the other, print, and write down where wished."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--database-url", default="postgresql://postgres@127.0.0.1:5432/test")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    runs: dict[str, tuple[str | None, bool]] = {"SQLite": (None, False), "plain Bolt, no commit": (None, True)}
    address = own_schema(chosen.database_url) if chosen.database_url else None
    if address:
        runs["PostgreSQL"] = (address, False)
    try:
        for name, (url, plain) in runs.items():
            figure = asyncio.run(measure(chosen.seconds, chosen.rate, url, plain))
            print(f"{name}: {figure}")
            if chosen.write:
                write_down(f"acknowledgement at {chosen.rate:.0f}/s, {name}", figure, "tests.benchmarks.slack_ack")
    finally:
        if address:
            drop_schema(address)


if __name__ == "__main__":
    main()
