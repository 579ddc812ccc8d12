"""Every word met so far as a row: its hashed 3-grams and its vector, so that words are compared by arithmetic."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.language.analysis import fold, grams, words

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
BUCKETS = 256  # of 3-grams; two grams in one bucket only cost an exact look at a pair of words
TELLING_LENGTH, LEAST_TELLING = 9.0, 0.35  # of a vector; from the first on a word counts in full
MOST_WORDS = 40_000  # some 30 MB; then the table begins anew


class WordVectorSource(Protocol):
    """What is needed of `knowledge.language.vectors.WordVectors`."""

    dimensions: int

    def of_words(self, vocabulary: Sequence[str]) -> Floats:
        """Unit vectors, one row a word."""
        ...

    def lengths(self, vocabulary: Sequence[str]) -> Floats:
        """How much each word says in general."""
        ...


class WordTable:
    """Rows for words, kept between questions. Thread-safe; a snapshot of the rows stays valid while the table grows."""

    def __init__(self, vectors: WordVectorSource | None) -> None:
        self._vectors = vectors
        self._lock = threading.Lock()
        self._begin()

    def rows(self, vocabulary: Sequence[str]) -> tuple[Floats, Floats]:
        """3-gram rows (words, 256) and vectors (words, dimensions or 0) of words."""
        with self._lock:
            missing = [word for word in dict.fromkeys(vocabulary) if word not in self._number]
            if len(self._number) + len(missing) > MOST_WORDS:
                missing = list(dict.fromkeys(vocabulary))
                self._begin(len(missing))
            if missing:
                self._add(missing)
            numbers = [self._number[word] for word in vocabulary]
            return self._grams[numbers].astype(np.float32), self._meanings[numbers]

    def telling(self, vocabulary: Sequence[str]) -> Floats:
        """How telling words are in general, 0.35 to 1: in a small library "make" is as rare as "budget", in the language it is not."""
        if self._vectors is None:
            return np.ones(len(vocabulary), dtype=np.float32)
        lengths = self._vectors.lengths(vocabulary)
        telling: Floats = np.where(lengths > 0, np.clip(lengths / TELLING_LENGTH, LEAST_TELLING, 1.0), 1.0).astype(
            np.float32
        )
        return telling

    def _begin(self, needed: int = 0) -> None:
        width, size = self._vectors.dimensions if self._vectors else 0, max(MOST_WORDS, needed)
        self._number: dict[str, int] = {}
        self._grams = np.zeros((size, BUCKETS), dtype=np.bool_)  # memory is taken as rows are filled
        self._meanings = np.zeros((size, width), dtype=np.float32)

    def _add(self, missing: list[str]) -> None:
        start = len(self._number)
        self._number |= zip(missing, range(start, start + len(missing)), strict=True)
        filled = [buckets(word) for word in missing]
        rows = np.repeat(np.arange(start, start + len(missing)), [len(one) for one in filled])
        self._grams[rows, [bucket for one in filled for bucket in one]] = True
        if self._vectors is not None:
            self._meanings[start : start + len(missing)] = self._vectors.of_words(missing)


def buckets(word: str) -> list[int]:
    """The buckets of a word's folded 3-grams."""
    return [_bucket(gram) for gram in set(grams(fold(word), 3))]


@lru_cache(maxsize=50_000)
def _bucket(gram: str) -> int:
    return zlib.crc32(gram.encode()) % BUCKETS


@lru_cache(maxsize=32_768)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, cached: a passage is read for many questions."""
    return tuple(words(text))
