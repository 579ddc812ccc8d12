"""The desk in Slack: what it does with a request reaches the author, and what the author answers reaches the desk."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select, update

from bot.drafts.tables import desk_events, draft_requests, drafts
from bot.events.table import events
from knowledge.database import read, write
from tests.bot.drafting_scene import DESK, DIRECT, INGRID, OLA, WHOLE, Person, Stage, play
from tests.standins.slack import PERSON


async def submitted(stage: Stage, text: str = WHOLE) -> Person:
    """Someone whose request has been sent."""
    kari = stage.person()
    await kari.mention(text)
    await kari.press("draft|submit")
    return kari


def desk(stage: Stage, user: str = INGRID) -> Person:
    """A co-ordinator at the card."""
    return Person(stage, user, DESK, stage.card()["ts"])


def log(stage: Stage) -> list[tuple[str, str]]:
    """What the desk did: kind and who, without where cards stand."""
    with read(stage.bot.engine) as connection:
        rows = connection.execute(select(desk_events.c.kind, desk_events.c.author).order_by(desk_events.c.id)).all()
    return [(row.kind, row.author) for row in rows if row.kind != "card"]


def shown(message: dict[str, Any]) -> str:
    return json.dumps(message["blocks"], ensure_ascii=False)


def test_taking_is_shown_on_the_card_and_told_to_the_author() -> None:
    """Who takes a request stands on its card, in its thread and in the draft's thread."""

    async def scene(stage: Stage) -> None:
        kari = await submitted(stage)
        ingrid = desk(stage)
        await ingrid.press("desk_do|take", stage.card())
        assert f"under behandling hos <@{INGRID}>" in shown(stage.card())
        assert "desk_do|take" not in shown(stage.card())
        assert f"<@{INGRID}> har tatt henvendelsen" in shown(ingrid.last)
        assert f"er tatt opp av <@{INGRID}>" in kari.text

    play(scene)


@pytest.mark.parametrize(
    ("language", "card", "taken", "window"),
    [
        ("nb", ("Temaområde", "Oppvekst og utdanning", "Dette følger av svarene"), "har tatt henvendelsen", "Spør avsenderen"),
        ("nn", ("Temaområde", "Eining i kommunen", "Dette følgjer av svara"), "har teke førespurnaden", "Spør avsendaren"),
        ("en", ("Theme area", "Upbringing and education", "This follows from the answers", "August 2027", "Research collaboration"),
         "has taken the request", "Ask the sender"),
    ],
)  # fmt: skip
def test_the_desk_reads_its_own_language(language: str, card: tuple[str, ...], taken: str, window: str) -> None:
    """Cards, notes and windows of the desk are in its language, whatever the author's, whose own words and notes stay as they are."""

    async def scene(stage: Stage) -> None:
        kari = await submitted(stage)
        ingrid = desk(stage)
        assert all(words in shown(stage.card()) for words in (*card, "Trygge skoleveier", "to lærere en dag i uka"))
        view = await ingrid.window("desk_ask|ask", stage.card())
        assert view["title"]["text"] == window
        await ingrid.press("desk_do|take", stage.card())
        assert taken in shown(ingrid.last)
        assert "er tatt opp av" in kari.text

    play(scene, SAMSPILL_DESK_LANGUAGE=language)


def test_a_question_reaches_the_author_and_the_answer_comes_back() -> None:
    """The desk's question arrives in the draft's thread; what the author writes there stands in the card's thread."""

    async def scene(stage: Stage) -> None:
        kari = await submitted(stage)
        ingrid = desk(stage)
        view = await ingrid.window("desk_ask|ask", stage.card())
        await ingrid.submit(view, {"text": "Hvor mange elever <!channel>?"})
        assert "Hvor mange elever &lt;!channel&gt;?" in kari.text
        assert "venter på svar" in shown(stage.card())
        await kari.say("Omtrent 120 på tredje trinn")
        assert "sendt til koordinatorene" in kari.text
        assert "Omtrent 120 på tredje trinn" in shown(ingrid.last)
        assert "venter på svar" not in shown(stage.card())
        assert log(stage) == [("ask", INGRID), ("answer", PERSON)]
        await kari.say("Hvem er kontaktperson?")
        assert log(stage) == [("ask", INGRID), ("answer", PERSON)]

    play(scene)


