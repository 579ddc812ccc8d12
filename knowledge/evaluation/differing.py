"""The questions of a set whose answer differs between two states of the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.evaluation.measures import measure
from knowledge.evaluation.questions import GoldQuestion
from knowledge.evaluation.running import Answering, line_of
from knowledge.types import Answer

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Differing:
    """A question with its two answers. `right_before` and `right_after`: whether they were right by the set's own keywords, None where
    it names none."""

    question: GoldQuestion
    before: Answer
    after: Answer
    right_before: bool | None
    right_after: bool | None

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "id": self.question.id,
            "question": self.question.question,
            "before": self.before.text,
            "after": self.after.text,
            "right_before": self.right_before,
            "right_after": self.right_after,
        }


def differing(
    questions: Sequence[GoldQuestion],
    before: Answering,
    after: Answering,
    today: date,
    progress: Progress = lambda done, total, stage: None,
) -> list[Differing]:
    """Asks both every question, side by side; an answer differs when its text does, or the sentences that it quotes."""
    found = []
    for number, question in enumerate(questions, 1):
        one, other = before.answer(question.asked(), today), after.answer(question.asked(), today)
        if list(_said(one)) != list(_said(other)):
            found.append(Differing(question, one, other, _right(question, one), _right(question, other)))
        progress(number, len(questions), "questions")
    return found


def _said(answer: Answer) -> Iterator[str]:
    yield answer.text
    yield from sorted(citation.quote for citation in answer.citations)


def _right(question: GoldQuestion, answer: Answer) -> bool | None:
    values = measure(question, line_of(answer), {}).values
    found = values.get("answer_right") or values.get("refused_rightly")
    return all(found) if found else None
