"""Where a list is asked for, the list is the answer: whole, from the sentence that counts it, in every language."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.answering.asked_words import AskedWords, Wanted
from knowledge.answering.asking import read_question
from knowledge.answering.lists import told_first
from knowledge.answering.ranking import SIGNALS, Candidate, Evidence
from knowledge.answering.units import Unit
from knowledge.answering.wordtable import WordTable
from knowledge.types import Answer, Chunk, Document, Metadata, Passage, Question, Version
from tests.knowledge.answering.shelf import TODAY, Shelf, answerer

HARBOUR = Metadata(title="Havneplanen", language="nb", publisher="Fjordvik kommune")
HARBOUR_NN = Metadata(title="Dei fire byggjesteinane", language="nn", publisher="Fjordvik kommune")
HARBOUR_EN = Metadata(title="The harbour programme", language="en", publisher="Fjordvik municipality")
BORROW = Metadata(title="Slik låner du måleutstyr", language="nb", publisher="Fjordvik kommune")

LEAD = "Planen bygger på fem hovedspor, og hvert spor har sin egen leder:"
CHUNKS = [
    (
        "plan.md", HARBOUR, ("Hovedspor",),
        f"{LEAD}\n- Kaikant for alle: brygger, benker og badeplasser.\n- Stille båter: strøm fra land og ladestasjoner.",
    ),
    (
        "plan.md", HARBOUR, ("Hovedspor",),
        f"{LEAD}\n- Fiskemarked hele året: boder, kjølerom og vann.\n- Ren bunn: opprydding av gammel last.\n"
        "- Trygg ferdsel: lys, rekkverk og redningsstiger.",
    ),
    ("plan.md", HARBOUR, ("Møter",), "Havnerådet møtes hver onsdag i fiskehallen. Alle kan lytte."),
    ("bygg.md", HARBOUR_NN, (), "Alle prosjekt skal nytte ein av fire byggjesteinar. Vel den som passar best."),
    (
        "bygg.md", HARBOUR_NN, ("Kva finst?",),
        "- tre frå eigen skog\n- stein frå brotet i nord\n- leire frå elvebreidda\n- ull frå gardane i dalen",
    ),
    ("programme.md", HARBOUR_EN, (), "Every boat belongs to one of three mooring classes. A permit names its class."),
    (
        "programme.md", HARBOUR_EN, ("Which are they?",),
        "1. Day visitors, who leave before sunset.\n2. Season guests, who stay from May to September.\n"
        "3. Residents, who live in Fjordvik.",
    ),
    ("utstyr.md", BORROW, (), "Måleutstyr er dyrt, og derfor deler vi det. Kommunen eier tolv sensorer til måleutstyr."),
    (
        "utstyr.md", BORROW, ("Hvordan går jeg fram?",),
        "Følg disse stegene:\n1. Finn en ledig uke i kalenderen.\n"
        "2. Skriv hva du skal måle.\n3. Velg byggjestein.\n4. Hent kofferten på lageret.",
    ),
    (
        "utstyr.md", BORROW, ("Drone",),
        "Siden for bestilling av drone. Her finner du:\n- skjema for bestilling av drone\n- priser og regler\n- kart over flyforbud",
    ),
]  # fmt: skip
TRACKS = ("Kaikant for alle", "Stille båter", "Fiskemarked hele året", "Ren bunn", "Trygg ferdsel")


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(Path(tmp_path_factory.mktemp("harbour")) / "lexical", CHUNKS)


def ask(shelf: Shelf, text: str) -> Answer:
    return answerer(shelf).answer(Question(text), TODAY)


@pytest.mark.parametrize(
    "text", ["Hva er de fem hovedsporene?", "Hvilke hovedspor finnes?", "Kva er dei fem hovudspora?"]
)
def test_a_list_over_two_chunks_is_whole(harbour: Shelf, text: str) -> None:
    """A list that two chunks share is given whole and in order, each item a quote from its own chunk, the lead-in once."""
    answer = ask(harbour, text)
    places = [answer.text.find(track) for track in TRACKS]
    assert -1 not in places, answer.text
    assert places == sorted(places), answer.text
    assert answer.text.count(LEAD) == 1
    items = [citation for citation in answer.citations if citation.quote.startswith(TRACKS)]
    assert [citation.chunk_id for citation in items] == [1, 1, 2, 2, 2]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Kva er dei fire byggjesteinane?", ("tre frå", "stein frå", "leire frå", "ull frå")),
        ("Kva for byggjestein finst?", ("tre frå", "stein frå", "leire frå", "ull frå")),
        ("What are the three mooring classes?", ("Day visitors", "Season guests", "Residents")),
        ("Which mooring classes are there?", ("Day visitors", "Season guests", "Residents")),
    ],
)
def test_a_counted_list_in_the_next_section(harbour: Shelf, text: str, items: tuple[str, ...]) -> None:
    """A sentence that counts things leads to the list of as many items that opens the next section."""
    answer = ask(harbour, text)
    assert all(item in answer.text for item in items), answer.text


def test_another_count_is_another_list(harbour: Shelf) -> None:
    """A list with another number of items than the question names is not given as the one that was asked for."""
    assert "Season guests" not in ask(harbour, "What are the four mooring classes?").text


def test_a_list_of_other_things_is_not_given(harbour: Shelf) -> None:
    """A list that has nothing of what was asked for, and one where a single figure was asked for, is not given as the answer."""
    assert "•" not in ask(harbour, "Hvilke fartsgrenser har havnerådet?").text
    assert "•" not in ask(harbour, "Hvor mange hovedspor bygger planen på?").text


def test_the_list_of_as_many_goes_before_a_shorter_one(harbour: Shelf) -> None:
    """Asked for five things, a list of three that stands nearer is passed over for the list of five."""
    answer = ask(harbour, "Hva er de fem hovedsporene i planen?")
    assert answer.text.count("•") == 5


def test_steps_answer_how(harbour: Shelf) -> None:
    """A question how gets the steps of the document that is called so, not a general sentence from it."""
    answer = ask(harbour, "Hvordan låner jeg måleutstyr?")
    assert all(step in answer.text for step in ("ledig uke", "Skriv hva du skal måle", "Hent kofferten")), answer.text


def test_what_is_found_there_is_listed(harbour: Shelf) -> None:
    """Where an item of a "here you find" list answers a question how, the page is named and the list is whole."""
    answer = ask(harbour, "Hvordan bestiller jeg drone?")
    assert "Siden for bestilling av drone." in answer.text
    assert "kart over flyforbud" in answer.text


@pytest.mark.parametrize(
    "text",
    ["De fem hovedsporene?", "Hva er hovedsporene?", "Kva er tiltaka?", "What are the aims?", "The four pillars?"],
)
def test_list_questions(text: str) -> None:
    """A number before a plural, or a plural in the definite, asks for a list."""
    assert read_question(text).wants_list


@pytest.mark.parametrize("text", ["Hva er havneplanen?", "Kva er ein byggjestein?", "What is a mooring class?"])
def test_questions_for_one_thing(text: str) -> None:
    """A question for one thing asks for no list."""
    assert not read_question(text).wants_list


def scored(score: float, text: str, foreign: bool, news: float, covered: float = 1.0) -> Candidate:
    version = Version(1, Document("how.md", "shelf", "how.md"), "0" * 64, Metadata(title="How to hire a kayak"))
    chunk = Chunk(1, 1, 0, text, (), None, "nb" if foreign else "en", "text", "")
    signals = tuple({"foreign": float(foreign), "news": news}.get(name, 0.0) for name in SIGNALS)
    unit = Unit(text, "sentence", "", -1, 0)
    share = np.array([covered])
    return Candidate(unit, Passage(chunk, version, text, 1.0), 0, signals, score, share, share)


@pytest.mark.parametrize(
    ("other", "first"),
    [
        (scored(9.0, "Fill in the form at the boathouse.", False, 1.0), True),
        (scored(7.0, "Fill in the form at the boathouse.", False, 1.0), False),
        (scored(9.0, "kajakk: kayak", False, 0.2), False),
        (scored(9.0, "Fill in the form at the boathouse.", False, 1.0, covered=0.4), False),
    ],
)
def test_the_readers_language_tells_how(other: Candidate, first: bool) -> None:
    """A near, telling unit of a "How to" text in the reader's language goes before a foreign best one; a far or empty one does not."""
    best = scored(10.0, "Fyll ut skjemaet i naustet.", True, 1.0)
    wanted = Wanted.of("hire kayak", "kayak", AskedWords(lambda word: 1.0), WordTable(None))
    evidence = Evidence(read_question("How do I hire a kayak?"), wanted, (best, other), np.array([1.0]))
    assert (told_first(evidence, 1.6)[0] is other) is first


