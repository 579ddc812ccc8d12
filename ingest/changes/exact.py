"""Clauses that both versions have word for word, paired.

A telling text that stands once in each is paired wherever it stands. Texts that repeat (boilerplate) or say little ("The parties shall:")
are paired by their neighbours, then by their heading, then by their order, so that a repeated clause that went is missing where it stood.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from knowledge.clauses import Clause

TELLING_WORDS = 5  # shorter clauses mean something by what stands around them
_LOOK_AROUND = 12  # clauses to each side that may tell where a repeated one belongs


class Pairing:
    """Which old clause became which new one, by ordinals; one to one."""

    def __init__(self, old: Sequence[Clause], new: Sequence[Clause]) -> None:
        self.old, self.new = old, new
        self.of_old: dict[int, int] = {}
        self.of_new: dict[int, int] = {}

    def add(self, here: int, there: int) -> None:
        """Pair the old clause `here` with the new one `there`."""
        self.of_old[here] = there
        self.of_new[there] = here

    def part(self, here: int, there: int) -> None:
        """Undo a pair."""
        del self.of_old[here]
        del self.of_new[there]

    @property
    def left_old(self) -> list[int]:
        """Old clauses without a partner, in order."""
        return [n for n in range(len(self.old)) if n not in self.of_old]

    @property
    def left_new(self) -> list[int]:
        """New clauses without a partner, in order."""
        return [n for n in range(len(self.new)) if n not in self.of_new]


def pair_exact(old: Sequence[Clause], new: Sequence[Clause]) -> Pairing:
    """Pair the clauses with equal hashes."""
    pairing = Pairing(old, new)
    places_old, places_new = _places(old), _places(new)
    for key, here in places_old.items():
        there = places_new.get(key, [])
        if len(here) == len(there) == 1 and telling(old[here[0]]):
            pairing.add(here[0], there[0])
    _extend(pairing, list(pairing.of_old.items()))
    repeated = [(here, places_new[key]) for key, here in places_old.items() if key in places_new]
    for same_heading in (True, False):
        for here, there in repeated:
            if same_heading or telling(old[here[0]]):
                _pair_repeated(pairing, here, there, same_heading)
    return pairing


def telling(clause: Clause) -> bool:
    """Whether a clause is long enough to be known again away from its neighbours."""
    return clause.text.count(" ") >= TELLING_WORDS - 1 or clause.kind == "row"


def _places(clauses: Iterable[Clause]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for clause in clauses:
        places[clause.hash].append(clause.ordinal)
    return places


def _extend(pairing: Pairing, waiting: list[tuple[int, int]]) -> None:
    """Neighbours of a pair that are equal are a pair too: grow to both sides."""
    old, new = pairing.old, pairing.new
    while waiting:
        here, there = waiting.pop()
        for step in (1, -1):
            a, b = here + step, there + step
            if not (0 <= a < len(old) and 0 <= b < len(new)) or a in pairing.of_old or b in pairing.of_new:
                continue
            if old[a].hash == new[b].hash:
                pairing.add(a, b)
                waiting.append((a, b))


def _pair_repeated(pairing: Pairing, here: Sequence[int], there: Sequence[int], same_heading: bool) -> None:
    """Pair the occurrences of one text that are left, nearest first."""
    old, new = pairing.old, pairing.new
    open_pairs = [
        (_distance(pairing, a, b), a, b)
        for a in here
        if a not in pairing.of_old
        for b in there
        if b not in pairing.of_new and (not same_heading or old[a].heading == new[b].heading)
    ]
    for _, a, b in sorted(open_pairs):
        if a not in pairing.of_old and b not in pairing.of_new:
            pairing.add(a, b)
            _extend(pairing, [(a, b)])


def _distance(pairing: Pairing, here: int, there: int) -> int:
    """How far a candidate lies from where the clauses around the old one went."""
    for step in range(1, _LOOK_AROUND):
        for near in (here - step, here + step):
            if near in pairing.of_old:
                return abs(pairing.of_old[near] + (here - near) - there)
    return abs(here - there)
