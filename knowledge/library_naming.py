"""Which document a person means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.errors import AmbiguousName, NotFound

if TYPE_CHECKING:
    from knowledge.library import Library

MOST_CHOICES = 5


def identity_of(library: Library, name: str) -> str:
    """The document by identity, file name, path or title. Raises NotFound, or AmbiguousName when several fit."""
    found = library.find(name)
    if not found:
        raise NotFound(name=name)
    if len(found) > 1:
        raise AmbiguousName(name=name, choices=", ".join(found[:MOST_CHOICES]))
    return found[0]
