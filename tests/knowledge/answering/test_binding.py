"""What a question asks for is looked for beside its noun, not anywhere in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.answering.asked_words import AskedWords, Wanted
from knowledge.answering.asking import read_question
from knowledge.answering.binding import Binding, pairs
from knowledge.answering.matching import Matcher
from knowledge.answering.phrasebook import everyday_glossary
from knowledge.answering.units import Unit, read_units
from knowledge.answering.wordtable import WordTable
from knowledge.language.vectors import WordVectors
from knowledge.types import Language, Metadata, Question
from tests.knowledge.answering.shelf import TODAY, Shelf, answerer

INSTANCE, COUNTED, PAIRS, DOING, ANNOUNCES = range(5)


def signals(question: str, text: str, written: Language = "nb", unit: Unit | None = None) -> tuple[float, ...]:
    table = WordTable(WordVectors.load())
    wanted = Wanted.of(question, question, AskedWords(lambda word: 3.0), table)
    unit = unit or read_units(text)[-1]
    matcher = Matcher(question, wanted, [text, unit.text], table, everyday_glossary())
    return Binding(read_question(question), question, matcher).signals(unit, written, unit.text)


@pytest.mark.parametrize(
    ("question", "bound", "loose", "written"),
    [
        ("Which school built the boat?", "Pupils at Fjordvik school built it.", "Every school may build one.", "en"),
        ("Hvilken skole bygde båten?", "They say that Fjordvik school built it.", "A school built it.", "en"),
    ],
)
def test_an_instance_stands_beside_its_noun(question: str, bound: str, loose: str, written: Language) -> None:
    """A name beside the noun that was asked for is an instance of it, across languages too; the noun alone is none."""
    assert signals(question, bound, written)[INSTANCE] == 1.0
    assert signals(question, loose, written)[INSTANCE] == 0.0


def test_a_name_of_the_question_is_no_instance() -> None:
    """What the question itself names does not answer it."""
    assert signals("Hvilken skole bygde båten Terna?", "Båten Terna skole vant.")[INSTANCE] == 0.0


@pytest.mark.parametrize(
    ("question", "text", "counted"),
    [
        ("Hvor mange studenter har skolen?", "Skolen har 340 studenter.", 1.0),
        ("How many students are there?", "Skolen har om lag 340 studenter.", 1.0),
        ("Hvor mange ansatte har verftet?", "Sju fast ansatte studenter sveiser på verftet.", 0.0),
        ("Hvor mange ansatte har verftet?", "Verftet har 70 ansatte.", 1.0),
        ("Hvor mange studenter har skolen?", "Studentene må melde seg 30 dager før.", 0.0),
        ("Hvor stor andel av studentene går?", "Skolen har 340 studenter.", 0.0),
    ],
)
def test_a_figure_counts_what_was_asked_for(question: str, text: str, counted: float) -> None:
    """A figure is bound to what is counted where it stands before it; a share is no count."""
    assert signals(question, text)[COUNTED] == counted


def test_a_cell_counts_what_its_header_says() -> None:
    """A figure in a row is of what the table's header says."""
    table = "| Skole | Studenter |\n|---|---|\n| Fjordvik | 340 |"
    row = read_units(table)[-1]
    assert signals("Hvor mange studenter har Fjordvik?", table, unit=row)[COUNTED] == 1.0


def test_small_words_make_pairs() -> None:
    """Words that follow each other in question and sentence are shared pairs, small words and other forms included."""
    assert ("står", "bak") not in pairs("bak dette står skolen")
    shared = pairs("Hvem må stå bak?") & pairs("Rektor må stå bak planen.")
    assert len(shared) == 2


def test_what_only_announces_is_marked() -> None:
    """A sentence that ends with a colon is marked as announcing, a whole list is not."""
    sentence = read_units("Søknaden må ha:")[0]
    assert signals("Hva må søknaden ha?", "Søknaden må ha:", unit=sentence)[ANNOUNCES] == 1.0
    assert signals("Hva må søknaden ha?", "Søknaden må ha:", unit=replace(sentence, kind="list"))[ANNOUNCES] == 0.0


CHUNKS: Sequence[tuple[str, Metadata, tuple[str, ...], str]] = [
    ("skole.md", Metadata(title="Båtskolen i Fjordvik", language="nb"), ("Om skolen",),
     "Båtskolen ble startet i 1998. Studenter må søke innen 30 dager. Skolen har 340 studenter i året."),
]  # fmt: skip


def test_the_figure_that_is_bound_leads(tmp_path: Path) -> None:
    """Of two figures in a text the one that counts what was asked for is the answer."""
    desk = Shelf(tmp_path / "lexical", list(CHUNKS))
    told = answerer(desk).answer(Question("Hvor mange studenter har båtskolen i Fjordvik?"), TODAY).text
    assert "340" in told.split("\n")[0]
