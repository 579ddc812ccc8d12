"""Who does what a question asks about: by the sentence's own subject, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.answering.agents import agent_in
from knowledge.answering.asking import read_question
from knowledge.answering.doing import telling_who
from knowledge.answering.phrasebook import everyday_glossary
from knowledge.answering.understanding import look_up, understand
from knowledge.answering.units import read_units
from knowledge.answering.wordtable import WordTable
from knowledge.types import Language, Metadata, Passage, Question
from tests.knowledge.answering.shelf import TODAY, Shelf

PIERS = [
    (
        f"kai{number}.md",
        Metadata(title=f"Kai {number}", language="nb", publisher="Havna"),
        ("Kaia",),
        f"Når havna får være med på et kaiprosjekt, blir kai {number} en kaiplass i kaiprosjektet ved havna.",
    )
    for number in range(12)
]
DUTY = (
    "vakt.md",
    Metadata(title="Vaktordning", language="nb", publisher="Losen"),
    ("Saksgang",),
    "Direktøren avgjør alt slikt.",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(Path(tmp_path_factory.mktemp("doing")) / "lexical", [*PIERS, DUTY])


def test_who_does_it_is_looked_for_behind_passages_that_share_more_words(desk: Shelf) -> None:
    """Of many passages those are read besides whose sentence says who does it, however many others speak more of what it is done to."""
    asked = "Hvem har siste ord om havna får være med på et kaiprosjekt?"
    found = telling_who(read_question(asked), desk.retrieve(asked, "nb", 13))
    assert [passage.chunk.text for passage in found] == ["Direktøren avgjør alt slikt."]


@pytest.mark.parametrize(
    ("question", "times"),
    [
        ("Hvem bør vi snakke med når noe er uklart ved kaiprosjektet?", 1),
        ("Hvem er kontaktperson for kaiprosjektet?", 1),
    ],
)
def test_whom_to_turn_to_is_searched_for_by_the_heading_of_contacts(desk: Shelf, question: str, times: int) -> None:
    """A question whom to talk to is searched for with the word that contact sections are headed by, once and no more."""
    understood = understand(Question(question))
    asked: list[str] = []

    class Listening(Shelf):
        def __init__(self) -> None:
            self.__dict__ |= desk.__dict__

        def retrieve(self, text: str, language: Language, k: int = 10) -> list[Passage]:
            asked.append(text)
            return super().retrieve(text, language, k)

    look_up(Listening(), understood, TODAY, WordTable(None), everyday_glossary())
    assert asked[0].count("kontakt") == times


@pytest.mark.parametrize(
    ("question", "sentence", "who"),
    [
        ("Hvem har siste ordet om kaia?", "Styret er stort, og havnedirektøren avgjør saken.", "Havnedirektøren"),
        ("Hvem står i spissen for laget?", "Losdirektøren leder laget.", "Losdirektøren"),
        ("Hvem styrer pengene?", "Havnerådet forvalter disse pengene.", "Havnerådet"),
        ("Who has the final say on the pier?", "The director decides on every pier.", "The director"),
        ("Hvem har siste ordet om kaia?", "Den siste båten tilhører rådet.", ""),
    ],
)
def test_a_turn_of_phrase_asks_for_the_subject_of_a_verb_that_means_the_same(
    question: str, sentence: str, who: str
) -> None:
    """Who "has the last word" is the subject of "decides"; a word of the turn alone is no such verb."""
    unit = read_units(sentence, ())[0]
    language: Language = "en" if question.startswith("Who") else "nb"
    assert agent_in(question, unit, language, language) == who
