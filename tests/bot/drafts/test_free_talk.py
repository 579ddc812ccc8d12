"""What people say in passing, several things in one sentence: each clause goes where it belongs, and answers stay answers."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafts.chat import DraftingChat
from bot.drafts.form_files import form_of
from bot.drafts.forms import RuleRef
from bot.drafts.reading.hits import Context, Reading
from bot.drafts.reading.reader import Reader
from bot.drafts.ruled_answers import named_rule
from bot.drafts.rules import NoRules, Rule
from knowledge.partnership import load_partnership
from knowledge.types import Citation, Language
from tests.bot.drafts.talking import Person

READER = Reader(load_partnership())
TODAY = date(2026, 11, 24)


def read(text: str, asked: str | None = None, *, drafting: bool = True, **values: str) -> Reading:
    context = Context(form_of("research"), TODAY, asked=asked, drafting=drafting, values=values, recent=tuple(values))
    return READER.read(text, context)


def fields(reading: Reading) -> dict[str, str | None]:
    return {hit.field: hit.value for hit in reading.hits}


@pytest.mark.parametrize(
    ("text", "contribution", "funding"),
    [
        ("Vi stiller med to renholdere og en varebil, penger har vi ikke, men vi søker Miljødirektoratet om 300 000",
         "to renholdere og en varebil", "penger har vi ikke, men vi søker Miljødirektoratet om 300 000"),
        ("Vi bidreg med tre rom. Pengar har vi søkt fylkeskommunen om", "tre rom", "Pengar har vi søkt fylkeskommunen om"),
        ("We contribute a test kitchen, but we have no money yet", "a test kitchen", "we have no money yet"),
        ("Enheten stiller med fire bussjåfører, og vi har fått 1,2 millioner fra Statens vegvesen",
         "fire bussjåfører", "vi har fått 1,2 millioner fra Statens vegvesen"),
        ("We put in two nurses; the rest is funded by the Research Council", "two nurses", "the rest is funded by the Research Council"),
        ("Selv stiller vi med scene og lys, mens tilskuddet fra Kulturrådet er innvilget",
         "scene og lys", "tilskuddet fra Kulturrådet er innvilget"),
    ],
)  # fmt: skip
def test_money_and_work_in_one_breath(text: str, contribution: str, funding: str) -> None:
    """The clause about money is funding, the clause about what the municipality puts in is its contribution."""
    found = fields(read(text))
    assert (found.get("contribution"), found.get("funding")) == (contribution, funding)


@pytest.mark.parametrize(
    ("text", "unit", "purpose"),
    [
        ("Vi på Flatåsen skole har lyst til å finne ut om leksefri gjør elevene gladere, sammen med noen på NTNU",
         "Flatåsen skole", "finne ut om leksefri gjør elevene gladere"),
        ("Mi i Renovasjonsavdelinga ynskjer å teste ut stille bossbilar i lag med universitetet",
         "Renovasjonsavdelinga", "teste ut stille bossbilar"),
        ("We at Charlottenlund library would like to reach readers who never visit us, together with researchers at NTNU",
         "Charlottenlund library", "reach readers who never visit us"),
        ("Vi ved Havstein sykehjem håper å redusere bruken av sovemedisin, i samarbeid med forskere på NTNU",
         "Havstein sykehjem", "redusere bruken av sovemedisin"),
    ],
)  # fmt: skip
def test_a_wish_tells_who_and_what_for(text: str, unit: str, purpose: str) -> None:
    """A wish with the unit in its middle begins a draft with unit and purpose; with whom is no part of the purpose."""
    reading = read(text, drafting=False)
    assert reading.starts
    assert (fields(reading).get("municipal_unit"), fields(reading).get("purpose")) == (unit, purpose)


@pytest.mark.parametrize(
    "text",
    [
        "Institutt for design, helst Mona Lie", "Department of Design, preferably Mona Lie", "Institutt for design (Mona Lie)",
        "Institutt for design ved Mona Lie", "Institutt for design, og da aller helst Mona Lie",
    ],
)  # fmt: skip
def test_a_person_behind_a_unit_is_kept(text: str) -> None:
    """A person named behind a university unit is a part of the value, asked for or not."""
    assert fields(read(f"Vi vil samarbeide med {text}", "title"))["university_unit"] == text
    assert fields(read(text, "university_unit")) == {"university_unit": text}


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("benefit", "we recruit more drivers and passengers wait less"), ("title", "Hele høsten ute"), ("title", "Ut året med ski"),
        ("purpose", "få flere til å søke jobb hos oss"), ("contribution", "to årsverk fra august til juni"),
        ("funding", "avklares i mars"), ("benefit", "Sjåførene slipper å stå i kø, og vi sparer penger"),
        ("contribution", "opplæring, lokaler og helseopplysninger uten navn"), ("purpose", "help nurses share what they know"),
        ("funding", "ikke avklart"), ("benefit", "kommunen bidrar til et bedre klima"),
    ],
)  # fmt: skip
def test_an_answer_is_the_answer(asked: str, text: str) -> None:
    """What answers a question fills its field whole, whatever its words may tell elsewhere."""
    assert fields(read(text, asked, title="Ro", period_start="2027-01")) == {asked: text}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vent, oppstarten er mars 2028. Slutten er mai 2029.", {"period_start": "2028-03", "period_end": "2029-05"}),
        ("jeg mente 2029", {"period_start": "2029-08"}), ("Oi, september mener jeg", {"period_start": "2027-09"}),
        ("Det skal være Tiller, ikke Heimdal", {"municipal_unit": "Tiller skole"}),
        ("nei, det var Tiller skole, ikke Heimdal", {"municipal_unit": "Tiller skole"}),
        ("Kan du endre formålet til: å spare strøm. Og oppstart er oktober 2027.",
         {"purpose": "å spare strøm", "period_start": "2027-10"}),
    ],
)  # fmt: skip
def test_a_correction_takes_its_own_sentence(text: str, expected: dict[str, str]) -> None:
    """A correction replaces what it is about, and what is said behind it is read too."""
    values = {"period_start": "2027-08", "municipal_unit": "Heimdal skole", "purpose": "lære"}
    assert fields(read(text, "benefit", **values)) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("over påske 2027", "2027-04"), ("i påska 2028", "2028-04"), ("before Easter 2027", "2027-03"), ("innen nyttår", "2026-12"),
        ("til jul 2028", "2028-12"), ("within three weeks", "2026-12-15"), ("når skolen starter i 2027", "2027-08"),
        ("fra nyttår", "2027-01"), ("mid-August 2027", "2027-08"), ("Q3 2027", "2027-07"),
    ],
)  # fmt: skip
def test_dates_as_people_say_them(text: str, value: str) -> None:
    """Holidays, relative times and quarters are dates, as exact as they were said."""
    found = fields(read(text, "period_end"))
    assert found in ({"period_end": value}, {"period_start": value})


def test_a_meeting_is_no_start() -> None:
    """Dates of meetings and letters are not the project's, and "fra vår side" is no spring."""
    text = "Vi viser til møtet 7. januar. Fra vår side kommer to ingeniører. Oppstart er planlagt til 1. mai 2027."
    found = fields(read(text))
    assert found == {"contribution": "to ingeniører", "period_start": "2027-05-01"}


