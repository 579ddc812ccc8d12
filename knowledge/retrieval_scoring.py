"""Scoring chunks for a question and merging the languages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from knowledge.lexical import LexicalIndex
from knowledge.lexical_postings import Floats, Numbers
from knowledge.retrieval_query import Query

# Weights of the max-normalised signals: tests/benchmarks/RETRIEVAL.md has what each is worth.
WEIGHTS = {"chunk_grams": 1.0, "document_grams": 0.5, "document_stems": 0.6, "late": 0.5, "dense": 0.1}


@dataclass(frozen=True)
class Scored:
    """Every chunk's signals (before normalisation), its normalised total, and its language group."""

    raw: dict[str, Floats]
    coverage: Floats
    total: Floats
    groups: Numbers

    def signals(self, position: int) -> dict[str, float]:
        """What made one chunk's score: the raw signals, and `coverage`, the weighted share of the question's words it answers to."""
        found = {name: float(values[position]) for name, values in self.raw.items()}
        return found | {"coverage": float(self.coverage[position]), "total": float(self.total[position])}


def score(query: Query, index: LexicalIndex, dense: dict[int, float]) -> Scored:
    """All signals of all chunks."""
    raw = {"chunk_grams": index.chunk_grams.scores(query.grams, query.gram_counts)}
    raw["document_grams"] = index.document_grams.scores(query.grams, query.gram_counts)[index.documents]
    raw["document_stems"] = np.zeros(len(index), dtype=np.float32)
    for group in (0, 1):
        mine = np.flatnonzero(index.groups == group)
        terms = query.stems[group]
        by_document = index.document_stems.scores(terms, np.ones(len(terms), dtype=np.float32))
        raw["document_stems"][mine] = by_document[index.documents[mine]]
    likeness = index.likeness(query.vectors)
    raw["late"] = likeness @ query.weights if likeness.shape[1] else np.zeros(len(index), dtype=np.float32)
    raw["dense"] = np.zeros(len(index), dtype=np.float32)
    if dense:
        known = np.array(sorted(dense), dtype=np.int64)
        at = np.searchsorted(index.ids, known, sorter=(sorter := np.argsort(index.ids)))
        raw["dense"][sorter[at]] = [dense[int(chunk)] for chunk in known]
    groups = np.asarray(index.groups)
    total = np.zeros(len(index), dtype=np.float32)
    for group in (0, 1):
        mine = np.flatnonzero(groups == group)
        for name, values in raw.items():
            top = float(values[mine].max(initial=0.0))
            if top > 0:
                total[mine] += WEIGHTS[name] / top * values[mine]
    weight = float(query.weights.sum()) or 1.0
    return Scored(raw, raw["late"] / weight, total, groups)


def interleave(scored: Scored, query: Query, k: int) -> Numbers:
    """Positions of the best `k` chunks: the asker's language first, then in turns."""
    ranked = [_ranked(scored, group, k) for group in (query.group, 1 - query.group)]
    turns = np.concatenate([np.arange(len(one)) * 2 + side for side, one in enumerate(ranked)])
    return np.concatenate(ranked)[np.argsort(turns, kind="stable")][:k]


def _ranked(scored: Scored, group: int, k: int) -> Numbers:
    mine = np.flatnonzero((scored.groups == group) & (scored.total > 0))
    found: Numbers = mine[np.argsort(-scored.total[mine], kind="stable")[:k]]
    return found
