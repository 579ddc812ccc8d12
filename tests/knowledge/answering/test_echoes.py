"""What only repeats the question, or is of another year or name, is no answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.answering.echoes import uncounted, undated, unnamed
from knowledge.answering.elsewhere import elsewhere, other_year
from knowledge.answering.phrasebook import everyday_glossary
from knowledge.answering.ranking import Evidence
from knowledge.answering.understanding import look_up, understand
from knowledge.answering.wordtable import WordTable
from knowledge.language.vectors import WordVectors
from knowledge.types import Metadata, Question
from tests.knowledge.answering.shelf import Shelf

ORCHARDS = Metadata(title="Fruktlaget i Eplevik", language="nb")
GRANTS = Metadata(title="Garden grants 2021", language="en")
CHUNKS = [
    (
        "lag.md", ORCHARDS, (),
        "Seks gårder går sammen om ett pakkeri. Laget har 48 medlemmer. Noen medlemmer har egne bikuber. "
        "Tre sorter er fredet: gravenstein, prins og aroma.",
    ),
    ("grants.md", GRANTS, (), "The council gave 75,000 kroner to school gardens in 2021. Some gardens keep bees."),
]  # fmt: skip


@pytest.fixture(scope="module")
def orchard(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(Path(tmp_path_factory.mktemp("orchard")) / "lexical", CHUNKS)


def evidence(shelf: Shelf, text: str) -> Evidence:
    table = WordTable(WordVectors.load())
    return look_up(shelf, understand(Question(text)), date(2026, 11, 20), table, everyday_glossary()).evidence


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Hvor mange medlemmer har laget?", False),
        ("Hvor mange traktorer har laget?", True),
        ("Hvor mange bikuber har medlemmene?", True),
        ("How much money did the school gardens get?", False),
    ],
)
def test_a_quantity_must_be_told_of_what_is_counted(orchard: Shelf, text: str, none: bool) -> None:
    """A figure answers "how many" only where it is no word of the question and what is counted stands beside it."""
    assert uncounted(evidence(orchard, text)) is none


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Hvilke gårder går sammen om pakkeriet?", True),
        ("Hvilke medlemmer har egne bikuber?", True),
        ("Hvilke sorter er fredet?", False),
        ("Which gardens keep bees?", True),
    ],
)
def test_what_is_asked_by_which_must_be_named(orchard: Shelf, text: str, none: bool) -> None:
    """A sentence that only counts the things, or says that some do, does not tell which."""
    assert unnamed(evidence(orchard, text)) is none


def test_another_year_is_another_thing(orchard: Shelf) -> None:
    """A figure of one year does not answer for another; of two years that are offered, one is enough."""
    assert not other_year(evidence(orchard, "How much money did the school gardens get in 2021?"))
    assert other_year(evidence(orchard, "How much money did the school gardens get in 2024?"))
    assert not other_year(evidence(orchard, "Was the grant given in 2021 or 2024?"))
    assert not other_year(evidence(orchard, "Did the council give it in 2021 or only in 2024?"))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Hvor mange medlemmer har laget i Eplevik?", False),
        ("Hvor mange medlemmer har laget i Plommedal?", True),
    ],
)
def test_another_name_is_another_thing(orchard: Shelf, text: str, other: bool) -> None:
    """What a name of the question tells apart must be what the sentence is about."""
    assert elsewhere(evidence(orchard, text)) is other


def test_a_time_must_be_told(orchard: Shelf, tmp_path: Path) -> None:
    """A sentence without any word of time does not tell when."""
    boats = Shelf(
        tmp_path / "lexical",
        [("boat.md", ORCHARDS, (), "Båten til laget heter Solveig. Laget bruker båten til frukt.")],
    )
    assert undated(evidence(boats, "Når ble båten til laget bygd?"))
    assert not undated(evidence(orchard, "When did the school gardens get money?"))
