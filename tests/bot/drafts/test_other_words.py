"""The same said in other words: names turned round, Christmas, a later start, remarks behind a value, a mixed language."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafts.chat import DraftingChat
from bot.drafts.form_files import form_of
from bot.drafts.reading.hits import Context, Reading
from bot.drafts.reading.reader import Reader
from knowledge.partnership import load_partnership
from tests.bot.drafts.talking import Person

READER = Reader(load_partnership())


def read(text: str, asked: str = "purpose", **values: str) -> Reading:
    context = Context(
        form_of("research"), date(2026, 11, 24), asked=asked, drafting=True, values=values, recent=tuple(values)
    )
    return READER.read(text, context)


def fields(reading: Reading) -> dict[str, str | None]:
    return {hit.field: hit.value for hit in reading.hits}


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("kultur og byutvikling", "byutvikling_kultur"), ("Welfare and health.", "helse_velferd"),
        ("Temaområdet er vel kultur, altså byutvikling og kultur", "byutvikling_kultur"),
    ],
)  # fmt: skip
def test_a_theme_area_turned_round_is_the_same(text: str, area: str) -> None:
    """The two halves of a theme area's name may come in either order, with a hedge before them."""
    assert fields(read(text)) == {"theme_area": area}


@pytest.mark.parametrize(
    ("text", "value"), [("jul 2028", "2028-12"), ("12. jul 2028", "2028-07-12"), ("jan 2028 - jul 2028", "2028-07")]
)  # fmt: skip
def test_jul_is_christmas_unless_months_are_shortened(text: str, value: str) -> None:
    """Alone "jul" is Christmas; beside a day or another shortened month it is July."""
    assert value in fields(read(text, "period_end", period_start="2027-01")).values()


@pytest.mark.parametrize(
    ("text", "value"), [("nei forresten, de kommer ikke før i februar", "2028-02"), ("sorry, they can't come before March", "2028-03")]
)  # fmt: skip
def test_not_before_is_a_later_start(text: str, value: str) -> None:
    """ "Not before February" moves the start within its year, and changes no title."""
    assert fields(read(text, title="Ro", period_start="2028-01", period_end="2028-06")) == {"period_start": value}


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("contribution", "to biler, det har jeg sjekket med sjefen", "to biler"), ("title", "Both Ways, if this is ok", "Both Ways"),
        ("title", "Fulle spann er greit som tittel", "Fulle spann"),
        ("funding", "this is not clear until now", "this is not clear until now"),
    ],
)  # fmt: skip
def test_what_is_only_said_about_a_value_is_no_part_of_it(asked: str, text: str, value: str) -> None:
    """Remarks behind a value are left out; of funding, that it is not settled is the answer."""
    assert fields(read(text, asked)) == {asked: value}


def test_the_address_tells_whose_it_is() -> None:
    """A full name anywhere in a message with its address is the contact."""
    told = fields(read("Marit Lykkja tar imot spørsmål på marit.lykkja@kommune.example"))
    assert told == {"contact_name": "Marit Lykkja", "contact_email": "marit.lykkja@kommune.example"}


def test_norwegian_verbs_in_english_are_read() -> None:
    """ "We can bidra with" tells the contribution, also where the purpose was asked."""
    assert fields(read("We can bidra with 60 cleaners")) == {"contribution": "60 cleaners"}


def test_a_type_alone_is_the_type() -> None:
    """ "Utdanning, ja" names the type, whatever was asked."""
    assert (read("utdanning, ja", "title").type, read("yes, education", "title").type) == ("education", "education")


def test_a_name_in_another_language_changes_no_language(chat: DraftingChat) -> None:
    """Who talks English and names a Norwegian department is answered in English."""
    person = Person(chat)
    person.say("We would like an innovation project with NTNU on smart bins")
    person.say(
        "title: Smart bins, theme urban development and culture, unit Harbour Works, purpose to empty bins in time"
    )
    assert person.last["asking"] == "university_unit"
    person.say("Institutt for elektronikk og romfart")
    assert "What does the municipality" in person.text


def test_an_exclamation_before_an_end_is_no_correction() -> None:
    """ "Oh no, … Delete it." ends the draft, and what is told before it replaces nothing."""
    text = "Å nei, nå ser jeg at driftssjefen har kjøpt dette allerede. Da trenger vi det ikke. Slett det."
    reading = read(text, title="Ro", period_start="2027-01")
    assert (reading.intent, reading.hits) == ("cancel", ())