def test_accepting_with_an_open_question_takes_one_click_more() -> None:
    """While the desk's question is open, accepting tells so and accepts only by the button under it."""

    async def scene(stage: Stage) -> None:
        await submitted(stage)
        ingrid = desk(stage)
        await ingrid.submit(await ingrid.window("desk_ask|ask", stage.card()), {"text": "Hvor mange elever?"})
        await ingrid.press("desk_do|accept", stage.card())
        assert "ikke svart" in ingrid.aside
        assert log(stage) == [("ask", INGRID)]
        await ingrid.press("desk_do|accept_open", stage.slack.answered[-1] | {"ts": stage.card()["ts"]})
        assert log(stage) == [("ask", INGRID), ("accept", INGRID)]

    play(scene)


def test_an_answer_in_a_window_counts_once() -> None:
    """The button under the question opens a window; sent twice it is one answer, and nobody else's counts."""

    async def scene(stage: Stage) -> None:
        kari = await submitted(stage)
        ingrid = desk(stage)
        await ingrid.submit(await ingrid.window("desk_ask|ask", stage.card()), {"text": "Når?"})
        ola = stage.person(OLA)
        ola.root = kari.root
        view = await ola.window("desk_ask|answer", kari.last)
        await ola.submit(view, {"text": "Aldri"})
        assert "Bare den" in ola.aside or "bare den" in ola.aside
        view = await kari.window("desk_ask|answer", kari.last)
        for _ in range(2):
            await kari.submit(view, {"text": "Til høsten"}, identity="V-once")
        assert log(stage) == [("ask", INGRID), ("answer", PERSON)]

    play(scene)


def test_what_may_be_a_question_to_the_bot_is_not_sent_to_the_desk() -> None:
    """While the desk waits, a bare question is answered from the documents, not sent to the desk; the author is reminded."""

    async def scene(stage: Stage) -> None:
        kari = await submitted(stage)
        ingrid = desk(stage)
        await ingrid.submit(await ingrid.window("desk_ask|ask", stage.card()), {"text": "Når?"})
        await kari.say("Hvem er kontaktperson for partnerskapet?")
        assert "Svar på: Hvem er kontaktperson" in json.dumps(kari.replies[-2]["blocks"], ensure_ascii=False)
        assert "venter på svar" in kari.text
        assert log(stage) == [("ask", INGRID)]

    play(scene)


def test_an_answer_with_a_question_in_it_reaches_the_desk() -> None:
    """While the desk waits, what answers and asks in one message goes to the desk whole."""

    async def scene(stage: Stage) -> None:
        kari = await submitted(stage)
        ingrid = desk(stage)
        await ingrid.submit(await ingrid.window("desk_ask|ask", stage.card()), {"text": "Hvem er prosjekteier?"})
        await kari.say("Nei, ikke avklart ennå. Er det nødvendig? Det blir vel rektor.")
        assert "sendt til koordinatorene" in kari.text
        assert "Det blir vel rektor" in shown(ingrid.last)
        assert log(stage) == [("ask", INGRID), ("answer", PERSON)]

    play(scene)


def test_declining_needs_a_reason_that_the_author_reads() -> None:
    """Without a reason the window stays open; with one the request is decided, for good."""

    async def scene(stage: Stage) -> None:
        kari = await submitted(stage)
        ingrid = desk(stage)
        view = await ingrid.window("desk_ask|decline", stage.card())
        refused = await ingrid.submit(view, {"text": "  "})
        assert refused["response_action"] == "errors"
        assert log(stage) == []
        old = json.loads(json.dumps(stage.card()))
        await ingrid.submit(view, {"text": "Vi mangler\nkapasitet i år"}, "V2")
        assert "kapasitet i år" in kari.text
        assert "avslått" in shown(stage.card())
        await ingrid.press("desk_do|accept", old)
        assert "allerede avgjort" in ingrid.aside
        assert log(stage) == [("decline", INGRID)]

    play(scene)


