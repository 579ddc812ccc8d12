"""Who has sent a request and asks how it fares is told where it stands, and when it came there."""

from __future__ import annotations

import pytest

from bot.drafts.chat import DraftingChat
from bot.drafts.desk import DeskAction
from bot.drafts.deskwork import DeskWork
from bot.drafts.requests import request_of
from bot.drafts.store import DraftStore
from tests.bot.drafts.scripted import Documents
from tests.bot.drafts.talking import Person


def sent(chat: DraftingChat) -> Person:
    person = Person(chat).ready()
    person.press("submit")
    assert person.draft["status"] == "submitted"
    return person


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((), ("mottatt", "ikke tatt opp")),
        ((("take", ""),), ("under behandling",)),
        ((("take", ""), ("ask", "Hvilken skole?")), ("svar fra deg", "Hvilken skole?")),
        ((("take", ""), ("accept", "")), ("godtatt",)),
        ((("take", ""), ("decline", "Ingen midler i år")), ("avslått", "Ingen midler i år")),
    ],
)  # fmt: skip
def test_the_true_state_is_told(
    chat: DraftingChat, store: DraftStore, steps: tuple[tuple[DeskAction, str], ...], words: tuple[str, ...]
) -> None:
    """Received, taken up, asked back, accepted or declined, with the number and a date."""
    person = sent(chat)
    with store.transaction() as connection:
        request = request_of(connection, person.draft["id"])
        assert request is not None
        for action, text in steps:
            DeskWork(connection).act(request.number, action, "desk", text)
    person.say("status")
    assert request.number in person.text
    assert str(request.submitted_at.year) in person.text
    for word in words:
        assert word in person.text


@pytest.mark.parametrize(
    "text",
    ["Hvordan går det med henvendelsen min?", "Har dere sett på den?", "Any news on my request?", "Er saka behandla?", "noe nytt?"],
)  # fmt: skip
def test_it_is_asked_in_many_words(chat: DraftingChat, documents: Documents, text: str) -> None:
    """However it is asked, the state is told and the documents are not searched."""
    person = sent(chat)
    person.say(text)
    assert any(word in person.text for word in ("mottatt", "motteken", "received"))
    assert documents.asked == []


def test_another_question_goes_to_the_documents(chat: DraftingChat, documents: Documents) -> None:
    """A question about rules in the same thread is answered from the documents."""
    person = sent(chat)
    person.say("Hvem eier resultatene?")
    assert documents.asked == ["Hvem eier resultatene?"]
