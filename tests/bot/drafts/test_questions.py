"""Questions to the documents, told apart from answers, wishes and commands."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafts.form_files import form_of
from bot.drafts.reading.hits import Context
from bot.drafts.reading.reader import Reader
from knowledge.partnership import load_partnership

READER = Reader(load_partnership())


@pytest.mark.parametrize("asked", ["title", "purpose", "contribution", "period_start", "personal_data"])
@pytest.mark.parametrize(
    "text",
    [
        "Hva er REK?", "hvem bestemmer om kommunen skal være med", "Må vi melde fra til Sikt?",
        "kven er kontaktpersonen for TRD3.0?", "korleis blir førespurnaden behandla", "koss søke vi om det her?",
        "When does the agreement end?", "is a contract needed for that", "How many theme areas are there?",
        "Kan studenter delta i prosjektet?", "jeg lurer på hvem som avgjør", "Before we continue: what is Unikom?",
        "Men hva med personvernet, hvem har ansvaret for det?", "do we have to notify Sikt",
        "Gjelder det også masteroppgaver?", "hvilke temaområder finnes", "ka e det REK gjør?",
        "Kan du si meg hva TRD3.0 er?",
    ],
)  # fmt: skip
def test_a_question_is_a_question_whatever_was_asked(asked: str, text: str) -> None:
    """A question goes to the documents and fills nothing, in every language and with or without its mark."""
    reading = READER.read(
        text,
        Context(
            form_of("research"),
            date(2026, 11, 22),
            asked=asked,
            drafting=True,
            values={"title": "Ro"},
            recent=("title",),
        ),
    )
    assert reading.question is not None
    assert reading.hits == ()


@pytest.mark.parametrize(
    "text",
    [
        "Saupstad skole?", "Kan du endre tittelen til Ro?", "Hva med «Ro i klassen»?",
        "Can you put August 2027 as the start?", "Vi vil vite hvem som bruker lekeplassene",
        "Hvordan elever opplever ro",
        "Det vi lurer på er hvem som kommer", "Egentlig har vi ingen finansiering", "kan vi ta en pause?",
        "Could you get back to us before March?", "Vi starter i august, går det bra?",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_question_is_none(text: str) -> None:
    """An answer with a question mark, a wish or a command is not put to the documents."""
    reading = READER.read(
        text,
        Context(
            form_of("research"),
            date(2026, 11, 22),
            asked="title",
            drafting=True,
            values={"title": "Ro"},
            recent=("title",),
        ),
    )
    assert reading.question is None


@pytest.mark.parametrize(
    ("text", "begins", "type_id"),
    [
        ("Vi ønsker et forskningssamarbeid om skolefravær", True, "research"),
        ("innovasjonssamarbeid", True, "innovation"),
        ("I'd like to start an education collaboration", True, "education"),
        ("Kan du hjelpe oss med en henvendelse om nyskaping?", True, "innovation"),
        ("Vi vil ha med NTNU på noe", True, None),
        ("We want to test a new solution with the university", True, "innovation"),
        ("Vi vil samarbeide om forskning innen oppvekst og utdanning", True, "research"),
        ("Hvordan søker jeg om forskningssamarbeid?", False, None),
        ("I want to know who decides on research requests", False, None),
        ("Hva er frista for innovasjonssamarbeid?", False, None), ("forskningssamarbeid kontakt", False, None),
        ("hei", False, None), ("Tittel: Ro\nFormål: lære", True, None),
        ("mi på skolen har løst te å få hjelp av forskera på ntnu", True, "research"),
    ],
)  # fmt: skip
def test_what_begins_a_draft(text: str, begins: bool, type_id: str | None) -> None:
    """A wish for collaboration begins a draft of the type it tells; a question about it does not."""
    reading = READER.read(text, Context(form_of(None), date(2026, 11, 22)))
    assert reading.starts is begins
    if begins:
        assert reading.type == type_id


@pytest.mark.parametrize(
    ("text", "single"),
    [
        ("Jeg skal skrive masteroppgave om integrering og vil samarbeide med kommunen", True),
        ("I am writing my bachelor's thesis and would like to collaborate with you", True),
        ("Vi har en student som vil skrive bacheloroppgåve hos oss i samarbeid med NTNU", True),
        ("Vi vil ha et samarbeid der tjue studenter skriver masteroppgaver hvert år", False),
        ("Vi ønsker et utdanningssamarbeid om et nytt emne", False),
    ],
)  # fmt: skip
def test_a_single_thesis(text: str, single: bool) -> None:
    """One student's thesis is known from a collaboration about many."""
    assert READER.read(text, Context(form_of(None), date(2026, 11, 22))).thesis is single
