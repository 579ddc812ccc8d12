"""A name says which of several like things is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.types import Metadata, Question
from tests.knowledge.answering.shelf import TODAY, Shelf, answerer

HARBOUR = Metadata(title="Havnekontoret", language="nb", publisher="Fjordvik")
LOFT = Metadata(title="Seilmakeriet", language="nb", publisher="Laget")
CHUNKS = [
    ("kaia.md", HARBOUR, ("Tider",), "Det er mest kø i april 2026."),
    ("loft.md", LOFT, ("Tider",), "Det er mest kø på året i oktober 2026."),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(Path(tmp_path_factory.mktemp("naming")) / "lexical", CHUNKS)


@pytest.mark.parametrize(("name", "told"), [("Havnekontoret", "april 2026"), ("Seilmakeriet", "oktober 2026")])
def test_the_document_that_speaks_of_what_is_named_goes_before_one_that_shares_more_words(
    desk: Shelf, name: str, told: str
) -> None:
    """What a document says that never speaks of the named thing does not lead, though its sentence repeats the question."""
    answer = answerer(desk).answer(Question(f"Når på året er det mest kø hos {name}?"), TODAY)
    assert told in answer.text.split("\n")[0]


MONEY = (
    "I tillegg kom 80 tusen kroner til nye seil og tau for de gamle båtene på kaia. Havnerådet forvalter disse pengene."
)
ROWS = (
    "| Havn | Meldes |",
    "|---|---|",
    "| Nordhavn (NH) | Bare til losen, som må svare først |",
    "| En annen havn | Både til losen og til tollen |",
)
TABLE = "\n".join(ROWS)
SAILS = [("seil.md", LOFT, (), MONEY), ("fag.md", HARBOUR, ("Hvor",), TABLE)]


@pytest.fixture(scope="module")
def loft(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(Path(tmp_path_factory.mktemp("doing")) / "lexical", SAILS)


def test_who_does_it_goes_before_what_it_is_done_to(loft: Shelf) -> None:
    """Of one passage's sentences the one whose subject does what was asked leads, not the one that repeats the question's words."""
    answer = answerer(loft).answer(
        Question("Hvem styrer de 80 tusen kronene til nye seil og tau for de gamle båtene?"), TODAY
    )
    assert "Havnerådet forvalter" in answer.text.split("\n")[0]


def test_what_does_not_belong_to_one_house_is_answered_by_the_row_of_the_others(loft: Shelf) -> None:
    """ "Not under X" asks for what is said of another, whatever preposition stands between."""
    for text in (
        "Båten vår ligger ikke under NH. Hvor må den meldes?",
        "Hva gjelder når båten ikke hører til NH, hvor meldes den?",
    ):
        assert "tollen" in answerer(loft).answer(Question(text), TODAY).text.split("\n")[0], text
