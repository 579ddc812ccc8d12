"""Drafting in Slack: from the first message to the request that is sent, against the whole bot."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import select

from bot.drafts.draft import Draft
from bot.drafts.tables import draft_requests, draft_revisions, drafts
from bot.events.inbox import Inbox, LeaseLost
from bot.events.table import events
from knowledge.database import read
from tests.bot.drafting_scene import DIRECT, OLA, WHOLE, Person, Stage, elements, option, play
from tests.bot_making import QUOTE, Scripted, an_answer
from tests.standins.slack import PERSON

WISH = "Vi ønsker et forskningssamarbeid om trygge skoleveier"


def stored(stage: Stage) -> list[Draft]:
    """Every draft, as it is in the database."""
    store = _store(stage)
    with store.snapshot() as connection:
        return [draft for draft, _ in store.all(connection)]


def _store(stage: Stage) -> Any:
    from bot.drafts.store import DraftStore

    return DraftStore(stage.bot.engine)


async def ready(stage: Stage) -> Person:
    """Someone whose draft has everything in it."""
    kari = stage.person()
    await kari.mention(WHOLE)
    assert stored(stage)[0].status == "ready"
    return kari


def test_a_wish_begins_a_draft_and_the_talk_goes_on_in_its_thread() -> None:
    """What was understood is shown line by line with a button each, and the next message needs no mention."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention(WISH)
        assert "forskningssamarbeid" in kari.text
        await kari.say("Tittelen er Trygge skoleveier. Formålet er å finne ut hvorfor færre går.")
        draft = stored(stage)[0]
        assert draft.value("title") == "Trygge skoleveier"
        assert "*Tittel:* Trygge skoleveier" in kari.text
        buttons = [each["action_id"] for each in elements(kari.last["blocks"])]
        assert f"draft_edit|title|{draft.id}" in buttons

    play(scene)


def test_an_ordinary_question_is_answered_as_before() -> None:
    """A question begins no draft; under its answer stands the button that does."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention("Hvem er kontaktperson?")
        assert stored(stage) == []
        assert "answer.start_draft" in kari.text

    play(scene)


def test_even_a_courtesy_is_the_drafts_when_it_was_asked_for() -> None:
    """“Ok” to a suggested title takes it, though elsewhere a bare “ok” is nobody's question."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention(WISH)
        suggested = stored(stage)[0].talk.suggested
        assert suggested
        await kari.say("Ok")
        assert stored(stage)[0].value("title") == suggested

    play(scene)


def test_a_colleague_in_the_thread_is_left_alone() -> None:
    """Talk of others in the thread is not answered, not stored, and changes nothing; the bot named by them answers their question."""
    answers = Scripted()

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention(WISH)
        ola = stage.person(OLA)
        ola.root = kari.root
        before, replies = stored(stage), len(kari.replies)
        for text in ("Skal vi ta det i morgen?", "Formålet er noe helt annet", "Tittel: Olas tittel"):
            await ola.say(text)
        assert len(kari.replies) == replies
        with read(stage.bot.engine) as connection:
            assert connection.execute(select(events.c.id).where(events.c.user_id == OLA)).all() == []
        await ola.mention("Hvem er kontaktperson?")
        assert answers.asked[-1].text == "Hvem er kontaktperson?"
        assert len(kari.replies) == replies + 1
        assert stored(stage) == before
        await ola.press("draft|", kari.replies[0])
        assert "Bare" in ola.aside or "bare den som skriver" in ola.aside
        assert stored(stage) == before

    play(scene, answers)


def test_a_message_of_abusive_length_is_told_to_be() -> None:
    """Of a message beyond all measure the beginning is read, the person is told so, and the draft goes on."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention(WISH)
        await kari.say("Formål: gå trygt til skolen\n" + "og så videre " * 3000)
        assert "Det var langt" in json.dumps([message["blocks"] for message in kari.replies], ensure_ascii=False)
        assert stored(stage)[0].status == "collecting"

    play(scene)


def test_a_question_in_between_is_answered_with_its_source() -> None:
    """The answer cites, the draft stays as it was, and the question that was open is asked again."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention(WISH)
        before = stored(stage)[0]
        await kari.say("Hvem er kontaktperson for partnerskapet?")
        assert QUOTE in kari.text
        assert "<https://example.org/avtale|Samarbeidsavtalen>" in kari.text
        assert "answer.sources" in kari.text
        after = stored(stage)[0]
        assert after.fields == before.fields
        assert after.talk.asked == before.talk.asked
        assert "Så tilbake til utkastet" in kari.text

    play(scene, Scripted(lambda question: an_answer()))


