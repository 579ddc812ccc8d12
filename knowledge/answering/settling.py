"""What a maintainer decided on documents that contradict each other, as an answer shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from knowledge.answering.quoted import Quoted
from knowledge.answering.wording import texts, title_of
from knowledge.types import Language

if TYPE_CHECKING:
    from knowledge.contradictions.record import Settlement

Settled: TypeAlias = "Callable[[str, str], Settlement | None]"  # two quotes in, the decision on them out


def unsettled(one: str, other: str) -> Settlement | None:
    """Nothing was decided."""
    return None


def preferred(quotes: Sequence[Quoted], settled: Settled) -> tuple[Quoted, Settlement | None]:
    """The quote that leads, and the decision that says so: the preferred document's where one was decided on, else the first."""
    first = quotes[0]
    for other in quotes[1:]:
        decision = settled(first.unit.text, other.unit.text)
        if decision is None:
            continue
        chosen = next(
            (quote for quote in quotes if quote.passage.version.document.identity == decision.preferred), first
        )
        return chosen, decision
    return first, None


def decision_notes(first: Quoted, decision: Settlement | None, language: Language) -> list[str]:
    """What is said of a decision: which document holds, and the maintainer's own words."""
    if decision is None:
        return []
    holds = decision.preferred == first.passage.version.document.identity
    said = [texts()("settled", language, title=title_of(first.passage))] if holds else []
    return [*said, texts()("settled_note", language, note=decision.note)] if decision.note else said
