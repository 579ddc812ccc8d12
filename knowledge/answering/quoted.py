"""What an answer quotes: units of passages, and how they stand together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.units import Unit, units_of
from knowledge.types import Passage


@dataclass(frozen=True, slots=True)
class Quoted:
    """One unit to be quoted, from its passage, and the share of the question that it covers itself."""

    unit: Unit
    passage: Passage
    covered: float = 0.0


@dataclass(frozen=True, slots=True)
class Selection:
    """What the answer rests on: the units quoted, best first, the list that is given whole if any, and what contradicts it."""

    quotes: tuple[Quoted, ...]
    lead_in: Quoted | None = None
    items: tuple[Quoted, ...] = ()
    rivals: tuple[Quoted, ...] = ()


def quotable(candidate: Candidate, evidence: Evidence) -> Quoted:
    """The candidate, or where it is too short to be a quote by itself, the nearest quotable unit before it, else the first behind it."""
    covered = float(evidence.wanted.weights @ candidate.own)
    if candidate.unit.quotable:
        return Quoted(candidate.unit, candidate.passage, covered)
    units = units_of(candidate.passage)
    near: Sequence[Unit] = [*reversed(units[: candidate.unit.position]), *units[candidate.unit.position :]]
    return Quoted(next((unit for unit in near if unit.quotable), candidate.unit), candidate.passage, covered)
