"""What was found is told once, what was decided is found again by an answer, and what is gone is out of the list."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from knowledge.contradictions import Contradiction, Source, contradictions, statements
from knowledge.contradictions.noting import note
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
def engine(settings: KnowledgeSettings) -> Engine:
    return open_database(settings)


def test_the_example_contradicts() -> None:
    """The two sentences that these tests rest on contradict each other."""
    assert len(found()) == 1


def test_told_once(engine: Engine) -> None:
    """A contradiction found again is not new, and stands in the list once, with both quotes."""
    assert len(note(engine, found(), TITLES)) == 1
    assert note(engine, found(), TITLES) == []
    (only,) = ContradictionRecord(engine).open()
    assert {only.one.quote, only.other.quote} == {OLD, NEW}
    assert {only.one.title, only.other.title} == set(TITLES.values())


def test_gone_when_a_clause_changes(engine: Engine) -> None:
    """What is no longer said is out of the list; said again, it is back."""
    record = ContradictionRecord(engine)
    note(engine, found(), TITLES)
    note(engine, [], TITLES, touched={"c"})
    assert len(record.open()) == 1
    note(engine, [], TITLES, touched={"b"})
    assert record.open() == []
    assert note(engine, found(), TITLES, touched={"b"}) == []
    assert len(record.open()) == 1


def test_a_decision_is_found_by_the_quotes(engine: Engine) -> None:
    """An answer that quotes both sentences, in either order, finds what the maintainer decided; before that, nothing."""
    record = ContradictionRecord(engine)
    (only,) = note(engine, found(), TITLES)
    assert settlement(engine, OLD, NEW) is None
    with write(engine) as connection:
        record.settle(connection, only.id, "U1", "b", "Planen er nyest.")
    for one, other in ((OLD, NEW), (NEW, f"Et annet avsnitt. {OLD}")):
        decided = settlement(engine, one, other)
        assert decided is not None
        assert (decided.preferred, decided.note, decided.by) == ("b", "Planen er nyest.", "U1")
    assert record.open() == []
    assert [one.settlement is not None for one in record.open(settled=True)] == [True]


def test_a_decision_on_nothing(engine: Engine) -> None:
    """A number that is not in the record is told, not taken."""
    with pytest.raises(NotFound), write(engine) as connection:
        ContradictionRecord(engine).settle(connection, 7, "U1", "a", None)
