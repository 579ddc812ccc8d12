"""Merging the language groups' rankings, so that neither buries the other.

Scores of different languages cannot be compared, but how much of the question the best chunk of each covers can: by its difference the
other language's ranking is moved against the asker's, from the first place to the third, and then they take turns.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.retrieval_scoring import Scored

SLOPE, FIRST, LAST = 5.0, -0.5, 2.5  # places for each unit of coverage; the other language's best stands between these

Place = tuple[int, int]  # language group, rank in it


def merge(scored: Sequence[Scored], own: int, k: int) -> list[Place]:
    """The best `k` of both groups; `own` is the asker's."""
    mine, other = scored[own], scored[1 - own]
    lead = float(mine.coverage.max(initial=0.0)) - float(other.coverage.max(initial=0.0))
    moved = min(max(SLOPE * lead, FIRST), LAST)
    places = [(float(rank), 0, (own, rank)) for rank in range(len(mine.positions)) if mine.total[rank] > 0]
    places += [(rank + moved, 1, (1 - own, rank)) for rank in range(len(other.positions)) if other.total[rank] > 0]
    return [place for *_, place in sorted(places)[:k]]
