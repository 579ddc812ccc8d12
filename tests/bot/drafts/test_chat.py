"""The engine: which draft a message is for, what is saved, submitted, carried over, kept quiet."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine

from bot.drafts.chat import DraftingChat
from bot.drafts.engine import build_chat
from bot.drafts.lines import parse_line
from bot.drafts.outcome import Seed
from bot.drafts.requests import all_requests, request_of
from bot.drafts.store import DraftStore
from knowledge.errors import DraftChanged, LibraryEmpty
from knowledge.partnership import load_partnership
from knowledge.types import Answer, Choice, Question
from tests.bot.drafts.scripted import Documents
from tests.bot.drafts.talking import Person


def test_submitted_once_however_often_it_is_clicked(chat: DraftingChat, store: DraftStore) -> None:
    """Ten clicks on "submit" make one request with one number, and every reply says so."""
    person = Person(chat).ready()
    for _ in range(10):
        person.press("submit")
        assert person.draft["status"] == "submitted"
        assert "2026-0001" in person.text
    with store.snapshot() as connection:
        assert [request.number for request in all_requests(connection)] == ["2026-0001"]


def test_words_never_submit(chat: DraftingChat) -> None:
    """Writing "send inn" shows the summary and the button; only the button sends."""
    person = Person(chat).ready()
    for text in ("send inn", "submit", "ja", "Send den nå, takk"):
        person.say(text)
        assert person.draft["status"] == "ready"
    assert any(action["id"] == "submit" for action in person.last["actions"])


def test_nothing_unseen_is_submitted(chat: DraftingChat) -> None:
    """A change after the summary must be seen before the click counts."""
    person = Person(chat).ready()
    seen = chat.records.list()[0]
    chat.records.edit(seen["id"], seen["revision"], {"title": "Helt annerledes"}, "ola")
    person.press("submit")
    assert person.draft["status"] == "ready"
    assert "Helt annerledes" in person.text
    person.press("submit")
    assert person.draft["status"] == "submitted"


def test_an_unfinished_draft_is_not_submitted(chat: DraftingChat) -> None:
    """A click on a draft that lacks what is required says what it lacks."""
    person = Person(chat)
    person.say("Vi ønsker et forskningssamarbeid. Tittelen er Ro.")
    person.press("submit")
    assert person.draft["status"] == "collecting"
    assert "Formål" in person.text


def test_a_submitted_request_does_not_change(chat: DraftingChat, store: DraftStore) -> None:
    """After submission words change nothing: the record and its hash stay, and a new wish makes a new draft."""
    person = Person(chat).ready()
    person.press("submit")
    first = person.draft["id"]
    with store.snapshot() as connection:
        before = request_of(connection, first)
    person.say("endre tittelen til Noe helt annet")
    person.say("Vi ønsker et innovasjonssamarbeid om snø")
    assert person.draft["id"] != first
    with store.snapshot() as connection:
        assert request_of(connection, first) == before
        assert store.load(connection, first).value("title") == "Trygge skoleveier"


def test_what_is_shown_is_saved(chat: DraftingChat, engine: Engine, documents: Documents) -> None:
    """Everything the bot has noted is there for another process, in another conversation, days later."""
    person = Person(chat)
    person.say("Vi på Saupstad skole ønsker et forskningssamarbeid. Tittelen er Ro. Vi starter i august 2027.")
    told = person.fields
    later = Person(build_chat(engine, load_partnership(), documents), conversation="another", today=date(2026, 12, 24))
    later.say("fortsett utkastet mitt")
    assert later.fields == told
    assert later.last["asking"] == person.last["asking"]


def test_another_person_does_not_get_my_draft(chat: DraftingChat) -> None:
    """ "Continue my draft" finds one's own drafts only."""
    Person(chat).say("Vi ønsker et forskningssamarbeid om søvn")
    other = Person(chat, user="ola", conversation="d")
    other.say("fortsett utkastet mitt")
    assert other.last["draft"] is None


def test_several_drafts_are_asked_about(chat: DraftingChat) -> None:
    """With several open drafts and no hint, the bot asks which; its buttons lead to each."""
    for number, about in enumerate(("søvn", "snø")):
        person = Person(chat, conversation=f"c{number}")
        person.say(f"Vi ønsker et forskningssamarbeid om {about}. Tittelen er Mer {about}.")
    person = Person(chat, conversation="new")
    person.say("fortsett utkastet mitt")
    assert person.last["draft"] is None
    assert {action["label"] for action in person.last["actions"]} == {"Mer søvn", "Mer snø"}
    chosen = next(action for action in person.last["actions"] if action["label"] == "Mer snø")
    person.press(chosen["id"], chosen["value"])
    assert person.fields["title"] == "Mer snø"


def test_a_draft_carries_over_from_an_answer(chat: DraftingChat, store: DraftStore) -> None:
    """A draft begun from the button under an answer keeps the question, its citations, and what was told in it."""
    person = Person(chat)
    person.say("Vi på Saupstad skole lurer på: hvordan får vi et forskningssamarbeid om leselyst?")
    start = next(action for action in person.last["actions"] if action["id"] == "start_draft")
    person.press(start["id"], start["value"])
    assert person.draft["type"] == "research"
    assert person.fields["municipal_unit"] == "Saupstad skole"
    with store.snapshot() as connection:
        origin = store.load(connection, person.draft["id"]).origin
    assert origin is not None
    assert "leselyst" in origin.question
    assert origin.citations[0]["document"] == "rules.md"


