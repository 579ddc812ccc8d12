"""Many drafts at once: nothing lost, nothing mixed. And two writers of one draft: one is told, nothing is overwritten."""

from __future__ import annotations

import os
import random
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import bot.drafts.tables  # noqa: F401  (declares the tables)
from bot.drafts.chat import DraftingChat
from bot.drafts.engine import build_chat
from bot.drafts.store import DraftStore
from knowledge.database import open_database
from knowledge.errors import DraftChanged
from knowledge.partnership import load_partnership
from knowledge.settings import KnowledgeSettings
from tests.bot.drafts.scripted import Documents
from tests.reliability.draft_talk import messages

TODAY = date(2026, 11, 22)
BOTS, HANDS = 3, 8
TURNS = len(list(messages(1)))


def run(drafts: int, seed: int = 1, database_url: str | None = None) -> str:
    """`drafts` people write their twenty messages to three bots at once, in no order; then every field is compared."""
    chance, tag = random.Random(seed), uuid.uuid4().hex[:6]  # a database that holds earlier runs serves, too
    with TemporaryDirectory() as root:
        place = {
            "SAMSPILL_DATA_DIR": Path(root) / "data",
            "DATABASE_URL": database_url or os.environ.get("DATABASE_URL"),
        }
        engines = [open_database(KnowledgeSettings(_env_file=None, **place)) for _ in range(BOTS)]
        chats = [build_chat(engine, load_partnership(), Documents()) for engine in engines]
        started = time.monotonic()
        with ThreadPoolExecutor(HANDS) as pool:
            done = [_round(pool, chats, tag, turn, drafts, chance) for turn in range(TURNS)]
        seconds = time.monotonic() - started
        wrong = sum(_differences(chats[0], tag, number) for number in range(1, drafts + 1))
        conflicts, overwritten = _two_writers(chats[:2], min(1000, drafts * 2))
        for engine in engines:
            engine.dispose()
    figure = (
        f"{drafts} drafts at once, {sum(done)} turns through {BOTS} bots in {seconds:.0f} s: {wrong} fields lost or mixed; "
        f"{conflicts} times two writers of one draft: {overwritten} overwritten"
    )
    if wrong or overwritten:
        raise SystemExit(f"draft-load: {figure}")
    return figure


def _round(
    pool: ThreadPoolExecutor, chats: list[DraftingChat], tag: str, turn: int, drafts: int, chance: random.Random
) -> int:
    """Everybody's next message, in no order, each through any of the bots: all drafts are open at once."""
    people = chance.sample(range(1, drafts + 1), drafts)
    through = [chance.randrange(len(chats)) for _ in people]

    def say(number: int, bot: int) -> None:
        text, _ = list(messages(number))[turn]
        chats[bot].turn({"conversation": f"{tag}-c{number}", "user": f"{tag}-u{number}", "text": text}, TODAY)

    return len(list(pool.map(say, people, through)))


def _differences(chat: DraftingChat, tag: str, number: int) -> int:
    *_, (_, expected) = messages(number)
    answer = chat.turn({"conversation": f"{tag}-c{number}", "user": f"{tag}-u{number}", "text": "vis"}, TODAY)
    found = {name: value for name, value in answer["draft"]["fields"].items() if value is not None}
    return sum(found.get(name) != expected.get(name) for name in {*found, *expected})


def _two_writers(chats: list[DraftingChat], times: int) -> tuple[int, int]:
    """Two writers edit the same revision at the same moment: exactly one is told that it changed."""
    row = chats[0].records.list()[0]
    told = overwritten = 0
    revision = int(row["revision"])

    def write(writer: int) -> bool:
        try:
            chats[writer].records.edit(row["id"], revision, {"title": f"{writer} at {revision}"}, f"w{writer}")
        except DraftChanged:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        for _ in range(times):
            won = list(pool.map(write, range(2)))
            told += won.count(False)
            overwritten += won.count(True) != 1
            revision += won.count(True)
    store: DraftStore = chats[0]._store
    with store.snapshot() as connection:
        overwritten += store.load(connection, row["id"]).revision != revision
    return told, overwritten
