"""Documents in force that say different things of what was asked: both are shown, and it is said that they differ.

What was asked is what both sentences are about, so that the question itself ties them together; still, precision comes first: both must
answer the question well, name the same places and projects, be of the same year's edition, and claim values that cannot both be right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from knowledge.answering.claims import Claim, claims, differ, topics
from knowledge.answering.deciding import same_word
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.validity import asks_about_past, editions, holds, replaced_by_others
from knowledge.contradictions.subjects import ARRANGEMENT, is_term, named

NEAR = 3.5  # log-odds below the first from which on another sentence is not about the same
ENOUGH = 0.4  # share of the question that both must cover, with what stands around them
AS_MUCH = 0.75  # of what the first covers, that the other must cover
NEAR_SLOT, ENOUGH_SLOT = 7.5, 0.15  # the same for a sentence that claims a value of the very same slot
ENOUGH_OPEN = 0.3  # the same for the opening hours of one channel
MOST = 2
MEANING = re.compile(r"g\d+|area|member|meeting|employee|position")  # a glossary line's or slot's own name
LOOKED_AT = 40  # candidates


def rivals(first: Candidate, evidence: Evidence, today: date) -> tuple[Candidate, ...]:
    """The candidates of other documents in force that contradict the first one on what was asked, at most two, each with another value."""
    wanted = topics(evidence.asked)
    mine = claims(first.unit, first.passage, wanted) if wanted and first.unit.kind != "list" else ()
    mine = tuple(one for one in mine if _of_thing(one, evidence))
    if not mine:
        return ()
    found: list[tuple[Candidate, Claim]] = []
    for candidate in evidence.candidates[:LOOKED_AT]:
        gap = first.score - candidate.score
        if gap > NEAR_SLOT or len(found) == MOST:
            break
        if not _other_in_force(candidate, first, evidence, today):
            continue
        theirs = claims(candidate.unit, candidate.passage, wanted)
        told = next(
            (
                one
                for one in theirs
                for own in mine
                if differ(one, own) and _same_thing(one, own) and _of_one(one, own, candidate, first, evidence)
            ),
            None,
        )
        if told and not _agrees(candidate, mine, evidence, wanted) and all(differ(told, other) for _, other in found):
            found.append((candidate, told))
    return tuple(candidate for candidate, _ in found)


def _of_thing(claim: Claim, evidence: Evidence) -> bool:
    """Whether a count is of what was asked to be counted, as far as that can be told by its words."""
    kind, _, thing = claim.attribute.partition(":")
    return kind != "count" or MEANING.fullmatch(thing) is not None or same_word(evidence.asked.focus, [thing])


def _same_thing(one: Claim, other: Claim) -> bool:
    """Whether two counts count the same: two partners contradict no four areas."""
    kinds = [claim.attribute.partition(":") for claim in (one, other)]
    if any(kind != "count" for kind, _, _ in kinds):
        return True
    things = [thing for _, _, thing in kinds]
    return things[0] == things[1] or bool(same_word(things[0], [things[1]]))


def _agrees(candidate: Candidate, mine: Sequence[Claim], evidence: Evidence, wanted: frozenset[str]) -> bool:
    """Whether the other document also says what the first one says: then it tells of both itself."""
    version = candidate.passage.version.id
    beside = [
        one for one in evidence.candidates[:LOOKED_AT] if one.passage.version.id == version and one.unit.kind != "list"
    ]
    return any(_same(claim, own) for one in beside for claim in claims(one.unit, one.passage, wanted) for own in mine)


def _same(one: Claim, other: Claim) -> bool:
    if one.attribute.startswith("open:") and one.attribute != other.attribute:
        return False  # when the telephone is answered tells nothing of the chat
    return one.attribute.partition(":")[0] == other.attribute.partition(":")[0] and not differ(one, other)


def _other_in_force(candidate: Candidate, first: Candidate, evidence: Evidence, today: date) -> bool:
    """Whether a candidate can be quoted, is of another document, and both are in force; what held once contradicts nothing."""
    if candidate.unit.kind == "list" or not candidate.unit.quotable or asks_about_past(evidence.asked.text, today):
        return False
    if candidate.passage.version.document.identity == first.passage.version.document.identity:
        return False
    replaced = replaced_by_others([one.passage for one in evidence.candidates[:LOOKED_AT]])
    return all(holds(one.passage.version, today, replaced) for one in (candidate, first))


def _of_one(told: Claim, own: Claim, candidate: Candidate, first: Candidate, evidence: Evidence) -> bool:
    """Whether two claims are of the same: the question ties their sentences together, or they are of one slot of one thing."""
    weights = evidence.wanted.weights
    ours, theirs = float(weights @ first.covered), float(weights @ candidate.covered)
    gap = first.score - candidate.score
    names = _shared_names(candidate, first, evidence)
    if names is False or _other_edition(candidate, first):
        return False
    if told.attribute.startswith("open:") and theirs >= ENOUGH_OPEN:
        return True
    if gap <= NEAR and min(ours, theirs) >= ENOUGH and theirs >= AS_MUCH * ours:
        return True
    return bool(names) and (theirs >= ENOUGH_SLOT or _arranged(told, own)) and _one_slot(told, own)


def _arranged(told: Claim, own: Claim) -> bool:
    """Whether both say when the partners' arrangement itself ends, however little else of the question they speak of: headlines do."""
    both = [one.statement for one in (told, own) if one.attribute == "ends"]
    return len(both) == len([one for one in both if one and ARRANGEMENT in one.subject.own]) == 2


def _one_slot(told: Claim, own: Claim) -> bool:
    if told.statement is None or own.statement is None or told.attribute != own.attribute:
        return False
    if told.attribute.startswith("count:"):
        return True
    return not told.statement.subject.own.isdisjoint(own.statement.subject.own)


def _shared_names(candidate: Candidate, first: Candidate, evidence: Evidence) -> bool | None:
    """Whether the names in two titles, or those of one and the other's text, are shared; None where neither title has a name."""
    mine, other = _names_in(_title(first)), _names_in(_title(candidate))
    if mine and other:
        return bool(mine & other)
    if not mine and not other:
        return None
    names, unnamed = (mine, candidate) if mine else (other, first)
    said = re.sub(r"[^\w]", "", " ".join(_texts(unnamed, evidence))).lower()
    return any(name in said for name in names)


def _names_in(title: str) -> set[str]:
    """The names in a title; a title of one word that is none of the field's is a name by itself."""
    word = title.strip()
    alone = {word.lower()} if word and " " not in word and not is_term(word) else set()
    return set(named(title)) or alone


def _texts(candidate: Candidate, evidence: Evidence) -> set[str]:
    """What was found of a candidate's document."""
    version = candidate.passage.version.id
    passages = [one.passage for one in evidence.candidates if one.passage.version.id == version]
    return {_title(candidate), *(chunk.text for one in passages for chunk in (one.chunk, *one.around))}


def _other_edition(candidate: Candidate, first: Candidate) -> bool:
    ours, theirs = editions(_title(first)), editions(_title(candidate))
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _title(candidate: Candidate) -> str:
    return candidate.passage.version.metadata.title or ""
