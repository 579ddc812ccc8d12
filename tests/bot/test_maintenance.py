"""The maintainer's side in Slack, with the whole bot and a real library: hand over, compare, publish, go back; and who may not."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.blocks.maintenance import LATER, LATER_BLOCK
from bot.events.inbox import enqueue
from bot.events.table import events
from bot.running import Running
from bot.uploads import safe_name
from bot.watched import rows_of
from ingest.maintenance import Maintenance
from ingest.pipeline import IngestRequest
from knowledge.audit import AuditTrail
from knowledge.database import read, write
from knowledge.library import Library
from knowledge.reports import FileReport, IngestReport
from knowledge.settings import KnowledgeSettings
from knowledge.timetable import waiting_publications
from tests.bot_making import running_bot, slack_stand_in
from tests.making import closing_engine
from tests.slack_rules import assert_valid
from tests.standins.slack import PERSON, TEAM, SlackStandIn

MAINTAINER, OTHER, DIRECT, OTHERS_DIRECT = "U0MAINTAIN", "U0SOMEBODY", "D0MAINTAIN", "D0SOMEBODY"
OLD = "Partene skal møtes fire ganger i året. Styret har ni medlemmer. Avtalen gjelder til 31. desember 2026. "
NEW = OLD.replace("2026", "2030").replace("fire ganger", "seks ganger")
MORE = "Sekretariatet skriver referat fra hvert møte og sender det til partene innen ti dager etter møtet. "
Play = Callable[["Desk"], Awaitable[None]]
TRIGGERS = itertools.count(1)


def document(text: str) -> bytes:
    return f"# Samarbeidsavtale\n\n## § 1 Møter\n\n{text}\n\n## § 2 Referat\n\n{MORE}\n".encode()


async def settled(bot: Running) -> None:
    """Wait until nothing is due any more."""
    async with asyncio.timeout(20):
        while True:
            await asyncio.sleep(0.02)
            with read(bot.engine) as connection:
                due = select(events.c.id).where(events.c.state == "open", events.c.due <= time.time())
                if not bot.worker.busy and not connection.execute(due).all():
                    return


class Desk:
    """What a person does in Slack, and what comes of it in the library."""

    def __init__(self, slack: SlackStandIn, bot: Running) -> None:
        self.slack, self.bot, self.library = slack, bot, Library(bot.engine)

    async def upload(self, *files: dict[str, Any], user: str = MAINTAINER, text: str = "") -> dict[str, Any]:
        """A message with files in the direct messages; gives the message."""
        channel = DIRECT if user == MAINTAINER else OTHERS_DIRECT
        said = self.slack.says(text, channel=channel, user=user) | {"files": list(files), "subtype": "file_share"}
        assert await self.slack.deliver(self.slack.delivery(said, "message"))
        await settled(self.bot)
        return said

    def hand(self, name: str, content: bytes, user: str = MAINTAINER, **more: Any) -> dict[str, Any]:
        return self.slack.hands_over(name, content, user, **more)

    async def press(
        self, action: str, message: dict[str, Any], user: str = MAINTAINER, value: str | None = None
    ) -> None:
        """Press a button: the one of the message whose id begins so, or a forged one."""
        found = next(
            (e for e in elements(message) if e["action_id"].startswith(action)), {"action_id": action, "value": value}
        )
        await self.slack.deliver(
            self.click(found["action_id"], str(value or found["value"]), message, user), "interactive"
        )
        await settled(self.bot)

    def click(self, action: str, value: str, message: dict[str, Any], user: str, **container: Any) -> dict[str, Any]:
        channel = message.get("channel", DIRECT)
        return {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": user},
            "trigger_id": f"t{next(TRIGGERS)}",
            "channel": {"id": channel},
            "container": {"channel_id": channel, "message_ts": message["ts"]} | container,
            "message": {
                "ts": message["ts"],
                "thread_ts": message.get("thread_ts"),
                "blocks": message.get("blocks", []),
            },
            "actions": [{"type": "button", "action_id": action, "value": value, "action_ts": "9.2"}],
        }

    async def submit(self, view: dict[str, Any], due: int, user: str = MAINTAINER) -> dict[str, Any]:
        """Send the window; the acknowledgement's payload."""
        state = {"values": {LATER_BLOCK: {LATER_BLOCK: {"selected_date_time": due}}}}
        body = {
            "type": "view_submission",
            "team": {"id": TEAM},
            "user": {"id": user},
            "view": {"type": "modal", **view, "id": f"V{next(TRIGGERS)}", "state": state, "callback_id": LATER},
        }
        answer = await self.slack.answer_to(body, "interactive")
        await settled(self.bot)
        return answer

    async def command(self, text: str, user: str = MAINTAINER) -> dict[str, Any]:
        """`/samspill …`; the answer that the person alone sees."""
        body = {
            "command": "/samspill",
            "team_id": TEAM,
            "channel_id": "C01GENERAL",
            "user_id": user,
            "text": text,
            "trigger_id": f"t{next(TRIGGERS)}",
            "response_url": f"http://127.0.0.1:{self.slack.port}/respond/1",
        }
        assert await self.slack.deliver(body, "slash_commands")
        await settled(self.bot)
        return self.slack.answered[-1]

    def replies(self, message: dict[str, Any]) -> list[dict[str, Any]]:
        return self.slack.replies(str(message.get("thread_ts") or message["ts"]), message.get("channel", DIRECT))

    @property
    def words(self) -> str:
        """All that readers are answered from."""
        current = self.library.current()
        return " ".join(c.text for c, _ in self.library.chunks(current.id)) if current else ""

    def trail(self, action: str | None = None) -> list[tuple[str, str, str]]:
        entries = AuditTrail(self.bot.engine).entries(1000, action)
        return [(entry.actor, entry.action, entry.subject) for entry in reversed(entries)]


