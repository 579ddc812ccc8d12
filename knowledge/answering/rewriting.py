"""A follow-up question made understandable by itself: the model is asked once, and checked against the thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from knowledge.answering.generating import Completes
from knowledge.answering.grounding import UNSAFE, Cover, figures, months, names, share_covered
from knowledge.answering.prompt import REWRITE, REWRITE_SCHEMA, TURNS, thread_message
from knowledge.answering.refusing import by_rule, turns, without_orders
from knowledge.answering.wording import norwegian
from knowledge.errors import ModelFailure
from knowledge.language.analysis import fold
from knowledge.language.detection import detect_language
from knowledge.language.followups import leans_back
from knowledge.types import Language, Turn

LONGEST, LONGER = 300, 200  # characters of a question that stands alone; how many more than the one that was asked
FROM_THREAD = 0.8  # share of its words that the thread and the question hold
KEPT = 0.6  # share of the question's words that it holds


def rewrite(
    model: Completes, question: str, history: Sequence[Turn], language: Language, cover: Cover, deadline: float
) -> str:
    """The question as it can be understood by itself; itself where it stands alone already.

    Raises ModelFailure where the model fails, and with `why` unsupported where what it wrote may not be used.
    """
    thread = [replace(turn, text=without_orders(turn.text)) for turn in history[-TURNS:] if not turns(turn.text)]
    reply = model.complete(REWRITE, thread_message(question, language, thread), REWRITE_SCHEMA, deadline)
    return accepted(reply, question, thread, language, cover)


def accepted(reply: Mapping[str, Any], question: str, thread: Sequence[Turn], language: Language, cover: Cover) -> str:
    """The question of a reply, where it says nothing that neither the thread nor the question says, and keeps what the question says."""
    written = reply.get("question")
    if not isinstance(written, str):
        raise ModelFailure(why="malformed")
    written = " ".join(written.split())
    if _plain(written) == _plain(question):
        return question
    said = " ".join((*(turn.text for turn in thread), question))
    holds = (
        0 < len(written) <= min(LONGEST, len(question) + LONGER)
        and not UNSAFE.search(written)
        and by_rule(written) is None
        and norwegian(detect_language(written, language)) == norwegian(language)
        and not leans_back(written)
        and _adds_nothing(written, said, language)
        and _adds_nothing(question, written, language)
        and share_covered(written, said, cover) >= FROM_THREAD
        and share_covered(question, written, cover) >= KEPT
    )
    if not holds:
        raise ModelFailure(why="unsupported")
    return written


def _adds_nothing(text: str, ground: str, language: Language) -> bool:
    """Whether each figure, month and name of a text stands in another. A single capital at its beginning makes no name."""
    known = fold(ground.lower())
    return (
        figures(text, language) <= figures(ground, language)
        and months(text) <= months(ground)
        and all(name in known for name in names(text))
    )


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).strip(" .?!")
