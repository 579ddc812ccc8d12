"""What a command opens to answer and to draft: settings, database, library, index. How documents come in is not known here."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cached_property, partial
from typing import TYPE_CHECKING

from knowledge.errors import LibraryEmpty

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Engine

    from bot.commands.written import Written
    from bot.drafts.chat import DraftingChat
    from knowledge.answering.answerer import Answerer
    from knowledge.embedding import Embedder
    from knowledge.generations import Generations
    from knowledge.language.vectors import WordVectors
    from knowledge.library import Library
    from knowledge.overview.standing import Standing
    from knowledge.settings import KnowledgeSettings
    from knowledge.types import Answer, Question


class Opened:
    """The services that answer and draft, each built when it is first asked for, each once; closed together."""

    def __init__(self) -> None:
        self._resources = ExitStack()
        self.listener: Written | None = None  # who sees in a terminal what is written of an answer

    @cached_property
    def settings(self) -> KnowledgeSettings:
        """The settings; SettingsError names what is wrong."""
        from knowledge.settings import KnowledgeSettings, load

        return load(KnowledgeSettings)

    @cached_property
    def engine(self) -> Engine:
        """The migrated database."""
        from knowledge.database import open_database

        return open_database(self.settings)

    @cached_property
    def library(self) -> Library:
        """The relational record."""
        from knowledge.library import Library

        return Library(self.engine)

    @cached_property
    def vectors(self) -> WordVectors | None:
        """The embedded word vectors, None where the package is missing or changed."""
        from knowledge.language.vectors import WordVectors

        return WordVectors.load()

    @cached_property
    def embedder(self) -> Embedder | None:
        """What the dense index is built and searched with."""
        from knowledge.providers import embedder

        return embedder(self.settings, self.vectors)

    @cached_property
    def generations(self) -> Generations:
        """The generation that readers see; closed with the toolbox."""
        from knowledge.generations import Generations

        generations = Generations(self.settings, self.library, self.embedder)
        self._resources.callback(generations.close)
        return generations

    @cached_property
    def answerer(self) -> Answerer:
        """Questions in, answers out. Raises LibraryEmpty at once where nothing has been published."""
        from knowledge.answering.opening import build_answerer
        from knowledge.contradictions.record import settlement

        if self.library.pointer().current is None:
            raise LibraryEmpty
        settled = partial(settlement, self.engine)
        return build_answerer(self.settings, self.generations.current, self.embedder, settled)

    @cached_property
    def drafting(self) -> DraftingChat:
        """Conversations: questions, and drafts of requests, kept in the database."""
        from bot.drafts.engine import build_chat
        from knowledge.answering.opening import CurrentPassages
        from knowledge.partnership import load_partnership

        passages = CurrentPassages(self.generations.current, self.vectors, self.embedder)
        return build_chat(
            self.engine,
            load_partnership(self.settings.partnership),
            self._answered,
            passages=lambda: passages,
            vectors=self.vectors,
        )

    def _answered(self, question: Question, today: date) -> Answer:
        shown = self.listener
        answer = self.answerer.answer(question, today, shown.part if shown else None)
        if shown:
            shown.understood(answer)
        self.library.record_answers([answer])
        return answer

    def overview(self, today: date) -> list[Standing]:
        """How every document stands on a day."""
        from knowledge.overview.standing import overview
        from knowledge.reliances import Reliances

        return overview(self.library.documents(), Reliances(self.engine).citation_counts(), today)

    @property
    def has_database(self) -> bool:
        """Whether there is a database yet: a dry run makes none."""
        return self.settings.database_url is not None or (self.settings.data_dir / "samspill.db").exists()

    def check_index(self) -> None:
        """Open the current generation as a question would. Raises IndexDamaged, EmbeddingMismatch, ChromaUnavailable."""
        self.generations.check()

    def close(self) -> None:
        """Let go of everything that was opened."""
        self._resources.close()