def test_accepting_twice_is_one_decision() -> None:
    """Two co-ordinators who accept at once decide once; the author hears it once."""

    async def scene(stage: Stage) -> None:
        kari = await submitted(stage)
        card, before = json.loads(json.dumps(stage.card())), len(kari.replies)
        clicks = [desk(stage, user).click("desk_do|accept", card) for user in (INGRID, OLA, INGRID)]
        await asyncio.gather(*(desk(stage).send(click) for click in clicks))
        await stage.settled()
        assert len(log(stage)) == 1
        assert len(kari.replies) == before + 1
        assert "godtatt" in kari.text

    play(scene)


def test_routing_reaches_the_adviser_who_may_then_act() -> None:
    """The adviser of the theme area gets the card alone; before that their click does not count, after it does."""

    async def scene(stage: Stage) -> None:
        kari = await submitted(stage)
        card = stage.card()
        stranger = Person(stage, OLA, "C01GENERAL", "1.1")
        await stranger.press("desk_do|accept", json.loads(json.dumps(card)))
        assert "Bare" in stranger.aside or "bare koordinatorene" in stranger.aside
        assert log(stage) == []
        assert "rådgiveren for Oppvekst og utdanning" in shown(card)
        await desk(stage).press("desk_do|route", card)
        ola = Person(stage, OLA, f"D{OLA[1:]}")
        assert f"<@{INGRID}> har sendt deg" in shown(ola.last)
        assert f"sendt videre til <@{OLA}>" in kari.text
        await ola.press("desk_do|accept", stage.posted(ola.channel)[0])
        assert log(stage) == [("route", INGRID), ("accept", OLA)]
        assert "godtatt" in shown(stage.card())
        assert "godtatt" in shown(stage.posted(ola.channel)[0])

    play(scene, SAMSPILL_ADVISERS=f"oppvekst_utdanning={OLA}")


def test_any_adviser_can_be_chosen() -> None:
    """Where no adviser is set, the desk picks a person."""

    async def scene(stage: Stage) -> None:
        await submitted(stage)
        assert "rådgiveren for" not in shown(stage.card())
        await desk(stage).press("desk_do|route|" + number(stage) + "|other", stage.card(), selected_user=OLA)
        assert log(stage) == [("route", INGRID)]
        assert stage.posted(f"D{OLA[1:]}")

    play(scene)


def number(stage: Stage) -> str:
    """The first request's number."""
    with read(stage.bot.engine) as connection:
        return str(connection.execute(select(draft_requests.c.number).order_by(draft_requests.c.id)).scalars().first())


def test_similar_earlier_requests_stand_on_the_card() -> None:
    """A request about the same is named on the next one's card, with where it stands; an unlike one is not."""

    async def scene(stage: Stage) -> None:
        await submitted(stage)
        await desk(stage).press("desk_do|accept", stage.card())
        first = number(stage)
        other = WHOLE.replace("Trygge skoleveier", "Musikk på sykehjem").replace(
            "Finne ut hvorfor færre går til skolen", "Prøve sangstunder for beboere"
        )
        await submitted(stage, other)
        again = WHOLE.replace("Trygge skoleveier", "Tryggere skolevei for flere")
        await submitted(stage, again)
        cards = [shown(message) for message in stage.posted(DESK) if not message.get("thread_ts")]
        assert len(cards) == 3
        assert first not in cards[1]
        assert f"{first}: Trygge skoleveier (godtatt)" in cards[2]
        assert "Musikk" not in cards[2]

    play(scene)


