"""The answerer as the bot uses it: built away from the event loop, and silent about examples unless they are allowed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from bot.drafts.rules import PassageSource
from bot.services import Answers, Show
from knowledge.settings import KnowledgeSettings
from knowledge.texts import Texts
from knowledge.types import Answer, Language, Passage, Question

if TYPE_CHECKING:
    from knowledge.answering.opening import CurrentPassages


class LibraryAnswers:
    """The answerer over the library's current generation; a new one is opened in the background when it is published."""

    def __init__(self, settings: KnowledgeSettings, engine: Engine) -> None:
        """Raises LibraryEmpty, IndexDamaged, EmbeddingUnavailable, ChromaUnavailable, SettingsError, DatabaseUnavailable."""
        from knowledge.answering.opening import build_answerer
        from knowledge.contradictions.record import settlement
        from knowledge.generations import Generations
        from knowledge.language.vectors import WordVectors
        from knowledge.library import Library
        from knowledge.providers import embedder

        self._vectors = vectors = embedder(settings, WordVectors.load())
        self._generations = Generations(settings, Library(engine), vectors)
        self._answerer = build_answerer(settings, self._generations.current, vectors, partial(settlement, engine))
        with self._generations.current():
            self._generations.watch()
        self._answerer.warm(date.today())

    def answer(self, question: Question, today: date, show: Show | None = None) -> Answer:
        """The answer from the generation that is current now; `show` gets what is written of it."""
        return self._answerer.answer(question, today, show)

    def passages(self) -> CurrentPassages:
        """The current generation's passages, for the rules that forms rest on."""
        from knowledge.answering.opening import CurrentPassages
        from knowledge.language.vectors import WordVectors

        vectors = self._vectors if isinstance(self._vectors, WordVectors) else WordVectors.load()
        return CurrentPassages(self._generations.current, vectors, self._vectors)

    def close(self) -> None:
        """Let go of the generation."""
        self._generations.close()


class NoPassages:
    """No documents to look rules up in yet."""

    generation = ""

    def retrieve(self, text: str, language: Language, k: int = 10) -> list[Passage]:
        """None."""
        return []


class ReadyAnswers:
    """Builds the real answerer once, on first use or by `warm`; an attempt that fails is made again by the next question.

    `build` may raise any error of the tree, LibraryEmpty while nothing has been published.
    """

    def __init__(self, build: Callable[[], Answers], texts: Texts, allow_examples: bool) -> None:
        self._build, self._texts, self._allow_examples = build, texts, allow_examples
        self._lock = threading.Lock()
        self._real: Answers | None = None
        self._source: PassageSource | None = None
        self.is_real = True  # not a stand-in's

    def close(self) -> None:
        """Let go of what was opened."""
        if isinstance(self._real, LibraryAnswers):
            self._real.close()

    def passages(self) -> PassageSource:
        """Where rules are looked up: nowhere as long as nothing was built, and behind a stand-in."""
        if self._source is None and isinstance(self._real, LibraryAnswers):
            self._source = self._real.passages()
        return self._source or NoPassages()

    @property
    def ready(self) -> bool:
        """Whether a question would be answered without building anything first."""
        return self._real is not None

    def warm(self) -> None:
        """Build now."""
        with self._lock:
            if self._real is None:
                self._real = self._build()

    def answer(self, question: Question, today: date, show: Show | None = None) -> Answer:
        """The answer. One that rests on examples is withheld where they are not allowed, from `show` too."""
        self.warm()
        assert self._real is not None  # noqa: S101  (for the type checker)
        answer = self._real.answer(question, today, show and self._allowed(show))
        if not self._withheld(answer):
            return answer
        text = self._texts("answer.examples_only", answer.language)
        return replace(answer, text=text, abstained=True, mode="refused", citations=(), reason="not_in_documents")

    def _withheld(self, answer: Answer) -> bool:
        return not self._allow_examples and any(citation.status == "example" for citation in answer.citations)

    def _allowed(self, show: Show) -> Show:
        def shown(part: Answer) -> None:
            if not self._withheld(part):
                show(part)

        return shown
