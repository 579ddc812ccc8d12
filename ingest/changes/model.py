"""What a comparison of two versions tells: frozen values, nothing of how it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from knowledge.clauses import Clause, ModalityKind

ChangeKind = Literal["added", "removed", "moved", "reworded", "unchanged"]
CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)

FacetKind = Literal[
    "date",
    "amount",
    "number",
    "name",
    "role",
    "contact",
    "duty",
    "prohibition",
    "permission",
    "recommendation",
    "exemption",
    "definition",
    "reference",
]
FACET_KINDS: tuple[FacetKind, ...] = get_args(FacetKind)

HeadingKind = Literal["added", "removed", "renamed"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words in a reworded clause."""

    kind: Literal["same", "deleted", "inserted"]
    text: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that matters in a change: the values that only the old clause has, and those that only the new one has.

    For a clause that binds otherwise than before, the phrase lost and the phrase gained are two facets ("skal" gone from `duty`,
    "kan" come to `permission`).
    """

    kind: FacetKind
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a clause.

    `old` is empty for an added clause, `new` for a removed one; more than one on a side says that clauses were merged or split.
    A reworded clause may have `moved` too. `words` is filled for reworded clauses, in the order to read them. `bears` says how the
    clause binds (before or after): a changed wording of a duty matters more than one of a description.
    """

    kind: ChangeKind
    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    moved: bool = False
    words: tuple[Segment, ...] = ()
    facets: tuple[Facet, ...] = ()
    bears: frozenset[ModalityKind] = frozenset()
    similarity: float = 1.0

    @property
    def old_text(self) -> str:
        """The old version's words, empty for an added clause."""
        return " ".join(clause.text for clause in self.old)

    @property
    def new_text(self) -> str:
        """The new version's words, empty for a removed clause."""
        return " ".join(clause.text for clause in self.new)

    @property
    def place(self) -> Clause:
        """The clause whose heading and page say where: the new one, for a removed clause the old one."""
        return (self.new or self.old)[0]

    def facet(self, kind: FacetKind) -> Facet | None:
        """What changed of this kind."""
        return next((facet for facet in self.facets if facet.kind == kind), None)


@dataclass(frozen=True, slots=True)
class HeadingChange:
    """A heading that came, went, or was given another name over the same clauses."""

    kind: HeadingKind
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MetadataChange:
    """What a document says of itself and now says otherwise: `field` is a field of `Metadata`."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes between two versions, in the new version's reading order, removed clauses where they stood."""

    changes: tuple[Change, ...]
    headings: tuple[HeadingChange, ...] = ()
    metadata: tuple[MetadataChange, ...] = ()

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """The changes of one kind. A clause both moved and reworded counts as reworded."""
        return tuple(change for change in self.changes if change.kind == kind)

    def touching(self, kind: FacetKind) -> tuple[Change, ...]:
        """The changed clauses in which something of this kind came, went or changed."""
        return tuple(change for change in self.changes if change.kind != "unchanged" and change.facet(kind) is not None)

    @property
    def counts(self) -> dict[ChangeKind, int]:
        """How many changes of each kind."""
        return {kind: len(self.of(kind)) for kind in CHANGE_KINDS}

    @property
    def identical(self) -> bool:
        """Whether a reader would find no difference."""
        return not self.headings and not self.metadata and all(change.kind == "unchanged" for change in self.changes)

    @property
    def hashes_gone(self) -> frozenset[str]:
        """Hashes of the old version's clauses whose words the new version no longer has: what rested on them is touched."""
        kept = {clause.hash for change in self.changes for clause in change.new}
        return frozenset(clause.hash for change in self.changes for clause in change.old) - kept