def test_a_draft_from_an_answer_keeps_question_and_sources() -> None:
    """The button under an answer begins a draft in that thread with the question, its citations, and what was told before."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention("Hvem sender vi en forskningshenvendelse om skolevei til, for Saupstad skole?")
        await kari.press("answer.start_draft")
        (draft,) = stored(stage)
        assert draft.origin is not None
        assert draft.origin.question.startswith("Hvem sender vi")
        assert [citation["quote"] for citation in draft.origin.citations] == [QUOTE]
        assert draft.type == "research"
        await kari.say("Tittelen er Skolevei")
        assert stored(stage)[0].value("title") == "Skolevei"

    play(scene, Scripted(lambda question: an_answer()))


def test_a_draft_where_a_colleague_is_drafting_goes_to_the_direct_messages() -> None:
    """Two people who begin from answers in one thread do not get into each other's drafts."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention("Hvem er kontaktperson?")
        answer = kari.last
        await kari.press("answer.start_draft", answer)
        ola = stage.person(OLA)
        ola.root = kari.root
        await ola.press("answer.start_draft", answer)
        owners = {draft.owner: draft for draft in stored(stage)}
        assert set(owners) == {PERSON, OLA}
        assert stage.posted(f"D{OLA[1:]}")
        assert "direktemeldingene" in ola.aside

    play(scene)


@pytest.mark.parametrize("how", ["command", "shortcut", "message"])
def test_a_draft_begun_from_anywhere_is_talked_about_alone(how: str) -> None:
    """`/samspill ny`, the shortcut and the shortcut on a message begin a draft in the conversation with the bot alone."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        if how == "command":
            await kari.command("ny henvendelse: forskningssamarbeid om skolevei")
            assert "direktemeldingene" in kari.aside
        elif how == "shortcut":
            await kari.shortcut("samspill_new")
        else:
            await kari.shortcut("samspill_from_message", "Vi i Saupstad skole vil forske på skolevei med NTNU")
        (draft,) = stored(stage)
        assert draft.owner == PERSON
        assert stage.posted(DIRECT)
        alone = Person(stage, PERSON, DIRECT)
        await alone.say("Tittelen er Skolevei")
        assert stored(stage)[0].value("title") == "Skolevei"
        if how != "shortcut":
            assert draft.type == "research"

    play(scene)


def test_choices_are_buttons_and_dates_a_calendar() -> None:
    """What has choices is pressed, a date is picked; the buttons of an answered question go, and an old click changes nothing."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention("Tittel: Skolevei. Formål: å se hvorfor færre går. Vi ønsker et forskningssamarbeid")
        asked = kari.last
        assert stored(stage)[0].talk.asked == "theme_area"
        skip = kari.click("draft|skip", asked)
        await kari.press("draft|set:theme_area", asked)
        assert stored(stage)[0].value("theme_area") == "oppvekst_utdanning"
        shown = next(message for message in kari.replies if message["ts"] == asked["ts"])
        assert "draft|set:theme_area" not in json.dumps(shown["blocks"])
        await kari.send(skip)
        await stage.settled()
        assert "ferdige med" in kari.aside
        while stored(stage)[0].talk.asked != "period_start":
            await kari.press("draft|skip")
        await kari.press("draft|set:period_start", selected_date="2027-08-15")
        assert stored(stage)[0].value("period_start") == "2027-08-15"

    play(scene)


