"""A heading that asks, its section's rule and its yes, and the sentences that only lean or only help in doubt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.answering.asking import read_question
from knowledge.types import Answer, Metadata, Question
from tests.knowledge.answering.shelf import Shelf, answerer

TODAY = date(2026, 11, 20)
BOATS = Metadata(title="Båthuset ved Langvatnet", language="nb")
TRIPS = Metadata(title="Trips on the lake", language="en")
CHUNKS = [
    ("hus.md", BOATS, ("Trenger vi en avtale?",), "Havna har maler for slike avtaler. Ja, når båten leies ut: Da skal leien ha en avtale."),
    ("hus.md", BOATS, ("Må brannvesenet godkjenne båthuset?",),
     "Brannvesenet er kommunens vern mot brann. Spør brannvesenet hvis du er i tvil. "
     "Det er størrelsen som avgjør: Et hus over femti kvadratmeter må ha godkjenning fra brannvesenet."),
    ("hus.md", BOATS, ("Når begynte utleien?",), "Kommunen og foreningen inngikk en leieavtale i 2016."),
    ("hus.md", BOATS, ("Hva med årskort?",), "Siden har mer om årskort for pensjonister osv. (SENKORT), om utlån, og om ventelister."),
    ("trips.md", TRIPS, ("By which date must I book?",), "Our notes do not say. The same goes for prices and for how long a trip takes."),
    ("trips.md", TRIPS, ("Which kind of trip is mine?",), "| Kind | When to use it | Where to start |\n|---|---|---|\n"
     "| Fishing trip | You want to catch trout. | The desk at the north pier |\n| School trip | You bring pupils. | The school office |"),
]  # fmt: skip


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    directory: Path = tmp_path_factory.mktemp("lake")
    return Shelf(directory, CHUNKS)


def answered(lake: Shelf, question: str) -> Answer:
    return answerer(lake).answer(Question(question), TODAY)


@pytest.mark.parametrize("question", ["Må vi ha avtale når båten leies ut?", "Treng vi ein avtale?"])
def test_the_yes_of_the_section_leads_and_is_said_once(lake: Shelf, question: str) -> None:
    """Under a question about the thing the sentence that opens with yes leads, and no second yes stands before it."""
    answer = answered(lake, question)
    assert answer.text.startswith("«Ja, når båten leies ut")


@pytest.mark.parametrize(
    "question", ["Trenger vi brannvesenet?", "Treng vi brannvesenet?", "Må vi ha med brannvesenet?"]
)
def test_what_must_be_leads_where_it_is_asked_whether_it_must(lake: Shelf, question: str) -> None:
    """A short question is answered from the section that asks it of something narrower: by what must be, not by what a thing is."""
    answer = answered(lake, question)
    assert not answer.abstained
    assert "femti kvadratmeter" in answer.text.split("\n")[0]


@pytest.mark.parametrize("question", ["Når startet utleien?", "Når starta utleiga?"])
def test_a_start_in_the_past_is_a_beginning(lake: Shelf, question: str) -> None:
    """Who asks when a thing started is answered where it says when it began."""
    assert answered(lake, question).text.startswith("2016.")


def test_the_same_as_nothing_is_nothing(lake: Shelf) -> None:
    """A sentence that only says that the same goes for a thing, after one that says nothing, is no answer."""
    answer = answered(lake, "What are the prices?")
    assert answer.abstained
    assert "same goes" not in answer.text


def test_brackets_after_an_abbreviation_go_on_with_the_sentence(lake: Shelf) -> None:
    """A quote does not begin in the middle of a sentence, at a bracket after an abbreviation."""
    answer = answered(lake, "Hva er SENKORT?")
    assert "«(" not in answer.text


def test_how_to_begin_is_read_from_the_column_that_says_it(lake: Shelf) -> None:
    """Of a table's row the cell under "where to start" answers how one gets going, with its column's name."""
    answer = answered(lake, "How do we get started with a fishing trip?")
    assert "Fishing trip, where to start: The desk at the north pier" in answer.text


@pytest.mark.parametrize(
    "question", ["What does the number 5.0 stand for?", "Hva betyr tallet 5.0?", "Kva står talet 5.0 for?"]
)
def test_what_a_number_stands_for_is_no_count(question: str) -> None:
    """Who asks what a number means asks for no number."""
    assert read_question(question).kind != "how_many"
