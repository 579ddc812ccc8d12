"""From a question posted in the local workspace to its answer in the thread; start, first answer, and memory.

python -m tests.benchmarks.slack_latency [--questions 500] [--write]

The bot is a process of its own (`samspill run`) on the starter documents; the first 100 questions are timed one by one, as the
workspace's own page is told of them; memory is read after all of them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import sys
import tempfile
import time
from importlib import resources
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import aiohttp

from bot.workspace.install import installed
from bot.workspace.place import BOT, GENERAL, KARI, Keys
from bot.workspace.process import workspace
from tests.benchmarks.slack_measuring import percentile, write_down
from tests.bot.workspace_making import TOOLS, is_final

ROOT = Path(__file__).resolve().parents[2]
TIMED = 100


class Page:
    """What the workspace's page is told, as it is told."""

    def __init__(self, http: aiohttp.ClientSession, address: str) -> None:
        self._http, self._address = http, address
        self.told: asyncio.Queue[tuple[float, dict[str, Any]]] = asyncio.Queue()

    async def listen(self) -> None:
        """Note every message with the moment it came."""
        async with self._http.ws_connect(f"{self._address}/ui", max_msg_size=0) as socket:
            async for frame in socket:
                told = json.loads(frame.data)
                if told["t"] in {"message", "message_update", "socket_status"}:
                    await self.told.put((time.perf_counter(), told))

    async def connected(self) -> float:
        """When the bot's first connection came."""
        while True:
            moment, told = await self.told.get()
            if told["t"] == "socket_status" and told["connected"]:
                return moment

    async def ask(self, text: str) -> tuple[float, float]:
        """Seconds from posting to the first sign, and to the answer."""
        body = {"channel": GENERAL, "user": KARI, "text": f"<@{BOT}> {text}"}
        began = time.perf_counter()
        posting = asyncio.create_task(self._post(body))
        sign, thread = 0.0, ""
        while True:
            moment, told = await asyncio.wait_for(self.told.get(), 60)
            message = told.get("message") or {}
            if not thread and message.get("user") == KARI and not message.get("bot_id"):
                thread = message["ts"]
            if message.get("bot_id") and message.get("thread_ts") == thread and message.get("subtype") != "ephemeral":
                sign = sign or moment - began
                if is_final(message):
                    await posting
                    return sign, moment - began

    async def _post(self, body: dict[str, Any]) -> None:
        async with self._http.post(f"{self._address}/_control/message", json=body) as response:
            await response.read()


def questions() -> list[str]:
    """The starter documents' own questions."""
    lines = resources.files("knowledge.evaluation").joinpath("questions-starter.jsonl").read_text(encoding="utf-8")
    return [json.loads(line)["question"] for line in lines.splitlines()]


async def measure(count: int) -> str:
    """The figures as one line."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "SAMSPILL_DATA_DIR": folder,
            "SAMSPILL_ALLOW_EXAMPLES": "true",
            "SAMSPILL_PORT": "0",
        }
        ingest = [sys.executable, "-m", "bot.cli", "ingest", "--starter"]
        bringing_in = await asyncio.create_subprocess_exec(
            *ingest, cwd=ROOT, env=environment, stdout=asyncio.subprocess.DEVNULL
        )
        assert await bringing_in.wait() == 0
        keys = Keys()
        async with workspace(installed(TOOLS), keys) as address, aiohttp.ClientSession() as http:
            page = Page(http, address)
            listening = asyncio.create_task(page.listen())
            await asyncio.sleep(0.2)
            environment |= {
                "SLACK_BOT_TOKEN": keys.bot,
                "SLACK_APP_TOKEN": keys.app,
                "SLACK_API_URL": f"{address}/api/",
            }
            began = time.perf_counter()
            run = [sys.executable, "-m", "bot.cli", "run"]
            bot = await asyncio.create_subprocess_exec(
                *run, cwd=ROOT, env=environment, stderr=asyncio.subprocess.DEVNULL
            )
            try:
                connected = await asyncio.wait_for(page.connected(), 60) - began
                await page.ask("Hvem er kontaktperson?")
                first = time.perf_counter() - began
                times = [await page.ask(text) for text in islice(cycle(questions()), count)]
                memory = resident_megabytes(bot.pid)
            finally:
                bot.terminate()
                await bot.wait()
                listening.cancel()
    signs, answers = ([pair[n] * 1000 for pair in times[:TIMED]] for n in (0, 1))
    return (
        f"answer p50 {percentile(answers, 0.5):.0f} ms, p95 {percentile(answers, 0.95):.0f} ms; "
        f"first visible sign p95 {percentile(signs, 0.95):.0f} ms ({len(answers)} questions); connected after {connected:.1f} s, "
        f"first answer after {first:.1f} s; resident {memory:.0f} MB after {count} questions"
    )


def resident_megabytes(pid: int) -> float:
    """Resident memory of a process, in megabytes (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else float("nan")


def main() -> None:
    """Measure, print, and write down where wished."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    figure = asyncio.run(measure(chosen.questions))
    print(figure)
    if chosen.write:
        write_down("question to answer in the local workspace", figure, "tests.benchmarks.slack_latency")


if __name__ == "__main__":
    main()
