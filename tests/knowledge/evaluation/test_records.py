"""A run is compared with the last one of the same questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from knowledge.evaluation.measures import evaluate
from knowledge.evaluation.records import KEPT, Records, compare, record_of
from tests.knowledge.evaluation.making import ANSWERS, DOCUMENTS, GRANT, PARKING_REFUSED, QUESTIONS, SIGNED, line

THEN = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_the_last_run_is_found_again(tmp_path: Path) -> None:
    """What was kept of a run comes back equal, and the newest one comes first."""
    records = Records(tmp_path, QUESTIONS)
    assert records.last() is None
    evaluation = evaluate(QUESTIONS, ANSWERS, DOCUMENTS)
    older, newer = record_of(evaluation, "g1", THEN), record_of(evaluation, "g2", THEN + timedelta(seconds=1))
    records.keep(newer)
    records.keep(older)
    assert records.last() == newer


def test_changed_questions_are_another_set(tmp_path: Path) -> None:
    """A set whose expectations were changed is not compared with runs of what it was; a changed note changes nothing."""
    Records(tmp_path, QUESTIONS).keep(record_of(evaluate(QUESTIONS, ANSWERS, DOCUMENTS), "g1", THEN))
    assert Records(tmp_path, [replace(SIGNED, note="seen"), *QUESTIONS[1:]]).last() is not None
    assert Records(tmp_path, [replace(SIGNED, answer_keywords=("brenna",)), *QUESTIONS[1:]]).last() is None


def test_won_and_lost() -> None:
    """Questions that became right are won, those that became wrong are lost, and a question asked for the first time can only be won."""
    before = record_of(evaluate(QUESTIONS, ANSWERS, DOCUMENTS), "g1", THEN)
    answers = {**ANSWERS, SIGNED.id: PARKING_REFUSED, GRANT.id: line("75,000")}
    after = record_of(evaluate([*QUESTIONS, replace(GRANT, id="9")], answers, DOCUMENTS), "g2", THEN)
    change = compare(before, after)
    assert change.gained == (GRANT.id,)
    assert change.lost == (SIGNED.id,)
    assert change.chance == 1


def test_a_torn_file_is_passed_over(tmp_path: Path) -> None:
    """A record that cannot be read does not stop an evaluation; the one before it serves."""
    records = Records(tmp_path, QUESTIONS)
    record = record_of(evaluate(QUESTIONS, ANSWERS, DOCUMENTS), "g1", THEN)
    path = records.keep(record)
    (path.parent / "2099.json").write_text('{"at": "20', encoding="utf-8")
    assert records.last() == record


def test_old_runs_go(tmp_path: Path) -> None:
    """Only the newest fifty runs of a set are kept."""
    records, evaluation = Records(tmp_path, QUESTIONS), evaluate(QUESTIONS, ANSWERS, DOCUMENTS)
    for minute in range(KEPT + 3):
        path = records.keep(record_of(evaluation, "g", THEN + timedelta(minutes=minute)))
    assert len(list(path.parent.iterdir())) == KEPT
    assert path.exists()
