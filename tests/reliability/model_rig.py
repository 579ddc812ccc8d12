"""Questions to the real answerer with a stand-in model, for the runs that let the model fail or obey a poisoned passage."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.answering.answerer import Answerer
from knowledge.circuit import CircuitBreaker
from knowledge.providers import ChatModel
from knowledge.settings import KnowledgeSettings
from knowledge.types import Answer, Metadata, Question, Turn
from tests.knowledge.answering.shelf import TODAY, Shelf, answerer
from tests.standins.model_server import ModelServer, good

Row = tuple[str, Metadata, tuple[str, ...], str]


@dataclass
class Rig:
    """The parts of a run. `ask` gives the answer and everything that was shown while it was written."""

    server: ModelServer
    model: ChatModel
    answers: Answerer

    def ask(self, text: str, history: tuple[Turn, ...] = ()) -> tuple[Answer, list[Answer]]:
        """One question, with today's clock standing still; with a `history` it follows up on a thread."""
        shown: list[Answer] = []
        return self.answers.answer(Question(text, history), TODAY, shown.append), shown


@contextmanager
def rig(rows: Sequence[Row], breaker: CircuitBreaker | None = None) -> Iterator[Rig]:
    """The answerer over documents of these rows, with the settings as they come; without a breaker every question reaches the model."""
    with TemporaryDirectory() as folder, ModelServer(good({})) as server:
        settings = KnowledgeSettings(_env_file=None, OPENAI_BASE_URL=server.url)
        model = ChatModel(settings, breaker or CircuitBreaker(failures=sys.maxsize))
        made = answerer(Shelf(Path(folder) / "lexical", rows), model=model, deadline=settings.model_timeout)
        made.warm(TODAY)
        try:
            yield Rig(server, model, made)
        finally:
            model.close()
