"""The decision to answer rests on what was asked for, not on words alone."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answering.doubt import SCOPE_SIGNALS, SIGNALS, answerable, in_scope, scope_signals, signals
from knowledge.answering.fitted import fitted
from knowledge.answering.phrasebook import everyday_glossary
from knowledge.answering.ranking import Evidence
from knowledge.answering.understanding import look_up, understand
from knowledge.answering.wordtable import WordTable
from knowledge.language.vectors import WordVectors
from knowledge.types import Question
from tests.knowledge.answering.shelf import Shelf


def evidence(shelf: Shelf, text: str) -> Evidence:
    table = WordTable(WordVectors.load())
    return look_up(shelf, understand(Question(text)), date(2026, 11, 20), table, everyday_glossary()).evidence


def test_every_signal_has_its_weight(shelf: Shelf) -> None:
    """The fitted numbers and the signals belong together."""
    found = evidence(shelf, "Hvem signerte avtalen?")
    assert len(signals(found)) == len(SIGNALS) == len(fitted()["refusal"]["weights"])
    assert len(scope_signals(found)) == len(SCOPE_SIGNALS) == len(fitted()["scope"]["weights"])


@pytest.mark.parametrize(
    ("told", "untold"),
    [
        ("Hvor mange innbyggere har Innsjøby?", "Hvor mange ansatte har Innsjøby?"),
        ("When do the applications close?", "When is the information meeting?"),
        ("Hvem er koordinator på kontoret?", "Hvem er personvernombud på kontoret?"),
    ],
)
def test_a_fact_must_be_bound_to_what_is_asked(shelf: Shelf, told: str, untold: str) -> None:
    """The same question about something that the documents do not tell is surer to be refused."""
    assert answerable(evidence(shelf, told)) > answerable(evidence(shelf, untold)) + 0.1


def test_the_field_is_known_by_its_words(shelf: Shelf) -> None:
    """A question in the field's words is in scope though the documents leave it open; one about something else is less so."""
    open_question = evidence(shelf, "Hvem godkjenner forskningssøknader til samarbeidsavtalen?")
    foreign = evidence(shelf, "Hvilken cocktail er den beste til fisk?")
    assert in_scope(open_question) > fitted()["scope"]["in_scope_from"] > in_scope(foreign)
