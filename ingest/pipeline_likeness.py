"""Which document, already in, each new file of an ingest looks like another version of: proposed in the report, never assumed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.identity import propose_all
from knowledge.types import Chunk

if TYPE_CHECKING:
    from ingest.pipeline_plan import Plan
    from knowledge.library import Library

PROPOSED = 100  # so many new files are compared with what is in


def likenesses(plan: Plan, library: Library | None) -> dict[str, str]:
    """For each new document the one, already in, that it looks like another version of, by their identities."""
    new = [one for one in plan.incoming if one.replaced is None]
    if library is None or not new or not plan.kept or len(new) > PROPOSED:
        return {}
    there = _by_document(library, {version.id for version in plan.kept})
    proposed = propose_all([one.read.chunks for one in new], there)
    return {one.document.identity: like.identity for one, like in zip(new, proposed, strict=True) if like}


def _by_document(library: Library, wanted: set[int]) -> Iterator[tuple[str, list[Chunk]]]:
    """The wanted versions of the current generation with their chunks, a document at a time."""
    current = library.pointer().current
    entries = library.chunks(current) if current is not None else iter(())
    for version, members in groupby(entries, key=lambda entry: entry[1]):
        if version.id in wanted:
            yield version.document.identity, [chunk for chunk, _ in members]
