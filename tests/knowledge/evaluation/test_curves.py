"""The plots' numbers are what their axes say."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.evaluation.curves import histogram, refusal_curve, retrieval_curve
from knowledge.evaluation.measures import Outcome, evaluate
from tests.knowledge.evaluation.making import ANSWERS, DOCUMENTS, GRANT, PARKING, QUESTIONS, SIGNED, SIGNED_RIGHT, line


def outcomes(answers: dict[str, dict[str, Any]]) -> tuple[Outcome, ...]:
    return evaluate(QUESTIONS, answers, DOCUMENTS).outcomes


def test_retrieval_curve() -> None:
    """The share at k counts answerable questions whose first gold passage stands at place k or before."""
    curve = retrieval_curve(outcomes(ANSWERS))
    assert curve is not None
    assert curve.quotes == (0.0, *[0.5] * 9)
    assert curve.documents == (0.0, *[0.5] * 9)
    assert retrieval_curve([o for o in outcomes(ANSWERS) if not o.question.answerable]) is None


def test_refusal_curve() -> None:
    """At 0 nothing but what a rule refuses is refused; above every confidence all is; in between each side by its own confidence."""
    answers = {
        SIGNED.id: {**SIGNED_RIGHT, "confidence": 0.8},
        GRANT.id: line("Nei.", abstained=True, confidence=0.3),
        PARKING.id: line("Nei.", abstained=True, confidence=0.1),
    }
    curve = refusal_curve(outcomes(answers))
    assert curve is not None
    at = {threshold: i for i, threshold in enumerate(curve.thresholds)}
    assert (curve.rightly[at[0.0]], curve.wrongly[at[0.0]]) == (0, 0)
    assert (curve.rightly[at[0.2]], curve.wrongly[at[0.2]]) == (1, 0)
    assert (curve.rightly[at[0.5]], curve.wrongly[at[0.5]]) == (1, 0.5)
    assert (curve.rightly[at[1.0]], curve.wrongly[at[1.0]]) == (1, 1)
    assert curve.right_of_answered[at[0.5]] == 1
    assert curve.right_of_answered[at[1.0]] is None
    assert curve.now == pytest.approx(0.55)


def test_what_a_rule_refuses_is_always_refused() -> None:
    """A refusal without a confidence stays one at every threshold."""
    answers = {
        SIGNED.id: {**SIGNED_RIGHT, "confidence": 0.8},
        GRANT.id: line("75,000", confidence=0.6),
        PARKING.id: line("Nei.", abstained=True, confidence=None),
    }
    curve = refusal_curve(outcomes(answers))
    assert curve is not None
    assert set(curve.rightly) == {1.0}


def test_no_refusal_curve_without_both_sides() -> None:
    """Without a confidence, or without a question to refuse, there is no curve."""
    assert refusal_curve(outcomes(ANSWERS)) is None
    answered = {SIGNED.id: {**SIGNED_RIGHT, "confidence": 0.8}}
    assert refusal_curve([o for o in outcomes(answered) if o.question.answerable]) is None


def test_histogram_counts_everything() -> None:
    """Every value is in one bin, the slow ones in the last."""
    found = histogram([1.0] * 98 + [500.0, 900.0])
    assert sum(found.counts) == 100
    assert found.counts[-1] == 2
    assert len(found.edges) == len(found.counts) + 1
    assert sum(histogram([]).counts) == 0
