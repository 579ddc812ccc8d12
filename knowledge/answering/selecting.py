"""From scored candidates to what is quoted: one unit, a few, or a whole list, within the lengths of the contract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from knowledge.answering.conflicting import rivals
from knowledge.answering.further import adds, otherwise, sources_differ
from knowledge.answering.lists import (
    Listed,
    announced_list,
    answers,
    foreign,
    numbered_list,
    steps,
    told_first,
    whole_list,
)
from knowledge.answering.preferring import in_force, led
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.renaming import tells_new_name
from knowledge.answering.units import Unit, units_of
from knowledge.types import Passage

NEAR = 2.5  # a further quote is given when its score (log-odds) is at most this much below the best one's
TOGETHER = 420  # characters of quotes in an ordinary answer
MOST_QUOTES = 3
MOST_ITEMS = 12
BESIDE = 40  # candidates among which a sentence is looked for that tells what another source says of the same
LONGEST_LEAD = 240
WHOLE = 600  # characters of a list that is given for one of its items
ANNOUNCED = frozenset(
    {"list", "what", "procedure"}
)  # kinds for which a list below the sentence after the best one is given too


LIMITS = re.compile(
    r"^(?:dette\s+gjeld(?:er)?|det(?:te)?\s+gjeld(?:er)?\s+(?:bare|berre|kun|ikke|ikkje)|forutsetningen|føresetnaden|vilkåret|unntaket|likevel\s+ikk"
    r"|this\s+applies|it\s+applies\s+only|this\s+does\s+not\s+apply|the\s+(?:condition|exception)\s+is|provided\s+that)\b",
    re.I,
)
WHAT_THEY_ARE = re.compile(r"^(?:han|hun|ho|he|she)\s+(?:er|is|arbeider|arbeidar|works)\b", re.I)
OF_THE_LIST = re.compile(
    r"^(?:lista|listen|punkta|punktene|the\s+list|these\s+points)\b", re.I
)  # says something of the list above it
ONE_FACT = frozenset(
    {"when", "how_long", "how_often", "how_much", "how_many", "contact", "address", "reference"}
)  # no list answers


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


def select(evidence: Evidence, today: date) -> Selection:
    """What to quote for a question on a day. The evidence holds at least one candidate."""
    listed = _list_at(evidence)
    if listed is not None:
        return listed
    ordered = tuple(one for one in told_first(evidence, NEAR) if one.unit.kind != "list")
    ordered = tuple(one for one in ordered if not _hangs(one.unit, one.passage)) or ordered
    candidates = led(evidence, ordered, today)
    best, *others = candidates
    quotes = [_quotable(best, evidence)]
    if against := rivals(best, evidence, today):
        return Selection(tuple(quotes), rivals=tuple(_quotable(candidate, evidence) for candidate in against))
    if (now := tells_new_name(evidence, (best,))) is not None:
        quotes.append(_quotable(now, evidence))
    if (bound := _told_on(best, evidence)) is not None:
        quotes.append(Quoted(bound, best.passage))
    length = len(best.unit.text)
    if evidence.asked.expected and (beside := next((one for one in others[:BESIDE] if otherwise(one, best)), None)):
        quotes.append(_quotable(beside, evidence))
    for candidate in others[:6]:
        if best.score - candidate.score > NEAR or len(quotes) == MOST_QUOTES:
            break
        if length + len(candidate.unit.text) > TOGETHER or not adds(candidate, best, evidence):
            continue
        if in_force(best, candidates, today) and not in_force(candidate, candidates, today):
            continue
        if (with_list := _list_of_part(candidate, best, evidence)) is not None:
            return with_list
        further = _quotable(candidate, evidence)
        if not any(_overlap(further.unit, quote.unit) for quote in quotes):
            quotes.append(further)
            length += len(candidate.unit.text)
    return Selection(tuple(quotes))


def _told_on(best: Candidate, evidence: Evidence) -> Unit | None:
    """The sentence right after the best one that says for whom or when that holds, or what the person is whose name was asked for."""
    after = units_of(best.passage)[best.unit.position + 1 : best.unit.position + 2]
    if (
        best.unit.kind != "sentence"
        or not after
        or after[0].kind != "sentence"
        or after[0].heading != best.unit.heading
    ):
        return None
    tells = LIMITS.match(after[0].text) or (evidence.asked.kind == "who" and WHAT_THEY_ARE.match(after[0].text))
    return after[0] if after[0].quotable and tells else None


def _list_at(evidence: Evidence) -> Selection | None:
    """The list that the best candidate is, belongs to, leads into or counts, whole; None where none is wanted or there."""
    best = evidence.candidates[0]
    if (differing := sources_differ(evidence)) is not None:
        return _given(whole_list(differing.passage, differing.unit.block))
    if evidence.asked.kind in ONE_FACT:
        return None
    numbered = numbered_list(evidence) if evidence.asked.wants_list else None
    counted = announced_list(evidence) if evidence.asked.wants_list else None
    if numbered and counted and foreign(evidence, numbered) and not foreign(evidence, counted):
        numbered = counted
    if numbered and (given := _given(numbered)):
        return given
    if counted and best.unit.kind == "item":  # an item that names the thing stands in a list of other things more often
        return _given(counted)
    block = _block(best, evidence)
    opened = _hangs(best.unit, best.passage)  # says nothing without the list below it
    if (
        block is not None
        and (listed := whole_list(best.passage, block))
        and (opened or answers(listed, best, evidence))
    ):
        given = _given(listed)
        if given and OF_THE_LIST.match(best.unit.text):
            return replace(given, lead_in=_quotable(best, evidence))
        if given:
            return given
    if counted:
        return _given(counted)
    if (rows := _table_below(best)) is not None:
        return rows
    if evidence.asked.kind == "procedure" and (told := steps(evidence)):
        return _given(told)
    return None


def _table_below(best: Candidate) -> Selection | None:
    """The rows of the table that a sentence leads into by its colon, under that sentence."""
    if best.unit.kind != "sentence" or not best.unit.text.rstrip().endswith(":") or not best.unit.quotable:
        return None
    after = units_of(best.passage)[best.unit.position + 1 :]
    rows = [unit for unit in after if unit.kind == "row" and unit.block == after[0].block]
    if not 2 <= len(rows) <= MOST_ITEMS:
        return None
    return Selection((), Quoted(best.unit, best.passage), tuple(Quoted(row, best.passage) for row in rows))


def _given(listed: Listed) -> Selection | None:
    """A list as it is given: the nearest sentence above it that can be quoted leads, if it is short."""
    if not 2 <= len(listed.items) <= MOST_ITEMS:
        return None
    leads = [Quoted(unit, passage) for unit, passage in reversed(listed.above) if unit.quotable]
    lead = leads[0] if leads and len(leads[0].unit.text) <= LONGEST_LEAD else None
    return Selection((), lead, tuple(Quoted(unit, passage) for unit, passage in listed.items))


def _block(best: Candidate, evidence: Evidence) -> int | None:
    """The number of the list in the best candidate's chunk that is wanted with it."""
    units = units_of(best.passage)
    wants = evidence.asked.wants_list
    if best.unit.kind == "list" or (best.unit.kind == "item" and (wants or _pointed_at(best, evidence))):
        return best.unit.block
    told = evidence.asked.kind in ANNOUNCED and not best.signal("foreign")
    if best.unit.kind == "item" and told and _is_part(best.unit, units):
        return best.unit.block
    if best.unit.kind != "sentence":
        return None
    before = units[best.unit.position - 1] if best.unit.position else None
    if before and before.kind == "item" and OF_THE_LIST.match(best.unit.text):
        return before.block
    after = units[best.unit.position + 1 :]
    announced = best.unit.text.rstrip().endswith(":") or not best.unit.text.rstrip().endswith((".", "!", "?"))
    if (
        len(after) > 1
        and after[0].block < 0
        and (after[0].text.rstrip().endswith(":") or _hangs(after[0], best.passage))
    ):
        announced, after = announced or evidence.asked.kind in ANNOUNCED, after[1:]
    if not after or after[0].kind != "item" or not (announced or wants):
        return None
    return after[0].block


