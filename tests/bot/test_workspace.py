"""The local workspace: installed only when it is the pinned one, and the whole journey through the real parts in it."""

from __future__ import annotations

import asyncio
import json
import shutil
import tarfile
from pathlib import Path

import pytest

from bot.app import build_app
from bot.workspace import install
from bot.workspace.install import PINS, VERSION, Pin, check, installed
from bot.workspace.place import GENERAL, KARI, RESEARCH, Keys, demo_settings
from bot.workspace.process import workspace
from bot.workspace.streaming import streaming_api
from knowledge.errors import WorkspaceUnavailable
from knowledge.settings import KnowledgeSettings, load
from tests.bot.command_line import call
from tests.bot.workspace_making import control, is_final
from tests.bot_making import Scripted, an_answer

FIRST, SECOND = "Enheten sender henvendelsen. (1)", "14. mars er fristen. (1)"
SITE = "https://i.ntnu.no/wiki/-/wiki/Norsk/Universitetskommune"


def test_what_is_not_the_pinned_archive_is_refused(tmp_path: Path) -> None:
    """An archive with another hash than the pinned one is never unpacked."""
    archive = tmp_path / "x.tgz"
    archive.write_bytes(b"something else")
    for pin in PINS.values():
        with pytest.raises(WorkspaceUnavailable):
            check(archive, pin.integrity)


def test_a_changed_archive_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When npm fetches something else than what is pinned nothing of it stays in the tools' folder."""

    def fetch(npm: str, pin: Pin, folder: Path) -> Path:
        with tarfile.open(folder / "x.tgz", "w:gz") as tar:
            tar.add(__file__, install.PROGRAM)
        return folder / "x.tgz"

    monkeypatch.setattr(install, "PINS", dict.fromkeys([_here()], PINS["linux", "x86_64"]))
    monkeypatch.setattr(install, "_download", fetch)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/npm")
    with pytest.raises(WorkspaceUnavailable):
        installed(tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_without_npm_or_elsewhere_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without npm, and on a system without a pinned program, the reason is a sentence for a person."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(install, "PINS", {_here(): PINS["linux", "x86_64"]})
    with pytest.raises(WorkspaceUnavailable) as refused:
        installed(tmp_path)
    assert refused.value.facts["why"] == "npm is missing"
    monkeypatch.setattr(install, "PINS", {})
    with pytest.raises(WorkspaceUnavailable) as refused:
        installed(tmp_path)
    assert refused.value.facts["why"].startswith("there is none for")


def test_pins_name_a_version_and_no_registry() -> None:
    """What is installed is pinned by version and hash; where it comes from is npm's own setting."""
    source = Path(install.__file__).read_text(encoding="utf-8")
    assert VERSION.count(".") == 2
    assert all(pin.integrity.startswith("sha512-") and len(pin.integrity) == 95 for pin in PINS.values())
    assert "http" not in source


def _here() -> tuple[str, str]:
    import platform
    import sys

    return sys.platform, platform.machine()


def test_a_program_that_does_not_start_is_told(tmp_path: Path) -> None:
    """When the program ends at once the demo does not wait for it."""
    program = tmp_path / "local-slack"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)

    async def run() -> None:
        with pytest.raises(WorkspaceUnavailable):
            async with workspace(program, Keys()):
                pass

    asyncio.run(run())


@pytest.mark.slow
def test_the_journey_from_a_document_to_a_cited_answer() -> None:
    """Documents are ingested, the real bot connects, a question is asked, and its cited answer stands in the thread."""
    assert call("ingest", "--starter").exit_code == 0

    async def run() -> None:
        keys = Keys()
        async with control(keys) as place:
            bot = await build_app(demo_settings(keys, place.address), load(KnowledgeSettings))
            try:
                await bot.start()
                asked = await place.ask("Hvem er kontaktperson?")
                answer = json.dumps((await place.answer(asked))["blocks"], ensure_ascii=False)
                assert "Håvard Wibe" in answer
                assert f"<{SITE}|" in answer
                further = await place.write("Og hvilke temaområder finnes?", thread=asked)
                await place.seen(lambda m: m.get("thread_ts") == asked and m["ts"] > further and is_final(m))
                direct = await place.write("Which theme areas are there?", "D01KARI")
                assert "theme" in json.dumps((await place.answer(direct, "D01KARI"))["blocks"]).lower()
                await place.command("Hvem er kontaktperson?", RESEARCH)
                private = await place.seen(
                    lambda m: m.get("ephemeral_to") == KARI and "Wibe" in json.dumps(m), RESEARCH
                )
                assert private["subtype"] == "ephemeral"
            finally:
                await bot.stop()

    asyncio.run(run())


@pytest.mark.slow
def test_the_journey_over_http() -> None:
    """The same over signed HTTP: the workspace signs, the bot verifies, the answer comes."""
    assert call("ingest", "--starter").exit_code == 0
    from bot.workspace.process import free_port

    async def run() -> None:
        keys, port = Keys(), free_port()
        async with control(keys, f"http://127.0.0.1:{port}/slack/events") as place:
            settings = demo_settings(keys, place.address).model_copy(update={"mode": "http", "port": port})
            bot = await build_app(settings, load(KnowledgeSettings))
            try:
                await bot.start()
                asked = await place.ask("Hvem er kontaktperson?", channel=GENERAL)
                assert "Håvard Wibe" in json.dumps((await place.answer(asked))["blocks"], ensure_ascii=False)
            finally:
                await bot.stop()

    asyncio.run(run())


@pytest.mark.slow
def test_the_local_workspace_streams() -> None:
    """With a model, a claim stands in the thread before the answer is whole; the whole is the same message, with its sources."""
    scripted = Scripted(lambda question: an_answer(f"{FIRST} {SECOND}", mode="generative"), seconds=3.0)
    scripted.parts = [an_answer(FIRST, mode="generative")]

    async def run() -> None:
        keys = Keys()
        async with control(keys) as place, streaming_api(place.address) as api:
            bot = await build_app(demo_settings(keys, place.address, api), load(KnowledgeSettings), scripted)
            try:
                await bot.start()
                asked = await place.ask("Hvem er kontaktperson?")
                begun = await place.seen(lambda m: m.get("thread_ts") == asked and m.get("text") == FIRST)
                answer = await place.answer(asked)
                assert answer["ts"] == begun["ts"]
                shown = json.dumps(answer["blocks"], ensure_ascii=False)
                assert f"{FIRST} {SECOND}" in shown
                assert "Samarbeidsavtalen" in shown
                assert "answer.useful" in shown
                mine = [m for m in await place.messages() if m.get("bot_id") and m.get("thread_ts") == asked]
                assert [m["ts"] for m in mine if is_final(m)] == [begun["ts"]]
                assert not any("Jeg leter" in json.dumps(m) for m in mine)
            finally:
                await bot.stop()

    asyncio.run(run())
