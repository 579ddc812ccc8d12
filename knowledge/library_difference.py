"""What one generation has that another has not: by document, from the versions that are in each. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.types import Version


@dataclass(frozen=True, slots=True)
class Difference:
    """Documents that came, went, or stand in another version: (before, after)."""

    added: tuple[Version, ...]
    removed: tuple[Version, ...]
    updated: tuple[tuple[Version, Version], ...]

    @property
    def empty(self) -> bool:
        """Whether both hold the same."""
        return not (self.added or self.removed or self.updated)

    @property
    def coming(self) -> tuple[Version, ...]:
        """The versions that only the later one has."""
        return (*self.added, *(after for _, after in self.updated))

    @property
    def leaving(self) -> tuple[Version, ...]:
        """The versions that only the earlier one has."""
        return (*self.removed, *(before for before, _ in self.updated))

    @property
    def identities(self) -> frozenset[str]:
        """The documents that are touched."""
        return frozenset(version.document.identity for version in (*self.coming, *self.leaving))

    def same_as(self, other: Difference) -> bool:
        """Whether both bring the same files to the same documents."""
        return _files(self.coming) == _files(other.coming) and _names(self.removed) == _names(other.removed)


def difference(before: Iterable[Version], after: Iterable[Version]) -> Difference:
    """What changes from one set of versions, at most one for each document, to another."""
    old = {version.document.identity: version for version in before}
    new = {version.document.identity: version for version in after}
    return Difference(
        added=tuple(version for name, version in new.items() if name not in old),
        removed=tuple(version for name, version in old.items() if name not in new),
        updated=tuple(
            (old[name], version) for name, version in new.items() if name in old and old[name].id != version.id
        ),
    )


def content_hash(versions: Iterable[Version]) -> str:
    """The SHA-256 of what a generation holds: each document's identity with its file's hash, in order."""
    lines = sorted(f"{version.document.identity}\t{version.file_hash}\n" for version in versions)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _files(versions: Sequence[Version]) -> set[tuple[str, str]]:
    return {(version.document.identity, version.file_hash) for version in versions}


def _names(versions: Sequence[Version]) -> set[str]:
    return {version.document.identity for version in versions}


def told(found: Difference, limit: int = 20) -> Iterator[tuple[str, str]]:
    """The difference as facts of an audit entry: counts, and what changed with its hash, as far as `limit` reaches."""
    yield "added", str(len(found.added))
    yield "updated", str(len(found.updated))
    yield "removed", str(len(found.removed))
    named = [f"{version.document.identity} {version.file_hash}" for version in found.coming]
    named += [f"{version.document.identity} -" for version in found.removed]
    if named:
        yield "changed", "; ".join(named[:limit]) + (f"; … ({len(named)})" if len(named) > limit else "")
