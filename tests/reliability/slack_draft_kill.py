"""kill -9 of the bot while people draft in Slack: every message that was acknowledged is in its draft, in order, answered once.

Half of the kills come at a random moment, half exactly when a reply has reached Slack and the bot has not heard of it.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bot.drafts.tables  # noqa: F401  (declares the tables)
from bot.drafts.store import DraftStore
from knowledge.database import open_database
from knowledge.settings import KnowledgeSettings
from tests.reliability.draft_talk import messages
from tests.reliability.slack_kill import LEASE_ON_POSTGRES, kill_at
from tests.reliability.slack_rig import BotProcess
from tests.standins.slack import BOT, CHANNEL, SlackStandIn

PEOPLE = 6
REPLY_SECONDS = 120.0
DELIVERY_SECONDS = 3.0
TOLD_EVERY = 20


@dataclass
class Talk:
    """People who draft, each in a thread of their own, one message after the other; who is done begins another draft."""

    slack: SlackStandIn
    people: int = PEOPLE
    acknowledged: list[str] = field(default_factory=list)
    expected: dict[str, dict[str, str]] = field(default_factory=dict)
    numbers: int = 0
    stopped: bool = False

    async def run(self) -> None:
        """Until `stopped`, and every draft that was begun is told to its end."""
        await asyncio.gather(*(self._person() for _ in range(self.people)))

    async def _person(self) -> None:
        while not self.stopped:
            self.numbers += 1
            await self._draft(self.numbers)

    async def _draft(self, number: int) -> None:
        user, root = f"U{number:08d}", None
        for text, told in messages(number):
            said = self.slack.says(text if root else f"<@{BOT}> {text}", user=user, thread=root)
            delivery = self.slack.delivery(said, "message" if root else "app_mention")
            root = root or said["ts"]
            while not await self.slack.deliver(delivery, wait=DELIVERY_SECONDS):
                await asyncio.sleep(0.2)
            self.acknowledged.append(delivery["event_id"])
            self.expected[user] = told
            await self._answered(root, delivery["event_id"])

    async def _answered(self, root: str, event: str) -> None:
        async with asyncio.timeout(REPLY_SECONDS):
            while not any(_mark(message) == (event, True) for message in self.slack.replies(root, CHANNEL)):
                await asyncio.sleep(0.02)


@dataclass(frozen=True)
class Outcome:
    """What is in the database and in Slack in the end."""

    drafts: int
    fields: int
    missing: int
    acknowledged: int
    unanswered: int
    doubled: int


def run(times: int, seed: int, database_url: str | None = None) -> str:
    """The figure of a run with so many kills."""
    found = asyncio.run(killing(times, seed, database_url))
    figure = (
        f"{times} kills while {found.drafts} drafts were written in Slack, {found.acknowledged} messages acknowledged: "
        f"{found.missing} of {found.fields} confirmed fields missing or wrong, {found.unanswered} messages without a reply, "
        f"{found.doubled} replied to twice"
    )
    if found.missing or found.unanswered or found.doubled:
        raise SystemExit(f"slack-draft-kill: {figure}")
    return figure


async def killing(
    times: int, seed: int, database_url: str | None = None, without: str = "", people: int = PEOPLE
) -> Outcome:
    """Kill so many times, let everybody finish, and compare."""
    rng = random.Random(seed)
    slack = SlackStandIn(api_delay=0.01)
    await slack.start()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        lease = {"LEASE": LEASE_ON_POSTGRES} if database_url else {}
        process = BotProcess(slack, data, database_url, WITHOUT=without, **lease)
        talk = Talk(slack, people)
        talking: asyncio.Task[None] | None = None
        try:
            for number in range(times):
                if number and number % TOLD_EVERY == 0:
                    print(f"{number} kills, {len(talk.acknowledged)} messages acknowledged", file=sys.stderr)
                await process.start()
                talking = talking or asyncio.create_task(talk.run())
                await asyncio.sleep(rng.uniform(0.3, 1.5))
                if number % 2:
                    await kill_at("chat.postMessage", slack, process)
                process.kill()
                await process.ended()
            await process.start()
            talk.stopped = True
            if talking is not None:
                await _patiently(talking)
            await asyncio.sleep(1.0)  # a second reply would come now
            found = _compare(slack, talk, data, database_url)
        finally:
            await process.stop()
            if talking is not None:
                talking.cancel()
            await slack.close()
    return found


async def _patiently(people: asyncio.Task[None]) -> None:
    """Until everybody has told everything; a reply that never comes ends the wait, and is counted."""
    try:
        await people
    except TimeoutError:
        return


def _compare(slack: SlackStandIn, talk: Talk, data: Path, database_url: str | None) -> Outcome:
    engine = open_database(KnowledgeSettings(_env_file=None, SAMSPILL_DATA_DIR=data, DATABASE_URL=database_url))
    store = DraftStore(engine)
    with store.snapshot() as connection:
        drafts = {draft.owner: draft for draft, _ in store.all(connection)}
    engine.dispose()
    missing = sum(
        1
        for user, told in talk.expected.items()
        for name, value in told.items()
        if user not in drafts or drafts[user].value(name) != value
    )
    final = Counter(_mark(message)[0] for message in slack.messages[CHANNEL] if _mark(message)[1])
    counts = [final[event] for event in talk.acknowledged]
    fields = sum(map(len, talk.expected.values()))
    doubled = sum(count > 1 for count in counts)
    return Outcome(len(talk.expected), fields, missing, len(counts), counts.count(0), doubled)


def _mark(message: dict[str, Any]) -> tuple[str, bool]:
    """Which event a message of the bot's answers, and whether it is the answer itself (its first part)."""
    told = (message.get("metadata") or {}).get("event_payload") or {}
    return str(told.get("event")), bool(told.get("final")) and told.get("part") == 0
