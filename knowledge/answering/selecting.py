"""From scored candidates to what is quoted: one unit, a few, or a whole list, within the lengths of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.units import Unit, units_of
from knowledge.types import Passage

NEAR = 0.72  # a further quote is given from this share of the best one's score
TOGETHER = 330  # characters of quotes in an ordinary answer
LISTED = 1000  # characters of a list with its lead-in
MOST_PASSAGES = 3
MOST_ITEMS = 12


@dataclass(frozen=True, slots=True)
class Quoted:
    """One unit to be quoted, from its passage."""

    unit: Unit
    passage: Passage


@dataclass(frozen=True, slots=True)
class Selection:
    """What the answer rests on: the units quoted, best first, and the list that is given whole (empty where there is none)."""

    quotes: tuple[Quoted, ...]
    lead_in: Quoted | None = None
    items: tuple[Quoted, ...] = ()


def select(evidence: Evidence) -> Selection:
    """What to quote for a question. The evidence holds at least one candidate."""
    best = evidence.candidates[0]
    listed = _list_at(best, evidence) if _wants_list(evidence, best) else None
    if listed is not None:
        return listed
    quotes = [_quotable(best)]
    length = len(best.unit.text)
    for candidate in evidence.candidates[1:6]:
        length += len(candidate.unit.text)
        if candidate.score < NEAR * best.score or length > TOGETHER or len(quotes) == MOST_PASSAGES:
            break
        if not any(_overlap(candidate.unit, quote.unit) for quote in quotes):
            quotes.append(_quotable(candidate))
    return Selection(tuple(quotes))


def _wants_list(evidence: Evidence, best: Candidate) -> bool:
    return (
        evidence.asked.wants_list
        or best.unit.text.rstrip().endswith(":")
        or (evidence.asked.kind in {"procedure", "what"} and _announces(best))
    )


def _announces(best: Candidate) -> bool:
    """Whether a running sentence without its full stop leads into the list below it."""
    following = _following(best)
    return best.unit.kind == "sentence" and bool(following) and not best.unit.text.rstrip().endswith((".", "!", "?"))


def _following(candidate: Candidate) -> list[Unit]:
    units = units_of(candidate.passage)
    after = units[candidate.unit.position + 1 :]
    return [unit for unit in after if unit.block == after[0].block] if after and after[0].block >= 0 else []


def _list_at(best: Candidate, evidence: Evidence) -> Selection | None:
    """The list that the best candidate belongs to or leads into, whole; None where there is none or it is too long."""
    units = units_of(best.passage)
    members = (
        [unit for unit in units if unit.block == best.unit.block and unit.kind != "sentence"]
        if best.unit.block >= 0
        else _following(best)
    )
    if not 2 <= len(members) <= MOST_ITEMS or sum(len(unit.text) for unit in members) > LISTED:
        return None
    if best.unit.kind == "row" and not evidence.asked.wants_list:
        return None
    first = units[members[0].position - 1] if members[0].position else None
    lead = (
        Quoted(first, best.passage)
        if first and first.kind == "sentence" and first.quotable and first.block < 0
        else None
    )
    return Selection((), lead, tuple(Quoted(unit, best.passage) for unit in members))


def _quotable(candidate: Candidate) -> Quoted:
    """The candidate, or where it is too short to be a quote by itself, what stands before it."""
    if candidate.unit.quotable:
        return Quoted(candidate.unit, candidate.passage)
    units = units_of(candidate.passage)
    near: Sequence[Unit] = [*reversed(units[: candidate.unit.position]), *units[candidate.unit.position :]]
    return Quoted(next((unit for unit in near if unit.quotable), candidate.unit), candidate.passage)


def _overlap(one: Unit, other: Unit) -> bool:
    return one.text in other.text or other.text in one.text
