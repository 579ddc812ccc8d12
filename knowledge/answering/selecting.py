"""From scored candidates to what is quoted: one unit, a few, or a whole list, within the lengths of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.units import Unit, units_of
from knowledge.types import Passage

NEAR = 1.6  # a further quote is given when its score (log-odds) is at most this much below the best one's
TOGETHER = 340  # characters of quotes in an ordinary answer
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
    listed = _list_at(evidence.candidates[0], evidence) if _wants_list(evidence, evidence.candidates[0]) else None
    if listed is not None:
        return listed
    candidates = [candidate for candidate in evidence.candidates if candidate.unit.kind != "list"]
    best = candidates[0]
    quotes = [_quotable(best)]
    length = len(best.unit.text)
    for candidate in candidates[1:6]:
        length += len(candidate.unit.text)
        if best.score - candidate.score > NEAR or length > TOGETHER or len(quotes) == MOST_PASSAGES:
            break
        if not any(_overlap(candidate.unit, quote.unit) for quote in quotes):
            quotes.append(_quotable(candidate))
    return Selection(tuple(quotes))


def _wants_list(evidence: Evidence, best: Candidate) -> bool:
    """Whether the list is given whole: it was chosen itself, its lead-in was, or several things are asked for."""
    asked = evidence.asked
    if best.unit.kind == "list" or best.unit.text.rstrip().endswith(":"):
        return True
    return (asked.wants_list and best.unit.kind == "item") or (
        asked.kind in {"list", "procedure", "what"} and _announces(best)
    )


def _announces(best: Candidate) -> bool:
    """Whether a running sentence without its full stop leads into the list below it."""
    return (
        best.unit.kind == "sentence"
        and bool(_following(best))
        and not best.unit.text.rstrip().endswith((".", "!", "?"))
    )


def _following(candidate: Candidate) -> list[Unit]:
    """The list that begins below a sentence, a further lead-in between them allowed."""
    after = units_of(candidate.passage)[candidate.unit.position + 1 :]
    if len(after) > 1 and after[0].block < 0 and after[0].text.rstrip().endswith(":"):
        after = after[1:]
    return (
        [unit for unit in after if unit.block == after[0].block and unit.kind == "item"]
        if after and after[0].block >= 0
        else []
    )


def _list_at(best: Candidate, evidence: Evidence) -> Selection | None:
    """The list that the best candidate is, belongs to or leads into, whole; None where there is none or it is too long."""
    units = units_of(best.passage)
    members = (
        [u for u in units if u.block == best.unit.block and u.kind != "sentence"]
        if best.unit.block >= 0
        else _following(best)
    )
    if not 2 <= len(members) <= MOST_ITEMS or sum(len(unit.text) for unit in members) > LISTED:
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
