"""The lexical index of a generation: BM25 by 4-grams and stems, by chunk and by document, and late interaction over word vectors.

`build` writes a directory of numpy arrays, `LexicalIndex.open` memory-maps it in milliseconds. Positions are places in the arrays;
`ids` gives the library's chunk numbers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.lexical_build import LexicalEntry, build, gram_codes, group_of, hash_words
from knowledge.lexical_postings import Floats, Hashes, Numbers, Postings, Ranker

__all__ = ["LexicalEntry", "LexicalIndex", "build", "gram_terms", "group_of", "hash_words"]

FLOOR = 0.3  # a cosine below this is chance and counts as none


class LexicalIndex:
    """A directory of arrays, open for questions. Holds no file but through the maps; needs no closing."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self.ids: Numbers = self._load("ids")
        self.documents = self._load("documents")
        self.groups = self._load("groups")
        self.sections = self._load("sections")
        self.chunk_grams = Ranker(Postings.open(directory, "chunk.grams"))
        self.chunk_stems = Ranker(Postings.open(directory, "chunk.stems"))
        self.document_grams = Ranker(Postings.open(directory, "document.grams"))
        self.document_stems = Ranker(Postings.open(directory, "document.stems"))
        self.word_hashes: Hashes = self._load("words.hashes")
        self.word_df = self._load("words.df")
        self._word_text = self._load("words.text")
        self._word_ends = self._load("words.ends")
        self.forward_words = self._load("forward.words")
        self.forward_starts = self._load("forward.starts")
        self.word_vectors = self._load("words.vectors") if (directory / "words.vectors.npy").exists() else None

    @classmethod
    def open(cls, directory: Path) -> LexicalIndex:
        """Memory-map the arrays that `build` wrote. Raises FileNotFoundError or ValueError where they are missing or torn."""
        return cls(directory)

    def _load(self, name: str) -> NDArray[Any]:
        array: NDArray[Any] = np.load(self._directory / f"{name}.npy", mmap_mode="r", allow_pickle=False)
        return array

    def __len__(self) -> int:
        return len(self.ids)

    def word(self, number: int) -> str:
        """A word of the vocabulary by its number."""
        start = int(self._word_ends[number - 1]) if number else 0
        return bytes(self._word_text[start : int(self._word_ends[number])]).decode()

    def find_words(self, vocabulary: list[str]) -> Numbers:
        """The number of each word, -1 for one that stands in no chunk."""
        hashes = hash_words(vocabulary)
        if not len(self.word_hashes):
            return np.full(len(hashes), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.word_hashes, hashes), len(self.word_hashes) - 1)
        return np.where(self.word_hashes[at] == hashes, at, -1).astype(np.int64)

    def idf(self, numbers: Numbers) -> Floats:
        """The weight of words by number; an unknown word weighs as much as one that stands in one chunk."""
        df = np.where(numbers >= 0, self.word_df[numbers], 1)
        return np.log1p((len(self) - df + 0.5) / (df + 0.5)).astype(np.float32)

    def likeness(self, vectors: Floats, positions: Numbers | None = None) -> Floats:
        """For each chunk and each question word the likeness of the chunk's nearest word: max cos², cos < 0.3 counted as 0.

        `vectors` (words, 128) of unit length; `positions` limits it to some chunks. (chunks, words) float32 in 0..1. Summed with
        the words' weights this is late interaction (ColBERT's MaxSim, Khattab and Zaharia 2020).
        """
        size = len(self) if positions is None else len(positions)
        found = np.zeros((size, len(vectors)), dtype=np.float32)
        if self.word_vectors is None or not len(vectors) or not size:
            return found
        words, starts, known = self._words_of(positions, self.word_vectors)
        filled = np.flatnonzero(np.diff(starts))
        similar = known @ vectors.T
        similar *= similar >= FLOOR
        similar *= similar
        for column in range(
            len(vectors) if len(filled) else 0
        ):  # one word at a time: all at once would not fit the cache
            of_word = np.ascontiguousarray(similar[:, column])
            found[filled, column] = np.maximum.reduceat(of_word[words], starts[:-1][filled])
        return found

    def _words_of(
        self, positions: Numbers | None, vectors: NDArray[np.float16]
    ) -> tuple[NDArray[Any], Numbers, Floats]:
        """The chunks' words as rows of a matrix of vectors, where each chunk's words start, and the matrix."""
        if positions is None:
            return self.forward_words, self.forward_starts, np.asarray(vectors, dtype=np.float32)
        lows, highs = self.forward_starts[positions], self.forward_starts[positions + 1]
        flat = np.concatenate([self.forward_words[low:high] for low, high in zip(lows, highs, strict=True)])
        used, words = np.unique(flat, return_inverse=True)
        starts: Numbers = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(highs - lows)))
        return words, starts, vectors[used].astype(np.float32)


def gram_terms(vocabulary: list[str]) -> tuple[Hashes, Floats]:
    """The different 4-grams of a question's words, and how often each occurs."""
    codes, _ = gram_codes(vocabulary)
    terms, counts = np.unique(codes, return_counts=True)
    return terms, counts.astype(np.float32)
