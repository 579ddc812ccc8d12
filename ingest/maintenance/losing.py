"""What would be lost with a document: what a maintainer reads before removing it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.maintenance.impact import impact
from knowledge.library import Library
from knowledge.library_difference import Difference
from knowledge.library_naming import identity_of
from knowledge.reliances import Reliances
from knowledge.types import Version


@dataclass(frozen=True, slots=True)
class Loss:
    """What would be lost with a document: its versions stay in the history, but nobody is answered from them any more."""

    version: Version
    versions: int
    chunks: int
    answers: int
    drafts: int
    returns: bool


def loss(library: Library, name: str) -> Loss:
    """What removing a document would lose. Raises NotFound, AmbiguousName."""
    identity = identity_of(library, name)
    history = library.history(identity)
    current = next((record for record in history if record.current), history[0])
    gone = Difference((), (current.version,), ())
    touched = impact(library, gone)
    count = Reliances(library.engine).citation_counts().get(identity)
    return Loss(
        version=current.version,
        versions=len(history),
        chunks=current.chunks,
        answers=count.answers if count else 0,
        drafts=len({one.reference for one in touched.drafts}),
        returns=current.version.document.source.startswith("/"),
    )
