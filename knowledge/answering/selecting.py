"""From scored candidates to what is quoted: one unit, a few, or a whole list (`given_lists`), within the lengths of the contract."""

from __future__ import annotations

import re
from datetime import date

from knowledge.answering.conflicting import rivals
from knowledge.answering.further import adds, otherwise
from knowledge.answering.given_lists import hangs, list_at, list_of_part
from knowledge.answering.lists import told_first
from knowledge.answering.preferring import in_force, led
from knowledge.answering.quoted import Quoted, Selection, quotable
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.renaming import tells_new_name
from knowledge.answering.units import Unit, units_of

NEAR = 2.5  # a further quote is given when its score (log-odds) is at most this much below the best one's
TOGETHER = 420  # characters of quotes in an ordinary answer
MOST_QUOTES = 3
BESIDE = 40  # candidates among which a sentence is looked for that tells what another source says of the same
LIMITS = re.compile(
    r"^(?:dette\s+gjeld(?:er)?|det(?:te)?\s+gjeld(?:er)?\s+(?:bare|berre|kun|ikke|ikkje)|forutsetningen|føresetnaden|vilkåret|unntaket|likevel\s+ikk"
    r"|this\s+applies|it\s+applies\s+only|this\s+does\s+not\s+apply|the\s+(?:condition|exception)\s+is|provided\s+that)\b",
    re.I,
)
WHAT_THEY_ARE = re.compile(r"^(?:han|hun|ho|he|she)\s+(?:er|is|arbeider|arbeidar|works)\b", re.I)


def select(evidence: Evidence, today: date) -> Selection:
    """What to quote for a question on a day. The evidence holds at least one candidate."""
    listed = list_at(evidence)
    if listed is not None:
        return listed
    ordered = tuple(one for one in told_first(evidence, NEAR) if one.unit.kind != "list")
    ordered = tuple(one for one in ordered if not hangs(one.unit, one.passage)) or ordered
    candidates = led(evidence, ordered, today)
    best, *others = candidates
    quotes = [quotable(best, evidence)]
    if against := rivals(best, evidence, today):
        return Selection(tuple(quotes), rivals=tuple(quotable(candidate, evidence) for candidate in against))
    if (now := tells_new_name(evidence, (best,))) is not None:
        quotes.append(quotable(now, evidence))
    if (bound := _told_on(best, evidence)) is not None:
        quotes.append(Quoted(bound, best.passage))
    length = len(best.unit.text)
    if evidence.asked.expected and (beside := next((one for one in others[:BESIDE] if otherwise(one, best)), None)):
        quotes.append(quotable(beside, evidence))
    for candidate in others[:6]:
        if best.score - candidate.score > NEAR or len(quotes) == MOST_QUOTES:
            break
        if length + len(candidate.unit.text) > TOGETHER or not adds(candidate, best, evidence):
            continue
        if in_force(best, candidates, today) and not in_force(candidate, candidates, today):
            continue
        if (with_list := list_of_part(candidate, best, evidence)) is not None:
            return with_list
        further = quotable(candidate, evidence)
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


def _overlap(one: Unit, other: Unit) -> bool:
    return one.text in other.text or other.text in one.text