def test_a_request_is_attached_as_a_file() -> None:
    """Author and desk get the request as a file in the thread; where files are refused they get its text; nobody else does."""

    async def scene(stage: Stage) -> None:
        kari = await submitted(stage)
        ola = stage.person(OLA)
        ola.root = kari.root
        receipt = kari.last
        await ola.press("draft_file|docx", receipt)
        assert stage.slack.files == []
        await kari.press("draft_file|docx", receipt)
        await desk(stage).press("draft_file|pdf", stage.card())
        word, pdf = stage.slack.files
        assert (word["name"], word["channel"], word["thread"]) == (
            f"samspill-{number(stage)}.docx",
            "C01GENERAL",
            kari.root,
        )
        assert word["content"].startswith(b"PK")
        assert (pdf["channel"], pdf["thread"]) == (DESK, stage.card()["ts"])
        assert pdf["content"].startswith(b"%PDF")
        none = {"ok": False, "error": "unknown_method"}
        stage.slack.fault = lambda method, _: web.json_response(none) if method.startswith("files.") else None
        await kari.press("draft_file|docx", receipt)
        assert "får ikke lagt ved filer" in json.dumps(kari.replies, ensure_ascii=False)
        assert "Saupstad skole" in json.dumps(kari.replies[-2]["blocks"], ensure_ascii=False)

    play(scene)


def test_home_shows_what_one_has() -> None:
    """The Home tab lists one's open drafts with a button to go on, and one's requests with their status."""

    async def scene(stage: Stage) -> None:
        kari = await submitted(stage)
        await desk(stage).press("desk_do|take", stage.card())
        other = stage.person()
        await other.mention("Vi ønsker et innovasjonssamarbeid. Tittel: Velferdsteknologi")
        view = await opened(stage, kari.user)
        told = json.dumps(view, ensure_ascii=False)
        assert "Velferdsteknologi" in told
        assert f"{number(stage)}  Trygge skoleveier" in told
        assert "under behandling" in told
        click = kari.click("draft|resume", {"ts": "1", "blocks": view["blocks"]})
        click = {key: value for key, value in click.items() if key not in {"channel", "message"}}
        await kari.send(click | {"container": {"type": "view"}})
        await stage.settled()
        assert "Velferdsteknologi" in json.dumps(stage.posted(DIRECT), ensure_ascii=False)
        assert "Velferdsteknologi" not in json.dumps(await opened(stage, OLA), ensure_ascii=False)

    play(scene)


def test_home_speaks_one_language() -> None:
    """The whole Home tab is in the language of what the person touched last, the help under it too."""

    async def scene(stage: Stage) -> None:
        person = stage.person()
        await person.mention("We would like a research collaboration. Title: Safe school roads")
        told = json.dumps(await opened(stage, person.user), ensure_ascii=False)
        assert "Your drafts" in told
        assert "Slik spør du" not in told

    play(scene)


async def opened(stage: Stage, user: str) -> dict[str, Any]:
    """The Home tab as it is published for a person who opens it."""
    before = len(stage.slack.calls)
    event = {"type": "app_home_opened", "user": user, "channel": "D1", "tab": "home", "ts": stage.slack.stamp()}
    await stage.slack.deliver(stage.slack.delivery(event, "app_home_opened"))
    async with asyncio.timeout(10):
        while True:
            for method, given in stage.slack.calls[before:]:
                if method == "views.publish":
                    view: dict[str, Any] = given["view"]
                    return view
            await asyncio.sleep(0.01)


def rest(stage: Stage, days: float) -> None:
    """Let everything have rested for so long, and the timetable be due."""
    from datetime import UTC, datetime

    moment = datetime.fromtimestamp(time.time() - days * 86_400, UTC)
    with write(stage.bot.engine) as connection:
        connection.execute(update(drafts).values(updated_at=moment))
        connection.execute(update(draft_requests).values(submitted_at=moment))
        connection.execute(update(desk_events).values(made_at=moment))
        connection.execute(update(events).where(events.c.kind == "remind", events.c.state == "open").values(due=0.0))
    stage.bot.worker.wake()


