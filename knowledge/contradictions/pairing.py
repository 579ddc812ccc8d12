"""Claims of different documents on the same subject whose values cannot both be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.contradictions.likeness import Likeness
from knowledge.contradictions.statements import Statement
from knowledge.contradictions.values import dates_differ, quantities_differ
from knowledge.language.vectors import WordVectors

_DATES = {"signed", "adopted", "deadline", "ends", "begins", "held", "founded", "date", "time"}
# How alike the slots must be. What an attribute says itself ("signed", "ends", "project manager") need not be said by other words.
_SLOT = {"count": 0.3, "holder": 0.1, "signed": 0.15, "ends": 0.3, "begins": 0.3, "date": 0.6, "time": 0.5}
_SLOT_ELSE = 0.45
_ABOUT = 0.22  # how much two documents must be about the same, unless the clauses share a telling name
_ABOUT_NAMED = 0.1


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims that cannot both be right; `sure` says how alike their subjects are, 0 to 1."""

    one: Statement
    other: Statement
    sure: float

    @property
    def key(self) -> tuple[str, str]:
        """What tells this contradiction from others, also after the documents were read again: both clauses' hashes."""
        first, second = sorted((self.one.clause.hash, self.other.clause.hash))
        return first, second


def contradictions(
    found: Sequence[Statement], vectors: WordVectors | None = None, of: Iterable[str] | None = None
) -> list[Contradiction]:
    """The contradictions among all claims, surest first; with `of` only those that touch these documents.

    `vectors` help where the glossary does not know the words of two languages.
    """
    search = _Search(found, Likeness(found, vectors))
    wanted = None if of is None else set(of)
    best: dict[tuple[str, str], Contradiction] = {}
    for a, b in _candidates(found, wanted):
        one, other = found[a], found[b]
        if not _differ(one, other):
            continue
        sure = search.sure(a, b)
        if sure is None or search.said_too(a, b):
            continue
        told = Contradiction(one, other, round(sure, 3))
        if told.key not in best or best[told.key].sure < told.sure:
            best[told.key] = told
    return sorted(best.values(), key=lambda told: (-told.sure, told.key))


def _candidates(found: Sequence[Statement], of: set[str] | None) -> Iterator[tuple[int, int]]:
    by_attribute: dict[str, list[int]] = defaultdict(list)
    for n, statement in enumerate(found):
        by_attribute[_family(statement.attribute)].append(n)
    for members in by_attribute.values():
        for position, a in enumerate(members):
            for b in members[position + 1 :]:
                one, other = found[a], found[b]
                touched = of is None or one.document in of or other.document in of
                if one.document != other.document and touched and _together(one, other):
                    yield a, b


def _family(attribute: str) -> str:
    """Holders of all roles are compared: a role has many names."""
    return attribute.partition(":")[0] if attribute.startswith("holder:") else attribute


def _together(one: Statement, other: Statement) -> bool:
    """Whether both documents are in force at some time."""
    starts = [s.valid_from for s in (one, other) if s.valid_from]
    ends = [s.valid_to for s in (one, other) if s.valid_to]
    return not starts or not ends or max(starts) <= min(ends)


def _differ(one: Statement, other: Statement) -> bool:
    kind = one.attribute
    if kind in _DATES:
        return dates_differ(one.value.normal, other.value.normal)
    if kind.startswith("holder:"):
        return not set(one.value.normal.split()) & set(other.value.normal.split())
    if kind in {"mail", "phone"}:
        return one.value.normal != other.value.normal
    return quantities_differ(one.value, other.value)


class _Search:
    def __init__(self, found: Sequence[Statement], likeness: Likeness) -> None:
        self.found, self.likeness = found, likeness
        self.by_document: dict[tuple[str, str], list[int]] = defaultdict(list)
        for n, statement in enumerate(found):
            self.by_document[statement.document, _family(statement.attribute)].append(n)

    def sure(self, a: int, b: int) -> float | None:
        """How sure it is that both are about the same; None when it is not sure enough."""
        one, other = self.found[a], self.found[b]
        if one.subject.edition and other.subject.edition and not one.subject.edition & other.subject.edition:
            return None
        if one.attribute.startswith("holder:") and not self.likeness.roles(one.attribute[7:], other.attribute[7:]):
            return None
        mine, theirs = self._told(one.subject.names), self._told(other.subject.names)
        titles = self._told(one.subject.title_names), self._told(other.subject.title_names)
        if (mine and theirs and not mine & theirs) or (all(titles) and not titles[0] & titles[1]):
            return None
        about = self.likeness.documents(one.document, other.document)
        # Who or what both name, or both titles: two languages share few other words.
        if about < (_ABOUT_NAMED if mine & theirs or titles[0] & titles[1] else _ABOUT):
            return None
        slot = self.likeness.slots(a, b)
        needed = _SLOT.get(one.attribute.partition(":")[0], _SLOT_ELSE)
        if about < _ABOUT and not mine & theirs:  # by their titles alone: then the slot itself must be plain
            needed = max(needed, _SLOT_ELSE)
        return 0.6 * slot + 0.4 * min(1.0, about / 0.5) if slot >= needed else None

    def _told(self, names: Iterable[str]) -> set[str]:
        return {name for name in names if self.likeness.telling(name)}

    def said_too(self, a: int, b: int) -> bool:
        """Whether one of the documents also says what the other one says, of a slot at least as close."""
        return self._elsewhere(a, b) or self._elsewhere(b, a)

    def _elsewhere(self, a: int, b: int) -> bool:
        """Whether b's document says what a says."""
        one = self.found[a]
        slot = self.likeness.slots(a, b)
        family = _family(one.attribute)
        return any(
            n != b and not _differ(one, self.found[n]) and self.likeness.slots(a, n) >= slot - 0.02
            for n in self.by_document[self.found[b].document, family]
        )
