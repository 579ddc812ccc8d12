"""What was found is told once, what was decided is found again by an answer, and what is gone is out of the list."""

from __future__ import annotations

import pytest

from knowledge.contradictions import Contradiction, Source, contradictions, statements
from knowledge.contradictions.record import ContradictionRecord, settlement
from knowledge.database import open_database, write
from knowledge.errors import NotFound
from knowledge.settings import KnowledgeSettings
from knowledge.types import ChunkDraft

OLD = "Avtalen om Skogby-samarbeidet ble signert 3. mai 2024."
NEW = "Avtalen om Skogby-samarbeidet ble signert 9. juni 2024."
TITLES = {"a": "Avtale om Skogby-samarbeidet", "b": "Om Skogby-samarbeidet"}


def source(identity: str, text: str) -> Source:
    piece = ChunkDraft(text, ("Skogby-samarbeidet",), None, "nb", "text", "")
    return Source(identity, TITLES[identity], "nb", (piece,))


def found(one: str = OLD, other: str = NEW) -> list[Contradiction]:
    return contradictions([*statements(source("a", one)), *statements(source("b", other))])


@pytest.fixture
def record(settings: KnowledgeSettings) -> ContradictionRecord:
    return ContradictionRecord(open_database(settings))


def test_the_example_contradicts() -> None:
    """The two sentences that these tests rest on contradict each other."""
    assert len(found()) == 1


def test_told_once(record: ContradictionRecord) -> None:
    """A contradiction found again is not new, and stands in the list once, with both quotes."""
    assert len(record.note(found(), TITLES)) == 1
    assert record.note(found(), TITLES) == []
    (only,) = record.open()
    assert {only.one.quote, only.other.quote} == {OLD, NEW}
    assert {only.one.title, only.other.title} == set(TITLES.values())


def test_gone_when_a_clause_changes(record: ContradictionRecord) -> None:
    """What is no longer said is out of the list; said again, it is back."""
    record.note(found(), TITLES)
    record.note([], TITLES, touched={"c"})
    assert len(record.open()) == 1
    record.note([], TITLES, touched={"b"})
    assert record.open() == []
    assert record.note(found(), TITLES, touched={"b"}) == []
    assert len(record.open()) == 1


def test_a_decision_is_found_by_the_quotes(settings: KnowledgeSettings) -> None:
    """An answer that quotes both sentences, in either order, finds what the maintainer decided; before that, nothing."""
    engine = open_database(settings)
    record = ContradictionRecord(engine)
    (only,) = record.note(found(), TITLES)
    assert settlement(engine, OLD, NEW) is None
    with write(engine) as connection:
        record.settle(connection, only.id, "U1", "b", "Planen er nyest.")
    for one, other in ((OLD, NEW), (NEW, f"Et annet avsnitt. {OLD}")):
        decided = settlement(engine, one, other)
        assert decided is not None
        assert (decided.preferred, decided.note, decided.by) == ("b", "Planen er nyest.", "U1")
    assert record.open() == []
    assert [one.settlement is not None for one in record.open(settled=True)] == [True]


def test_a_decision_on_nothing(settings: KnowledgeSettings) -> None:
    """A number that is not in the record is told, not taken."""
    engine = open_database(settings)
    with pytest.raises(NotFound), write(engine) as connection:
        ContradictionRecord(engine).settle(connection, 7, "U1", "a", None)
