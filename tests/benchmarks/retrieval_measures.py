"""quote@k on questions with gold quotes, nDCG and hits on NorQuAD."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.evaluation.words import plain
from knowledge.language.detection import detect_language
from knowledge.language.followups import resolve_followup
from knowledge.types import Language, Passage
from tests.benchmarks.retrieval_data import Collection, Gold, Reading

Search = Callable[[str, Language], Sequence[Passage]]
DEPTHS = (1, 3, 5)


@dataclass(frozen=True)
class Scores:
    """Means over the questions."""

    ndcg: float
    hit1: float
    hit5: float


def hits(search: Search, questions: Sequence[Gold], followups: bool) -> list[float]:
    """quote@1, @3, @5: the share of questions with a gold quote in the first k passages."""
    ranks = []
    for gold in questions:
        text = resolve_followup(gold.question)[0] if followups else gold.question.text
        passages = search(text, detect_language(gold.question.text))
        wanted = [plain(quote) for quote in gold.quotes]
        found = (n for n, passage in enumerate(passages, 1) if any(quote in plain(passage.text) for quote in wanted))
        ranks.append(next(found, 99))
    return [sum(rank <= depth for rank in ranks) / len(ranks) for depth in DEPTHS]


def ranking(search: Search, questions: Sequence[Reading], collection: Collection) -> Scores:
    """A chunk is right when it is of the right context and holds an answer. The ideal ranking has all right chunks first.

    Judged by the chunk's own text, so that widening passages does not count.
    """
    ndcg, first, five = [], [], []
    for one in questions:
        chunks = [passage.chunk.id for passage in search(one.text, "nb")]
        right = {
            e.chunk_id for e in collection.by_document[one.context] if any(answer in e.text for answer in one.answers)
        }
        gains = [chunk in right for chunk in chunks]
        ideal = _gain([True] * min(len(right), 10))
        ndcg.append(_gain(gains) / ideal if ideal else 0.0)
        first.append(any(gains[:1]))
        five.append(any(gains[:5]))
    return Scores(*(sum(values) / len(values) for values in (ndcg, first, five)))


def _gain(right: Sequence[bool]) -> float:
    return sum(1 / math.log2(place + 2) for place, one in enumerate(right) if one)
