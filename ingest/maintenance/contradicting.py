"""Contradictions between the documents of a generation that are in force.

All documents are read where there are few; in a large library only those that say something of what the touched documents claim:
the lexical index finds them, across languages. Reading 5,000 documents would take half a minute, finding the likely ones a second.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from knowledge.answering.validity import standing
from knowledge.contradictions import Contradiction, Source, Statement, contradictions, statements
from knowledge.library import Library
from knowledge.types import Chunk, Version

if TYPE_CHECKING:
    from knowledge.language.vectors import WordVectors
    from knowledge.lexical import LexicalIndex

ALL = 300  # documents: so many are all read
PART = 20  # documents of a large library that are looked for at a time
CLAIMS, NEAR = 80, 12  # claims that are searched for, and passages that are looked at for each


def find_contradictions(
    library: Library,
    generation: str,
    today: date,
    vectors: WordVectors | None = None,
    touched: Collection[str] | None = None,
    index: LexicalIndex | None = None,
) -> list[Contradiction]:
    """The contradictions of a generation, surest first; with `touched` those of these documents.

    `index` is the generation's own lexical index; without it, or without `touched`, every document is read.
    """
    members = _in_force(library.members(generation), today)
    wanted = None if touched is None else {v.id for v in members if v.document.identity in touched}
    if wanted == set():
        return []
    read: dict[int, list[Statement]] = {}
    if wanted is not None and index is not None and len(members) > ALL:
        read = _read(library, [v for v in members if v.id in wanted])
        claims = [claim for found in read.values() for claim in found][:CLAIMS]
        near = _near(library, index, claims, vectors)
        members = [version for version in members if version.id in near or version.id in wanted]
    read |= _read(library, [version for version in members if version.id not in read])
    found = [claim for version in members for claim in read[version.id]]
    return contradictions(found, vectors, touched)


def batches(everything: Sequence[str], touched: Collection[str] | None) -> list[Collection[str] | None]:
    """The documents to look for at a time: the touched ones, else all (None) in a small library, or all in parts."""
    if touched is not None or len(everything) <= ALL:
        return [touched]
    return [set(everything[start : start + PART]) for start in range(0, len(everything), PART)]


def titles_of(versions: Iterable[Version]) -> Mapping[str, str]:
    """What people call the documents."""
    return {v.document.identity: v.metadata.title or v.document.file_name for v in versions}


def _in_force(members: Sequence[Version], today: date) -> list[Version]:
    replaced = frozenset(v.metadata.supersedes for v in members if v.metadata.supersedes)
    return [v for v in members if standing(v, today, replaced) not in {"expired", "superseded"}]


def _read(library: Library, members: Sequence[Version]) -> dict[int, list[Statement]]:
    return {version.id: statements(_source(version, library.chunks_of(version.id))) for version in members}


def _source(version: Version, chunks: Sequence[Chunk]) -> Source:
    metadata = version.metadata
    return Source(
        identity=version.document.identity,
        title=metadata.title or version.document.file_name,
        language=metadata.language or (chunks[0].language if chunks else "nb"),
        pieces=chunks,
        valid_from=metadata.valid_from,
        valid_to=metadata.valid_to,
    )


class _Searched:
    """A generation as the retriever wants it, without vectors of its own."""

    dense = None

    def __init__(self, library: Library, index: LexicalIndex) -> None:
        self._library = library
        self.lexical = index

    def fetch(self, chunk_ids: Sequence[int]) -> list[tuple[Chunk, Version]]:
        return self._library.fetch(chunk_ids)


def _near(library: Library, index: LexicalIndex, claims: Sequence[Statement], vectors: WordVectors | None) -> set[int]:
    """The versions whose passages say something of the same."""
    from knowledge.retrieval import HybridRetriever

    retriever = HybridRetriever(_Searched(library, index), vectors, None)
    found: set[int] = set()
    for claim in {claim.clause.hash: claim for claim in claims}.values():
        passages = retriever.retrieve(f"{claim.clause.heading} {claim.clause.text}", claim.clause.language, NEAR)
        found |= {passage.version.id for passage in passages}
    return found
