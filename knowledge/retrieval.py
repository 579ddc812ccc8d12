"""The hybrid retriever: a weighted sum of lexical, late-interaction and dense signals, each language ranked by itself.

Recipe: BM25 of 4-grams, its document's BM25 of 4-grams and stems, late interaction over word vectors, the dense index's similarity, each
divided by its maximum, weighted and added; then the languages are interleaved, so that neither buries the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Protocol

from knowledge.language.analysis import words
from knowledge.language.vectors import Floats, WordVectors
from knowledge.lexical import LexicalIndex
from knowledge.retrieval_query import Query, read_query
from knowledge.retrieval_scoring import Scored, interleave, score
from knowledge.types import Chunk, Language, Passage, Version

CANDIDATES = 50  # dense candidates asked of the index for each language


class Dense(Protocol):
    """The dense index of a generation."""

    def query(self, vector: Sequence[float], k: int, language: Language | None = None) -> Sequence[tuple[int, float]]:
        """The `k` chunks nearest to a vector, in one language: (chunk id, cosine), best first."""
        ...


class Embedder(Protocol):
    """What turns texts into the vectors that the dense index was built with."""

    def embed(self, texts: Sequence[str]) -> Floats:
        """(texts, dimensions) float32, unit length."""
        ...


class Searchable(Protocol):
    """A generation, open for questions."""

    @property
    def lexical(self) -> LexicalIndex: ...

    @property
    def dense(self) -> Dense | None: ...

    def fetch(self, chunk_ids: Sequence[int]) -> Sequence[tuple[Chunk, Version]]:
        """Chunks and their versions, in the order of the ids."""
        ...


class HybridRetriever:
    """Passages for questions, from one generation. Thread-safe: it keeps nothing between questions."""

    def __init__(self, generation: Searchable, vectors: WordVectors | None, embedder: Embedder | None = None) -> None:
        self._generation = generation
        self._vectors = vectors
        self._embedder = embedder

    def idf(self, word: str) -> float:
        """How rare a word is in this generation: 0 for one in every chunk, about 8 for one in a chunk of 2,000."""
        index = self._generation.lexical
        return float(index.idf(index.find_words(words(word)[:1])).sum()) if len(index) else 0.0

    def retrieve(self, text: str, language: Language, k: int = 10) -> list[Passage]:
        """The best `k` passages for a question, best first; fewer where the library holds fewer. Empty for an empty library."""
        index = self._generation.lexical
        if not len(index):
            return []
        query = read_query(text, language, index, self._vectors)
        scored = score(query, index, self._dense(text))
        best = interleave(scored, query, k)
        found = self._generation.fetch([int(index.ids[position]) for position in best])
        return [self._passage(scored, query, int(p), *pair) for p, pair in zip(best, found, strict=True)]

    def _dense(self, text: str) -> dict[int, float]:
        """Cosines of the dense candidates of each language, by chunk id."""
        dense = self._generation.dense
        if dense is None or self._embedder is None:
            return {}
        vector = self._embedder.embed([text])[0].tolist()
        languages: tuple[Language, ...] = ("nb", "nn", "en")
        return {chunk: cosine for language in languages for chunk, cosine in dense.query(vector, CANDIDATES, language)}

    def _passage(self, scored: Scored, query: Query, position: int, chunk: Chunk, version: Version) -> Passage:
        signals = scored.signals(position)
        return Passage(chunk, version, chunk.text, float(scored.total[position]), MappingProxyType(signals))
