"""How sure it is that two claims of different documents are about the same: the slot, and the thing it is a slot of."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from knowledge.contradictions.statements import Statement
from knowledge.contradictions.subjects import meanings
from knowledge.language.vectors import WordVectors


class Likeness:
    """Likeness within one set of claims; how rare a word is, is counted over their documents."""

    def __init__(self, found: Sequence[Statement], vectors: WordVectors | None) -> None:
        self.found = found
        profiles = {statement.document: statement.about for statement in found}
        documents: dict[str, int] = defaultdict(int)
        for profile in profiles.values():
            for meaning in profile:
                documents[meaning] += 1
        self._count = len(profiles)
        self._documents = documents
        self._profiles = {name: self._weighed(profile) for name, profile in profiles.items()}
        self._words = {word for s in found for word in s.subject.context.split() if word.islower()}
        self._close: dict[tuple[str, str], float] = {}
        self._vectors = None if vectors is None or not found else vectors.embed([s.subject.context for s in found])

    def rarity(self, meaning: str) -> float:
        """How much a word says of a slot: one that all documents have says something, a rare one more."""
        return 1.0 + 0.3 * math.log((self._count + 1) / (self._documents.get(meaning, 0) + 0.5))

    def telling(self, name: str) -> bool:
        """Whether a name tells one subject from another: not one that many documents have, nor a word like others."""
        return self._documents.get(name, 0) <= max(2, 0.4 * self._count) and name not in self._words

    def documents(self, one: str, other: str) -> float:
        """How much two documents are about the same, 0 to 1: the cosine of their profiles."""
        key = (one, other) if one < other else (other, one)
        if key not in self._close:
            a, b = self._profiles[one], self._profiles[other]
            self._close[key] = sum(weight * b[m] for m, weight in a.items() if m in b)
        return self._close[key]

    def slots(self, a: int, b: int) -> float:
        """How much two claims are of the same slot, 0 to 1: their own words, helped by heading and lead-in."""
        one, other = self.found[a].subject, self.found[b].subject
        shared = sum(self.rarity(m) for m in one.own & other.own)
        shared += 0.5 * sum(self.rarity(m) for m in (one.own & other.around) | (one.around & other.own))
        smaller, larger = sorted(sum(self.rarity(m) for m in own) for own in (one.own, other.own))
        words = shared / (0.7 * smaller + 0.3 * larger) if smaller else 0.0
        if self._vectors is not None and self.found[a].clause.language != self.found[b].clause.language:
            close = max(0.0, float(np.dot(self._vectors[a], self._vectors[b])))
            words = max(words, 0.5 * words + 0.5 * close)
        return min(1.0, words)

    def roles(self, one: str, other: str) -> bool:
        """Whether two roles' names mean the same."""
        if one == other:
            return True
        return bool(_meanings(one) & _meanings(other))

    def _weighed(self, profile: Mapping[str, int]) -> dict[str, float]:
        weights = {m: (1 + math.log(n)) * self._telling_weight(m) for m, n in profile.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {m: weight / length for m, weight in weights.items() if weight}

    def _telling_weight(self, meaning: str) -> float:
        """Squared: a word that half of the documents have tells nothing of what one of them is about. One that a single document has
        cannot be shared."""
        if self._documents[meaning] < 2:
            return 0.0
        rarity = math.log((self._count + 1) / (self._documents[meaning] + 0.5))
        return max(0.0, rarity) ** 2


def _meanings(role: str) -> frozenset[str]:
    return frozenset({*meanings(role, "nb"), *meanings(role, "en")})
