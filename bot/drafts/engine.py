"""The drafting engine from its parts: what a command or the Slack surface builds once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from bot.drafts.chat import AnswerQuestions, DraftingChat
from bot.drafts.proposals import Extractor
from bot.drafts.reading.reader import Reader
from bot.drafts.reading.themes import Similarity
from bot.drafts.rules import FoundRules, NoRules, PassageSource
from bot.drafts.store import DraftStore
from knowledge.partnership import Partnership

if TYPE_CHECKING:
    from knowledge.language.vectors import WordVectors


def build_chat(
    engine: Engine,
    partnership: Partnership,
    answer: AnswerQuestions,
    *,
    passages: Callable[[], PassageSource] | None = None,
    vectors: WordVectors | None = None,
    likeness: Similarity | None = None,
    extractor: Extractor | None = None,
) -> DraftingChat:
    """The engine on a migrated database. `passages` gives the open generation, for the rules; `vectors`, or a
    `likeness` of their own, help to tell theme areas."""
    likeness = theme_likeness(partnership, vectors) if vectors is not None else likeness
    rules = FoundRules(passages) if passages is not None else NoRules()
    return DraftingChat(DraftStore(engine), Reader(partnership, likeness), partnership, rules, answer, extractor)


def theme_likeness(partnership: Partnership, vectors: WordVectors) -> Similarity:
    """How much a subject is like each theme area: the cosine of its pooled word vectors and the area's names and descriptions."""
    areas = [area.id for area in partnership.theme_areas]
    matrix = vectors.embed(
        [" ".join([*area.all_names(), *(area.descriptions or {}).values()]) for area in partnership.theme_areas]
    )

    def likeness(subject: str) -> dict[str, float]:
        return {area: float(score) for area, score in zip(areas, matrix @ vectors.embed([subject])[0], strict=True)}

    return likeness


class SlowLikeness:
    """The same, with the word vectors loaded when a theme area is first to be told: a bot must start at once."""

    def __init__(self, partnership: Partnership) -> None:
        self._partnership = partnership
        self._likeness: Similarity | None = None

    def __call__(self, subject: str) -> dict[str, float]:
        """As `theme_likeness`; nothing where the vectors are missing."""
        from knowledge.language.vectors import WordVectors

        if self._likeness is None:
            vectors = WordVectors.load()
            self._likeness = theme_likeness(self._partnership, vectors) if vectors is not None else lambda _: {}
        return self._likeness(subject)
