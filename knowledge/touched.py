"""What rests on clauses that a change takes away: answers that were given, and drafts that people are writing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.clauses import Clause, TextPiece, clauses
from knowledge.reliances import Dependent, Reliances
from knowledge.types import Version

if TYPE_CHECKING:
    from knowledge.library_difference import Difference

Pieces = Callable[[Version], Sequence[TextPiece]]


@dataclass(frozen=True, slots=True)
class Touched:
    """An answer or a draft (by its reference) with the sentences of one document that it rests on and that are no longer there.

    `version` is the number of the document's new version, None where the document goes. A maintainer and the draft's author read it.
    """

    kind: Dependent
    reference: str
    document: str
    title: str
    version: int | None
    gone: tuple[str, ...]


def touched(reliances: Reliances, found: Difference, pieces: Pieces) -> list[Touched]:
    """Everything that a difference between two generations touches, document by document. `pieces` gives a version's chunks."""
    pairs: list[tuple[Version, Version | None]] = [*found.updated, *((version, None) for version in found.removed)]
    relied = reliances.documents()
    return [
        one
        for before, after in pairs
        if before.document.identity in relied
        for one in _of(reliances, before, after, pieces)
    ]


def _of(reliances: Reliances, before: Version, after: Version | None, pieces: Pieces) -> Iterator[Touched]:
    kept = set() if after is None else {clause.hash for clause in clauses(pieces(after))}
    gone: dict[str, Clause] = {clause.hash: clause for clause in clauses(pieces(before)) if clause.hash not in kept}
    by_reference: dict[tuple[Dependent, str], dict[str, None]] = {}
    for one in reliances.touched(before.document.identity, gone):
        by_reference.setdefault((one.kind, one.reference), {})[one.clause] = None
    title = before.metadata.title or before.document.file_name
    for (kind, reference), hashes in by_reference.items():
        texts = tuple(gone[name].text for name in hashes)
        yield Touched(kind, reference, before.document.identity, title, after.id if after else None, texts)
