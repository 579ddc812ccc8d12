"""A first name alone is the contact where it is said to be, or where the address tells it; other words with a capital are nobody."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafts.form_files import form_of
from bot.drafts.reading.hits import Context
from bot.drafts.reading.reader import Reader
from knowledge.partnership import load_partnership

READER = Reader(load_partnership())


def contact(text: str, asked: str = "benefit", **values: str) -> str | None:
    context = Context(
        form_of("research"), date(2026, 11, 24), asked=asked, drafting=True, values={"purpose": "x", **values}
    )
    return next((hit.value for hit in READER.read(text, context).hits if hit.field == "contact_name"), None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Guro er kontakt, guro@kommune.example", "Guro"), ("snakk med Per på byggesak", "Per"), ("kari er kontakten", "kari"),
        ("det er Mona som er kontakten", "Mona"), ("Talk to Anna in planning", "Anna"), ("Ring Ola hvis det er noe", "Ola"),
        ("Tone tar imot, tone.vik@kommune.example", "Tone"), ("ta kontakt med Siri i resepsjonen", "Siri"),
        ("Abdi (abdi.w@kommune.example)", "Abdi"), ("ask Fatima about it", "Fatima"),
    ],
)  # fmt: skip
def test_a_first_name_alone_is_the_contact(text: str, name: str) -> None:
    """Who is said to be the contact, to be rung or written to, or to own the address, is the contact by the first name."""
    assert contact(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Skolen er kontakt", "Rektor er kontaktperson", "Kontakt Byåsen om dette", "Snakk med NTNU", "Barna skal snakke med Ola i klassen",
        "post@kommune.example er adressen", "even is better than odd", "Vi skal ringe alle",
    ],
)  # fmt: skip
def test_other_words_are_nobody(text: str) -> None:
    """Units, roles and people who are only spoken of are no contact."""
    assert contact(text) is None


def test_a_full_name_is_not_shortened() -> None:
    """A first name that belongs to the contact who is known replaces nothing."""
    assert contact("Helenes adresse er helene.by@kommune.example, ring Helene", contact_name="Helene By") is None