def test_only_the_last_message_has_buttons() -> None:
    """When an answer is written, the buttons of its question go too; a line can still be corrected, a receipt keeps its files."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention("Tittel: Skolevei. Vi ønsker et forskningssamarbeid")
        await kari.say("Formålet er å se hvorfor færre går")
        first, second = (json.dumps(message["blocks"]) for message in kari.replies)
        assert "draft|skip" not in first
        assert "draft_edit|title" in first
        assert "draft|skip" in second

    play(scene)


def test_a_summary_that_is_over_cannot_be_pressed() -> None:
    """After a change only the new summary can be sent; the receipt keeps the buttons for its files when the talk goes on."""

    async def scene(stage: Stage) -> None:
        kari = await ready(stage)
        old = kari.last
        await kari.say("endre tittelen til Sykkelveier")
        await kari.say("vis")
        assert "draft|submit" not in json.dumps(old["blocks"])
        await kari.press("draft|submit")
        receipt = kari.last
        await kari.say("Hva skjer nå?")
        assert "draft_file|docx" in json.dumps(receipt["blocks"])
        assert [m for m in kari.replies if "draft|submit" in json.dumps(m["blocks"])] == []

    play(scene)


def test_a_line_is_corrected_in_a_window() -> None:
    """One click opens the field; what does not fit is told in the window, what fits is saved and the summary shown anew."""

    async def scene(stage: Stage) -> None:
        kari = await ready(stage)
        which = next(each for each in elements(kari.last["blocks"]) if each["type"] == "static_select")
        view = await kari.window("draft_edit|*", selected_option=option(which, "period_start"))
        assert [block["block_id"] for block in view["blocks"]] == ["period_start"]
        refused = await kari.submit(view, {"period_start": "en gang"})
        assert refused["response_action"] == "errors"
        assert stored(stage)[0].value("period_start") == "2027-08"
        accepted = await kari.submit(view, {"period_start": "januar 2028"})
        assert not accepted
        assert stored(stage)[0].value("period_start") == "2028-01"
        assert "januar 2028" in kari.text
        assert "draft|submit" in kari.text

    play(scene)


def test_a_window_never_overwrites_another_writer() -> None:
    """A field that changed while the window was open stays, and the person is told; the other fields of the window are saved."""

    async def scene(stage: Stage) -> None:
        kari = await ready(stage)
        which = next(each for each in elements(kari.last["blocks"]) if each["type"] == "static_select")
        view = await kari.window("draft_edit|*", selected_option=option(which, "*"))
        await kari.say("endre tittelen til Sykkelveier")
        await kari.submit(view, {"title": "Gangveier", "benefit": "alle går tryggere"})
        draft = stored(stage)[0]
        assert (draft.value("title"), draft.value("benefit")) == ("Sykkelveier", "alle går tryggere")
        told = json.dumps([message["blocks"] for message in kari.replies], ensure_ascii=False)
        assert "Tittel ble endret et annet sted" in told
        assert "Sykkelveier" in told

    play(scene)


def test_a_window_sent_twice_counts_once() -> None:
    """Slack may deliver a window again; the draft changes once and the person is told once."""

    async def scene(stage: Stage) -> None:
        kari = await ready(stage)
        which = next(each for each in elements(kari.last["blocks"]) if each["type"] == "static_select")
        view = await kari.window("draft_edit|*", selected_option=option(which, "title"))
        before = len(kari.replies)
        for _ in range(3):
            await kari.submit(view, {"title": "Sykkelveier"}, identity="V-same")
        assert len(kari.replies) == before + 1

    play(scene)


def test_ten_clicks_on_submit_make_one_request() -> None:
    """Ten clicks at once, each delivered twice, make one request, one card at the desk and one receipt."""

    async def scene(stage: Stage) -> None:
        kari = await ready(stage)
        summary = kari.last
        clicks = [kari.click("draft|submit", summary) for _ in range(10)]
        await asyncio.gather(*(kari.send(click) for click in [*clicks, *clicks]))
        await stage.settled()
        with read(stage.bot.engine) as connection:
            assert len(connection.execute(select(draft_requests.c.number)).all()) == 1
        assert len([m for m in kari.replies if "Sendt: " in json.dumps(m["blocks"])]) == 1
        assert len(stage.posted("C0DESK")) == 1
        assert "allerede sendt" in kari.aside

    play(scene)


def test_what_was_not_seen_is_not_sent() -> None:
    """After a change the click shows the summary again; the next click sends."""

    async def scene(stage: Stage) -> None:
        kari = await ready(stage)
        old = kari.last
        store = _store(stage)
        with store.transaction() as connection:
            draft = store.load(connection, stored(stage)[0].id)
            changed = draft.with_field("title", draft.fields["benefit"])
            store.save(connection, changed, author="annen", before=draft)
        await kari.press("draft|submit", old)
        assert stored(stage)[0].status == "ready"
        await kari.press("draft|submit")
        assert stored(stage)[0].status == "submitted"

    play(scene)


def test_paused_here_and_resumed_elsewhere() -> None:
    """A draft that is paused in a channel goes on in the direct messages, with everything that was told."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention(f"{WISH}. Tittel: Skolevei")
        await kari.say("pause")
        assert stored(stage)[0].status == "paused"
        alone = Person(stage, PERSON, DIRECT)
        await alone.say("fortsett utkastet mitt")
        assert "Skolevei" in alone.text
        await alone.say("Formålet er å se hvorfor færre går")
        draft = stored(stage)[0]
        assert (draft.status, draft.value("title")) == ("collecting", "Skolevei")
        assert draft.value("purpose")

    play(scene)


