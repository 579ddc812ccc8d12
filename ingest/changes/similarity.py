"""How alike two clauses are, 0 to 1: a Dice coefficient over word stems, rare words weighing more.

That both have a date or an amount weighs something, that it is another one weighs little (a clause with a new deadline is the same
clause), and that it is the same one weighs as much as a rare word.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from knowledge.clauses import Clause, mentions

STEM = 6  # characters that Norwegian and English inflections leave alone
_WORD = re.compile(r"[^\W_]+(?:\.\d+)*")
_LEAST = 0.35  # what the commonest word weighs; a rarity of 0 to 1 comes on top
_SLOT_WEIGHT = 0.8
_VALUE_WEIGHT = 0.35


@lru_cache(maxsize=40_000)
def _features(text: str, kind: str) -> tuple[tuple[str, int], ...]:
    """Word stems, `‹date›`-like slots and `=value`s with their counts."""
    features: Counter[str] = Counter()
    rest, end = [], 0
    for mention in mentions(text):
        rest.append(text[end : mention.start])
        end = mention.end
        features[f"‹{mention.kind}›"] += 1
        features[f"={mention.value}"] += 1
    rest.append(text[end:])
    features.update(word[:STEM] for word in _WORD.findall(" ".join(rest).lower()))
    if kind == "row":
        features["‹row›"] += 1
    return tuple(features.items())


def features(clause: Clause) -> Mapping[str, int]:
    """What a clause is compared by."""
    return dict(_features(clause.text, "row" if clause.kind == "row" else "text"))


class Similarity:
    """Likeness of clauses within one pair of versions; how rare a word is, is counted over both."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        seen: Counter[str] = Counter()
        for clause in clauses:
            seen.update(features(clause).keys())
        count = max(len(clauses), 2)
        # Inverse document frequency between 0 (in every clause) and 1 (in one).
        self.rarity = {f: math.log((count + 1) / (n + 1)) / math.log(count + 1) for f, n in seen.items()}
        self._weights = {f: _weight(f, rarity) for f, rarity in self.rarity.items()}

    def __call__(self, old: Mapping[str, int], new: Mapping[str, int]) -> float:
        """Twice the shared weight over the sum of both."""
        weights, rarity = self._weights, self.rarity
        shared = same_values = 0.0
        for f, n in old.items():
            if f in new:
                both = min(n, new[f])
                shared += weights[f] * both
                same_values += rarity[f] * both if f[0] == "=" else 0.0
        total = self._total(old) + self._total(new) + 2 * same_values
        return 2 * (shared + same_values) / total if total else 0.0

    def strict(self, old: Mapping[str, int], new: Mapping[str, int]) -> float:
        """The same without mercy for dates and amounts: each is a rare word, shared or not."""
        weights = {f: _LEAST + self.rarity[f] for f in (*old, *new) if f[0] != "‹"}
        shared = sum(weights[f] * min(n, new[f]) for f, n in old.items() if f in new and f in weights)
        total = sum(weights.get(f, 0.0) * n for bag in (old, new) for f, n in bag.items())
        return 2 * shared / total if total else 0.0

    def contained(self, part: Mapping[str, int], whole: Mapping[str, int]) -> float:
        """The share of `part`'s weight that `whole` holds."""
        total = self._total(part)
        return sum(self._weights[f] * min(n, whole[f]) for f, n in part.items() if f in whole) / total if total else 0.0

    def _total(self, bag: Mapping[str, int]) -> float:
        weights = self._weights
        return sum(weights[f] * n for f, n in bag.items())


def _weight(feature: str, rarity: float) -> float:
    if feature[0] == "‹":
        return _SLOT_WEIGHT
    return _VALUE_WEIGHT if feature[0] == "=" else _LEAST + rarity


def joined(bags: Iterable[Mapping[str, int]]) -> Counter[str]:
    """The features of several clauses together."""
    total: Counter[str] = Counter()
    for bag in bags:
        total.update(bag)
    return total
