"""An answerer over the real parts: settings, generations, embedder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from knowledge.answering.answerer import Answerer
from knowledge.answering.settling import Settled, unsettled
from knowledge.answering.understanding import PassageSource
from knowledge.errors import LibraryEmpty
from knowledge.language.vectors import WordVectors
from knowledge.partnership import load_partnership
from knowledge.providers import Embedder, chat_model
from knowledge.retrieval import HybridRetriever, Searchable
from knowledge.settings import KnowledgeSettings
from knowledge.types import Language, Passage


class Generation(Searchable, Protocol):
    """An open generation, as `knowledge.generations` leases it."""

    @property
    def id(self) -> str: ...


class GenerationSource:
    """One generation as the answerer reads it."""

    def __init__(self, generation: Generation, vectors: WordVectors | None, embedder: Embedder | None) -> None:
        self.generation = generation.id
        self._lexical = generation.lexical
        self._retriever = HybridRetriever(generation, vectors, embedder)

    def retrieve(self, text: str, language: Language, k: int = 10) -> list[Passage]:
        """The best passages, best first."""
        return self._retriever.retrieve(text, language, k)

    def meant(self, words: Sequence[str], language: Language) -> dict[str, str]:
        """The misspelt ones of these words, each with the word that was probably meant."""
        return self._retriever.meant(words, language)

    def idf(self, word: str) -> float:
        """How rare a word is in the generation."""
        return self._lexical.rarity(word)


class CurrentPassages:
    """The current generation's passages, leased for each search; none while nothing is published. Rules are looked up in it."""

    def __init__(
        self,
        lease: Callable[[], AbstractContextManager[Generation]],
        vectors: WordVectors | None,
        embedder: Embedder | None,
    ) -> None:
        self._lease, self._vectors, self._embedder = lease, vectors, embedder

    @property
    def generation(self) -> str:
        """The generation that is current now; empty while there is none."""
        try:
            with self._lease() as generation:
                return generation.id
        except LibraryEmpty:
            return ""

    def retrieve(self, text: str, language: Language, k: int = 10) -> list[Passage]:
        """The best passages, best first."""
        try:
            with self._lease() as generation:
                return GenerationSource(generation, self._vectors, self._embedder).retrieve(text, language, k)
        except LibraryEmpty:
            return []


def build_answerer(
    settings: KnowledgeSettings,
    lease: Callable[[], AbstractContextManager[Generation]],
    embedder: Embedder | None = None,
    settled: Settled = unsettled,
) -> Answerer:
    """The answerer of the settings. `lease` is `Generations(...).current`; `embedder` the one its index was built with; `settled` tells
    what a maintainer decided on two sentences (`knowledge.contradictions.record.settlement` of the open database).

    Raises SettingsError where the partnership's file cannot be used.
    """
    vectors = embedder if isinstance(embedder, WordVectors) else WordVectors.load()

    @contextmanager
    def opened() -> Iterator[PassageSource]:
        with lease() as generation:
            yield GenerationSource(generation, vectors, embedder)

    return Answerer(
        opened,
        load_partnership(settings.partnership),
        settings.contact,
        vectors,
        model=chat_model(settings),
        deadline=settings.model_timeout,
        settled=settled,
    )
