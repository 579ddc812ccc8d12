"""A file on its way to the desk in the local workspace: handed over in the direct messages, opened under the card."""

from __future__ import annotations

import asyncio

from bot.app import build_app
from bot.workspace.place import DESK, KARI, Keys, demo_settings
from knowledge.settings import KnowledgeSettings
from tests.bot.drafting_scene import WHOLE, elements
from tests.bot.test_maintenance_workspace import press, upload
from tests.bot.workspace_making import control, is_final
from tests.bot_making import Scripted

DIRECT = f"D{KARI[1:]}"


def test_a_file_reaches_the_desk_in_the_workspace(sqlite_settings: KnowledgeSettings) -> None:
    """What Kari uploads beside her draft stands in the thread of the desk's card when she has sent it, with its name, to be opened."""

    async def scene() -> None:
        keys = Keys()
        async with control(keys) as there:
            bot = await build_app(demo_settings(keys, there.address), sqlite_settings, Scripted())
            try:
                await bot.start()
                await there.write(WHOLE, channel=DIRECT)
                await there.seen(is_final, DIRECT)
                await upload(there, KARI, "skisse.md", b"# Skisse\n")
                summary = await there.seen(lambda m: "skisse.md" in str(m.get("blocks")), DIRECT)
                (button,) = [b for b in elements(summary["blocks"]) if b["action_id"].startswith("draft|submit")]
                chosen = {key: button[key] for key in ("type", "action_id", "value", "block_id") if key in button}
                await press(there, KARI, summary["ts"], chosen | {"block_id": "b"})
                card = await there.seen(lambda m: not m.get("thread_ts"), DESK)
                shared = await there.seen(lambda m: bool(m.get("files")), DESK)
                assert shared["thread_ts"] == card["ts"]
                assert shared["files"][0]["title"].startswith("Vedlegg 1 til ")
                assert shared["files"][0]["title"].endswith(": skisse.md")
            finally:
                await bot.stop()

    asyncio.run(scene())
