"""How people in a hurry write: labels without colons, fields that are not known, changes told in two sentences, who asks."""

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
KNOWN = {
    "purpose": "x",
    "title": "Gammel",
    "theme_area": "helse_velferd",
    "personal_data": "no",
    "period_start": "2027-03",
    "municipal_unit": "Byplan",
}


def read(text: str, asked: str = "benefit", *, drafting: bool = True, **values: str) -> Reading:
    context = Context(
        form_of("research"), date(2026, 11, 24), asked=asked, drafting=drafting, values=values, recent=tuple(values)
    )
    return READER.read(text, context)


def fields(reading: Reading) -> dict[str, str | None]:
    return {hit.field: hit.value for hit in reading.hits}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kontaktperson Oda Lien, enhet Byarkivet", {"contact_name": "Oda Lien", "municipal_unit": "Byarkivet"}),
        ("tema kultur, tittel Varme gater", {"theme_area": "byutvikling_kultur", "title": "Varme gater"}),
        ("formål å få ned støyen", {"purpose": "å få ned støyen"}),
        ("contact name Eve Park, unit Harbour Works", {"contact_name": "Eve Park", "municipal_unit": "Harbour Works"}),
        ("tittel «Lys i parken», oppstart mai 2027", {"title": "Lys i parken", "period_start": "2027-05"}),
    ],
)  # fmt: skip
def test_labels_without_a_colon(text: str, expected: dict[str, str]) -> None:
    """A field's name with its value right behind it tells the field."""
    assert fields(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "nytte for alle som bor der",
        "målet er nådd når folk sover",
        "tema som engasjerer unge",
        "enhet og samhold i nabolaget",
    ],
)
def test_a_name_of_a_field_inside_an_answer_is_no_label(text: str) -> None:
    """Words that happen to name a field, and go on as a sentence, belong to the answer."""
    assert set(fields(read(text))) <= {"benefit", "purpose"}


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Oppstarten vet vi ikke ennå", "period_start", None), ("End date: we honestly don't know yet", "period_end", None),
        ("Hvem det blir på NTNU, har jeg ikke peiling på", "university_unit", None), ("vi har ingen tittel enda", "title", None),
        ("Kven som blir kontakt er uklart", "contact_name", None), ("no idea about the theme area", "theme_area", None),
        ("Vi er ikke sikre på om det blir personopplysninger", "personal_data", "unknown"),
    ],
)  # fmt: skip
def test_a_field_named_as_not_known_is_left_open(text: str, field: str, value: str | None) -> None:
    """Who says that something else than the asked field is not known is not asked for it, and has not answered what was asked."""
    assert fields(read(text, "purpose")) == {field: value}


def test_what_is_not_known_is_said_and_not_asked(chat: DraftingChat) -> None:
    """The field that is not known is named as open; who wants to be asked for it is asked."""
    person = Person(chat)
    person.say("Vi ønsker et innovasjonsprosjekt med NTNU om smarte søppelkasser")
    person.say("Hvem det blir på NTNU, vet vi ikke")
    assert "står åpent så lenge" in person.text
    assert "Fagmiljø" in person.text or "NTNU" in person.text
    assert fields(read("Oppstarten er ikke bestemt, spør meg om det", "purpose")) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Så må vi bytte tittel. Den skal være «Ro ved bordet»", {"title": "Ro ved bordet"}),
        ("Vi må endre oppstarten. Den blir juni 2027", {"period_start": "2027-06"}),
        ("Temaområdet må også rettes: byutvikling og kultur", {"theme_area": "byutvikling_kultur"}),
        ("Start has to be changed, to May 2027", {"period_start": "2027-05"}),
        ("Glem det jeg skrev om personopplysninger, vi trenger jo adressene. Så svaret er ja", {"personal_data": "yes"}),
        ("Sjefen sier at enheten skal være Vassverket og ikke Byplan", {"municipal_unit": "Vassverket"}),
    ],
)  # fmt: skip
def test_a_change_that_is_announced(text: str, expected: dict[str, str]) -> None:
    """A change named first and told after goes to its field, whatever was asked."""
    assert fields(read(text, **KNOWN)) == expected