@pytest.mark.parametrize(
    ("text", "value"),
    [("vi filmer ovenfra, ingen kan kjennes igjen", "no"), ("we film from above, nobody can be recognised", "no"),
     ("names and faces", "yes")],
)  # fmt: skip
def test_nobody_recognised_means_no_personal_data(text: str, value: str) -> None:
    """Where nobody can be recognised there are no personal data."""
    assert fields(read(text, "personal_data")) == {"personal_data": value}


@pytest.mark.parametrize(
    ("text", "value"),
    [("Jeg skrev visst feil, det er én betjent", "skilt, bom og én betjent på morgenen"),
     ("nei, det er tre betjenter", "skilt, bom og tre betjenter på morgenen")],
)  # fmt: skip
def test_a_count_put_right_keeps_what_stands_beside_it(text: str, value: str) -> None:
    """Another count of the same things changes the count, and nothing else of the value."""
    known = {"title": "To broer", "contribution": "skilt, bom og to betjenter på morgenen"}
    assert fields(read(text, "benefit", **known)) == {"contribution": value}


def test_what_was_wrong_without_what_is_right_is_no_answer() -> None:
    """Who only says that something was wrong has not answered what was asked."""
    assert read("Jeg skrev visst feil", "purpose", title="Ro").hits == ()


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("personal_data", "I think yes because of the ticket", {"personal_data": "yes"}),
        ("purpose", "nobody's personal data", {"personal_data": "no"}),
        ("purpose", "We have ticket data, this we can give", {"contribution": "ticket data"}),
        ("title", "Snø og salt kan det hete", {"title": "Snø og salt"}),
        ("purpose", "vi starter til vinteren, i desember 2027", {"period_start": "2027-12"}),
        ("purpose", "What we offer: forty lamps", {"contribution": "forty lamps"}),
        ("purpose", "Vassverket er det som spør", {"municipal_unit": "Vassverket"}),
        ("purpose", "Hm, januar er for tidlig. Si mars.", {"period_start": "2027-03"}),
    ],
)  # fmt: skip
def test_other_turns(asked: str, text: str, expected: dict[str, str]) -> None:
    """Turns of people who write as they speak, or in a language that is not theirs, go where they belong."""
    assert fields(read(text, asked, title="Ro", period_start="2027-01")) == expected


def test_a_draft_given_up_for_doing_it_oneself_names_no_contact() -> None:
    """ "Forget it, we do it ourselves" ends the draft; a contact is never replaced by words that name nobody."""
    known = {"title": "Ren luft", "deadline": "2027-03-01", "contact_name": "Per Moe"}
    assert read("Glem det, vi gjør det selv", **known).intent == "cancel"
    assert (
        fields(read("nei, vi gjør det på en annen måte", "benefit", contact_name="Per Moe")).get("contact_name") is None
    )


@pytest.mark.parametrize(
    ("text", "purpose"),
    [("teste nye filtre, eller nei, egentlig bare billigere filtre", "teste billigere filtre"),
     ("test new lamps, or no, cheaper lamps", "test cheaper lamps")],
)  # fmt: skip
def test_the_same_thing_otherwise_keeps_the_verb(text: str, purpose: str) -> None:
    """Where only the words before the same noun are said anew, what stood before them stays."""
    assert fields(read(text)) == {"purpose": purpose}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("the acoustics people at the Department of Design", "the acoustics people at the Department of Design"),
        ("vi tenker Institutt for musikk", "Institutt for musikk"),
    ],
)  # fmt: skip
def test_the_people_of_a_department_are_kept(text: str, unit: str) -> None:
    """Asked for the university's unit, who in it is meant is a part of the answer; what only leads to it is none."""
    assert fields(read(text, "university_unit")) == {"university_unit": unit}


def test_measurements_to_come_are_the_project() -> None:
    """What is to be measured from one month to another tells the period, what was measured long ago does not."""
    told = {"period_start": "2027-04", "period_end": "2027-10"}
    assert fields(read("målingene skal gå fra april til oktober 2027")) == told
    assert "period_start" not in fields(read("dataene er fra april 2019 til mai 2021"))
