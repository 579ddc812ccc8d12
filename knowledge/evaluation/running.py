"""Putting a question set to an answerer, measuring, and comparing with the run before."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from knowledge.answering.contract import answer_line
from knowledge.evaluation.measures import Line, evaluate
from knowledge.evaluation.questions import GoldQuestion
from knowledge.evaluation.records import Records, compare, record_of
from knowledge.evaluation.run import Run
from knowledge.evaluation.thresholds import Threshold, check
from knowledge.types import Answer, Question

if TYPE_CHECKING:
    from knowledge.library import Library

Progress = Callable[[int, int, str], None]


class Answering(Protocol):
    """What answers a question: `knowledge.answering.Answerer`, or something to compare it with."""

    def answer(self, question: Question, today: date) -> Answer: ...


def ask_all(
    answering: Answering,
    questions: Sequence[GoldQuestion],
    today: date,
    progress: Progress = lambda done, total, stage: None,
) -> dict[str, Line]:
    """Every question's answer, by id. The first one is asked once more beforehand, so that opening the index counts for none."""
    answers: dict[str, Line] = {}
    answering.answer(questions[0].asked(), today)
    for number, question in enumerate(questions, 1):
        answers[question.id] = line_of(answering.answer(question.asked(), today))
        progress(number, len(questions), "questions")
    return answers


def line_of(answer: Answer) -> dict[str, Any]:
    """The contract's line, and beside it what the report shows of the decision."""
    return {
        **answer_line(answer),
        "confidence": answer.confidence,
        "reason": answer.reason,
        "understood": answer.understood,
        "signals": [dict(passage.signals) for passage in answer.passages],
    }


def library_texts(library: Library) -> Mapping[str, str]:
    """The text of each document that answers rest on, by file name, as the library holds it."""
    texts: dict[str, str] = {}
    for record in library.documents():
        chunks = library.chunks_of(record.version.id)
        name = record.version.document.file_name
        texts[name] = texts.get(name, "") + "\n".join(chunk.text for chunk in chunks)
    return texts


def measured(
    name: str,
    questions: Sequence[GoldQuestion],
    answers: Mapping[str, Line],
    library: Library,
    data_dir: Path,
    today: date,
    thresholds: Sequence[Threshold] = (),
) -> Run:
    """What the answers are worth, against the last run of the same set; this one is kept in the data folder for the next."""
    evaluation = evaluate(questions, answers, library_texts(library))
    generation = library.pointer().current
    records = Records(data_dir, questions)
    now, before = record_of(evaluation, generation, datetime.now(UTC)), records.last()
    records.keep(now)
    change = compare(before, now) if before else None
    return Run(evaluation, name, generation, today, check(thresholds, evaluation), change)


def write_answers(path: Path, answers: Mapping[str, Line]) -> None:
    """The answers as lines of JSON, as `samspill ask --batch` writes them and a little more."""
    lines = [json.dumps({"id": identity, **line}, ensure_ascii=False) for identity, line in answers.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