@pytest.mark.parametrize(
    "text", ["Vi skal bytte ut armaturene. De skal være grønne", "Elevene må bytte skole. Den er full"]
)
def test_a_change_in_the_world_changes_no_field(text: str) -> None:
    """What is exchanged out there is told, not corrected."""
    assert fields(read(text, **KNOWN)) == {"benefit": text}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("det er Ila skole som spør", "Ila skole"), ("Byarkivet står bak", "Byarkivet"),
        ("It's the Parks Office that is asking", "Parks Office"),
        ("me er heimetenesta på Tiller", "heimetenesta på Tiller"), ("jeg skriver på vegne av Ila skole", "Ila skole"),
    ],
)  # fmt: skip
def test_who_asks_is_the_unit(text: str, unit: str) -> None:
    """The unit that is said to ask, or to stand behind it, is the municipal unit."""
    assert fields(read(text)) == {"municipal_unit": unit}


def test_a_supposition_answers_what_was_asked() -> None:
    """ "Let's say June" is the answer to what was asked, and corrects nothing."""
    assert fields(read("let's say June 2027", "period_start", benefit="ro")) == {"period_start": "2027-06"}
    assert fields(read("la oss si to biler", "contribution", benefit="ro")) == {"contribution": "to biler"}


@pytest.mark.parametrize(
    "text", ["det må jeg sjekke med sjefen først", "I'll have to ask my manager", "det vet nok økonomi"]
)
def test_who_must_ask_somebody_does_not_know(text: str) -> None:
    """An answer that somebody else knows leaves the field open."""
    assert read(text, "contribution").not_known


@pytest.mark.parametrize("text", ["hmm, må tenke litt", "la meg sjekke", "jeg må finne fram tallene"])
def test_who_thinks_is_waited_for(text: str) -> None:
    """Who has to think or to look something up pauses nothing."""
    assert read(text, "contribution").intent == "wait"


def test_a_remark_about_a_question_is_no_value() -> None:
    """What is said about why one asks fills no field."""
    reading = read(
        "Who owns what is made with NTNU's equipment? IPR is what the director keeps worrying about", "theme_area"
    )
    assert (reading.question, reading.hits) == ("Who owns what is made with NTNU's equipment?", ())


@pytest.mark.parametrize(
    "text",
    [
        "Vi burde kanskje ha sett på mobbing på bussen? Vet ikke hva, men noen på NTNU jobber vel med sånt",
        "hi, is this the place for asking about a research project? we want NTNU to test our pumps",
        "Det blir nok et utdanningssamarbeid",
    ],
)  # fmt: skip
def test_a_hesitant_wish_begins_a_draft(text: str) -> None:
    """Who hedges a wish, or asks whether this is the place for it, begins a draft and asks the documents nothing."""
    reading = read(text, drafting=False)
    assert (reading.starts, reading.question) == (True, None)


@pytest.mark.parametrize(
    ("text", "target"),
    [("I'd like to continue the draft I started last week", None), ("Vi fortsetter på utkastet om benker", "benker")],
)
def test_a_draft_is_taken_up_in_free_words(text: str, target: str | None) -> None:
    """Outside a draft, who wants to go on with theirs is brought back to it."""
    assert (read(text, drafting=False).intent, read(text, drafting=False).target) == ("resume", target)


@pytest.mark.parametrize(
    ("text", "day"),
    [("We need an answer three weeks from today", "2026-12-15"), ("svar to uker fra i dag", "2026-12-08")],
)
def test_a_time_from_today_is_a_date(text: str, day: str) -> None:
    """ "Three weeks from today" is a date, not how long the project lasts."""
    reading = read(text)
    assert (fields(reading), reading.months) == ({"deadline": day}, None)
