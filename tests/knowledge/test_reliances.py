"""What an answer or a draft rests on is found again by the clause that changed, and by nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.clauses import clause_hashes
from knowledge.database import open_database
from knowledge.library import Library
from knowledge.reliances import Reliances
from knowledge.settings import KnowledgeSettings
from knowledge.types import Citation
from tests.making import commit_generation, new_version

CLAUSES = ("Kommunen skal varsle NTNU innen 30 dager.", "Partene møtes fire ganger i året. Rektor leder møtet.")


@pytest.fixture
def record(settings: KnowledgeSettings) -> Reliances:
    engine = open_database(settings)
    commit_generation(Library(engine), "g1", [new_version("avtale", CLAUSES), new_version("plan", CLAUSES)])
    return Reliances(engine)


def quoted(quote: str, version: int) -> Citation:
    return Citation("avtale.md", "Avtale", quote, (), None, version, None, None, None)


def test_an_answer_is_found_by_its_clause(record: Reliances) -> None:
    """What rests on a clause of one document is found there, and not by the same words in another document."""
    record.remember("answer", "E1", [quoted(CLAUSES[0], 1)])
    (found,) = record.touched("avtale", clause_hashes(CLAUSES[0]))
    assert (found.kind, found.reference, found.document) == ("answer", "E1", "avtale")
    assert record.touched("plan", clause_hashes(CLAUSES[0])) == []
    assert record.touched("avtale", clause_hashes(CLAUSES[1])) == []


def test_a_quote_of_two_sentences_rests_on_both(record: Reliances) -> None:
    """Each sentence of a quotation is a clause that it rests on."""
    record.remember("draft", "D1", [quoted(CLAUSES[1], 1)])
    assert len(record.of("draft", "D1")) == 2
    assert [r.reference for r in record.touched("avtale", clause_hashes("Rektor leder møtet."))] == ["D1"]


def test_remembering_again_replaces(record: Reliances) -> None:
    """A draft rests on what it was last given, and on nothing from before."""
    record.remember("draft", "D1", [quoted(CLAUSES[0], 1)])
    record.remember("draft", "D1", [quoted(CLAUSES[0], 2)])
    assert [r.document for r in record.of("draft", "D1")] == ["plan"]


def test_forgetting(record: Reliances) -> None:
    """A deleted draft and answers past their time are forgotten; drafts keep theirs."""
    record.remember("answer", "E1", [quoted(CLAUSES[0], 1)])
    record.remember("draft", "D1", [quoted(CLAUSES[0], 1)])
    assert record.forget_before(datetime.now(UTC) - timedelta(days=1)) == 0
    assert record.forget_before(datetime.now(UTC) + timedelta(minutes=1)) == 1
    assert record.forget("draft", "D1") == 1
    assert record.touched("avtale", clause_hashes(CLAUSES[0])) == []


def test_citations_are_counted_by_document(record: Reliances) -> None:
    """An answer counts once for each document it quotes, however many quotes it has; drafts do not count."""
    record.remember("answer", "E1", [quoted(CLAUSES[0], 1), quoted(CLAUSES[1], 1), quoted(CLAUSES[0], 2)])
    record.remember("answer", "E2", [quoted(CLAUSES[1], 1)])
    record.remember("draft", "D1", [quoted(CLAUSES[1], 2)])
    counts = record.citation_counts()
    assert {name: count.answers for name, count in counts.items()} == {"avtale": 2, "plan": 1}
    last = counts["avtale"].last
    assert last is not None
    assert last.tzinfo is not None


def test_an_unknown_version_is_no_error(record: Reliances) -> None:
    """A citation of a version that the library does not know rests on nothing we could compare."""
    record.remember("answer", "E1", [quoted(CLAUSES[0], 99)])
    assert record.of("answer", "E1") == []


def test_many_clauses_at_once(record: Reliances) -> None:
    """A document with thousands of changed clauses is asked for in one call."""
    record.remember_clauses("answer", "E1", [("avtale", f"{n:064d}") for n in range(3)])
    assert len(record.touched("avtale", {f"{n:064d}" for n in range(2_000)})) == 3
