"""Files of a request at the desk: copied under its card, once, and told where they could not be."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.bot.drafting_scene import DESK, WHOLE, Person, Stage, play


async def submitted(stage: Stage, *files: dict[str, Any]) -> Person:
    """Someone who has sent a request with files."""
    kari = stage.person()
    await kari.mention(WHOLE)
    await kari.say("her er vedleggene", *files)
    await kari.say("vis")
    await kari.press("draft|submit")
    return kari


def told(stage: Stage, words: str) -> list[str]:
    """The bot's messages anywhere that say so."""
    said = [message for messages in stage.slack.messages.values() for message in messages if message.get("bot_id")]
    return [str(each["text"]) for each in said if words in str(each["text"])]


def test_the_desk_opens_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file that was handed over stands in the thread of the card with its content; nothing of it stays on the disk."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # of this test alone: others run beside it

    async def scene(stage: Stage) -> None:
        one, two = stage.slack.hands_over("skisse.pdf", b"%PDF-1"), stage.slack.hands_over("plan <1>.docx", b"PK")
        kari = await submitted(stage, one, two)
        card = stage.card()
        assert [(each["name"], each["content"], each["channel"], each["thread"]) for each in stage.slack.files] == [
            ("skisse.pdf", b"%PDF-1", DESK, card["ts"]),
            ("plan 1.docx", b"PK", DESK, card["ts"]),
        ]
        assert [each["title"].partition(" til ")[0] for each in stage.slack.files] == ["Vedlegg 1", "Vedlegg 2"]
        assert "nådde ikke" not in kari.text
        assert list(tmp_path.rglob("samspill-handed-*")) == []

    play(scene)


def test_names_alone_are_not_looked_for() -> None:
    """A file that was only named is no file in Slack: nothing is fetched and nobody is told of a failure."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention(WHOLE)
        await kari.say("Vedlegg: skisse.pdf")
        await kari.press("draft|submit")
        assert "skisse.pdf" in json.dumps(stage.card(), ensure_ascii=False)
        assert (stage.slack.files, told(stage, "kunne ikke kopieres")) == ([], [])

    play(scene)


@pytest.mark.parametrize(
    ("name", "more", "why"),
    [
        ("film.exe", {}, "filtypen er ikke blant"),
        ("side.html", {}, "filtypen er ikke blant"),
        ("skisse.pdf", {"name": "skisse.sh"}, "filtypen er ikke blant"),
        ("film.pdf", {"size": 26 * 1024 * 1024}, "større enn 25 MB"),
        ("plan.pdf", {"user": "U04OTHER"}, "av en annen enn avsenderen"),
        ("plan.pdf", {"url_private_download": "http://localhost:1/plan.pdf"}, "et annet sted"),
    ],
)
def test_what_is_not_copied_is_told(name: str, more: dict[str, Any], why: str) -> None:
    """A file that may not be copied is told once at the desk and once to the author, in a sentence with the reason; others still come."""

    async def scene(stage: Stage) -> None:
        bad, good = stage.slack.hands_over(name, b"x"), stage.slack.hands_over("god.pdf", b"y")
        stage.slack.handed[bad["id"]]["info"] |= more
        kari = await submitted(stage, bad, good)
        desk, author = told(stage, "kunne ikke kopieres hit"), told(stage, "nådde ikke koordinatorene")
        assert (len(desk), len(author)) == (1, 1)
        assert [why in said and name in said for said in (*desk, *author)] == [True, True]
        assert author[0] == kari.last["text"]
        assert [each["name"] for each in stage.slack.files] == ["god.pdf"]

    play(scene)


def away(times: int, method: str, done: bool = False) -> Any:
    """Slack answers a call with 500 so many times, having done it or not. Set as the stand-in's fault."""
    left = [times]

    def set_on(stage: Stage) -> None:
        def fault(called: str, given: Mapping[str, Any]) -> web.StreamResponse | None:
            if called != method or not left[0]:
                return None
            left[0] -= 1
            if done:
                stage.slack._files_completeUploadExternal(dict(given))
            return web.json_response({"ok": False, "error": "internal_error"}, status=500)

        stage.slack.fault = fault

    return set_on


@pytest.mark.parametrize(("method", "done"), [("files.info", False), ("files.completeUploadExternal", True)])
def test_a_copy_is_tried_again_and_never_doubled(method: str, done: bool) -> None:
    """While Slack is in trouble the copy is tried again, and one that was shared though nobody heard of it is found, not made twice."""

    async def scene(stage: Stage) -> None:
        away(1, method, done)(stage)
        kari = await submitted(stage, stage.slack.hands_over("skisse.pdf", b"x"))
        shared = [each for each in stage.slack.files if each.get("channel") == DESK]
        assert [each["name"] for each in shared] == ["skisse.pdf"]
        thread = stage.slack._threads[DESK, stage.card()["ts"]]
        assert sum(bool(message.get("files")) for message in thread) == 1
        assert (told(stage, "kunne ikke kopieres"), "nådde ikke" in kari.text) == ([], False)

    play(scene)
