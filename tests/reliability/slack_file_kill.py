"""kill -9 of the bot while a request's files are copied to the desk: each stands under its card, once.

Half of the kills come when the file has been shared and the bot has not heard of it, half when the bot has asked where the file lies.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bot.drafting_scene import WHOLE, elements
from tests.reliability.draft_submit import DESK, _click
from tests.reliability.slack_kill import kill_at
from tests.reliability.slack_rig import BotProcess
from tests.standins.slack import BOT, SlackStandIn

FILES, PATIENCE = 2, 60.0
MOMENTS = ("files.completeUploadExternal", "files.info")


@dataclass
class Outcome:
    """What stands at the desk in the end."""

    files: int
    missing: int
    doubled: int
    told: int


def run(kills: int, seed: int = 1) -> str:
    """The figure of a run with so many kills, one a request."""
    found = asyncio.run(killing(kills, seed))
    figure = (
        f"{kills} kills while files were copied to the desk, {found.files} files: {found.missing} missing, {found.doubled} doubled, "
        f"{found.told} failures told"
    )
    if found.missing or found.doubled or found.told:
        raise SystemExit(f"slack-file-kill: {figure}")
    return figure


async def killing(kills: int, seed: int) -> Outcome:
    """A request with files, a kill while they are copied, another start; and so on."""
    rng = random.Random(seed)
    slack = SlackStandIn()
    await slack.start()
    with tempfile.TemporaryDirectory() as folder:
        process = BotProcess(slack, Path(folder) / "data", None, SAMSPILL_DESK_CHANNEL=DESK)
        try:
            await process.start()
            for number in range(kills):
                moment = MOMENTS[rng.randrange(len(MOMENTS))]
                send = asyncio.create_task(_submit(slack, number))
                await kill_at(moment, slack, process)
                process.kill()
                await process.ended()
                await process.start()
                await send
            await _quiet(slack)
        finally:
            await process.stop()
            await slack.close()
    return _count(slack, kills)


async def _submit(slack: SlackStandIn, number: int) -> None:
    user = f"U{number:08d}"
    said = slack.says(f"<@{BOT}> {WHOLE}", user=user)
    await _delivered(slack, slack.delivery(said))
    await slack.reply(said["ts"], within=PATIENCE)
    files = [slack.hands_over(f"fil-{number}-{one}.pdf", b"x", user=user) for one in range(FILES)]
    more = slack.says("her er vedleggene", user=user, thread=said["ts"]) | {"files": files, "subtype": "file_share"}
    await _delivered(slack, slack.delivery(more, "message"))
    async with asyncio.timeout(PATIENCE):
        while not (ready := list(_ready(slack, said["ts"], f"fil-{number}-0"))):
            await asyncio.sleep(0.02)
    message, button = ready[-1]
    await _delivered(slack, _click(user, message, button, f"{number}.1"), "interactive")


async def _delivered(slack: SlackStandIn, delivery: dict[str, Any], kind: str = "events_api") -> None:
    """Deliver it until it is acknowledged, as Slack does."""
    while not await slack.deliver(delivery, kind, wait=3.0):
        await asyncio.sleep(0.2)


def _ready(slack: SlackStandIn, thread: str, name: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The bot's messages that know of the file and can be sent, with that button."""
    for message in slack.replies(thread):
        if name in str(message["blocks"]):
            yield from (
                (message, one) for one in elements(message["blocks"]) if one["action_id"].startswith("draft|submit")
            )


async def _quiet(slack: SlackStandIn) -> None:
    """Wait until nothing is said or shared any more, longer than a lease and the pause before another try."""
    before, still = -1, 0
    while still < 20:
        still = still + 1 if len(slack.calls) == before else 0
        before = len(slack.calls)
        await asyncio.sleep(0.5)


def _count(slack: SlackStandIn, kills: int) -> Outcome:
    shared = [each["title"] for posts in slack._threads.values() for post in posts for each in post.get("files") or []]
    titles = Counter(str(title).rpartition(": ")[2] for title in shared if str(title).startswith("Vedlegg "))
    wanted = [f"fil-{number}-{one}.pdf" for number in range(kills) for one in range(FILES)]
    told = sum(
        "kunne ikke kopieres hit" in str(message["text"]) for message in slack.messages[DESK] if "text" in message
    )
    return Outcome(
        len(wanted), sum(not titles[name] for name in wanted), sum(count > 1 for count in titles.values()), told
    )
