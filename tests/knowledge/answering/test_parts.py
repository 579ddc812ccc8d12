"""A part of a list, the wrong end of a table, the excepted one are no answers: the whole list, the asked end, the others are."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.types import Answer, Metadata, Question
from tests.knowledge.answering.shelf import TODAY, Shelf, answerer

FERRY = Metadata(title="Fergekontoret", language="nb", publisher="Fjordvik kommune")
GUIDES = Metadata(title="The harbour guides", language="en", publisher="Fjordvik municipality")
CHUNKS = [
    (
        "ferge.md", FERRY, ("Slik søker du",),
        "Søknaden om kaiplass går gjennom kontoret. Blanketten for kaiplass spør etter\n\n- hvor lang båten er\n- hvilket flagg den fører\n"
        "- hvor mange netter den blir",
    ),
    (
        "ferge.md", FERRY, ("Hva havnepenger kan gå til",),
        "- male bøyer og brygger\n- kjøpe redningsvester\n- merke leia som båtlag bruker",
    ),
    ("ferge.md", FERRY, (), "Havnepenger hjelper båtlag i Fjordvik med å holde havna trygg."),
    (
        "ferge.md", FERRY, ("Tillatelse",),
        "| Hvem som eier båten | Tillatelse til seilas |\n|---|---|\n| Rederiet Fjordferge (RF) | Bare fra havnesjefen |\n"
        "| Et annet rederi | Fra havnesjefen og fra kystvakta |",
    ),
    (
        "ferge.md", FERRY, ("Krav",),
        "- Tau: Hver båt skal ha to tau om bord.\n- Lys: Hver båt skal ha lys i mørket.\n- Radio: Radioen skal være på.",
    ),
    (
        "guides.md", GUIDES, ("Guides",),
        "Four harbour guides have been hired together by the port and the museum. Each of them\n\n- walks with the visitors\n"
        "- writes the season's programme\n- keeps the keys of the lighthouse",
    ),
    (
        "guides.md", GUIDES, ("Dates",),
        "| Step | Date |\n|---|---|\n| Sailing may begin from | 2 May 2027 |\n| Sailing must begin by | 1 July 2027 |",
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(Path(tmp_path_factory.mktemp("ferry")) / "lexical", CHUNKS)


def ask(shelf: Shelf, text: str) -> Answer:
    return answerer(shelf).answer(Question(text), TODAY)


@pytest.mark.parametrize(
    "text", ["Hvilke ting spør blanketten for kaiplass etter?", "Hva spør blanketten for kaiplass etter?"]
)
def test_an_unfinished_sentence_comes_with_its_list(ferry: Shelf, text: str) -> None:
    """A sentence that a list goes on with is never an answer alone, nor with one item of the list."""
    answer = ask(ferry, text)
    assert all(item in answer.text for item in ("hvor lang båten er", "hvilket flagg den fører", "hvor mange netter"))


def test_a_list_below_its_subject(ferry: Shelf) -> None:
    """A list under "Each of them" belongs to the sentence that says who they are, and is given with it."""
    answer = ask(ferry, "What do the harbour guides do?")
    assert answer.text.startswith("“Four harbour guides have been hired")
    assert all(item in answer.text for item in ("walks with the visitors", "season's programme", "keeps the keys"))


def test_a_part_of_a_list_brings_the_list(ferry: Shelf) -> None:
    """Where one item of a list would stand beside the best sentence, the whole list stands there."""
    answer = ask(ferry, "Hva kan båtlag bruke havnepenger på?")
    assert all(item in answer.text for item in ("male bøyer", "kjøpe redningsvester", "merke leia")), answer.text


def test_a_verb_is_no_thing_that_is_listed(ferry: Shelf) -> None:
    """After "what requirements" the verb names no things that the list's items would have to be of."""
    answer = ask(ferry, "Kva krav stiller havna til båtar?")
    assert all(item in answer.text for item in ("Tau:", "Lys:", "Radio:")), answer.text


@pytest.mark.parametrize(
    "text", ["Et annet rederi enn RF eier båten. Hvem gir tillatelse?", "Hvem gir tillatelse til et rederi utenom RF?"]
)
def test_what_is_excepted_does_not_lead(ferry: Shelf, text: str) -> None:
    """Asked about another than the one that is named, the row about the others leads."""
    assert ask(ferry, text).text.startswith("Et annet rederi: Fra havnesjefen og fra kystvakta.")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("When must sailing begin at the latest?", "1 July 2027"),
        ("What is the earliest date on which sailing may begin?", "2 May 2027"),
        ("Hva er siste dato for når seilasen må begynne?", "1. juli 2027"),
    ],
)
def test_the_end_that_was_asked_for(ferry: Shelf, text: str, date: str) -> None:
    """Of a table's first and last day the one leads that was asked for, across languages too."""
    answer = ask(ferry, text)
    assert date in answer.text.split("\n")[0], answer.text
