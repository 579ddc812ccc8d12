"""A generation without some documents is what it would be had they never been there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.evaluation.left_out import without
from knowledge.evaluation.opened import Opened, opened
from knowledge.evaluation.questions import GoldQuestion
from knowledge.evaluation.quick import ingest
from knowledge.evaluation.refusal_sets import ask, cases, foreign_questions
from knowledge.retrieval import HybridRetriever
from tests.bot.command_line import write_documents

ENDS = GoldQuestion(
    "a", "Når går avtalen for Skogby ut?", "nb", "when", ("avtale.md",), ("31. desember 2027",), ("31. desember 2027",)
)
OWNER = GoldQuestion(
    "b", "Who owns the results?", "en", "who", ("terms.md",), ("The university owns the results",), ("university",)
)
PRICE = GoldQuestion("c", "Hva koster parkering?", "nb", "unanswerable")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nowhere")  # theirs, and not to be touched
    ingest(tmp_path / "data", [str(write_documents(tmp_path / "documents"))])
    with opened(tmp_path / "data") as parts:
        yield parts


def test_left_out_documents_are_not_found(library: Opened) -> None:
    """No passage comes from a document that was left out, by words or by vectors, and the others are found as before."""
    with library.generations.current() as whole:
        entries = list(library.library.chunks(whole.id))
        with without(whole, entries, ["AVTALE.md"], library.vectors) as rest:
            assert 0 < len(rest.lexical) < len(entries)
            passages = HybridRetriever(rest, library.vectors, library.embedder).retrieve(ENDS.question, "nb", 10)
            assert {passage.version.document.file_name for passage in passages} == {"terms.md"}
            if rest.dense is not None and library.embedder is not None:
                vector = library.embedder.embed(["avtalen"])[0].tolist()
                left = {chunk.id for chunk, version in entries if version.document.file_name == "terms.md"}
                assert {chunk for chunk, _ in rest.dense.query(vector, 50)} == left


def test_every_question_is_a_case(library: Opened) -> None:
    """The set's own questions, foreign ones, and each answerable one without its documents, which makes refusing right."""
    foreign = replace(PRICE, id="x", kind="foreign")
    with library.generations.current() as whole:
        found = [
            (c.question.id, c.origin, c.question.answerable, c.still_told)
            for c in cases(library, whole, [ENDS, OWNER, PRICE], [foreign])
        ]
    assert found == [
        ("a", "own", True, False),
        ("b", "own", True, False),
        ("c", "own", False, False),
        ("x", "foreign", False, False),
        ("a-left-out", "left_out", False, False),
        ("b-left-out", "left_out", False, False),
    ]


def test_a_case_is_asked_of_its_generation(library: Opened) -> None:
    """The answer to a question whose document is left out cites nothing of that document."""
    with library.generations.current() as whole:
        lines = {c.question.id: ask(library, c, date(2026, 1, 1)) for c in cases(library, whole, [ENDS])}
    assert lines["a"]["citations"][0]["document"] == "avtale.md"
    assert lines["a-left-out"]["origin"] == "left_out"
    assert all(passage["document"] == "terms.md" for passage in lines["a-left-out"]["passages"])


def test_foreign_questions_are_a_fixed_sample(tmp_path: Path) -> None:
    """The sample is the same each time, no larger than asked for, and nothing of it is answerable."""
    path = tmp_path / "f.jsonl"
    path.write_text("\n".join(json.dumps({"question": f"Hvor mange er det av nummer {n}?"}) for n in range(9)) + "\n")
    assert foreign_questions(path, 4) == foreign_questions(path, 4)
    assert len(foreign_questions(path, 4)) == 4
    assert len(foreign_questions(path, 99)) == 9
    assert not any(question.answerable for question in foreign_questions(path, 4))