def elements(message: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for block in message.get("blocks", []):
        if block["type"] == "actions":
            yield from block["elements"]


def shown(*messages: dict[str, Any]) -> str:
    return json.dumps([[m.get("text"), m.get("blocks")] for m in messages], ensure_ascii=False)


def play(scene: Play, settings: KnowledgeSettings, text: str | None = OLD, **more: Any) -> None:
    """Run a scene with a started bot, over a library that holds one agreement."""
    if text is not None:
        publish(settings, "avtale.md", document(text))
    named: dict[str, Any] = {"SAMSPILL_MAINTAINERS": MAINTAINER} | more

    async def run() -> None:
        async with slack_stand_in() as slack, running_bot(slack, None, settings, **named) as bot:
            await scene(Desk(slack, bot))

    asyncio.run(run())


def publish(settings: KnowledgeSettings, name: str, content: bytes, **wishes: Any) -> IngestReport:
    """From the command line, as it were."""
    folder = settings.data_dir.parent / "avtaler"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    with closing_engine(settings) as engine:
        from bot.publications import notes_to_authors

        keeper = Maintenance(settings, engine, None, "cli:test", notify=notes_to_authors)
        return keeper.ingest(IngestRequest((folder / name,), **wishes))


@pytest.fixture(autouse=True)
def _words_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index without vectors: what these tests are about does not depend on them."""
    monkeypatch.setattr("knowledge.providers.embedder", lambda settings, vectors: None)


def test_from_a_file_to_a_publication_and_back(settings: KnowledgeSettings) -> None:
    """A maintainer's file is compared and waits; one button publishes it, the next takes it back; all of it is in the audit trail."""

    async def scene(desk: Desk) -> None:
        said = await desk.upload(desk.hand("avtale.md", document(NEW)))
        first, *_ = desk.replies(said)
        assert "2030" in shown(first)
        assert next(elements(first))["action_id"].startswith("maintain|publish|")
        asides = json.dumps([arguments for _, arguments in desk.slack.calls], ensure_ascii=False)
        assert "Hentet 1 av 1 filer" in asides
        (page,) = desk.slack.files
        assert (page["channel"], page["thread"]) == (DIRECT, said["ts"])
        assert "2030" in page["content"].decode()
        assert "2030" not in desk.words
        await desk.press("maintain|publish", first)
        assert "2030" in desk.words
        assert list(elements(desk.replies(said)[0])) == []
        published = desk.replies(said)[-1]
        assert "1 oppdaterte" in shown(published)
        await desk.press("maintain|rollback", published)
        assert "2030" not in desk.words
        actions = [(actor, action) for actor, action, _ in desk.trail()]
        assert actions[1:] == [(MAINTAINER, "stage"), (MAINTAINER, "publish"), (MAINTAINER, "rollback")]
        assert AuditTrail(desk.bot.engine).verify().intact
        for message in desk.replies(said):
            assert_valid(message["blocks"], people={MAINTAINER})

    play(scene, settings)


def test_what_slack_delivers_twice_is_done_once(sqlite_settings: KnowledgeSettings) -> None:
    """The same click twice publishes once and goes back once, and never flips to and fro."""

    async def scene(desk: Desk) -> None:
        before = desk.library.pointer().current
        said = await desk.upload(desk.hand("avtale.md", document(NEW)))
        first = desk.replies(said)[0]
        as_it_was = {**first, "blocks": list(first["blocks"])}
        for _ in range(2):
            await desk.press("maintain|publish", as_it_was)
        assert "2030" in desk.words
        assert (
            len(re.findall("0 nye, 1 oppdaterte og 0 fjernede", shown(*desk.replies(said)))) == 4
        )  # each in text and block
        for _ in range(3):
            await desk.press("maintain|rollback", first, value=before)
        await desk.press(f"maintain|rollback|{before}", {**first, "blocks": []}, value=str(before))
        await desk.press(f"maintain|rollback|{before}", {**first, "blocks": []}, value=str(before))
        assert desk.library.pointer().current == before
        assert [action for _, action, _ in desk.trail()].count("publish") == 1

    play(scene, sqlite_settings)


def test_thrown_away(sqlite_settings: KnowledgeSettings) -> None:
    """What is thrown away is gone from what is staged; a later click on it says so, and nothing is published."""

    async def scene(desk: Desk) -> None:
        said = await desk.upload(desk.hand("avtale.md", document(NEW)))
        first = desk.replies(said)[0]
        await desk.press("maintain|discard", first)
        assert desk.library.staged() == []
        await desk.press("maintain|publish", first)
        assert "ikke lenger klart" in shown(*desk.replies(said))
        assert "2030" not in desk.words
        assert (MAINTAINER, "discard") in [(actor, action) for actor, action, _ in desk.trail()]

    play(scene, sqlite_settings)


def test_published_later(sqlite_settings: KnowledgeSettings) -> None:
    """A time that is chosen in the window stands in the timetable; one that has been is refused; when it comes, it is published."""

    async def scene(desk: Desk) -> None:
        said = await desk.upload(desk.hand("avtale.md", document(NEW)))
        first = desk.replies(said)[0]
        await desk.press(LATER, first)
        view = desk.slack.views[-1]
        refused = await desk.submit(view, int(time.time()) - 60)
        assert list(refused["errors"]) == [LATER_BLOCK]
        assert await desk.submit(view, int(time.time()) + 3600) == {}
        (timed,) = waiting_publications(desk.bot.engine)
        assert (timed.actor, timed.due > datetime.now(UTC)) == (MAINTAINER, True)
        assert "Publiseres" in shown(*desk.replies(said))
        await desk.submit(view, int(time.time()) + 1)
        async with asyncio.timeout(15):
            while "2030" not in desk.words:
                await asyncio.sleep(0.1)
        assert (MAINTAINER, "schedule") in [(actor, action) for actor, action, _ in desk.trail()]
        await settled(desk.bot)
        assert "er publisert. Svarene bygger på det nå" in shown(*desk.slack.messages[DIRECT])

    play(scene, sqlite_settings)


def test_a_publication_that_could_not_be_is_told(sqlite_settings: KnowledgeSettings) -> None:
    """Where something else was published meanwhile, a timed publication is not made, and who asked for it is told."""

    async def scene(desk: Desk) -> None:
        said = await desk.upload(desk.hand("avtale.md", document(NEW)))
        await desk.press(LATER, desk.replies(said)[0])
        view = desk.slack.views[-1]
        await desk.submit(view, int(time.time()) + 3)
        await asyncio.to_thread(publish, sqlite_settings, "avtale.md", document(OLD.replace("ni", "elleve")))
        async with asyncio.timeout(20):
            while "kunne ikke publiseres" not in shown(*desk.slack.messages[DIRECT]):
                await asyncio.sleep(0.1)
        assert "elleve" in desk.words
        assert "2030" not in desk.words

    play(scene, sqlite_settings)


def test_the_documents_listed(sqlite_settings: KnowledgeSettings) -> None:
    """`/samspill dokumenter` tells how the documents stand and what waits; the comparison then comes in the direct messages."""

    async def scene(desk: Desk) -> None:
        await desk.upload(desk.hand("avtale.md", document(NEW)))
        answer = await desk.command("dokumenter")
        assert_valid(answer["blocks"])
        assert "1 gjelder" in shown(answer)
        assert "Venter på at du bestemmer" in shown(answer)
        show = next(e for e in elements(answer) if e["action_id"].startswith("maintain|show"))
        body = desk.click(
            show["action_id"], show["value"], {"ts": "1.2", "channel": "C01GENERAL"}, MAINTAINER, is_ephemeral=True
        )
        body["response_url"] = f"http://127.0.0.1:{desk.slack.port}/respond/1"
        await desk.slack.deliver(body, "interactive")
        await settled(desk.bot)
        assert "direktemeldingene" in shown(desk.slack.answered[-1])
        assert "Klar til å publiseres" in shown(desk.slack.messages[DIRECT][-1])
        assert "thread_ts" not in desk.slack.messages[DIRECT][-1]
        assert desk.slack.messages["C01GENERAL"] == []

    play(scene, sqlite_settings)


def test_an_empty_library(sqlite_settings: KnowledgeSettings) -> None:
    """In an empty library the list says how to begin, and the first file that is handed over can be published."""

    async def scene(desk: Desk) -> None:
        assert "Last opp en fil" in shown(await desk.command("Dokumenter"))
        said = await desk.upload(desk.hand("avtale.md", document(NEW)))
        await desk.press("maintain|publish", desk.replies(said)[0])
        assert "2030" in desk.words

    play(scene, sqlite_settings, None)


def test_a_file_with_another_name(sqlite_settings: KnowledgeSettings) -> None:
    """A file that is much like a document under another name comes as a new one, and one button makes it that one's next version."""

    async def scene(desk: Desk) -> None:
        said = await desk.upload(desk.hand("Avtale signert 2026.md", document(NEW)))
        first = desk.replies(said)[0]
        assert "ligner mye på «Samarbeidsavtale»" in shown(first)
        await desk.press("maintain|version", first)
        (staged,) = desk.library.staged()
        second = next(m for m in desk.replies(said)[1:] if list(elements(m)))
        assert "2030" in shown(second)
        await desk.press("maintain|publish", second)
        (record,) = desk.library.documents()
        assert record.version.document.file_name == "Avtale signert 2026.md"
        assert len(desk.library.history(record.version.document.identity)) == 2
        assert staged.id == desk.library.pointer().current

    play(scene, sqlite_settings)


def test_several_files_and_bad_ones(sqlite_settings: KnowledgeSettings) -> None:
    """Of several files those that can be read are staged together, and each of the others is told with its reason."""

    async def scene(desk: Desk) -> None:
        files = [
            desk.hand("avtale.md", document(NEW)),
            desk.hand("ny.md", b"# Ny rutine\n\nRutinen gjelder alle enheter i kommunen fra neste uke.\n"),
            desk.hand("bilde.png", b"\x89PNG"),
            desk.hand("skadet.pdf", b"%PDF-1.7 og ikke mer"),
            desk.hand("andres.md", document(NEW), user=OTHER),
            desk.hand("svaer.md", b"x", size=60 * 1024 * 1024),
            desk.hand("ute.md", b"x", url_private_download="https://evil.example/ute.md"),
            desk.hand("http.md", b"x", url_private_download="http://files.slack.com/files-pri/T-F/http.md"),
            {"id": "F0BORTE"},
        ]
        said = await desk.upload(*files)
        told = shown(*desk.replies(said))
        for piece in ("Ny rutine", "bilde.png", "skadet.pdf", "andres.md: filen er lagt inn", "svaer.md: filen er for stor",
                      "ute.md: filen ligger ikke i Slack", "http.md: filen ligger ikke", "finnes ikke lenger i Slack"):  # fmt: skip
            assert piece in told
        (staged,) = desk.library.staged()
        assert staged.documents == 2

    play(scene, sqlite_settings)


def test_nothing_new_and_nothing_readable(sqlite_settings: KnowledgeSettings) -> None:
    """A file that is in already stages nothing, one that cannot be read neither, and both are said."""

    async def scene(desk: Desk) -> None:
        said = await desk.upload(desk.hand("tom.md", b"# Bare en overskrift\n"))
        assert "ingenting er endret" in shown(*desk.replies(said))
        said = await desk.upload(desk.hand("avtale.md", document(OLD)))
        assert "det samme som gjelder nå" in shown(*desk.replies(said))
        assert desk.library.staged() == []

    play(scene, sqlite_settings)


def test_a_token_without_rights_is_told(sqlite_settings: KnowledgeSettings) -> None:
    """Where Slack answers with its login page instead of the file, that is said, and no page is taken for the file."""

    async def scene(desk: Desk) -> None:
        said = await desk.upload(desk.hand("avtale.md", document(NEW)))
        assert "files:read" in shown(*desk.replies(said))
        assert desk.library.staged() == []

    play(scene, sqlite_settings, SLACK_BOT_TOKEN="xoxb-other")


def test_a_missing_scope_is_told(sqlite_settings: KnowledgeSettings) -> None:
    """Where the app lacks the scope for files, the maintainer is told so at once instead of waiting for ever."""

    async def scene(desk: Desk) -> None:
        from aiohttp import web

        refused = {"ok": False, "error": "missing_scope"}
        desk.slack.fault = lambda method, _: web.json_response(refused) if method == "files.info" else None
        said = await desk.upload(desk.hand("avtale.md", document(NEW)))
        assert "files:read" in shown(*desk.replies(said))

    play(scene, sqlite_settings)


def test_a_workspace_that_takes_no_files(sqlite_settings: KnowledgeSettings) -> None:
    """Where the bot may not attach files the summary and the buttons come all the same, and how to get the page."""

    async def scene(desk: Desk) -> None:
        from aiohttp import web

        desk.slack.fault = lambda method, _: (
            web.json_response({"ok": False, "error": "missing_scope"}) if method.startswith("files.getUpload") else None
        )
        said = await desk.upload(desk.hand("avtale.md", document(NEW)))
        assert "samspill documents staged --html" in shown(*desk.replies(said))
        await desk.press("maintain|publish", desk.replies(said)[0])
        assert "2030" in desk.words

    play(scene, sqlite_settings)


def test_groups_are_asked_at_every_step(sqlite_settings: KnowledgeSettings) -> None:
    """Who is in a named group may, and no longer once they have left it; when Slack cannot say who is in it, nobody of it may."""

    async def scene(desk: Desk) -> None:
        desk.slack.groups["S0GROUP"] = [PERSON, MAINTAINER]
        said = await desk.upload(desk.hand("avtale.md", document(NEW)))
        first = desk.replies(said)[0]
        desk.slack.groups["S0GROUP"] = [PERSON]
        await desk.press("maintain|publish", first)
        assert "2030" not in desk.words
        del desk.slack.groups["S0GROUP"]
        await desk.press("maintain|publish", first)
        assert "2030" not in desk.words
        assert len(desk.trail("denied")) == 2
        desk.slack.groups["S0GROUP"] = [MAINTAINER]
        await desk.press("maintain|publish", first)
        assert "2030" in desk.words

    play(scene, sqlite_settings, SAMSPILL_MAINTAINERS="S0GROUP")


def test_another_workspaces_person_is_no_maintainer(sqlite_settings: KnowledgeSettings) -> None:
    """A person of another workspace with a maintainer's id may nothing, also where that workspace is answered."""

    async def scene(desk: Desk) -> None:
        said = await desk.upload(desk.hand("avtale.md", document(NEW)))
        body: dict[str, Any] = desk.click("maintain|publish|x", "x", desk.replies(said)[0], MAINTAINER) | {
            "team": {"id": "T0OTHER"}
        }
        await desk.slack.deliver(body, "interactive")
        await settled(desk.bot)
        assert [actor for actor, _, _ in desk.trail("denied")] == [MAINTAINER]

    play(scene, sqlite_settings, SAMSPILL_ALLOWED_TEAMS="T0OTHER")


WAYS = ("upload", "command", "publish", "discard", "rollback", "show", "version", "later", "window", "forged")


def test_two_hundred_attempts(settings: KnowledgeSettings) -> None:
    """Of 200 attempts by somebody who is no maintainer, over every way in and with forged values, none gets through; all are audited."""

    async def scene(desk: Desk) -> None:
        said = await desk.upload(desk.hand("avtale.md", document(NEW)))
        first = desk.replies(said)[0]
        (staged,) = desk.library.staged()
        before, seen = desk.library.pointer(), len(desk.trail())
        for n, way in zip(range(200), itertools.cycle(WAYS), strict=False):
            await attempt(desk, way, n, first, staged.id)
        await settled(desk.bot)
        assert desk.library.pointer() == before
        assert [record.id for record in desk.library.staged()] == [staged.id]
        assert waiting_publications(desk.bot.engine) == []
        entries = desk.trail()[seen:]
        assert len(entries) == 200
        assert {(actor, action) for actor, action, _ in entries} == {(OTHER, "denied")}
        assert desk.slack.views == []
        assert "Det er bare de som har ansvar" in shown(*desk.slack.messages[OTHERS_DIRECT])

    play(scene, settings)


async def attempt(desk: Desk, way: str, n: int, first: dict[str, Any], generation: str) -> None:
    """One attempt, delivered; what comes of it is looked at when all have been made."""
    forged = (generation, "", "../../etc", "*", "g" * 300, generation[:3], "null", "%s")[n % 8]
    if way == "upload":
        file = desk.hand("avtale.md", document(NEW), user=OTHER)
        message = desk.slack.says("", channel=OTHERS_DIRECT, user=OTHER) | {"files": [file], "subtype": "file_share"}
        await desk.slack.deliver(desk.slack.delivery(message, "message"))
        return
    if way == "command":
        await desk.command(("dokumenter", "Documents", "dokument", " dokumenta ")[n % 4], user=OTHER)
        return
    if way == "window":
        kept = json.dumps({"channel": OTHERS_DIRECT, "ts": "1.1", "generation": forged})
        await desk.submit({"private_metadata": kept}, int(time.time()) + 60, user=OTHER)
        return
    action = f"{LATER}|{forged}" if way == "later" else f"maintain|{way if way != 'forged' else 'publish'}|{generation}"
    value = forged if way == "forged" else generation
    await desk.slack.deliver(desk.click(action, value, first, OTHER), "interactive")


def test_a_question_beside_a_file_is_answered(sqlite_settings: KnowledgeSettings) -> None:
    """What somebody who is no maintainer writes beside a file is answered; the file is not read, and the attempt is audited."""

    async def scene(desk: Desk) -> None:
        file = desk.hand("avtale.md", document(NEW), user=OTHER)
        said = await desk.upload(file, user=OTHER, text="Hvor ofte møtes partene?")
        replies = desk.slack.replies(said["ts"], OTHERS_DIRECT)
        assert "Det er bare de som har ansvar" in shown(*replies)
        assert "Svar på: Hvor ofte møtes partene?" in shown(*replies)
        assert len(desk.trail("denied")) == 1
        assert not [name for name, _ in desk.slack.calls if name == "files.info"]

    play(scene, sqlite_settings)


def test_without_a_setting_nobody_may(sqlite_settings: KnowledgeSettings) -> None:
    """As long as no setting names maintainers, nobody is one."""

    async def scene(desk: Desk) -> None:
        await desk.upload(desk.hand("avtale.md", document(NEW)))
        assert desk.library.staged() == []
        assert len(desk.trail("denied")) == 1

    play(scene, sqlite_settings, SAMSPILL_MAINTAINERS="")


@pytest.mark.parametrize("channel", [None, "C0MAINT"])
def test_what_a_look_found_is_told(sqlite_settings: KnowledgeSettings, channel: str | None) -> None:
    """What `samspill watch` staged and could not read is told in the maintainers' channel, or to each maintainer; once."""

    async def scene(desk: Desk) -> None:
        report = publish(sqlite_settings, "avtale.md", document(NEW), stage=True)
        broken = FileReport(
            "https://a.example", "side", "refused", reason="web_gone", facts={"status": "404"}, kept=True
        )
        report = IngestReport((*report.files, broken), report.generation, published=False, staged=True)
        for _ in range(2):
            with write(desk.bot.engine) as connection:
                for row in rows_of(report, date(2026, 11, 24)):
                    enqueue(connection, row)
            desk.bot.worker.wake()
            await settled(desk.bot)
        told = {c: messages for c, messages in desk.slack.messages.items() if messages}
        assert len(told) == 1
        if channel:
            assert list(told) == [channel]
        (messages,) = told.values()
        assert "2030" in shown(*messages)
        assert "side: Siden finnes ikke lenger (404)" in shown(*messages)
        assert "Den gamle teksten gjelder fortsatt" in shown(*messages)
        assert len([message for message in messages if list(elements(message))]) == 1
        assert len(desk.slack.files) == 1

    play(scene, sqlite_settings, **({"SAMSPILL_MAINTAINERS_CHANNEL": channel} if channel else {}))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("avtale.pdf", "avtale.pdf"),
        ("../../etc/passwd", "etc passwd"),
        ("a/b\\c:d.docx", "a b c d.docx"),
        ("\u202efdp.exe", "fdp.exe"),
        (".skjult.md", "skjult.md"),
        ("", "dokument"),
        ("x" * 500 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_of_files(name: str, safe: str) -> None:
    """A file's name is a name, never a path or a trick."""
    assert safe_name(name) == safe
    assert re.fullmatch(r"[^/\\]{1,120}", safe)