def test_cancelled_and_taken_back() -> None:
    """A cancelled draft comes back whole with one click or word."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention(f"{WISH}. Tittel: Skolevei")
        menu = next(each for each in elements(kari.last["blocks"]) if each["type"] == "overflow")
        await kari.press(menu["action_id"], selected_option=option(menu, "cancel"))
        assert stored(stage)[0].status == "cancelled"
        await kari.press("draft|undo")
        assert (stored(stage)[0].status, stored(stage)[0].value("title")) == ("collecting", "Skolevei")

    play(scene)


def test_a_draft_and_its_event_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the event's result cannot be stored nothing of the turn is saved; when it is tried again it is saved once."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention(WISH)
        store = Inbox.store
        failures = [1, 1]

        async def losing(self: Inbox, event: Any, reply: Any) -> Any:
            decide = reply.decide

            def decided(connection: Any) -> Any:
                found = decide(connection)
                if failures:
                    failures.pop()
                    raise OSError
                return found

            from dataclasses import replace

            return await store(self, event, replace(reply, decide=decided) if decide else reply)

        monkeypatch.setattr(Inbox, "store", losing)
        monkeypatch.setattr("bot.events.failures.PAUSES", (0.01,) * 5)
        with read(stage.bot.engine) as connection:
            before = len(connection.execute(select(draft_revisions.c.revision)).all())
        await kari.say("Tittelen er Skolevei")
        assert not failures
        with read(stage.bot.engine) as connection:
            assert len(connection.execute(select(draft_revisions.c.revision)).all()) == before + 1
            assert connection.execute(select(drafts.c.revision)).scalar_one() == before + 1
        assert stored(stage)[0].value("title") == "Skolevei"

    play(scene)


def test_a_bot_that_lost_its_lease_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn whose event another bot has taken over is not saved."""

    async def scene(stage: Stage) -> None:
        kari = stage.person()
        await kari.mention(WISH)
        before = stored(stage)
        from bot.events import inbox as module

        guarded = module._guarded

        def lost(connection: Any, event: Any, values: Any, check: bool = True) -> bool:
            if "result" in values:
                raise LeaseLost
            return guarded(connection, event, values, check)

        monkeypatch.setattr(module, "_guarded", lost)
        said = stage.slack.says("Tittelen er Skolevei", user=PERSON, thread=kari.root)
        await stage.slack.deliver(stage.slack.delivery(said, "message"))
        async with asyncio.timeout(10):
            while not stage.bot.worker.busy:
                await asyncio.sleep(0.005)
            while stage.bot.worker.busy:
                await asyncio.sleep(0.005)
        assert stored(stage) == before
        monkeypatch.undo()

    play(scene)