NOTICE = Metadata(title="Melding om båt", language="nb", publisher="Fjordvik kommune")
NOTICES = [
    (
        "melding.md", NOTICE, ("Dette trenger du ikke melde",), "- nytt navn\n- ny farge på skroget\n- nytt motornummer",
    ),
    (
        "melding.md", NOTICE, ("Hva skal meldingen inneholde?",),
        "1. båtens lengde og tyngde\n2. hvem som eier båten\n3. hvor båten ligger om vinteren\n\n"
        "Lista er vårt forslag til hva meldingen bør inneholde.",
    ),
]  # fmt: skip


def test_a_sentence_about_the_list_above_it_gives_that_list(tmp_path: Path) -> None:
    """Where the sentence that fits best speaks of the list above it, the list is given, under that sentence."""
    answer = ask(Shelf(tmp_path / "lexical", NOTICES), "Hva bør meldingen inneholde?")
    assert "vårt forslag" in answer.text
    assert "hvor båten ligger om vinteren" in answer.text


def test_a_yes_or_no_stands_over_a_list(tmp_path: Path) -> None:
    """Asked of one of a list's items, the answer begins with what the heading over the list decides."""
    answer = ask(Shelf(tmp_path / "lexical", NOTICES), "Trenger jeg melde nytt navn på båten?")
    assert answer.text.startswith("Nei.")
