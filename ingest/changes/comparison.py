"""Two versions compared: pair what is equal, then what is alike, then tell for each clause what became of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from ingest.changes.exact import Pairing, pair_exact
from ingest.changes.facets import bears, facets, known_names
from ingest.changes.model import Change, Comparison, MetadataChange
from ingest.changes.order import heading_changes, moved, undo_coincidences
from ingest.changes.renumbering import only_renumbered, renumbering
from ingest.changes.reworded import merged_and_split, pair_reworded
from ingest.changes.similarity import Similarity
from ingest.changes.words import marked
from knowledge.clauses import Clause, TextPiece, clauses
from knowledge.types import Metadata


def compare(
    old: Iterable[TextPiece],
    new: Iterable[TextPiece],
    old_metadata: Metadata | None = None,
    new_metadata: Metadata | None = None,
) -> Comparison:
    """What the version with the chunks `new` changes in the one with the chunks `old`, each in reading order."""
    found = compare_clauses(clauses(old), clauses(new))
    return dataclasses.replace(found, metadata=metadata_changes(old_metadata, new_metadata))


def compare_clauses(old: Sequence[Clause], new: Sequence[Clause]) -> Comparison:
    """The same for clauses already read; their ordinals count from 0."""
    pairing = pair_exact(old, new)
    similarity = Similarity([*old, *new])
    alike = pair_reworded(pairing, similarity)
    undo_coincidences(pairing, alike)
    more_old, more_new = merged_and_split(pairing, alike, similarity)
    teller = _Teller(pairing, alike, {**more_old}, {**more_new})
    return Comparison(teller.changes(), heading_changes(pairing))


def metadata_changes(old: Metadata | None, new: Metadata | None) -> tuple[MetadataChange, ...]:
    """The fields that a document now fills otherwise; none where one side is unknown."""
    if old is None or new is None:
        return ()
    # The id says which document it is, and both are versions of one; a file that does not declare it takes nothing away.
    told = [field.name for field in dataclasses.fields(Metadata) if field.name != "id"]
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in told)
    return tuple(MetadataChange(name, before, after) for name, before, after in pairs if before != after)


class _Teller:
    """Turns a finished pairing into changes, in the new version's order with removed clauses where they stood."""

    def __init__(
        self,
        pairing: Pairing,
        alike: dict[tuple[int, int], float],
        more_old: dict[int, list[int]],
        more_new: dict[int, list[int]],
    ) -> None:
        self.pairing = pairing
        self.alike = alike
        self.more_old, self.more_new = more_old, more_new
        self.moved = moved(pairing)
        self.renumbered = renumbering(pairing)
        self.known = known_names([*pairing.old, *pairing.new])

    def changes(self) -> tuple[Change, ...]:
        absorbed_old = {n for extra in self.more_old.values() for n in extra}
        absorbed_new = {n for extra in self.more_new.values() for n in extra}
        removed = [n for n in self.pairing.left_old if n not in absorbed_old]
        placed: list[tuple[int, int, Change]] = [(self._spot(n), 0, self._removed(n)) for n in removed]
        for n, clause in enumerate(self.pairing.new):
            if n in self.pairing.of_new:
                placed.append((n, 1, self._kept(self.pairing.of_new[n], n)))
            elif n not in absorbed_new:
                placed.append((n, 1, self._told("added", (), (clause,))))
        return tuple(change for _, _, change in sorted(placed, key=lambda entry: entry[:2]))

    def _spot(self, n: int) -> int:
        """The new ordinal in front of which a removed clause is told: after the nearest clause before it that is still there."""
        while n >= 0 and (n not in self.pairing.of_old or n in self.moved):
            n -= 1
        return self.pairing.of_old[n] + 1 if n >= 0 else 0

    def _removed(self, n: int) -> Change:
        return self._told("removed", (self.pairing.old[n],), ())

    def _kept(self, a: int, b: int) -> Change:
        old = tuple(self.pairing.old[n] for n in sorted([a, *self.more_old.get(a, [])]))
        new = tuple(self.pairing.new[n] for n in sorted([b, *self.more_new.get(b, [])]))
        went = a in self.moved
        if (a, b) not in self.alike or only_renumbered(old, new, self.renumbered):
            return Change("moved" if went else "unchanged", old, new, moved=went)
        return self._told("reworded", old, new, went, self.alike[a, b])

    def _told(
        self, kind: str, old: tuple[Clause, ...], new: tuple[Clause, ...], went: bool = False, alike: float = 0.0
    ) -> Change:
        words = marked(" ".join(c.text for c in old), " ".join(c.text for c in new)) if kind == "reworded" else ()
        return Change(
            kind=kind,  # type: ignore[arg-type]
            old=old,
            new=new,
            moved=went,
            words=words,
            facets=facets(old, new, self.known),
            bears=bears((*old, *new)),
            similarity=round(alike, 3),
        )
