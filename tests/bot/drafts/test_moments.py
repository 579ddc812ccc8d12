"""Small turns of talk: a moment's wait, a type that is open, a question in half a sentence, an answer put right in its middle."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafts.chat import DraftingChat
from bot.drafts.draft import Draft, FieldValue
from bot.drafts.facts import facts_of
from bot.drafts.form_files import form_of
from bot.drafts.reading.hits import Context, Reading
from bot.drafts.reading.reader import Reader
from bot.drafts.ruled_answers import asks_whether_it_binds
from knowledge.partnership import load_partnership
from tests.bot.drafts.scripted import Documents
from tests.bot.drafts.talking import Person

READER = Reader(load_partnership())


def read(text: str, asked: str | None = None, *, drafting: bool = True) -> Reading:
    return READER.read(text, Context(form_of("research"), date(2026, 11, 24), asked=asked, drafting=drafting))


@pytest.mark.parametrize(
    "text", ["vent litt", "hold an", "ett sek", "gi meg to minutter", "one moment please", "Vent nå"]
)
def test_who_asks_to_wait_is_left_in_peace(text: str, chat: DraftingChat) -> None:
    """A request to wait is met with a word, and nothing is asked again."""
    person = Person(chat)
    person.say("Vi ønsker et innovasjonsprosjekt med NTNU om smarte søppelkasser")
    before = person.draft
    person.say(text)
    assert (person.draft, person.text) == (before, "Ta den tiden du trenger.")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tja, forsking kanskje, eller ei bacheloroppgåve", None), ("either research or innovation, we don't know", None),
        ("litt usikker, men trolig innovasjon", "innovation"), ("forskning, tror jeg", "research"),
    ],
)  # fmt: skip
def test_a_type_that_is_open_is_asked_with_what_they_mean(text: str, kind: str | None, chat: DraftingChat) -> None:
    """Who names two types and chooses none is told what they are, and asked again with buttons; a guess is taken."""
    person = Person(chat)
    person.say("Vi vil samarbeide med NTNU")
    person.say(text)
    assert person.draft["type"] == kind
    assert (
        "innovasjon prøver ut" in person.text
        or "innovation tries out" in person.text
        or "innovasjon prøvar" in person.text
    ) is (kind is None)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Sikt? må vi det", "Sikt? må vi det"), ("DPIA, hva er det?", "DPIA, hva er det?"), ("må vi det?", "REK-godkjenning: må vi det?"),
        ("rek, nødvendig?", "rek, nødvendig?"),
    ],
)  # fmt: skip
def test_half_a_question_is_asked_with_what_it_is_about(text: str, question: str) -> None:
    """A question without its subject is put to the documents with the subject before it, or with the field that was asked."""
    assert (read(text, "ethics_rek").question, read(text, "ethics_rek").hits) == (question, ())


@pytest.mark.parametrize(
    ("text", "starts", "purpose"),
    [
        ("Hei, eg lurer på korleis vi får tak i ein student", False, None), ("I wonder how one applies for a PhD student", False, None),
        ("Jeg lurer på om NTNU kan hjelpe oss med å måle støy", True, "måle støy"),
        ("We wonder if a researcher would like to look at our bins", True, "look at our bins"),
        ("Vi vil gjøre noe med NTNU om lekeplasser", True, None),
        ("Stadig flere slutter på svømmekurset, kunne noen forsket på det?", True, None),
    ],
)  # fmt: skip
def test_who_wonders_how_asks_and_who_wonders_whether_someone_would_wishes(
    text: str, starts: bool, purpose: str | None
) -> None:
    """To wonder how things are done is a question; to wonder whether the university would is a wish, with what for."""
    reading = read(text, drafting=False)
    assert reading.starts is starts
    assert next((hit.value for hit in reading.hits if hit.field == "purpose"), None) == purpose


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("mindre matsvinn, eller nei, egentlig bedre måltider", "bedre måltider"),
        ("kortere kø på E6, eller nei, på fylkesveiene", "kortere kø på fylkesveiene"),
        ("calmer mornings in all our kitchens, or no, evenings", "calmer mornings in all our kitchens, or no, evenings"),
    ],
)  # fmt: skip
def test_a_purpose_put_right_in_its_middle_keeps_what_stays(text: str, purpose: str) -> None:
    """What is taken back is replaced, what was not stays."""
    assert {hit.field: hit.value for hit in read(text, "purpose").hits} == {"purpose": purpose}


@pytest.mark.parametrize(
    ("purpose", "health"),
    [
        ("færre fall hos hjemmeboende", True), ("mindre smerter på natta", True), ("fewer falls at home", True),
        ("færre fall i kvalitet", False), ("stoppe frafallet i skolen", False), ("bedre vannfall", False),
    ],
)  # fmt: skip
def test_falls_and_pain_are_health(purpose: str, health: bool) -> None:
    """A purpose about falls, pain or medicine is a health purpose, so that a "no" to REK is remarked on."""
    draft = Draft("d", "kari", type="research", fields={"purpose": FieldValue(purpose), "ethics_rek": FieldValue("no")})
    assert ("rek_denied" in facts_of(draft)) is health


def test_a_question_about_who_does_something_begins_a_draft_about_it(chat: DraftingChat, documents: Documents) -> None:
    """The button under "who does research on …?" begins a draft with the subject as the title put forward."""
    person = Person(chat)
    person.say("Finnes det noen som forsker på ensomhet blant unge?")
    person.press("start_draft")
    assert "«Ensomhet blant unge»" in person.text


@pytest.mark.parametrize(
    ("text", "field"),
    [("hva mener dere med nytte?", "benefit"), ("kva meiner du med personopplysningar?", "personal_data"),
     ("what do you mean by funding?", "funding")],
)  # fmt: skip
def test_what_a_field_means_is_explained_by_the_form(text: str, field: str) -> None:
    """Who asks what is meant by a field gets its reason and an example; what counts as something is for the documents."""
    assert (read(text, "title").intent, read(text, "title").target) == ("why", field)
    assert read("hva regnes som personopplysninger?", "title").question is not None
    told = (
        read("Hva er egentlig et temaområde?", "theme_area").target,
        read("what is a theme area?", "theme_area").target,
    )
    assert told == ("theme_area", "theme_area")
    assert read("hva er personopplysninger?", "personal_data").question is not None
    assert read("hva er fristen for å søke?", "deadline").question is not None


@pytest.mark.parametrize(("text", "value"), [("haust", "2027-09"), ("vår", "2027-03"), ("winter", "2026-12")])
def test_a_season_alone_is_a_date(text: str, value: str) -> None:
    """Asked for a date, a season's bare name is the next one."""
    assert {hit.value for hit in read(text, "period_start").hits} == {value}


