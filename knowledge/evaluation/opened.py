"""A data folder, open for questions: settings, library, generations and answerer, as the command line builds them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.settings import KnowledgeSettings, load

if TYPE_CHECKING:
    from knowledge.answering import Answerer
    from knowledge.answering.opening import CurrentPassages
    from knowledge.embedding import Embedder
    from knowledge.generations import Generations
    from knowledge.language.vectors import WordVectors
    from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class Opened:
    """The parts of one data folder."""

    settings: KnowledgeSettings
    library: Library
    vectors: WordVectors | None
    embedder: Embedder | None
    generations: Generations
    answerer: Answerer

    def passages(self) -> CurrentPassages:
        """The current generation's passages: what a chain of one's own retrieves from."""
        from knowledge.answering.opening import CurrentPassages

        return CurrentPassages(self.generations.current, self.vectors, self.embedder)


@contextmanager
def opened(data_dir: Path) -> Iterator[Opened]:
    """Open a data folder that holds its own database and index; everything is closed afterwards."""
    from knowledge.answering.opening import build_answerer
    from knowledge.database import open_database
    from knowledge.generations import Generations
    from knowledge.language.vectors import WordVectors
    from knowledge.library import Library
    from knowledge.providers import embedder

    own = {"data_dir": data_dir, "database_url": None, "chroma_url": None}
    settings = load(KnowledgeSettings).model_copy(update=own)
    engine = open_database(settings)
    vectors = WordVectors.load()
    made = embedder(settings, vectors)
    library = Library(engine)
    generations = Generations(settings, library, made)
    try:
        yield Opened(settings, library, vectors, made, generations, build_answerer(settings, generations.current, made))
    finally:
        generations.close()
        engine.dispose()
