"""Whom a message is from and when, in the turns people use, and what only looks like a value."""

from __future__ import annotations

import pytest

from bot.drafts.reading.message import Message
from bot.drafts.reading.retracting import read_retraction
from tests.bot.drafts.test_talk import fields, read


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Vi er ein liten gjeng på Nardo skule.", "Nardo skule"),
        ("We are a small crew at Strinda library.", "Strinda library"),
        ("I run Harbour Works South.", "Harbour Works South"),
        ("Hi! Park people here, Tiller office. We have an idea.", "Tiller office"),
        ("Tre av oss på Nardo skole vil ha dette i gang.", "Nardo skole"),
        ("Ideen kom på møterommet i Lade barnehage og fikk et navn samme dag.", "Lade barnehage"),
        ("Jeg jobber i enheten Vegdrift.", "Vegdrift"),
        ("Jeg jobber i Hjemmetjenesten vest.", "Hjemmetjenesten vest"),
    ],
)
def test_a_unit_is_read_from_how_its_people_speak_of_it(text: str, unit: str) -> None:
    """Who speaks for a unit names it by what they are, do or sit in; the name goes without what only leads to it."""
    assert fields(read(text)).get("municipal_unit") == unit


@pytest.mark.parametrize(
    "text",
    [
        "Vi var på møterommet i Munkegata.",
        "På sikt vil folk få bedre tid.",
        "I run every morning.",
        "We are a small team.",
    ],
)
def test_a_place_or_a_group_without_a_name_is_no_unit(text: str) -> None:
    """What names no unit of the municipality fills none."""
    assert "municipal_unit" not in fields(read(text))


@pytest.mark.parametrize("text", ["Jorunn Haug heter jeg.", "Jorunn Haug heiter eg", "Jorunn Haug is my name"])
def test_a_name_may_stand_before_the_word_that_names(text: str) -> None:
    """Who says the name first is the contact all the same."""
    assert fields(read(text)).get("contact_name") == "Jorunn Haug"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Oppstart til høsten, i september 2027.", "2027-09"),
        ("We start in the spring of 2027, in May 2027.", "2027-05"),
        ("Vent, ikke juni 2027. Oppstarten blir august 2027.", "2027-08"),
    ],
)
def test_the_more_exact_date_of_the_same_sentence_is_the_start(text: str, start: str) -> None:
    """A month beside a season is the date; a date of the sentence before is not the next sentence's."""
    assert fields(read(text)).get("period_start") == start


@pytest.mark.parametrize(
    "text", ["Kan vi rette noe etter at den er sendt?", "Can I change anything after it has been sent?"]
)
def test_what_may_be_done_later_is_a_question(text: str) -> None:
    """To ask what can be changed once it is sent changes nothing now."""
    reading = read(text, asked="title")
    assert reading.question == text
    assert not reading.hits


def test_saying_the_type_is_no_title() -> None:
    """A sentence that only tells the type is not taken as the title that was asked for."""
    assert "title" not in fields(read("Dette er altså forskning. Oppstart er mai 2027.", asked="title"))


def test_the_nynorsk_now_takes_nothing_back() -> None:
    """ "No treng vi" says when; "June, no, July" takes back."""
    assert read_retraction(Message("Vi har venta lenge, og no treng vi hjelp")) is None
    assert read_retraction(Message("We start in June, no, July")) is not None