def test_a_date_is_no_unit() -> None:
    """Asked for a unit, a date alone is not taken for its name."""
    assert read("spring 2028", "university_unit").hits == ()
    assert read("Avdeling 2020", "municipal_unit").hits[0].value == "Avdeling 2020"


@pytest.mark.parametrize("text", ["hei igjen", "Hello again!", "god morgen att"])
def test_a_greeting_brings_back_what_is_paused(text: str, chat: DraftingChat) -> None:
    """Who greets again while the draft is paused goes on with it."""
    person = Person(chat)
    person.say("Vi ønsker et innovasjonsprosjekt med NTNU om smarte søppelkasser")
    person.say("pause")
    person.say(text)
    assert person.draft["status"] == "collecting"


def test_whether_a_rule_binds_is_answered_by_the_rule() -> None:
    """A question that asks of a rule only whether it binds is one for the rule; one that asks more is for the documents."""
    assert all(
        asks_whether_it_binds(text) for text in ("må vi søke REK?", "rek? må vi det", "Do we need REK approval?")
    )
    assert not any(
        asks_whether_it_binds(text)
        for text in ("Må vi melde til Sikt når vi bare intervjuer ansatte?", "hvem er sekretær i REK?")
    )


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Vi sliter med støy på Ila skole. Kan noen på NTNU hjelpe oss?", "Ila skole"),
        ("We struggle with noise at Ranheim Library, could NTNU help us look at it?", "Ranheim Library"),
        ("Vi sliter med støy på natta", None),
    ],
)  # fmt: skip
def test_where_the_trouble_is_is_the_unit(text: str, unit: str | None) -> None:
    """Who tells what they struggle with at a place of the municipality has told the unit."""
    assert next((hit.value for hit in read(text, drafting=False).hits if hit.field == "municipal_unit"), None) == unit
