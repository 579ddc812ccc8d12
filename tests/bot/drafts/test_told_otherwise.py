"""Fields told in another shape than they are asked in: a contact by a role, an address spelled out, a theme named behind its words."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafts.form_files import form_of
from bot.drafts.reading.hits import Context
from bot.drafts.reading.reader import Reader
from knowledge.partnership import load_partnership

READER = Reader(load_partnership())


def told(text: str, asked: str = "title", **values: str) -> dict[str, str | None]:
    context = Context(form_of("innovation"), date(2026, 11, 24), asked=asked, drafting=True, values=values)
    return {hit.field: hit.value for hit in READER.read(text, context).hits}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sett opp Siv Lande som kontaktperson", "Siv Lande"),
        ("You can put down Siv Lande as contact.", "Siv Lande"),
        ("Enhetsleder Siv Lande er den dere skal snakke med", "Siv Lande"),
        ("The person to talk to is our head nurse, Siv Lande", "Siv Lande"),
    ],
)
def test_a_contact_by_what_she_does(text: str, name: str) -> None:
    """Who is named with a role or as the one to talk to is the contact, and nothing else is read."""
    assert told(text) == {"contact_name": name}


@pytest.mark.parametrize(
    "text",
    [
        "siv.lande (at) kommune.example",
        "siv.lande [at] kommune [dot] example",
        "siv punktum lande krøllalfa kommune.example",
        "siv.lande@kommune,example",
    ],
)
@pytest.mark.parametrize("asked", ["title", "contact_email"])
def test_an_address_spelled_out(text: str, asked: str) -> None:
    """An address that is spelled out is stored as it is written to."""
    assert told(text, asked) == {"contact_email": "siv.lande@kommune.example"}


@pytest.mark.parametrize("text", ["Helse og velferd er temaet.", "Health and welfare is the theme."])
def test_a_theme_named_behind(text: str) -> None:
    """An area that is said to be the theme is no title."""
    assert told(text) == {"theme_area": "helse_velferd"}


def test_a_title_of_everyday_words() -> None:
    """A title may speak of lunch or coffee, which alone are small talk."""
    assert told("Coffee without queues") == {"title": "Coffee without queues"}


def test_a_date_turned_down_for_another() -> None:
    """A field said to be "not this, it is that" has the second value."""
    assert told("Vent nå, starten er ikke mai, det er juni 2027 vi har avtalt.", period_start="2027-05") == {
        "period_start": "2027-06"
    }


def test_what_is_told_before_a_correction() -> None:
    """A field told in the sentence before a correction is kept."""
    said = told("E-posten er siv.lande@kommune.example. Tittelen må bli «Ro».", "purpose", title="Uro")
    assert said == {"contact_email": "siv.lande@kommune.example", "title": "Ro"}


def test_a_reason_is_no_answer() -> None:
    """What gives the reason for a no to personal data does not answer the asked question."""
    assert told("Vi snakker kun med maskiner, så det blir ingen personopplysninger.", "benefit") == {
        "personal_data": "no"
    }