def _hangs(unit: Unit, passage: Passage) -> bool:
    """Whether running text ends without a mark, right above the list that goes on with it ("The form asks about")."""
    after = units_of(passage)[unit.position + 1 : unit.position + 2]
    return unit.kind == "sentence" and unit.block < 0 and unit.text.rstrip()[-1:].isalpha() and any(
        one.kind == "item" for one in after
    )  # fmt: skip


def _is_part(item: Unit, units: Sequence[Unit]) -> bool:
    """Whether an item only goes on with the heading or unfinished sentence above a list that is short enough to be given whole."""
    above = next((unit for unit in units if unit.text == item.lead and unit.kind == "sentence"), None)
    if item.text[:1].isupper() or item.text.rstrip().endswith((".", "!", "?")):
        return False
    if above is not None and not above.text.rstrip()[-1:].isalpha():
        return False
    length = sum(len(unit.text) for unit in units if unit.block == item.block and unit.kind == "item")
    return length <= (WHOLE if above else WHOLE // 2)


def _list_of_part(candidate: Candidate, best: Candidate, evidence: Evidence) -> Selection | None:
    """The list, under the best sentence, of which a further quote would only be a part."""
    unit, same = candidate.unit, candidate.passage.version.id == best.passage.version.id
    whole_sentence = unit.text[:1].isupper() and unit.text.rstrip().endswith((".", "!", "?"))
    if unit.kind != "item" or whole_sentence or not same or best.unit.kind != "sentence":
        return None
    if evidence.asked.kind not in ANNOUNCED or not best.unit.quotable or len(best.unit.text) > LONGEST_LEAD:
        return None
    if float(evidence.wanted.weights @ candidate.covered) < float(evidence.wanted.weights @ best.own):
        return None
    given = _given(whole_list(candidate.passage, unit.block))
    return replace(given, lead_in=_quotable(best, evidence)) if given else None


def _pointed_at(best: Candidate, evidence: Evidence) -> bool:
    """Whether a procedure is asked for and the item stands among what its lead-in says is found there ("Here you find:")."""
    return evidence.asked.kind == "procedure" and best.unit.lead.rstrip().endswith(":")


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
