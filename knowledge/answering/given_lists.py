"""Where a whole list is given: one that the best candidate is, belongs to, leads into or counts, or that a further quote is part of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.further import sources_differ
from knowledge.answering.lists import Listed, announced_list, answers, foreign, numbered_list, steps, whole_list
from knowledge.answering.preferring import does_it
from knowledge.answering.quoted import Quoted, Selection, quotable
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.units import Unit, units_of
from knowledge.types import Passage

MOST_ITEMS = 12
LONGEST_LEAD = 240
WHOLE = 600  # characters of a list that is given for one of its items
ANNOUNCED = frozenset(
    {"list", "what", "procedure"}
)  # kinds for which a list below the sentence after the best one is given too
OF_THE_LIST = re.compile(
    r"^(?:lista|listen|punkta|punktene|the\s+list|these\s+points)\b", re.I
)  # says something of the list above it
ONE_FACT = frozenset(
    {"when", "how_long", "how_often", "how_much", "how_many", "contact", "address", "reference"}
)  # no list answers


def list_at(evidence: Evidence) -> Selection | None:
    """The list that the best candidate is, belongs to, leads into or counts, whole; None where none is wanted or there."""
    best = evidence.candidates[0]
    if (differing := sources_differ(evidence)) is not None:
        return _given(whole_list(differing.passage, differing.unit.block))
    if evidence.asked.kind in ONE_FACT or does_it(best, evidence):
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
    opened = hangs(best.unit, best.passage)  # says nothing without the list below it
    if (
        block is not None
        and (listed := whole_list(best.passage, block))
        and (opened or answers(listed, best, evidence))
    ):
        given = _given(listed)
        if given and OF_THE_LIST.match(best.unit.text):
            return replace(given, lead_in=quotable(best, evidence))
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
        and (after[0].text.rstrip().endswith(":") or hangs(after[0], best.passage))
    ):
        announced, after = announced or evidence.asked.kind in ANNOUNCED, after[1:]
    if not after or after[0].kind != "item" or not (announced or wants):
        return None
    return after[0].block


def hangs(unit: Unit, passage: Passage) -> bool:
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


def list_of_part(candidate: Candidate, best: Candidate, evidence: Evidence) -> Selection | None:
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
    return replace(given, lead_in=quotable(best, evidence)) if given else None


def _pointed_at(best: Candidate, evidence: Evidence) -> bool:
    """Whether a procedure is asked for and the item stands among what its lead-in says is found there ("Here you find:")."""
    return evidence.asked.kind == "procedure" and best.unit.lead.rstrip().endswith(":")
