"""The local workspace for tests: its program, where it can be had, and its control API."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.events.marks import mark_of
from bot.workspace.install import installed
from bot.workspace.place import BOT, GENERAL, KARI, Keys
from bot.workspace.process import workspace
from knowledge.errors import WorkspaceUnavailable

TOOLS = Path(__file__).resolve().parents[2] / ".tools"


def workspace_program() -> Path:
    """The installed program; skips the test where it cannot be had."""
    try:
        return installed(TOOLS)
    except WorkspaceUnavailable as error:
        pytest.skip(f"the local workspace cannot be had here: {error.facts['why']}")


class Control:
    """The workspace's control API: write as a person, read what stands in a channel."""

    def __init__(self, address: str, http: aiohttp.ClientSession) -> None:
        self.address = address
        self._http = http

    async def write(self, text: str, channel: str = GENERAL, user: str = KARI, thread: str | None = None) -> str:
        """A person's message; its ts."""
        body = {"channel": channel, "user": user, "text": text} | ({"thread_ts": thread} if thread else {})
        async with self._http.post(f"{self.address}/_control/message", json=body) as response:
            return str((await response.json())["message"]["ts"])

    async def ask(self, text: str, **more: Any) -> str:
        """A mention with a question; its ts."""
        return await self.write(f"<@{BOT}> {text}", **more)

    async def command(self, text: str, channel: str = GENERAL, user: str = KARI) -> None:
        """`/samspill` with a text."""
        body = {"channel": channel, "user": user, "command": "/samspill", "text": text}
        async with self._http.post(f"{self.address}/_control/command", json=body) as response:
            assert response.status == 200

    async def messages(self, channel: str = GENERAL) -> list[dict[str, Any]]:
        """Everything in a channel."""
        async with self._http.get(f"{self.address}/_control/messages/{channel}") as response:
            return list((await response.json())["messages"])

    async def seen(
        self, wanted: Callable[[dict[str, Any]], bool], channel: str = GENERAL, within: float = 60.0
    ) -> dict[str, Any]:
        """The first of the bot's messages that is as wanted."""
        async with asyncio.timeout(within):
            while True:
                for message in await self.messages(channel):
                    if message.get("bot_id") and wanted(message):
                        return message
                await asyncio.sleep(0.005)

    async def answer(self, thread: str, channel: str = GENERAL, within: float = 60.0) -> dict[str, Any]:
        """The bot's answer in a thread, not the sign before it."""
        return await self.seen(lambda m: m.get("thread_ts") == thread and is_final(m), channel, within)


def is_final(message: dict[str, Any]) -> bool:
    """Whether it is an answer rather than the sign (the workspace keeps blocks, not metadata)."""
    mark = mark_of({"blocks": message.get("blocks")})
    return mark is not None and mark.final


@asynccontextmanager
async def control(keys: Keys, request_url: str | None = None) -> AsyncIterator[Control]:
    """A running workspace and its control API."""
    async with (
        workspace(workspace_program(), keys, request_url=request_url) as address,
        aiohttp.ClientSession() as http,
    ):
        yield Control(address, http)
