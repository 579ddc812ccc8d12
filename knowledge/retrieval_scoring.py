"""Scoring the chunks of one language group for a question.

BM25 looks at every chunk, by 4-grams and stems; the best candidates and the dense index's are then read word by word (late interaction).
Each signal is divided by its maximum, weighted and added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from knowledge.language import analysis
from knowledge.language.vectors import Floats, WordVectors
from knowledge.lexical_part import LexicalPart
from knowledge.lexical_postings import Hashes, Numbers
from knowledge.lexical_terms import gram_codes, hash_words
from knowledge.retrieval_late import Sought, interact
from knowledge.retrieval_query import Query, Slot
from knowledge.types import Language

CANDIDATES = 120  # chunks that are read word by word

SHARED = (
    0.7  # power of their number by which the words of the same meaning that stand in the texts divide one term's weight
)

# Weights of the max-normalised signals: tests/benchmarks/RETRIEVAL.md has what each is worth.
OWN = {
    "chunk_grams": 1.0,
    "document_grams": 1.1,
    "document_stems": 0.65,
    "whole": 0.5,
    "stretch": 1.0,
    "heading": 0.2,
    "dense": 0.15,
}
# Of the other language, letters that are alike say little and meaning more.
OTHER = {
    "chunk_grams": 0.3,
    "document_grams": 0.3,
    "document_stems": 0.1,
    "whole": 0.8,
    "stretch": 0.9,
    "heading": 0.15,
    "dense": 0.1,
}


@dataclass(frozen=True)
class Wanted:
    """A question's words as one part is searched for them: hashed terms with weights for BM25, vectors for late interaction."""

    grams: Hashes
    gram_weights: Floats
    stems: Hashes
    stem_weights: Floats
    sought: Sought


def want(query: Query, group: int, part: LexicalPart, vectors: WordVectors | None) -> Wanted:
    """The question as one part is searched for it. In BM25 the glossary's terms for a slot share one term's weight."""
    language: Language = "en" if group else "nb"
    alternatives = [(slot, one) for slot in query.slots for one in slot.alternatives[group]]
    counts = [len(slot.alternatives[group]) for slot in query.slots]
    words = [word for _, one in alternatives for word in one.words]
    owners = np.repeat(np.arange(len(alternatives)), [len(one.words) for _, one in alternatives])
    factors = np.array([one.factor for _, one in alternatives], dtype=np.float32)
    stems = hash_words([analysis.stem(word, language) for word in words])
    standing = _standing(part.document_stems.postings.find(stems) >= 0, owners, len(alternatives))
    firsts = np.cumsum([0, *counts[:-1]]) if counts else np.zeros(0, np.int64)
    standing[firsts] = False  # the asker's own words share with none
    shares = np.repeat(np.maximum(np.add.reduceat(standing, firsts, dtype=np.int64), 1), counts) if counts else standing
    shares = shares**SHARED
    shares[firsts] = 1
    codes, gram_counts = gram_codes(words)
    by_word = (factors / shares)[owners].astype(np.float32)
    return Wanted(
        grams=codes,
        gram_weights=np.repeat(by_word, gram_counts),
        stems=stems,
        stem_weights=by_word,
        sought=Sought(
            vectors=vectors.of_words(words) if vectors else np.zeros((0, 0), np.float32),
            owners=owners,
            factors=factors,
            slots=firsts,
            weights=np.array([_weight(slot, group, part) for slot in query.slots], dtype=np.float32),
        ),
    )


def _standing(found: NDArray[np.bool_], owners: Numbers, count: int) -> NDArray[np.bool_]:
    """Which alternatives have all their words in the part's texts: those that have not find nothing, and take no share of the weight."""
    missing = np.bincount(owners[~found], minlength=count) if count else np.zeros(0, np.int64)
    whole: NDArray[np.bool_] = missing == 0
    return whole


def _weight(slot: Slot, group: int, part: LexicalPart) -> float:
    """The rarity of a slot: of its own words where they stand in this part, else of its commonest alternative that does."""
    own, *others = slot.alternatives[group]
    numbers = part.find_words(own.words)
    if (numbers >= 0).any() or not others:
        return float(part.idf(numbers).sum())
    found = part.find_words([word for other in others for word in other.words])
    rarity, ends = part.idf(found), accumulate(len(other.words) for other in others)
    spans = [slice(end - len(other.words), end) for other, end in zip(others, ends, strict=True)]
    standing = [float(rarity[span].sum()) for span in spans if (found[span] >= 0).all()]
    return min(standing) if standing else float(part.idf(numbers).sum())


@dataclass(frozen=True)
class Scored:
    """The candidates of a part, best first: positions, raw signals, and `total`, the weighted sum of the normalised ones.

    Signals are BM25 sums, shares of the question's weight that late interaction finds (`whole`, `stretch`, `heading`: 0..1), and
    the dense cosine.
    """

    positions: Numbers
    raw: Mapping[str, Floats]
    total: Floats

    @property
    def evidence(self) -> float:
        """How much the best candidate speaks of what was asked; comparable between languages."""
        if not len(self.positions):
            return 0.0
        return float((self.raw["whole"] + self.raw["stretch"] + self.raw["dense"]).max()) / 2

    def signals(self, rank: int) -> dict[str, float]:
        """What made one candidate's score."""
        return {name: float(values[rank]) for name, values in self.raw.items()} | {"total": float(self.total[rank])}


def score(
    wanted: Wanted, part: LexicalPart, dense: Callable[[], Sequence[tuple[int, float]]], weights: Mapping[str, float]
) -> Scored:
    """The candidates of a part, best first. `dense` gives the dense index's, (chunk id, cosine), and is asked when the words are done."""
    if not len(part) or not len(wanted.sought.slots):
        return Scored(np.zeros(0, dtype=np.int64), {}, np.zeros(0, dtype=np.float32))
    raw = {
        "chunk_grams": part.chunk_grams.scores(wanted.grams, wanted.gram_weights),
        "document_grams": part.document_grams.scores(wanted.grams, wanted.gram_weights)[part.documents],
        "document_stems": part.document_stems.scores(wanted.stems, wanted.stem_weights)[part.documents],
        "dense": _dense(part, dense()),
    }
    chosen = _best(_weighted(raw, weights), CANDIDATES)
    late = interact(wanted.sought, part.read(chosen))
    asked = float(wanted.sought.weights.sum()) or 1.0
    raw = {name: values[chosen] for name, values in raw.items()}
    raw |= {"whole": late.whole / asked, "stretch": late.stretch / asked, "heading": late.heading / asked}
    total = _weighted(raw, weights)
    order = np.argsort(-total, kind="stable")
    return Scored(chosen[order], {name: values[order] for name, values in raw.items()}, total[order])


def _best(scores: Floats, count: int) -> Numbers:
    """The positions of the highest scores, in reading order."""
    if len(scores) <= count:
        return np.arange(len(scores))
    return np.sort(np.argpartition(-scores, count)[:count])


def _weighted(raw: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    total = np.zeros(len(next(iter(raw.values()))), dtype=np.float32)
    for name, values in raw.items():
        top = float(values.max(initial=0.0))
        if top > 0:
            total += np.float32(weights[name] / top) * values
    return total


def _dense(part: LexicalPart, candidates: Sequence[tuple[int, float]]) -> Floats:
    found = np.zeros(len(part), dtype=np.float32)
    if candidates:
        ids = np.array([chunk for chunk, _ in candidates], dtype=np.int64)
        at = part.places(ids)
        found[at[at >= 0]] = np.array([cosine for _, cosine in candidates], dtype=np.float32)[at >= 0]
    return found