@pytest.mark.parametrize(
    "text",
    [
        "Vi ønsker et forskningssamarbeid. Hvordan gjør vi det?", "We want a research collaboration. How do we go about that?",
        "Vi vil ha eit forskingssamarbeid. Korleis går vi fram her?",
    ],
)  # fmt: skip
def test_how_to_go_about_it_is_answered_by_beginning(text: str, chat: DraftingChat) -> None:
    """Who asks how to do it gets the way told and a draft begun; the documents are not asked."""
    reading = read(text, drafting=False)
    assert reading.starts
    assert reading.how
    assert reading.question is None
    person = Person(chat)
    person.say(text)
    assert person.draft["type"] == "research"
    assert len(person.last["messages"]) == 3


def test_three_buttons_at_most_for_what_was_noted(chat: DraftingChat) -> None:
    """However much a message told, at most three buttons change it."""
    person = Person(chat)
    person.say(
        "Forskningssamarbeid\nTittel: Ro\nFormål: lære\nEnhet: Byplankontoret\nBidrag: data\nNytte: ro\nFinansiering: ingen"
    )
    assert len([action for action in person.last["actions"] if action["id"] == "edit"]) == 3


def test_a_type_that_is_not_known_is_left_for_the_end(chat: DraftingChat) -> None:
    """Who does not know the type is asked the rest, and the type once more at the end, but never over and over."""
    person = Person(chat)
    person.say("Vi vil samarbeide med NTNU")
    assert person.last["asking"] == "request_type"
    person.say("vet ikke")
    assert person.last["asking"] == "title"