def test_a_question_that_cannot_be_answered_ends_nothing(engine: Engine) -> None:
    """When the documents cannot be asked, a sentence says so and the draft goes on where it was."""

    def broken(question: Question, today: date) -> Answer:
        raise LibraryEmpty

    person = Person(build_chat(engine, load_partnership(), broken))
    person.say("Vi ønsker et forskningssamarbeid. Tittelen er Ro.")
    before = person.draft
    person.say("Hvem bestemmer om vi får være med?")
    assert person.draft == before
    assert person.last["asking"] == "purpose"
    assert "samspill ingest" in person.text


def test_a_colleague_is_left_alone_unless_the_bot_is_addressed(chat: DraftingChat, documents: Documents) -> None:
    """Others may talk in the thread: the bot is silent, and answers only when it is addressed; the draft is its author's."""
    author = Person(chat)
    author.say("Vi ønsker et forskningssamarbeid. Tittelen er Ro.")
    colleague = Person(chat, user="ola")
    for text in ("Formålet er noe annet, synes jeg", "Hva er REK?", "avbryt"):
        line = colleague.say(text)
        assert (line["messages"], line["actions"], line["draft"]) == ([], [], None)
    colleague.say("@Samspill hva er REK?")
    assert documents.asked == ["hva er REK?"] or documents.asked[0].endswith("hva er REK?")
    assert colleague.last["draft"] is None
    author.say("vis")
    assert author.fields == {"title": "Ro"}


def test_two_writers_are_told(chat: DraftingChat) -> None:
    """An edit made on an old revision is refused with an error, and what the other wrote stays."""
    person = Person(chat)
    person.say("Vi ønsker et forskningssamarbeid. Tittelen er Ro.")
    seen = chat.records.list()[0]
    person.say("Formålet er å dempe støy")
    with pytest.raises(DraftChanged):
        chat.records.edit(seen["id"], seen["revision"], {"purpose": "noe helt annet"}, "ola")
    person.say("vis")
    assert person.fields["purpose"] == "å dempe støy"


def test_an_edit_with_the_right_revision_is_saved_with_its_author(chat: DraftingChat, store: DraftStore) -> None:
    """A modal's edit on the newest revision is saved, and the history says who made it."""
    person = Person(chat)
    person.say("Vi ønsker et forskningssamarbeid. Tittelen er Ro.")
    seen = chat.records.list()[0]
    edited = chat.records.edit(
        seen["id"], seen["revision"], {"period_start": "2027-08", "period_end": "not a date"}, "ola"
    )
    assert (edited.value("period_start"), edited.value("period_end")) == ("2027-08", None)
    with store.snapshot() as connection:
        last = store.history(connection, seen["id"])[-1]
    assert (last.author, last.changes) == ("ola", {"period_start": [None, "2027-08"]})


def test_a_turn_inside_a_transaction_is_undone_with_it(chat: DraftingChat, store: DraftStore) -> None:
    """A turn that is saved in the caller's transaction disappears when that is rolled back."""
    line = {"conversation": "c", "user": "kari", "text": "Vi ønsker et forskningssamarbeid"}

    def interrupted() -> None:
        with store.transaction() as connection:
            assert chat.decide(connection, chat.understand(parse_line(line), date(2026, 11, 22))).turned.draft
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    assert chat.records.list() == []


def test_a_vague_question_is_chosen_from(engine: Engine) -> None:
    """What a question too vague may mean is offered as actions; taking one asks its question."""
    chosen = "Hva står det om Frister i Avtalen?"
    asked: list[str] = []

    def answer(question: Question, today: date) -> Answer:
        asked.append(question.text)
        choices = () if question.text == chosen else (Choice("Frister", chosen),)
        reason = None if question.text == chosen else "too_vague"
        return Answer("Hva vil du vite?", bool(choices), "nb", "refused", (), (), 1.0, reason=reason, choices=choices)  # type: ignore[arg-type]

    person = Person(build_chat(engine, load_partnership(), answer))
    person.say("frister?")
    (offered,) = [action for action in person.last["actions"] if action["id"] == "ask"]
    assert (offered["label"], offered["value"]) == ("Frister", chosen)
    person.press("ask", chosen)
    assert asked[-1] == chosen
    assert not [action for action in person.last["actions"] if action["id"] == "ask"]


def test_health_data_mentioned_on_the_way_are_kept(chat: DraftingChat) -> None:
    """Health data told in passing stand in the draft, lead to the purpose, and can be taken back; a question about them tells nothing."""
    person = Person(chat)
    person.say("Vi ønsker et forskningssamarbeid om bemanning. Vi skal bruke helseopplysninger om beboerne.")
    assert person.fields["health_data"] == "yes"
    assert person.last["asking"] == "purpose"
    person.say("Vi bruker ingen helseopplysninger")
    assert person.fields["health_data"] == "no"
    other = Person(chat, conversation="d")
    other.say("Vi ønsker et forskningssamarbeid om bemanning")
    other.say("Må vi søke REK når vi bruker helseopplysninger?")
    assert "health_data" not in other.fields


def test_what_was_asked_before_a_draft_lends_its_questions_nothing(engine: Engine) -> None:
    """In a draft "dette" is the draft: the thread's earlier questions complete no question in it."""
    asked: list[Question] = []
    documents = Documents()

    def answer(question: Question, today: date) -> Answer:
        asked.append(question)
        return documents(question, today)

    chat = build_chat(engine, load_partnership(), answer)
    person, seed = Person(chat), Seed(history=(("user", "Hvem vant kappløpet?"), ("assistant", "Det vet jeg ikke.")))
    person.say("Vi på Vikåsen skole ønsker et forskningssamarbeid")
    line = parse_line({"conversation": "c", "user": "kari", "text": "må vi melde dette til Sikt?"}, 1)
    chat.answered(chat.understand(line, person.today, seed))
    assert [question.history for question in asked] == [()]
