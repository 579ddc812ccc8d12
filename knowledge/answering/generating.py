"""The answer that a model writes: asked once, its claims checked, shown with the quotes they rest on. Any failure is a ModelFailure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from knowledge.answering.checking import Claim, Cover, checked
from knowledge.answering.composing import Composed, cautions, cite
from knowledge.answering.contract import ANSWER_LENGTH, CITATIONS
from knowledge.answering.prompt import READ, SCHEMA, SYSTEM, user_message
from knowledge.answering.wording import norwegian
from knowledge.errors import ModelFailure
from knowledge.language.detection import detect_language
from knowledge.types import Language, Passage


class Completes(Protocol):
    """What answers with a JSON object (`knowledge.providers.ChatModel`)."""

    def complete(self, system: str, user: str, schema: dict[str, Any], deadline: float | None = None) -> dict[str, Any]:
        """Raises ModelFailure."""
        ...


def generate(
    model: Completes, question: str, passages: Sequence[Passage], language: Language, today: date, cover: Cover,
    deadline: float | None = None,
) -> Composed | None:  # fmt: skip
    """A checked answer, or None where the model says that the passages do not answer. Raises ModelFailure for anything else."""
    read = passages[:READ]
    if not read:
        return None
    reply = model.complete(SYSTEM, user_message(question, language, read), SCHEMA, deadline)
    claims = checked(reply, question, read, cover)
    if not claims:
        return None
    kept = _fitting(claims)
    text = " ".join(claim.text for claim in kept)
    if norwegian(detect_language(text, language)) != norwegian(language):
        raise ModelFailure(why="unsupported")
    notes = cautions([claim.quote.passage for claim in kept], language, today)
    text = "\n".join([_numbered(kept), *notes])
    if len(text) > ANSWER_LENGTH:
        raise ModelFailure(why="unsupported")
    return Composed(text, tuple(dict.fromkeys(cite(claim.quote) for claim in kept)))


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
