"""Which version or generation a person means."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.errors import AmbiguousGeneration, NotFound, NothingStaged
from knowledge.library import Library
from knowledge.library_naming import MOST_CHOICES, identity_of
from knowledge.library_rows import GenerationRecord
from knowledge.types import Version

STAGED = "staged"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions to compare, the earlier one first."""

    before: Version
    after: Version


def version_of(library: Library, name: str) -> Version:
    """`12` (a version's number), `NAME` (what answers rest on now, else the newest), `NAME@12`, `NAME@staged`.

    Raises NotFound, AmbiguousName.
    """
    if name.isdigit() and (version := library.version(int(name))):
        return version
    base, _, which = name.rpartition("@")
    if base and (which.isdigit() or which == STAGED):
        identity = identity_of(library, base)
        if which == STAGED:
            return _staged(library, identity, name)
        version = library.version(int(which))
        if version is None or version.document.identity != identity:
            raise NotFound(name=name)
        return version
    history = library.history(identity_of(library, name))
    return next((record.version for record in history if record.current), history[0].version)


def pair_of(library: Library, name: str) -> Pair:
    """What one name alone asks to compare: the current version with the staged one, else the one before with the current one.

    Raises NotFound where the document has one version only.
    """
    identity = identity_of(library, name)
    published = [record for record in library.history(identity) if record.published_at is not None]
    current = next((record.version for record in published if record.current), None)
    try:
        staged = _staged(library, identity, name)
    except NotFound:
        staged = None
    if staged is not None and current is not None and staged.id != current.id:
        return Pair(current, staged)
    if len(published) < 2:
        raise NotFound(name=f"{name}@{STAGED}")
    return Pair(published[1].version, published[0].version)


def generation_of(library: Library, name: str | None) -> GenerationRecord:
    """A staged generation by its name or the beginning of it; without a name the only one.

    Raises NothingStaged, NotFound, AmbiguousGeneration.
    """
    staged = library.staged()
    found = [record for record in staged if name is None or record.id.startswith(name)]
    if name is None and not found:
        raise NothingStaged
    if not found:
        raise NotFound(name=name or STAGED)
    if len(found) > 1:
        raise AmbiguousGeneration(choices=", ".join(record.id for record in found[:MOST_CHOICES]))
    return found[0]


def earlier_of(library: Library, name: str | None) -> GenerationRecord:
    """A generation that was published before: by its name or the beginning of it, else the one before the current.

    Raises NotFound, AmbiguousGeneration.
    """
    pointer = library.pointer()
    wanted = name or pointer.previous
    records = library.generations(1000)
    found = [r for r in records if wanted and r.id.startswith(wanted) and r.state == "published"]
    found = [record for record in found if record.id != pointer.current]
    if not found:
        raise NotFound(name=name or "–")
    if len(found) > 1:
        raise AmbiguousGeneration(choices=", ".join(record.id for record in found[:MOST_CHOICES]))
    return found[0]


def _staged(library: Library, identity: str, name: str) -> Version:
    """The document in the newest staged generation that brings another version of it."""
    current = {record.version.id for record in library.documents()}
    for record in library.staged():
        for version in library.members(record.id):
            if version.document.identity == identity and version.id not in current:
                return version
    raise NotFound(name=name)
