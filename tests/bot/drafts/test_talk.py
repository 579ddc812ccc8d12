"""How people talk around their answers: gifts, remarks, changes of mind, successors."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafts.form_files import form_of
from bot.drafts.reading.giving import read_gifts
from bot.drafts.reading.hits import Context, Reading
from bot.drafts.reading.message import Message
from bot.drafts.reading.reader import Reader
from bot.drafts.reading.remarks import bare, is_sentence
from bot.drafts.reading.retracting import read_retraction
from knowledge.partnership import load_partnership

TODAY = date(2026, 11, 24)


def read(text: str, asked: str | None = None, **values: str) -> Reading:
    """A message read in a research draft that knows these values."""
    context = Context(
        form=form_of("research"), today=TODAY, asked=asked, drafting=True, values=values, recent=tuple(reversed(values))
    )
    return Reader(load_partnership()).read(text, context)


def fields(reading: Reading) -> dict[str, str | None]:
    """The fields that a reading fills."""
    return {hit.field: hit.value for hit in reading.hits}


@pytest.mark.parametrize(
    ("text", "gift"),
    [
        ("On our part we can lend you a van and a driver", "a van and a driver"),
        ("We could put up with a workshop for a week", "a workshop for a week"),
        ("Me stiller med ein snekkar", "ein snekkar"),
        ("Fra oss får dere to kokker", "to kokker"),
        ("Dere får bruke gymsalen", "gymsalen"),
        ("Verkstedet og to mekanikere, det er det vi har å by på", "Verkstedet og to mekanikere"),
        ("Kart og flyfoto deler vi gjerne", "Kart og flyfoto deler vi gjerne"),
        ("vi kainn bidra me en lastebil", "en lastebil"),
        ("There's a workshop the students can use", "a workshop the students can use"),
    ],
)
def test_what_is_given_is_read_by_the_verb_of_giving(text: str, gift: str) -> None:
    """Whatever the verb and the language, what the municipality gives is the contribution."""
    message = Message(text)
    found = [
        message.words(each.value_start, each.end or len(message.text)) for each in read_gifts(message, message.text)
    ]
    assert found[0] == gift


@pytest.mark.parametrize(
    "text",
    ["Vi deler denne bekymringen", "Vi betaler halvparten selv, resten søker vi om", "we'd like to let you know"],
)
def test_no_gift_is_read_where_nothing_is_given(text: str) -> None:
    """A shared worry, a price and a message are no contribution."""
    message = Message(text)
    assert not list(read_gifts(message, message.text))


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Tema er helse og velferd. Nei, vent: unikom", "theme_area", "unikom"),
        ("Kontakt er Per Ness - unnskyld, Pål Ness", "contact_name", "Pål Ness"),
        ("Svarfrist 1. mars. Beklager, 10. mars skulle det være", "deadline", "2027-03-10"),
        ("We start in August, no, September next year", "period_start", "2027-09"),
        ("Enheten er Byarkivet, eller rettere sagt Kartkontoret", "municipal_unit", "Kartkontoret"),
    ],
)
def test_the_second_of_two_values_stands_when_the_first_is_taken_back(text: str, field: str, value: str) -> None:
    """Who takes back a value in the same message means the one that follows."""
    assert fields(read(text))[field] == value


def test_a_plain_no_takes_nothing_back() -> None:
    """A message that only begins with no, or ends with it, has no second value."""
    assert read_retraction(Message("Nei, det trengs ikke")) is None
    assert read_retraction(Message("Det har vi ikke, nei.")) is None


@pytest.mark.parametrize(
    ("text", "known", "field", "value"),
    [
        (
            "Vi har byttet kontaktperson. Det blir Tor Eik i stedet",
            {"contact_name": "Eva Lo"},
            "contact_name",
            "Tor Eik",
        ),
        ("Eva har sluttet, så Tor Eik tar over", {"contact_name": "Eva Lo"}, "contact_name", "Tor Eik"),
        ("Tom Aas takes over from Eva", {"contact_name": "Eva Lo"}, "contact_name", "Tom Aas"),
        ("Oppstarten er skjøvet til mars", {"period_start": "2027-01"}, "period_start", "2027-03"),
        ("The deadline has been moved to 2 June", {"deadline": "2027-05-01"}, "deadline", "2027-06-02"),
        ("Tittelen var litt tam, den blir Rolig natt i stedet", {"title": "Natt"}, "title", "Rolig natt"),
        ("I'd rather have the title read Found again", {"title": "Lost"}, "title", "Found again"),
        ("Ny tittel: Kortare kø", {"title": "Kø"}, "title", "Kortare kø"),
        ("Let me rephrase the benefit: fewer falls", {"benefit": "less"}, "benefit", "fewer falls"),
        ("Sorry, not Enova, Klimasats", {"funding": "We apply to Enova"}, "funding", "We apply to Klimasats"),
        ("April won't work after all, make it June", {"period_start": "2027-04"}, "period_start", "2027-06"),
        (
            "ok, sett den til 1. mars, så har vi noe å gå etter",
            {"period_start": "2027-02-22"},
            "period_start",
            "2027-03-01",
        ),
        ("Use Tor Eik as the contact instead of Eva", {"contact_name": "Eva Lo"}, "contact_name", "Tor Eik"),
        ("Ups, der skrev jeg visst feil, det skal være april", {"period_start": "2027-03"}, "period_start", "2027-04"),
    ],
)
def test_a_change_is_read_whatever_it_is_called(text: str, known: dict[str, str], field: str, value: str) -> None:
    """A field that is said to be changed, moved or taken over gets its new value, and nothing else is touched."""
    assert fields(read(text, asked="purpose", **known)) == {field: value}


@pytest.mark.parametrize(
    "text",
    [
        "Right.",
        "Oi, her var det mye å svare på",
        "Hm, la meg tenke litt",
        "Ups, det går jo ikke opp",
        "temaområde, tja, det må vi komme tilbake til",
        "NTNU should look at how often people come back",
    ],
)
def test_a_remark_is_no_title(text: str) -> None:
    """What only accompanies the talk, names another field or is a sentence about somebody is never stored as the title."""
    assert "title" not in fields(read(text, asked="title"))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Tja, foreløpig kaller vi det bare «Ute hele året»", "Ute hele året"),
        ("Something like Finding a foothold, I think", "Finding a foothold"),
        ("Oi. Her var det mye. Trygg i vann", "Trygg i vann"),
        ("Mat på avveie, kanskje? Ja, det tar vi som tittel", "Mat på avveie"),
    ],
)
def test_hedges_are_taken_off_a_title(text: str, title: str) -> None:
    """The title is what is left when interjections, hedges and remarks are gone."""
    assert fields(read(text, asked="title"))["title"] == title


def test_words_of_a_value_are_no_hedges() -> None:
    """A word that may be a hedge is one only with a stop beside it."""
    text = "good neighbours"
    assert bare(text, 0, len(text)) == (0, len(text))


def test_a_sentence_has_somebody_who_does_something() -> None:
    """A pronoun with a verb makes a sentence; a phrase is none."""
    assert is_sentence("det hele skal være over")
    assert not is_sentence("trygg hjemreise etter opphold")


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Vi i Flyktningtenesta vil vere med", "municipal_unit", "Flyktningtenesta"),
        ("Eg skriv for Kulturskulen", "municipal_unit", "Kulturskulen"),
        ("Ideally someone at the Department of Music would join", "university_unit", "Department of Music"),
        ("Temaet er helse og velferd, i hvert fall ikke oppvekst og utdanning", "theme_area", "helse_velferd"),
        ("Oppstart, hm, en eller annen gang etter påske", "period_start", "2027-04"),
        ("Min sjef, Kjersti Stav, er kontakt", "contact_name", "Kjersti Stav"),
    ],
)
def test_values_are_read_as_they_are_said(text: str, field: str, value: str) -> None:
    """Units in the definite, turned-down areas, hedged dates and roles before names are understood."""
    assert fields(read(text, asked="title")) == {field: value}


def test_a_verb_behind_the_university_is_no_unit() -> None:
    """ "NTNU kunne forske" names no part of the university, "NTNU Helse" does."""
    assert "university_unit" not in fields(read("Vi tenker at NTNU kunne forske på dette", asked="purpose"))
    assert fields(read("Gjerne NTNU Helse", asked="university_unit"))["university_unit"] == "NTNU Helse"
