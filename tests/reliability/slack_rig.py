"""What the Slack runs share: bots that can be killed, a load of questions, and the count of lost and doubled answers."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.standins.slack import SlackStandIn

ROOT = Path(__file__).resolve().parents[2]
DELIVERY_SECONDS = 3.0  # Slack's own patience
DRAIN_SECONDS = 120.0
START_SECONDS = 60.0


class BotProcess:
    """One bot as a child process, started again after each kill."""

    def __init__(self, slack: SlackStandIn, folder: Path, database_url: str | None = None, **environment: str) -> None:
        self._environment = os.environ | environment
        self._environment |= {
            "SLACK_BOT_TOKEN": "xoxb-test",
            "SLACK_APP_TOKEN": "xapp-test",
            "SLACK_API_URL": slack.api_url,
            "SAMSPILL_PORT": "0",
            "SAMSPILL_DATA_DIR": str(folder),
            "PYTHONPATH": str(ROOT),
        }
        if database_url:
            self._environment["DATABASE_URL"] = database_url
        self._process: asyncio.subprocess.Process | None = None
        self._slack = slack
        self._log = folder.with_suffix(".log")

    async def start(self, connections: int = 1) -> None:
        """Start it, and wait until it has connected."""
        before = self._slack.connections
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.reliability.slack_bot"), cwd=ROOT, env=self._environment, stderr=log
            )
        try:
            await self._slack.connected(before + connections, within=START_SECONDS)
        except TimeoutError:
            print(self._log.read_text(encoding="utf-8")[-4000:], file=sys.stderr)
            raise

    def kill(self) -> None:
        """kill -9, now."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)

    async def ended(self) -> None:
        """Wait for its end."""
        if self._process is not None:
            await self._process.wait()
            await asyncio.sleep(0.05)  # its connections are seen to be closed

    async def stop(self) -> None:
        """Ask it to stop, and wait."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), 30)
            except TimeoutError:
                self._process.kill()
                await self._process.wait()


@dataclass
class Load:
    """Questions at a steady rate, delivered as Slack does: again until they are acknowledged."""

    slack: SlackStandIn
    per_second: float = 20.0
    threads: int = 40
    acknowledged: list[dict[str, Any]] = field(default_factory=list)
    redelivered: int = 0

    def __post_init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._roots: list[str] = []
        self._stopped = False
        self._number = 0

    async def run(self) -> None:
        """Until `stop`."""
        while not self._stopped:
            # While no bot is there nobody asks: else each start adds its seconds to what waits, the waiting ones knock five times a
            # second each, and the stand-in has no time left to let the bot in (13,000 of them made a start take over a minute).
            if self.slack.connections:
                task = asyncio.create_task(self._deliver(self._next()))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            await asyncio.sleep(1 / self.per_second)

    @property
    def waiting(self) -> int:
        """Questions that are not acknowledged yet."""
        return len(self._tasks)

    async def stop(self) -> None:
        """Ask no more; what has been asked is delivered."""
        self._stopped = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=DRAIN_SECONDS)

    def _next(self) -> dict[str, Any]:
        # Every other question continues one of the last threads, so that lanes hold more than one row.
        self._number += 1
        thread = self._roots[self._number % len(self._roots)] if self._number % 2 and self._roots else None
        asked = self.slack.asks(f"Spørsmål {self._number}?", thread=thread)
        if thread is None:
            self._roots = [*self._roots, asked["event"]["ts"]][-self.threads :]
        return asked

    async def _deliver(self, asked: dict[str, Any]) -> None:
        attempt = 0
        while not await self.slack.deliver(asked, wait=DELIVERY_SECONDS):
            attempt += 1
            await asyncio.sleep(0.2)
        self.redelivered += attempt > 0
        self.acknowledged.append(asked)


@dataclass(frozen=True)
class Outcome:
    """What the people see in the end. `torn`: answers that are not whole, or in a stream that never ended."""

    acknowledged: int
    lost: int
    doubled: int
    signs_left: int
    out_of_order: int
    torn: int = 0


def outcome(slack: SlackStandIn, acknowledged: list[dict[str, Any]]) -> Outcome:
    """Count the answers of every acknowledged question."""
    final: Counter[str] = Counter()
    signs = torn = 0
    order: dict[str, list[int]] = {}
    for messages in slack.messages.values():
        for message in messages:
            if not message.get("bot_id"):
                continue
            mark = (message.get("metadata") or {}).get("event_payload")
            if mark is None:  # a stream that was broken off and never completed
                signs += 1
                continue
            shown = f"{message['text']} {message.get('blocks')}"
            torn += mark["final"] and (message.get("streaming_state") == "in_progress" or "Svar" not in shown)
            final[mark["event"]] += 1 if mark["final"] else 0
            signs += not mark["final"]
            number = re.search(r"\d+(?=\?$)", message["text"])
            if mark["final"] and number:
                order.setdefault(str(message.get("thread_ts")), []).append(int(number.group()))
    counts = [final[asked["event_id"]] for asked in acknowledged]
    disordered = sum(numbers != sorted(numbers) for numbers in order.values())
    return Outcome(len(counts), counts.count(0), sum(count > 1 for count in counts), signs, disordered, torn)


async def drained(
    slack: SlackStandIn, acknowledged: list[dict[str, Any]], within: float = DRAIN_SECONDS, pause: float = 1.0
) -> Outcome:
    """Wait until everything acknowledged has its answer, or for as long as patience lasts."""
    try:
        async with asyncio.timeout(within):
            began = time.perf_counter()
            while outcome(slack, acknowledged).lost:
                # Counting goes through every message there is: it must leave the stand-in its time.
                await asyncio.sleep(max(0.05, 10 * (time.perf_counter() - began)))
                began = time.perf_counter()
    except TimeoutError:
        pass
    await asyncio.sleep(pause)  # a second answer would come now
    return outcome(slack, acknowledged)
