"""A person's name is given only where it is the name of whoever was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.types import Metadata, Question
from tests.knowledge.answering.shelf import TODAY, Shelf, answerer

NORTH = Metadata(title="Samarbeid ved Nordfjell universitet", language="nb", publisher="Nordfjell universitet")
DESK = Metadata(title="Innsjøby og Nordfjell forsker sammen", language="nb", publisher="Innsjøby kommune")
CHUNKS = [
    ("nord.md", NORTH, ("Ledelse",), "Rektor Solveig Brattli ved Nordfjell universitet vil ha flere praksisplasser i kommunene."),
    ("plan.md", DESK, ("Organisering",), "Tre prosjektledere følger opp Sørvik universitet.\n\nStyringsgruppen velger prosjekter."),
]  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(Path(tmp_path_factory.mktemp("holders")) / "lexical", CHUNKS)


@pytest.mark.parametrize("question", ["Hvem er rektor ved Sørvik universitet?", "Hva heter prosjektlederne?"])
def test_no_name_of_somebody_else(desk: Shelf, question: str) -> None:
    """One who asks for the holder of a role is not given another body's, nor a sentence that names nobody."""
    answer = answerer(desk).answer(Question(question), TODAY)
    assert answer.abstained
    assert "Brattli" not in answer.text


def test_the_holder_is_named(desk: Shelf) -> None:
    """Who asks for a role that a document names the holder of gets the name."""
    answer = answerer(desk).answer(Question("Hvem er rektor ved Nordfjell universitet?"), TODAY)
    assert "Solveig Brattli" in answer.text


@pytest.mark.parametrize("question", ["Hvem velger prosjekter?", "Hvem er det som velger prosjekter?"])
def test_a_body_is_an_answer(desk: Shelf, question: str) -> None:
    """Who does something may be a body, however the question is wrapped."""
    assert "Styringsgruppen" in answerer(desk).answer(Question(question), TODAY).text


@pytest.mark.parametrize(
    "question", ["Hvem er statsminister i Norge?", "Who is the prime minister?", "Blir det regn på lørdag?"]
)
def test_what_everybody_knows_is_out_of_scope(desk: Shelf, question: str) -> None:
    """General knowledge is no business of the documents."""
    assert answerer(desk).answer(Question(question), TODAY).reason == "out_of_scope"