class OneRule:
    """Rules of which only one is in the documents."""

    def find(self, ref: RuleRef, language: Language) -> Rule | None:
        """The rule on REK."""
        if "REK" not in ref.search:
            return None
        citation = Citation("rules.pdf", "Rules", "REK must approve before the start.", (), None, 1, None, None, None)
        return Rule("Rules", "REK", "REK must approve before the start.", citation)

    def known(self, ref: RuleRef) -> Rule | None:
        """The same."""
        return self.find(ref, "nb")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("må vi søke REK?", True), ("When is REK needed?", True), ("hvem er sekretær i REK?", False), ("Må vi ha med lunsj?", False),
        ("skal vi melde til Sikt?", False),
    ],
)  # fmt: skip
def test_a_refused_question_is_answered_by_the_rule_it_names(question: str, found: bool) -> None:
    """A question whether a rule binds is answered by that rule where a document says it, and by nothing else."""
    rule = named_rule(question, form_of("research"), OneRule(), "nb")
    assert (rule is not None) is found
    assert named_rule(question, form_of("research"), NoRules(), "nb") is None


@pytest.mark.parametrize(
    "text",
    ["vent litt", "vent litt da", "Vent, jeg må sjekke", "vent eit augeblikk", "vent to minutter", "sorry, et øyeblikk",
     "wait a bit", "hold on a second"],
)  # fmt: skip
def test_who_asks_to_wait_corrects_nothing(text: str) -> None:
    """A request to wait leaves what was told last as it was."""
    assert read(text, asked="type", municipal_unit="Vikåsen sykehjem").hits == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("nei, eller jo, vi må jo se i journalene", "yes"),
        ("nei vent, jo det skal vi", "yes"),
        ("no, or well yes, we need names", "yes"),
        ("ja, eller nei", "no"),
        ("jo, eller nei egentlig ikke", "no"),
        ("ja, eller nei, vet ikke", "unknown"),
        ("nei, vi tar bare opp svarene", "no"),
        ("yes, no sensitive ones", "yes"),
    ],
)
def test_the_last_word_of_a_turned_answer_counts(text: str, meant: str) -> None:
    """Who says no, and then yes after all, has said yes; and the other way round."""
    assert fields(read(text, asked="personal_data", purpose="x")) == {"personal_data": meant}


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("aner ikke, noen på arkeologi kanskje?", "noen på arkeologi kanskje"),
        ("usikker, noen som kan torv", "noen som kan torv"),
        ("not sure, maybe someone in geology", "someone in geology"),
    ],
)
def test_a_guess_stands_without_the_doubt_before_it(text: str, guess: str) -> None:
    """Of "I do not know, someone in geology" the field gets whom it names."""
    assert fields(read(text, asked="university_unit", purpose="x")) == {"university_unit": guess}
