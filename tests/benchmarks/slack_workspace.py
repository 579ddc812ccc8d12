"""The local workspace with a bot in a process of its own on the starter documents, for the benchmarks that look on from its page."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.workspace.install import installed
from bot.workspace.place import BOT, GENERAL, KARI, Keys
from bot.workspace.process import workspace
from tests.bot.workspace_making import TOOLS, is_final

ROOT = Path(__file__).resolve().parents[2]


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
        posting = asyncio.create_task(self.post(body))
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

    async def post(self, body: dict[str, Any]) -> None:
        """Post a message in somebody's name."""
        async with self._http.post(f"{self._address}/_control/message", json=body) as response:
            await response.read()


@dataclass(frozen=True, slots=True)
class Bot:
    """A connected bot. `began`: when its process was started; `connected`: seconds until its first connection."""

    page: Page
    pid: int
    began: float
    connected: float


@asynccontextmanager
async def bot_in_workspace() -> AsyncIterator[Bot]:
    """A workspace and a bot that has brought in the starter documents and is connected; both are gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "SAMSPILL_DATA_DIR": folder,
            "SAMSPILL_ALLOW_EXAMPLES": "true",
            "SAMSPILL_PORT": "0",
        }
        bringing_in = await _started(environment, "ingest", "--starter")
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
            bot = await _started(environment, "run")
            try:
                connected = await asyncio.wait_for(page.connected(), 60) - began
                yield Bot(page, bot.pid, began, connected)
            finally:
                bot.terminate()
                await bot.wait()
                listening.cancel()


async def _started(environment: dict[str, str], *arguments: str) -> asyncio.subprocess.Process:
    command = [sys.executable, "-m", "bot.cli", *arguments]
    quiet = asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
