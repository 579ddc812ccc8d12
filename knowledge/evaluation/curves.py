"""What the report's plots show, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.evaluation.measures import Outcome

DEPTH = 10
STEPS = 50  # thresholds tried between 0 and 1


@dataclass(frozen=True, slots=True)
class RetrievalCurve:
    """The share of answerable questions with a gold document, and with a gold quote, among the first k passages, k = 1..10."""

    documents: tuple[float, ...]
    quotes: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RefusalCurve:
    """What a threshold on the confidence would give.

    Shares 0..1 for each of `thresholds`: refused of the unanswerable, refused of the answerable, and right of those answered.
    `now` lies between the least sure answer that was given and the surest that was refused; None where it cannot be told.
    """

    thresholds: tuple[float, ...]
    rightly: tuple[float, ...]
    wrongly: tuple[float, ...]
    right_of_answered: tuple[float | None, ...]
    now: float | None


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts between edges (one more than counts); the last bin holds all that is slower."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]


def retrieval_curve(outcomes: Sequence[Outcome]) -> RetrievalCurve | None:
    """The curve over the answerable questions; None without any."""
    asked = [outcome for outcome in outcomes if outcome.question.answerable]
    if not asked:
        return None

    def within(ranks: list[int | None], k: int) -> float:
        return sum(rank is not None and rank <= k for rank in ranks) / len(asked)

    documents, quotes = [o.doc_rank for o in asked], [o.quote_rank for o in asked]
    depths = range(1, DEPTH + 1)
    return RetrievalCurve(tuple(within(documents, k) for k in depths), tuple(within(quotes, k) for k in depths))


def refusal_curve(outcomes: Sequence[Outcome]) -> RefusalCurve | None:
    """The curve over all questions that carry a confidence; None where one of the two sides is missing.

    A question that a rule refused, whatever the confidence, counts as refused at every threshold.
    """
    with_any = any(outcome.line.get("confidence") is not None for outcome in outcomes)
    answerable = [outcome for outcome in outcomes if outcome.question.answerable]
    others = [outcome for outcome in outcomes if not outcome.question.answerable]
    if not with_any or not answerable or not others:
        return None
    thresholds = tuple(step / STEPS for step in range(STEPS + 1))
    return RefusalCurve(
        thresholds,
        tuple(_refused(others, t) for t in thresholds),
        tuple(_refused(answerable, t) for t in thresholds),
        tuple(_right_of_answered(answerable, t) for t in thresholds),
        _threshold_now(outcomes),
    )


def _confidence(outcome: Outcome) -> float:
    value = outcome.line.get("confidence")
    return (-1.0 if outcome.refused else 1.0) if value is None else float(value)


def _refused(outcomes: Sequence[Outcome], threshold: float) -> float:
    return sum(_confidence(outcome) < threshold for outcome in outcomes) / len(outcomes)


def _right_of_answered(outcomes: Sequence[Outcome], threshold: float) -> float | None:
    """Of the answerable ones above the threshold that were in fact answered, how many are right."""
    answered = [o for o in outcomes if _confidence(o) >= threshold and not o.refused]
    return sum(o.right for o in answered) / len(answered) if answered else None


def _threshold_now(outcomes: Sequence[Outcome]) -> float | None:
    known = [outcome for outcome in outcomes if outcome.line.get("confidence") is not None]
    answered = [_confidence(outcome) for outcome in known if not outcome.refused]
    refused = [_confidence(outcome) for outcome in known if outcome.refused]
    if not answered or not refused:
        return None
    return (min(answered) + max(refused)) / 2 if min(answered) >= max(refused) else None


def histogram(values: Sequence[float], bins: int = 24) -> Histogram:
    """Equal bins from 0 to a little above what 97 % stay under."""
    ordered = sorted(values)
    top = max(ordered[int(len(ordered) * 0.97)] * 1.15, 1.0) if ordered else 1.0
    step = top / bins
    counts = [0] * bins
    for value in ordered:
        counts[min(int(value / step), bins - 1)] += 1
    return Histogram(tuple(step * i for i in range(bins + 1)), tuple(counts))
