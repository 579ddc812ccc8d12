"""One generation, current or not, as questions read it: to ask what a staged version would answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from knowledge.generations import Generations
from knowledge.generations_open import OpenGeneration

if TYPE_CHECKING:
    from knowledge.embedding import Embedder
    from knowledge.library import Library
    from knowledge.settings import KnowledgeSettings


class Pinned(Generations):
    """`Generations` that stays at one generation."""

    def __init__(
        self, settings: KnowledgeSettings, library: Library, embedder: Embedder | None, generation: str
    ) -> None:
        """Raises what `Generations.current` raises."""
        super().__init__(settings, library, embedder)
        self._pinned = self._open_one(generation, library.pointer().uid)

    @contextmanager
    def current(self) -> Iterator[OpenGeneration]:
        """The pinned generation."""
        yield self._pinned

    def close(self) -> None:
        """Let go of it."""
        self._pinned.retire()
        super().close()
