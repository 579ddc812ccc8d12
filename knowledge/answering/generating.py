"""The answer that a model writes: asked once, its claims checked, shown with the quotes they rest on. Any failure is a ModelFailure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from knowledge.answering.checking import Claim, checked
from knowledge.answering.composing import Composed, cautions, cite
from knowledge.answering.contract import ANSWER_LENGTH, CITATIONS
from knowledge.answering.grounding import Cover
from knowledge.answering.prompt import READ, SCHEMA, SYSTEM, user_message
from knowledge.answering.refusing import without_orders
from knowledge.answering.streaming import Claims
from knowledge.answering.wording import norwegian
from knowledge.errors import ModelFailure
from knowledge.language.detection import detect_language
from knowledge.types import Language, Passage


class Completes(Protocol):
    """What answers with a JSON object (`knowledge.providers.ChatModel`)."""

    def complete(
        self,
        system: str,
        user: str,
        schema: dict[str, Any],
        deadline: float | None = None,
        heard: Callable[[str], None] | None = None,
    ) -> dict[str, Any]:
        """`heard` gets the text so far while it is written. Raises ModelFailure."""
        ...


Show = Callable[[Composed], None]


def generate(
    model: Completes, question: str, passages: Sequence[Passage], language: Language, today: date, cover: Cover,
    deadline: float | None = None, show: Show | None = None,
) -> Composed | None:  # fmt: skip
    """A checked answer, or None where the model says that the passages do not answer. Raises ModelFailure for anything else.

    `show` gets what holds so far while the model writes, on another thread; what it was given stands only if no failure follows.
    """
    read = [_data(passage) for passage in passages[:READ]]
    if not read:
        return None
    heard = Claims(question, read, cover, lambda claims: _show(claims, language, show)) if show else None
    reply = model.complete(SYSTEM, user_message(question, language, read), SCHEMA, deadline, heard)
    claims = checked(reply, question, read, cover)
    if not claims:
        return None
    kept = _fitting(claims)
    if not _in_language(kept, language):
        raise ModelFailure(why="unsupported")
    notes = cautions([claim.quote.passage for claim in kept], language, today)
    text = "\n".join([_numbered(kept), *notes])
    if len(text) > ANSWER_LENGTH:
        raise ModelFailure(why="unsupported")
    return Composed(text, tuple(dict.fromkeys(cite(claim.quote) for claim in kept)))


def _data(passage: Passage) -> Passage:
    """The passage as the model reads it and its claims are checked by: without sentences that give an assistant orders."""
    return replace(passage, chunk=replace(passage.chunk, text=without_orders(passage.chunk.text)))


def _show(claims: Sequence[Claim], language: Language, show: Show | None) -> None:
    kept = _fitting(claims)
    text = _numbered(kept)
    if show is not None and _in_language(kept, language) and len(text) <= ANSWER_LENGTH:
        show(Composed(text, tuple(dict.fromkeys(cite(claim.quote) for claim in kept))))


def _in_language(claims: Sequence[Claim], language: Language) -> bool:
    text = " ".join(claim.text for claim in claims)
    return norwegian(detect_language(text, language)) == norwegian(language)


def _fitting(claims: Sequence[Claim]) -> list[Claim]:
    """The first claims that rest on no more quotes than an answer may cite."""
    kept: list[Claim] = []
    for claim in claims:
        if len({cite(each.quote) for each in (*kept, claim)}) > CITATIONS:
            break
        kept.append(claim)
    return kept


def _numbered(claims: Sequence[Claim]) -> str:
    """The claims, each with the number of its citation."""
    numbers = {citation: n for n, citation in enumerate(dict.fromkeys(cite(claim.quote) for claim in claims), 1)}
    return " ".join(f"{claim.text} ({numbers[cite(claim.quote)]})" for claim in claims)
