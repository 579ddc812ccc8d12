"""The hybrid retriever: a weighted sum of lexical, late-interaction and dense signals, each language ranked by itself.

Recipe: BM25 of 4-grams, its document's BM25 of 4-grams and stems, late interaction over word vectors, the dense index's similarity, each
divided by its maximum, weighted and added; then the languages are interleaved, so that neither buries the other.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, partial
from types import MappingProxyType
from typing import Protocol

from knowledge.errors import ChromaUnavailable, EmbeddingUnavailable
from knowledge.language.glossary import Glossary
from knowledge.language.vectors import Floats, WordVectors
from knowledge.lexical import LexicalIndex, group_of
from knowledge.retrieval_joining import neighbours, widened
from knowledge.retrieval_merging import Place, merge
from knowledge.retrieval_query import read_query
from knowledge.retrieval_scoring import OTHER, OWN, Scored, score, want
from knowledge.retrieval_spelling import Speller
from knowledge.types import LANGUAGES, Chunk, Language, Passage, Version

log = logging.getLogger(__name__)
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

    def __init__(
        self,
        generation: Searchable,
        vectors: WordVectors | None,
        embedder: Embedder | None = None,
        glossary: Glossary | None = None,
    ) -> None:
        self._generation = generation
        self._vectors = vectors
        self._embedder = embedder
        self._glossary = glossary or Glossary.wide()

    def idf(self, word: str) -> float:
        """How rare a word is in this generation: about 0 for one in every chunk, 7.3 for one in a single chunk of 2,000."""
        return self._generation.lexical.rarity(word)

    def meant(self, words: Sequence[str], language: Language) -> dict[str, str]:
        """Those of the words that are misspelt, each with the word that was probably meant."""
        speller = Speller(self._generation.lexical.parts, self._glossary, self._vectors)
        found = ((word, speller.correct(word, language)) for word in dict.fromkeys(words))
        return {word: meant for word, meant in found if meant is not None}

    def retrieve(self, text: str, language: Language, k: int = 10) -> list[Passage]:
        """The best `k` passages for a question, best first; fewer where the library holds fewer. Empty for an empty library."""
        asked = _beside().submit(self._dense, text)  # Chroma works without holding the interpreter
        parts = self._generation.lexical.parts
        speller = Speller(parts, self._glossary, self._vectors)
        query = read_query(text, language, self._glossary, speller.correct)
        scored = [
            score(
                want(query, group, part, self._vectors),
                part,
                partial(_of_group, asked, group),
                OWN if group == query.group else OTHER,
            )
            for group, part in enumerate(parts)
        ]
        asked.result()  # a question without words asks for none; the index must not be read after this all the same
        return self._passages(scored, merge(scored, query.group, k))

    def _passages(self, scored: Sequence[Scored], best: Sequence[Place]) -> list[Passage]:
        """The chunks at these places, widened by what fits of their neighbours. One that is no longer there is left out."""
        parts = self._generation.lexical.parts
        around = [neighbours(parts[group], int(scored[group].positions[rank])) for group, rank in best]
        wanted = [int(parts[group].ids[scored[group].positions[rank]]) for group, rank in best]
        every = list(dict.fromkeys([*wanted, *(number for numbers in around for number in numbers)]))
        found = {chunk.id: (chunk, version) for chunk, version in self._generation.fetch(every)}
        passages = []
        for place, ((group, rank), number, near) in enumerate(zip(best, wanted, around, strict=True)):
            if number in found:
                chunk, version = found[number]
                beside = tuple(found[other][0] for other in near if other in found)
                told = MappingProxyType(scored[group].signals(rank))
                passages.append(Passage(chunk, version, widened(chunk, beside), _falling(place), told, beside))
        return passages

    def _dense(self, text: str) -> list[list[tuple[int, float]]]:
        """The dense candidates of each language group, (chunk id, cosine)."""
        dense = self._generation.dense
        if dense is None or self._embedder is None:
            return [[], []]
        found: list[list[tuple[int, float]]] = [[], []]
        try:
            vector = self._embedder.embed([text])[0].tolist()
            for language in LANGUAGES:
                found[group_of(language)] += dense.query(vector, CANDIDATES, language)
        except (ChromaUnavailable, EmbeddingUnavailable) as error:
            log.warning("dense candidates are missing, the words alone serve: %s", error.key)
            return [[], []]
        return found


def _of_group(asked: Future[list[list[tuple[int, float]]]], group: int) -> list[tuple[int, float]]:
    return asked.result()[group]


@cache
def _beside() -> ThreadPoolExecutor:
    """Threads for the dense search of questions, beside their words'."""
    return ThreadPoolExecutor(4, thread_name_prefix="dense")


def _falling(place: int) -> float:
    """`score` falls with the place: sums of different languages cannot be compared, places can."""
    return 1.0 / (1 + place)
