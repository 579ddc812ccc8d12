"""The maintainer's journey in the local workspace: a file uploaded there, its comparison attached, published by the button."""

from __future__ import annotations

import asyncio
import json

import aiohttp
import pytest

from bot.app import build_app
from bot.workspace.place import INGRID, KARI, Keys, demo_settings
from knowledge.library import Library
from knowledge.settings import KnowledgeSettings
from tests.bot.test_maintenance import NEW, OLD, document, publish
from tests.bot.workspace_making import Control, control, is_final


async def upload(there: Control, user: str, name: str, content: bytes) -> None:
    """A file in the person's direct messages with the bot."""
    form = aiohttp.FormData()
    form.add_field("channel", f"D{user[1:]}")
    form.add_field("user", user)
    form.add_field("file", content, filename=name, content_type="text/markdown")
    async with aiohttp.ClientSession() as http, http.post(f"{there.address}/_control/upload", data=form) as response:
        assert (await response.json())["ok"]


async def press(there: Control, user: str, ts: str, action: dict[str, str]) -> None:
    """A button under a message."""
    body = {"channel": f"D{user[1:]}", "messageTs": ts, "user": user, "action": action}
    async with aiohttp.ClientSession() as http, http.post(f"{there.address}/_control/interact", json=body) as response:
        assert (await response.json())["ok"]


def test_a_file_in_the_workspace(sqlite_settings: KnowledgeSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the demo's workspace the co-ordinator's file is fetched, compared, shown with its page and published; a colleague's is refused."""
    monkeypatch.setattr("knowledge.providers.embedder", lambda settings, vectors: None)
    publish(sqlite_settings, "avtale.md", document(OLD))

    async def scene() -> None:
        keys = Keys()
        async with control(keys) as there:
            bot = await build_app(demo_settings(keys, there.address), sqlite_settings)
            try:
                await bot.start()
                await upload(there, INGRID, "avtale.md", document(NEW))
                shown = await there.seen(is_final, f"D{INGRID[1:]}")
                text = json.dumps(shown["blocks"], ensure_ascii=False)
                assert "31. desember 2026 → 31. desember 2030" in text
                assert "maintain|publish|" in text
                page = await there.seen(lambda m: bool(m.get("files")), f"D{INGRID[1:]}")
                assert page["files"][0]["name"].endswith(".html")
                await upload(there, KARI, "avtale.md", document(NEW))
                refused = await there.seen(is_final, f"D{KARI[1:]}")
                assert "ansvar for dokumentene" in refused["text"]
                (staged,) = Library(bot.engine).staged()
                button = {
                    "type": "button",
                    "action_id": f"maintain|publish|{staged.id}",
                    "value": staged.id,
                    "block_id": "b",
                }
                await press(there, INGRID, shown["ts"], button)
                await there.seen(lambda m: "1 oppdaterte" in str(m.get("text")), f"D{INGRID[1:]}")
                assert Library(bot.engine).pointer().current == staged.id
                changed = next(m for m in await there.messages(f"D{INGRID[1:]}") if m["ts"] == shown["ts"])
                assert "maintain|publish" not in json.dumps(changed["blocks"])
            finally:
                await bot.stop()

    asyncio.run(scene())
