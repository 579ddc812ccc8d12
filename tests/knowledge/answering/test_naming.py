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
