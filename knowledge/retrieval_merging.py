"""Merging the language groups' rankings, so that neither buries the other.

Scores of different languages cannot be compared, but how much the best chunk of each speaks of what was asked can: by that difference the
other language's ranking is moved against the asker's, its best chunk from the first place to the eleventh, and then they take turns.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.retrieval_scoring import Scored

EVEN, SLOPE = 0.25, 10.0  # where the other language begins when both speak equally; places for each unit of difference
FIRST, LAST = -0.5, 10.0  # the other language begins between these

Place = tuple[int, int]  # language group, rank in it


def merge(scored: Sequence[Scored], own: int, k: int) -> list[Place]:
    """The best `k` of both groups; `own` is the asker's."""
    mine, other = scored[own], scored[1 - own]
    moved = min(max(EVEN + SLOPE * (mine.evidence - other.evidence), FIRST), LAST)
    places = [(float(rank), 0, (own, rank)) for rank in range(len(mine.positions)) if mine.total[rank] > 0]
    places += [(rank + moved, 1, (1 - own, rank)) for rank in range(len(other.positions)) if other.total[rank] > 0]
    return [place for *_, place in sorted(places)[:k]]
