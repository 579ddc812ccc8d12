"""What a publication sets off in the running bot: notes to the authors of touched drafts, and publishing at a set time."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.cli import Toolbox
from bot.drafts.draft import Draft
from bot.drafts.store import DraftStore
from knowledge.clauses import clauses
from knowledge.library import Library
from knowledge.reliances import Reliances
from tests.bot.command_line import call, call_json, publish_documents
from tests.bot_making import running_bot, slack_stand_in
from tests.standins.slack import SlackStandIn

AUTHOR, OTHER, TERMINAL = "U0AUTHOR", "U0OTHER", "kari"


def drafts_resting_on(folder: Path) -> dict[str, str]:
    """Three open drafts that rest on the agreement's period, and a cancelled one; by owner."""
    toolbox = Toolbox()
    store, reliances = DraftStore(toolbox.engine), Reliances(toolbox.engine)
    library = Library(toolbox.engine)
    (agreement,) = [r for r in library.documents() if r.version.document.file_name == "avtale.md"]
    period = next(c for c in clauses(library.chunks_of(agreement.version.id)) if "2027" in c.text)
    made = {AUTHOR: "collecting", OTHER: "cancelled", TERMINAL: "paused"}
    for owner, status in made.items():
        with store.transaction() as connection:
            store.save(connection, Draft(id=f"draft-{owner}", owner=owner, status=status), author=owner, before=None)  # type: ignore[arg-type]
        reliances.remember_clauses("draft", f"draft-{owner}", [(agreement.version.document.identity, period.hash)])
    toolbox.close()
    return {owner: f"draft-{owner}" for owner in made}


def changed(folder: Path) -> Path:
    """The agreement with another end."""
    file = folder / "avtale.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("31. desember 2027", "31. desember 2031"), encoding="utf-8"
    )
    return file


async def until(slack: SlackStandIn, found: object, within: float = 30.0) -> None:
    async with asyncio.timeout(within):
        while not found():  # type: ignore[operator]
            await asyncio.sleep(0.05)


def test_authors_of_open_drafts_are_told(tmp_path: Path) -> None:
    """Publishing from a terminal lets the running bot tell the author of an open draft which sentence is gone; once, and nobody else."""
    folder = publish_documents(tmp_path / "documents")
    drafts_resting_on(folder)

    async def run() -> None:
        async with slack_stand_in() as slack, running_bot(slack):
            assert call("ingest", "--stage", str(changed(folder))).exit_code == 0
            await asyncio.sleep(0.7)
            assert not any(method == "chat.postMessage" for method, _ in slack.calls)
            assert call_json("documents", "publish", "--json")["notes"] == 1
            await until(slack, lambda: any(method == "chat.postMessage" for method, _ in slack.calls))
            await asyncio.sleep(0.7)
            posted = [given for method, given in slack.calls if method == "chat.postMessage"]
            assert len(posted) == 1
            opened = [given["users"] for method, given in slack.calls if method == "conversations.open"]
            assert AUTHOR in {posted[0]["channel"], *opened}
            assert "31. desember 2027" in posted[0]["text"]
            assert "Samarbeidsavtale for Skogby" in posted[0]["text"]

    asyncio.run(run())


def test_published_at_its_time_by_the_running_bot(tmp_path: Path) -> None:
    """What is to be published in a second is published by the running bot, and not before."""
    folder = publish_documents(tmp_path / "documents")
    staged = call_json("ingest", "--stage", str(changed(folder)), "--json")["generation"]
    soon = datetime.now(UTC) + timedelta(seconds=1.5)
    assert call_json("documents", "publish", "--at", soon.isoformat(), "--json")["generation"] == staged
    toolbox = Toolbox()

    async def run() -> None:
        async with slack_stand_in() as slack, running_bot(slack):
            current = toolbox.library.pointer().current
            while (
                datetime.now(UTC) < soon
            ):  # the clock is read after the pointer: what was read before the time is the old one
                assert current != staged
                await asyncio.sleep(0.1)
                current = toolbox.library.pointer().current
            await until(slack, lambda: toolbox.library.pointer().current == staged)
            assert not any(method == "chat.postMessage" for method, _ in slack.calls)

    asyncio.run(run())
    toolbox.close()
    assert call_json("documents", "staged", "--json") == []


def test_published_by_a_system_timer(tmp_path: Path) -> None:
    """Without a bot `publish --due` does it: nothing before the time, the staged version after it."""
    folder = publish_documents(tmp_path / "documents")
    call("ingest", "--stage", str(changed(folder)))
    call("documents", "publish", "--at", "2090-01-01T08:00")
    assert call_json("documents", "publish", "--due", "--json") == []
    call("documents", "publish", "--at", "2020-01-01T08:00")
    (done,) = call_json("documents", "publish", "--due", "--json")
    assert done["updated"] == ["avtale-skogby"]
    assert json.loads(call("documents", "publish", "--due", "--json").stdout) == []
