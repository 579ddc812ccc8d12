"""Several choices, a period and attachments in Slack: a window with a list or two calendars, files handed over in the thread."""

from __future__ import annotations

import json

from tests.bot.drafting_scene import DIRECT, WHOLE, Person, Stage, play
from tests.bot.test_drafting import ready, stored
from tests.slack_rules import assert_valid

WISH = "Vi ønsker et forskningssamarbeid. Tittel: Skolevei."


async def asked(person: Person, field: str) -> None:
    """Tell more until a field is asked."""
    await person.press("draft|more")
    while stored(person.stage)[0].talk.asked != field:
        await person.press("draft|skip")


def test_several_are_chosen_in_a_window() -> None:
    """The question's button opens a list of which several can be chosen; what was chosen is marked when it is opened again."""

    async def scene(stage: Stage) -> None:
        kari = await ready(stage)
        await kari.say("personopplysninger: ja")
        await asked(kari, "special_categories")
        assert_valid(kari.last["blocks"])
        view = await kari.window("draft_edit|special_categories")
        await kari.submit(view, {"special_categories": "religion,health"})
        assert stored(stage)[0].value("special_categories") == "health,religion"
        assert "Helse, Religion eller livssyn" in kari.text
        again = await kari.window("draft_edit|special_categories")
        chosen = again["blocks"][0]["element"]["initial_options"]
        assert [option["value"] for option in chosen] == ["health", "religion"]

    play(scene)


def test_a_period_is_picked_in_two_calendars() -> None:
    """Start and end are picked in one window; an end before its start is told there, and a month stays one when it is left alone."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention(WHOLE.replace("forskningssamarbeid", "utdanningssamarbeid"))
        await asked(kari, "student_period")
        await kari.say("fra august 2027 til juni 2028")
        view = await kari.window("draft_edit|student_period")
        start, end = (block["block_id"] for block in view["blocks"])
        refused = await kari.submit(view, {start: "2028-08-01"})
        assert list(refused["errors"]) == [end]
        await kari.submit(view, {end: "2028-05-15"})
        assert stored(stage)[0].value("student_period") == "2027-08/2028-05-15"

    play(scene)


def test_files_in_the_thread_are_attachments() -> None:
    """Files handed over in a draft's thread or in the direct messages are noted, with or without words; Slack's id stays with them."""

    async def scene(stage: Stage) -> None:
        for kari in (stage.person(), Person(stage, channel=DIRECT)):
            await (kari.say if kari.channel == DIRECT else kari.mention)(WISH)
            first, second = (stage.slack.hands_over(name, b"x") for name in ("skisse.pdf", "plan <1>.pdf"))
            await kari.say("", first)
            await kari.say("Formålet er å se hvorfor færre går", second)
            draft = next(
                each for each in stored(stage) if each.value("purpose") and each.id in json.dumps(kari.replies)
            )
            assert draft.value("attachments") == f"skisse.pdf|{first['id']}\nplan 1.pdf|{second['id']}"
            assert draft.value("purpose") == "å se hvorfor færre går"
            assert "skisse.pdf, plan 1.pdf" in kari.text

    play(scene)


def test_names_left_in_the_window_keep_their_files() -> None:
    """A line taken away in the window takes its file away; what stays is still the file in Slack."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention(WISH)
        files = [stage.slack.hands_over(name, b"x") for name in ("a.pdf", "b.pdf")]
        await kari.say("her er de", *files)
        view = await kari.window("draft_edit|attachments")
        await kari.submit(view, {"attachments": "b.pdf"})
        assert stored(stage)[0].value("attachments") == f"b.pdf|{files[1]['id']}"

    play(scene)


def test_a_file_without_a_draft_is_none_of_drafting() -> None:
    """Before any draft, and while it rests, a file from somebody who is no maintainer is refused as before, and nothing is noted."""

    async def scene(stage: Stage) -> None:
        kari = Person(stage, channel=DIRECT)
        await kari.say("", stage.slack.hands_over("a.pdf", b"x"))
        assert "ansvar for dokumentene" in json.dumps(kari.replies, ensure_ascii=False)
        assert stored(stage) == []
        await kari.say(WISH)
        await kari.say("pause")
        await kari.say("", stage.slack.hands_over("b.pdf", b"x"))
        assert stored(stage)[0].value("attachments") is None
        assert stored(stage)[0].status == "paused"

    play(scene)
