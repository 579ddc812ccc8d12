"""Clauses whose words changed, paired with what they became.

Clauses left between the same paired neighbours need little in common; a clause that was reworded and moved far must be told by its
rare words. The most alike are paired first, so the result does not depend on the order of looking.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from ingest.changes.exact import Pairing, telling
from ingest.changes.similarity import Similarity, features, joined
from knowledge.clauses import Clause

NEAR = 0.34  # likeness that is enough between the same neighbours
NEAR_IN_SECTION = 0.5  # … under the same heading
FAR = 0.8  # … anywhere else, in a paragraph that is alike
ALONE = 0.9  # … in a paragraph about something else
_ALL_PAIRS = 3_600  # between neighbours with more possible pairs than this, only rare words propose them
_PROPOSED = 6  # candidates that rare words propose for a clause
_MERGE_GAIN = 0.06
_MERGE_SHARE = 0.55

Bags = Mapping[int, Mapping[str, int]]
Side = tuple[str, int]  # "after" or "before", and the new ordinal of a paired neighbour


def pair_reworded(pairing: Pairing, similarity: Similarity) -> dict[tuple[int, int], float]:
    """Add the reworded pairs; gives their likeness."""
    judge = _Judge(pairing, similarity)
    scored = sorted(judged for a, b in judge.candidates() if (judged := judge.judged(a, b)) is not None)
    found: dict[tuple[int, int], float] = {}
    for _, _, a, b, alike in scored:
        if a not in pairing.of_old and b not in pairing.of_new:
            pairing.add(a, b)
            if pairing.old[a].hash != pairing.new[b].hash:
                found[a, b] = alike
    return found


class _Judge:
    """Proposes pairs of clauses that are left, and says how well they fit."""

    def __init__(self, pairing: Pairing, similarity: Similarity) -> None:
        self.pairing, self.similarity = pairing, similarity
        self.old_bags = {n: features(pairing.old[n]) for n in pairing.left_old}
        self.new_bags = {n: features(pairing.new[n]) for n in pairing.left_new}
        self.old_around, self.new_around = _around(pairing, True), _around(pairing, False)
        self.old_paragraphs, self.new_paragraphs = _paragraphs(pairing.old), _paragraphs(pairing.new)

    def candidates(self) -> list[tuple[int, int]]:
        """Pairs between the same neighbours, and pairs that share rare words; in a fixed order."""
        near = _between_neighbours(self.old_around, self.new_around)
        return sorted({*near, *_by_rare_words(self.old_bags, self.new_bags, self.similarity)})

    def judged(self, a: int, b: int) -> tuple[float, int, int, int, float] | None:
        """(minus the score, distance, a, b, likeness): sorts best first. None when they are not the same clause."""
        old, new = self.pairing.old[a], self.pairing.new[b]
        if (old.kind == "row") != (new.kind == "row"):
            return None
        alike = self.similarity(self.old_bags[a], self.new_bags[b])
        shared = len(self.old_around[a] & self.new_around[b])
        same_section = old.heading == new.heading
        if not (alike >= (NEAR if shared else NEAR_IN_SECTION) if shared or same_section else self._same_far(a, b)):
            return None
        same_label = bool(old.label) and old.label == new.label
        score = alike + 0.08 * shared + 0.08 * same_section + 0.05 * same_label
        if not shared and not telling(old):
            score -= 0.2
        return -score, abs(a - b), a, b, alike

    def _same_far(self, a: int, b: int) -> bool:
        """Away from its neighbours a clause must be known by its rare words; one that left its paragraph, by nearly all."""
        old = self.old_paragraphs[self.pairing.old[a].paragraph]
        new = self.new_paragraphs[self.pairing.new[b].paragraph]
        needed = FAR if self.similarity(old, new) >= NEAR_IN_SECTION else ALONE
        return self.similarity.strict(self.old_bags[a], self.new_bags[b]) >= needed


def _paragraphs(clauses: Sequence[Clause]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for clause in clauses:
        found[clause.paragraph].update(features(clause))
    return found


def _around(pairing: Pairing, of_old: bool) -> dict[int, frozenset[Side]]:
    """For each clause left: its nearest paired neighbours to both sides, as ordinals of the new version.

    Two to a side: one of them may be a clause that moved in between.
    """
    partner: Mapping[int, int] = pairing.of_old if of_old else {n: n for n in pairing.of_new}
    count = len(pairing.old if of_old else pairing.new)
    around: dict[int, set[Side]] = defaultdict(set)
    for side, order in (("after", range(count)), ("before", range(count - 1, -1, -1))):
        seen = [-1, -1]
        for n in order:
            if n in partner:
                seen = [seen[1], partner[n]]
            else:
                around[n].update((side, ordinal) for ordinal in seen)
    return {n: frozenset(sides) for n, sides in around.items()}


def _between_neighbours(
    old_around: Mapping[int, frozenset[Side]], new_around: Mapping[int, frozenset[Side]]
) -> Iterator[tuple[int, int]]:
    here, there = _by_side(old_around), _by_side(new_around)
    for side, olds in here.items():
        news = there.get(side, [])
        if len(olds) * len(news) <= _ALL_PAIRS:
            yield from product(olds, news)


def _by_side(around: Mapping[int, frozenset[Side]]) -> dict[Side, list[int]]:
    found: dict[Side, list[int]] = defaultdict(list)
    for n, sides in around.items():
        for side in sides:
            found[side].append(n)
    return found


def _by_rare_words(old_bags: Bags, new_bags: Bags, similarity: Similarity) -> Iterator[tuple[int, int]]:
    """For each old clause the new ones that share its rarest words."""
    holders: dict[str, list[int]] = defaultdict(list)
    for b, bag in new_bags.items():
        for feature in bag:
            holders[feature].append(b)
    for a, bag in old_bags.items():
        votes: dict[int, float] = defaultdict(float)
        for feature in sorted(bag, key=lambda f: (-similarity.rarity[f], f))[:12]:
            for b in holders.get(feature, ())[:200]:
                votes[b] += similarity.rarity[feature]
        for b in sorted(votes, key=lambda b: (-votes[b], b))[:_PROPOSED]:
            yield a, b


def merged_and_split(
    pairing: Pairing, found: dict[tuple[int, int], float], similarity: Similarity
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Clauses that were joined to a reworded neighbour, or parted from one.

    Gives (old ordinal of a pair → further old ordinals that went into it, the same for new ordinals).
    """
    more_old: dict[int, list[int]] = defaultdict(list)
    more_new: dict[int, list[int]] = defaultdict(list)
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for (a, b), alike in sorted(found.items()):
        olds, news = [a], [b]
        for step in (-1, 1):
            near = a + step
            if _free(near, len(pairing.old), pairing.of_old, taken_old) and _gains(
                [near], olds, news, pairing, similarity, alike
            ):
                more_old[a].append(near)
                taken_old.add(near)
            near = b + step
            if _free(near, len(pairing.new), pairing.of_new, taken_new) and _gains(
                [near], news, olds, pairing, similarity, alike, True
            ):
                more_new[b].append(near)
                taken_new.add(near)
    return more_old, more_new


def _free(n: int, count: int, paired: Mapping[int, int], taken: set[int]) -> bool:
    return 0 <= n < count and n not in paired and n not in taken


def _gains(
    extra: Sequence[int],
    side: Sequence[int],
    other: Sequence[int],
    pairing: Pairing,
    similarity: Similarity,
    alike: float,
    of_new: bool = False,
) -> bool:
    """Whether `extra` beside `side` is found again in `other`, and makes the two more alike."""
    mine, theirs = (pairing.new, pairing.old) if of_new else (pairing.old, pairing.new)
    added = joined(features(mine[n]) for n in extra)
    whole = joined(features(theirs[n]) for n in other)
    together = joined(features(mine[n]) for n in (*side, *extra))
    return similarity.contained(added, whole) >= _MERGE_SHARE and similarity(together, whole) >= alike + _MERGE_GAIN
