"""One language group's share of the lexical index: what is rare in Norwegian texts says nothing of English ones, so each counts for itself.

Positions are places in this part's arrays; `ids` gives the library's chunk numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.language import analysis
from knowledge.lexical_postings import Floats, Hashes, Numbers, Postings, Ranker, load_array
from knowledge.lexical_terms import hash_words, signatures
from knowledge.types import Language

FLOOR = 0.3  # a cosine below this is chance and counts as none
KEPT_WORDS = (
    60_000  # vocabularies to this size keep their vectors as float32 (30 MB); larger ones convert what they need
)


@dataclass(frozen=True)
class Reading:
    """The words of some chunks one after another, as rows of `vectors`: `lengths` of each chunk, of which `heads` of its headings."""

    words: Numbers
    lengths: Numbers
    heads: NDArray[np.int32]
    vectors: Floats


class LexicalPart:
    """Memory-mapped arrays of the chunks of one language group, open for questions."""

    def __init__(self, directory: Path, language: Language) -> None:
        self._directory = directory
        self._language = language  # of the stems
        self.ids: Numbers = self._load("ids")
        self._order = np.argsort(self.ids, kind="stable")
        self._sorted_ids = self.ids[self._order]
        self.documents: NDArray[np.int32] = self._load("documents")
        self.sections: Hashes = self._load("sections")
        self.chunk_grams = Ranker(Postings.open(directory, "chunk.grams"))
        self.document_grams = Ranker(Postings.open(directory, "document.grams"))
        self.document_stems = Ranker(Postings.open(directory, "document.stems"))
        self.word_hashes: Hashes = self._load("words.hashes")
        self.word_df: NDArray[np.int32] = self._load("words.df")
        self._word_signatures: Hashes = self._load("words.signatures")
        self._word_text = self._load("words.text")
        self._word_ends = self._load("words.ends")
        self._forward_words = self._load("forward.words")
        self._forward_starts = self._load("forward.starts")
        self._forward_heads = self._load("forward.heads")
        self._vectors = self._load("words.vectors") if (directory / "words.vectors.npy").exists() else None

    def _load(self, name: str) -> NDArray[Any]:
        return load_array(self._directory / f"{name}.npy")

    def __len__(self) -> int:
        return len(self.ids)

    def word(self, number: int) -> str:
        """A word of the vocabulary by its number."""
        start = int(self._word_ends[number - 1]) if number else 0
        return bytes(self._word_text[start : int(self._word_ends[number])]).decode()

    def find_words(self, vocabulary: Sequence[str]) -> Numbers:
        """The number of each word, -1 for one that stands in no chunk."""
        hashes = hash_words(vocabulary)
        if not len(self.word_hashes):
            return np.full(len(hashes), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.word_hashes, hashes), len(self.word_hashes) - 1)
        return np.where(self.word_hashes[at] == hashes, at, -1).astype(np.int64)

    def knows(self, word: str) -> bool:
        """Whether a word stands in some chunk, in any form with the same stem."""
        stem = hash_words([analysis.stem(word, self._language)])
        return bool(self.find_words([word])[0] >= 0 or self.document_stems.postings.find(stem)[0] >= 0)

    def similar_words(self, word: str, count: int, limit: int) -> list[int]:
        """The numbers of at most `count` words whose letter pairs differ from a word's in at most `limit`, the likest first."""
        differing = np.bitwise_count(self._word_signatures ^ signatures([word])[0])
        near = np.flatnonzero(differing <= limit)
        order: Numbers = near[np.argsort(differing[near], kind="stable")[:count]]
        return [int(number) for number in order]

    def idf(self, numbers: Numbers) -> Floats:
        """The weight of words by number; an unknown word weighs as much as one that stands in one chunk."""
        df = np.where(numbers >= 0, self.word_df[numbers], 1) if len(self.word_df) else np.ones(len(numbers))
        weights: Floats = np.log1p((max(len(self), 1) - df + 0.5) / (df + 0.5)).astype(np.float32)
        return weights

    def places(self, ids: Numbers) -> Numbers:
        """The position of each chunk id, -1 for one that is not in this part."""
        if not len(self.ids):
            return np.full(len(ids), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self._sorted_ids, ids), len(self.ids) - 1)
        return np.where(self._sorted_ids[at] == ids, self._order[at], -1)

    def read(self, positions: Numbers) -> Reading:
        """The words of some chunks in order, ready for late interaction."""
        lows, highs = self._forward_starts[positions], self._forward_starts[positions + 1]
        slices = [self._forward_words[low:high] for low, high in zip(lows.tolist(), highs.tolist(), strict=True)]
        flat = np.concatenate(slices) if slices else np.zeros(0, np.int32)
        used, words = _distinct(flat, len(self.word_df))
        vectors = np.zeros((len(used), 0), np.float32) if self._plain_vectors is None else self._plain_vectors[used]
        return Reading(
            words,
            (highs - lows).astype(np.int64),
            self._forward_heads[positions],
            vectors.astype(np.float32, copy=False),
        )

    @cached_property
    def _plain_vectors(self) -> NDArray[Any] | None:
        """The words' vectors, as float32 where they are not too many: to widen them costs a millisecond a question."""
        if self._vectors is None or len(self._vectors) > KEPT_WORDS:
            return self._vectors
        return self._vectors.astype(np.float32)


def _distinct(numbers: NDArray[np.int32], size: int) -> tuple[Numbers, Numbers]:
    """The distinct numbers below `size`, in order, and for each number its place among them. As `np.unique`, without sorting."""
    present = np.zeros(size, dtype=np.bool_)
    present[numbers] = True
    used = np.flatnonzero(present)
    place = np.zeros(size, dtype=np.int64)
    place[used] = np.arange(len(used))
    return used, place[numbers]
