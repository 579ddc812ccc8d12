"""The desk's first questions are looked for in the words that documents use."""

from __future__ import annotations

import pytest

from knowledge.answering.intents import in_documents_words


@pytest.mark.parametrize(
    "text",
    [
        "Hvem kan jeg kontakte?",
        "Kven snakkar eg med?",
        "Hei, hvem skal vi spørre om hjelp?",
        "hva heter kontaktpersonen",
    ],
)
def test_whom_to_turn_to_asks_for_the_contact_person(text: str) -> None:
    """Whoever asks whom to turn to, about nothing in particular, is looking for the contact person."""
    assert in_documents_words(text, "nb") == "Hvem er kontaktperson?"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Korleis søkjer vi om nyskaping?", "samarbeid om nyskaping"),
        ("Hvordan kommer vi i gang med innovasjon?", "samarbeid om nyskaping"),
        ("Hvordan søker vi om forskning?", "forsk"),
        ("Hvordan starter vi et utdanningssamarbeid?", "utdanningssamarbeid"),
    ],
)
def test_ways_to_collaborate_are_asked_for_in_one_way(text: str, said: str) -> None:
    """Applying for, starting and asking for one of the three ways to collaborate are one question."""
    assert said in in_documents_words(text, "nb")


@pytest.mark.parametrize(
    "text",
    [
        "Hvem kan jeg kontakte om en masteroppgave?",
        "Hvordan søker vi om forskningsmidler?",
        "How do we apply for leave?",
    ],
)
def test_a_question_that_names_more_keeps_its_words(text: str) -> None:
    """Whatever else a question names is not taken from it."""
    assert in_documents_words(text, "nb") == text
