"""What is deleted is gone: when its time is over, and when the person wishes it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, update

from bot import running
from bot.drafts.draft import Draft, FieldValue
from bot.drafts.requests import record
from bot.drafts.store import Conversation, DraftStore
from bot.drafts.tables import draft_conversations
from bot.events.forgetting import forget, tidy
from bot.events.inbox import enqueue
from bot.events.memory import give_feedback, meet
from bot.events.table import events, feedback
from bot.events.types import Incoming
from bot.listeners.forgetting import wants_deletion
from bot.running import Running
from knowledge.audit import AuditTrail
from knowledge.database import metadata, open_database, read, write
from knowledge.reliances import reliances
from knowledge.settings import KnowledgeSettings
from tests.bot.test_asking import click, play, settled
from tests.bot_making import Scripted, an_answer
from tests.standins.slack import CHANNEL, PERSON, TEAM, SlackStandIn

SECRET = "hemmelig-kanarifugl-4711"
MONTH_AGO = 31 * 86_400.0


def everything(engine: Engine) -> str:
    """All rows of all tables, as text."""
    with read(engine) as connection:
        return "\n".join(str(row) for table in metadata.sorted_tables for row in connection.execute(select(table)))


def said(engine: Engine, user: str, number: str, finished: float, draft: str = "") -> None:
    """A question that was answered, an opinion on it, what it rests on, and what a conversation remembers of it."""
    with write(engine) as connection:
        payload = {"team": TEAM, "channel": CHANNEL, "user": user, "text": f"{SECRET} {number}"}
        enqueue(connection, Incoming(number, "mention", f"C:{number}", 1.0, payload, thread=f"C:{number}", user=user))
        result = json.dumps({"messages": [], "said": f"{SECRET} svar", "keep": {"language": "nn"}})
        done = {"state": "done", "finished": finished, "result": result}
        connection.execute(update(events).where(events.c.id == number).values(done))
        give_feedback(number, user, True)(connection)
        connection.execute(update(feedback).where(feedback.c.event_id == number).values(given=finished))
        at = datetime.fromtimestamp(finished, UTC)
        resting = {"kind": "answer", "reference": number, "document": "avtale", "clause": f"clause-{number}", "at": at}
        connection.execute(insert(reliances).values(resting))
        meet(TEAM, user)(connection)
        talk = Conversation(f"C:{number}", draft or None, (("user", f"{SECRET} {number}"),)).record()
        values = {"id": f"C:{number}", "record": talk, "updated_at": at, "draft_id": draft or None}
        connection.execute(insert(draft_conversations).values(values))


def drafted(engine: Engine, owner: str, identity: str, submitted: bool = False) -> None:
    store = DraftStore(engine)
    draft = Draft(id=identity, owner=owner, type="research", fields={"title": FieldValue(f"{SECRET} {identity}")})
    with store.transaction() as connection:
        store.save(connection, draft, author=owner, before=None)
        if submitted:
            record(connection, draft, number=f"2026-{identity}", document="{}", sha256="0")


def test_what_is_older_than_its_time_is_gone(settings: KnowledgeSettings) -> None:
    """After the retention time no word, name or opinion of it is in any table; what is younger stays, and so does a draft."""
    engine = open_database(settings)
    drafted(engine, "U1OLD", "d1")
    said(engine, "U1OLD", "Ev1", time.time() - MONTH_AGO, draft="d1")
    said(engine, "U2NEW", "Ev2", time.time() - 60)
    assert tidy(engine, 30) == 2  # the row, and the conversation about the draft
    left = everything(engine).replace(f"{SECRET} d1", "")
    assert f"{SECRET} Ev1" not in left
    assert "clause-Ev1" not in left
    with read(engine) as connection:
        named = [str(connection.execute(select(table)).all()) for table in (events, feedback)]
    assert "U1OLD" not in "".join(named)
    assert f"{SECRET} Ev2" in left
    assert "clause-Ev2" in left
    with read(engine) as connection:
        assert connection.execute(select(draft_conversations.c.draft_id)).scalars().all().count("d1") == 1
    assert tidy(engine, 30) == 0


def test_nothing_deleted_stays_in_the_file(sqlite_settings: KnowledgeSettings, tmp_path: Path) -> None:
    """What was deleted stands nowhere in the database's files any more, not even in space that is free."""
    engine = open_database(sqlite_settings)
    for number in range(200):
        said(engine, "U1OLD", f"Ev{number}", time.time() - MONTH_AGO)
    tidy(engine, 30)
    files = list((tmp_path / "data").glob("samspill.db*"))
    assert files
    assert all(SECRET.encode() not in path.read_bytes() for path in files)


