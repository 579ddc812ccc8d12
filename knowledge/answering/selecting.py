"""From scored candidates to what is quoted: one unit, a few, or a whole list, within the lengths of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.units import Unit, units_of
from knowledge.types import Passage

NEAR = 1.6  # a further quote is given when its score (log-odds) is at most this much below the best one's
TOGETHER = 340  # characters of quotes in an ordinary answer
MOST_QUOTES = 3
MOST_ITEMS = 12
ANNOUNCED = frozenset(
    {"list", "what", "procedure"}
)  # kinds for which a list below the sentence after the best one is given too


@dataclass(frozen=True, slots=True)
class Quoted:
    """One unit to be quoted, from its passage, and the share of the question that it covers itself."""

    unit: Unit
    passage: Passage
    covered: float = 0.0


@dataclass(frozen=True, slots=True)
class Selection:
    """What the answer rests on: the units quoted, best first, and the list that is given whole (empty where there is none)."""

    quotes: tuple[Quoted, ...]
    lead_in: Quoted | None = None
    items: tuple[Quoted, ...] = ()


def select(evidence: Evidence) -> Selection:
    """What to quote for a question. The evidence holds at least one candidate."""
    listed = _list_at(evidence.candidates[0], evidence)
    if listed is not None:
        return listed
    candidates = [candidate for candidate in evidence.candidates if candidate.unit.kind != "list"]
    best = candidates[0]
    quotes = [_quotable(best, evidence)]
    length = len(best.unit.text)
    for candidate in candidates[1:6]:
        length += len(candidate.unit.text)
        if best.score - candidate.score > NEAR or length > TOGETHER or len(quotes) == MOST_QUOTES:
            break
        further = _quotable(candidate, evidence)
        if not any(_overlap(further.unit, quote.unit) for quote in quotes):
            quotes.append(further)
    return Selection(tuple(quotes))


def _list_at(best: Candidate, evidence: Evidence) -> Selection | None:
    """The list that the best candidate is, belongs to or leads into, whole; None where none is wanted or there."""
    members = _members(best, evidence)
    if not 2 <= len(members) <= MOST_ITEMS:
        return None
    units = units_of(best.passage)
    first = units[members[0].position - 1] if members[0].position else None
    lead = (
        Quoted(first, best.passage)
        if first and first.kind == "sentence" and first.quotable and first.block < 0
        else None
    )
    return Selection((), lead, tuple(Quoted(unit, best.passage) for unit in members))


def _members(best: Candidate, evidence: Evidence) -> list[Unit]:
    units = units_of(best.passage)
    wants = evidence.asked.wants_list
    if best.unit.kind == "list" or (best.unit.kind == "item" and wants):
        return [unit for unit in units if unit.block == best.unit.block and unit.kind == "item"]
    if best.unit.kind != "sentence":
        return []
    after = units[best.unit.position + 1 :]
    announced = best.unit.text.rstrip().endswith(":") or not best.unit.text.rstrip().endswith((".", "!", "?"))
    if after and after[0].block < 0 and after[0].text.rstrip().endswith(":"):
        announced, after = announced or evidence.asked.kind in ANNOUNCED, after[1:]
    if not after or after[0].block < 0 or not (announced or wants):
        return []
    return [unit for unit in after if unit.block == after[0].block and unit.kind == "item"]


def _quotable(candidate: Candidate, evidence: Evidence) -> Quoted:
    """The candidate, or where it is too short to be a quote by itself, what stands before it."""
    covered = float(evidence.wanted.weights @ candidate.own)
    if candidate.unit.quotable:
        return Quoted(candidate.unit, candidate.passage, covered)
    units = units_of(candidate.passage)
    near: Sequence[Unit] = [*reversed(units[: candidate.unit.position]), *units[candidate.unit.position :]]
    return Quoted(next((unit for unit in near if unit.quotable), candidate.unit), candidate.passage, covered)


def _overlap(one: Unit, other: Unit) -> bool:
    return one.text in other.text or other.text in one.text