async def looked(stage: Stage) -> None:
    """The timetable's lines that were due have been looked at."""
    async with asyncio.timeout(10):
        while True:
            await asyncio.sleep(0.02)
            with read(stage.bot.engine) as connection:
                due = events.c.state == "open", events.c.due <= time.time()
                if not connection.execute(select(events.c.id).where(*due)).all() and not stage.bot.worker.busy:
                    return


def test_a_sleeping_draft_is_reminded_of_three_times() -> None:
    """A draft that rests for a week is reminded of in its thread, at most three times, and never once it is closed."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention("Vi ønsker et forskningssamarbeid. Tittel: Skolevei")
        before = len(kari.replies)
        for days, reminders in ((3, 0), (7.5, 1), (14.5, 2), (21.5, 3), (28.5, 3)):
            rest(stage, days)
            await looked(stage)
            assert len(kari.replies) == before + reminders, days
        assert "Skolevei" in kari.text
        assert "draft|resume" in kari.text

    play(scene)


def test_requests_that_wait_are_reminded_of() -> None:
    """The desk is reminded of what nobody took, the author of what nobody answered; a decided request is left in peace."""

    async def scene(stage: Stage) -> None:
        kari = await submitted(stage)
        rest(stage, 7.5)
        await looked(stage)
        assert "har ventet i 7 dager" in shown(stage.posted(DESK)[-1])
        ingrid = desk(stage)
        await ingrid.submit(await ingrid.window("desk_ask|ask", stage.card()), {"text": "Når?"})
        rest(stage, 14.5)
        await looked(stage)
        assert "venter" in kari.text or "ventet på svar i 14 dager" in kari.text
        await ingrid.press("desk_do|accept", stage.card())
        await ingrid.press("desk_do|accept_open", stage.slack.answered[-1] | {"ts": stage.card()["ts"]})
        before = len(kari.replies), len(stage.posted(DESK))
        rest(stage, 21.5)
        await looked(stage)
        assert (len(kari.replies), len(stage.posted(DESK))) == before

    play(scene)


def test_reminders_can_be_turned_off() -> None:
    """With 0 days nobody is reminded of anything."""

    async def scene(stage: Stage) -> None:
        kari = await submitted(stage)
        before = len(kari.replies), len(stage.posted(DESK))
        rest(stage, 30)
        await looked(stage)
        assert (len(kari.replies), len(stage.posted(DESK))) == before

    play(scene, SAMSPILL_REMINDER_DAYS=0)


def test_without_a_desk_the_author_is_told() -> None:
    """Where no desk's channel is set up the receipt says so."""

    async def scene(stage: Stage) -> None:
        kari = await submitted(stage)
        assert "ikke satt opp noen kanal" in kari.text

    play(scene, SAMSPILL_DESK_CHANNEL=None)


def test_awkward_words_stay_words_on_the_desks_card() -> None:
    """Markup, mentions, emoji and a very long answer stand on the card and in notes as text, within Slack's limits."""
    text = WHOLE.replace("Trygge skoleveier", "*Trygge* <!channel> | 👩‍👩‍👧 æøå `x`").replace(
        "to lærere en dag i uka", "<@U0EVIL> ~to~ lærere. " + "Ærlig talt, det er mye. " * 120
    )

    async def scene(stage: Stage) -> None:
        kari = await submitted(stage, text)
        ingrid = desk(stage)
        card = shown(stage.card())
        assert "<!channel>" not in card
        assert "<@U0EVIL>" not in card
        assert "👩‍👩‍👧 æøå" in card
        view = await ingrid.window("desk_ask|ask", stage.card())
        await ingrid.submit(view, {"text": "# Hva?\n| a | b |\n<!here> 😀"})
        assert "<!here>" not in kari.text
        assert "😀" in kari.text
        await kari.say("<!channel> | svar | *æøå* " + "langt " * 500)
        assert "<!channel>" not in shown(ingrid.last)
        assert "svar | " in shown(ingrid.last)

    play(scene)