def test_a_person_is_forgotten_and_nobody_else(settings: KnowledgeSettings) -> None:
    """Of who wishes it nothing stays in any table but what was submitted; other people keep all of theirs."""
    engine = open_database(settings)
    for user, numbers in (("U1GONE", ("a1", "a2")), ("U2STAYS", ("b1",))):
        drafted(engine, user, f"draft-{user}")
        drafted(engine, user, f"sent-{user}", submitted=True)
        for number in numbers:
            said(engine, user, number, time.time())
    with write(engine) as connection:
        reminder = Incoming("later", "reminder", "U1GONE", 0.0, {"user": "U1GONE"}, user="U1GONE", due=time.time() + 99)
        enqueue(connection, reminder)
        gone = forget(connection, TEAM, "U1GONE")
    assert (gone.questions, gone.drafts, gone.kept) == (2, 1, 1)
    left = everything(engine)
    rows = [row for row in left.splitlines() if "U1GONE" in row or " a1" in row or "clause-a" in row]
    assert rows
    assert all("sent-U1GONE" in row for row in rows)
    assert all(mark in left for mark in (f"{SECRET} b1", "clause-b1", "draft-U2STAYS"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("slett meg", True),
        ("Slett alt om meg!", True),
        ("slett dataene mine takk", True),
        ("Delete my data, please", True),
        ("forget me", True),
        ("Kan du slette meg fra e-postlista?", False),
        ("slett meg ikke", False),
        ("Hvordan sletter vi persondata?", False),
        ("slett utkastet", False),
    ],
)
def test_who_wishes_it(text: str, wanted: bool) -> None:
    """Only a message that asks for this and nothing else is understood as the wish."""
    assert wants_deletion(text) is wanted


def buttons(shown: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        button
        for message in shown
        for block in message.get("blocks") or []
        if block["type"] == "actions"
        for button in block["elements"]
    ]


def test_delete_me_asks_deletes_and_gives_a_receipt() -> None:
    """Nothing is deleted before the button is clicked; then all is, also the wish itself, and the receipt's number is in the trail."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        asked = slack.asks(f"Hva sier avtalen om {SECRET}?")
        await slack.deliver(asked)
        await settled(bot)
        await slack.deliver(slack.asks("slett meg"))
        await settled(bot)
        assert SECRET in everything(bot.engine)
        (button,) = [b for b in buttons(slack.answered) if b["action_id"] == "privacy.forget"]
        pressed = click(button["action_id"], button["value"], {"ts": "7.7"})
        await slack.deliver(pressed, kind="interactive")
        await settled(bot)
        await slack.deliver(pressed, kind="interactive")
        await settled(bot)
        receipts = [message["text"] for message in slack.answered if "Kvitteringen" in message["text"]]
        assert len(receipts) == 1
        left = everything(bot.engine)
        assert SECRET not in left
        assert PERSON not in left
        (entry,) = AuditTrail(bot.engine).entries(action="privacy.deleted")
        assert entry.subject in receipts[0]
        assert entry.facts["questions"] == "1"
        assert AuditTrail(bot.engine).verify().intact

    play(scene, Scripted(lambda question: an_answer()))


def test_the_bot_deletes_at_its_start_and_while_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too old when the bot starts, and what becomes too old while it runs, is deleted without anybody asking."""
    monkeypatch.setattr(running, "TIDY_SECONDS", 0.02)

    async def gone(bot: Running) -> None:
        async with asyncio.timeout(10):
            while SECRET in everything(bot.engine):
                await asyncio.sleep(0.02)

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        for number in ("Ev1", "Ev2"):
            said(bot.engine, "U1OLD", number, time.time() - MONTH_AGO)
            await gone(bot)

    play(scene)


def test_a_day_less_is_not_deleted(sqlite_settings: KnowledgeSettings) -> None:
    """What is younger than its time is left alone."""
    engine = open_database(sqlite_settings)
    said(engine, "U1", "Ev1", (datetime.now(UTC) - timedelta(days=29)).timestamp())
    assert tidy(engine, 30) == 0
