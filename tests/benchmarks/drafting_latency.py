"""From a message of a draft to its reply: in process, and in the local workspace.

python -m tests.benchmarks.drafting_latency [--drafts 25] [--workspace] [--write]

Twenty messages a draft, on the starter documents, without a model. In process: the engine on SQLite, from the line to the
line back, saved. In the workspace: a bot in a process of its own, from posting a message to its reply on the page.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from datetime import date

from bot.workspace.place import BOT, GENERAL, KARI
from tests.benchmarks.slack_measuring import percentile, write_down
from tests.benchmarks.slack_workspace import Page, bot_in_workspace
from tests.bot.workspace_making import is_final
from tests.reliability.draft_talk import messages

TODAY = date(2026, 11, 22)


def in_process(drafts: int) -> list[float]:
    """Seconds of each turn, the first draft's left out: it loads what the others find loaded."""
    from bot.cli import Toolbox

    with tempfile.TemporaryDirectory() as folder:
        os.environ["SAMSPILL_DATA_DIR"] = folder
        toolbox = Toolbox()
        toolbox.ingest((), progress=lambda *_: None, starter=True, dry_run=False, rebuild=False, allow_removal=False)
        chat = toolbox.drafting
        chat.warm()
        seconds = []
        for number in range(drafts + 1):
            for text, _ in messages(number):
                began = time.perf_counter()
                chat.turn({"conversation": f"c{number}", "user": f"u{number}", "text": text}, TODAY)
                if number:
                    seconds.append(time.perf_counter() - began)
        toolbox.close()
    return seconds


async def in_workspace(drafts: int) -> list[float]:
    """Seconds from posting each message to its reply; the first draft is left out."""
    seconds = []
    async with bot_in_workspace() as bot:
        for number in range(drafts + 1):
            root: str | None = None
            for text, _ in messages(number):
                took, root = await _say(bot.page, text if root else f"<@{BOT}> {text}", root)
                if number:
                    seconds.append(took)
    return seconds


async def _say(page: Page, text: str, root: str | None) -> tuple[float, str]:
    """Seconds until the reply that is posted after the message, and the thread."""
    body = {"channel": GENERAL, "user": KARI, "text": text} | ({"thread_ts": root} if root else {})
    began = time.perf_counter()
    posting = asyncio.create_task(page.post(body))
    said = ""
    while True:
        moment, told = await asyncio.wait_for(page.told.get(), 60)
        message = told.get("message") or {}
        if message.get("user") == KARI and not message.get("bot_id"):
            said, root = message["ts"], root or message["ts"]
        ours = message.get("bot_id") and message.get("thread_ts") == root and message.get("subtype") != "ephemeral"
        if said and root and ours and message["ts"] > said and is_final(message):
            await posting
            return moment - began, root


def main() -> None:
    """Measure, print, and write down where wished."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drafts", type=int, default=25)
    parser.add_argument("--workspace", action="store_true", help="in the local workspace instead of in process")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    seconds = asyncio.run(in_workspace(chosen.drafts)) if chosen.workspace else in_process(chosen.drafts)
    milliseconds = [1000 * each for each in seconds]
    figure = (
        f"p50 {percentile(milliseconds, 0.5):.0f} ms, p95 {percentile(milliseconds, 0.95):.0f} ms, "
        f"slowest {max(milliseconds):.0f} ms ({len(seconds)} turns of {chosen.drafts} drafts)"
    )
    print(figure)
    if chosen.write:
        where = "in the local workspace" if chosen.workspace else "in process"
        write_down(f"turn of a draft to its reply, {where}", figure, "tests.benchmarks.drafting_latency")


if __name__ == "__main__":
    main()
