"""A generation as it would be without some of its documents, to see whether an assistant notices that it no longer knows.

The lexical part is built anew without them (frequencies and lengths change with the documents); the dense part leaves them out of
what it finds.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.evaluation.words import stem
from knowledge.generations_build import lexical_entry
from knowledge.lexical import LexicalIndex, build
from knowledge.types import Chunk, Language, Version

if TYPE_CHECKING:
    from knowledge.language.vectors import WordVectors
    from knowledge.retrieval import Dense, Searchable

Entry = tuple[Chunk, Version]


class WithoutDense:
    """A dense index that does not find some chunks."""

    def __init__(self, dense: Dense, without: frozenset[int]) -> None:
        self._dense = dense
        self._without = without

    def query(self, vector: Sequence[float], k: int, language: Language | None = None) -> list[tuple[int, float]]:
        """The `k` nearest of those that are left."""
        found = self._dense.query(vector, k + len(self._without), language)
        return [pair for pair in found if pair[0] not in self._without][:k]


class Without:
    """A generation without some documents, as the answerer reads one."""

    def __init__(self, whole: Searchable, lexical: LexicalIndex, without: frozenset[int], name: str) -> None:
        self.id = name
        self.lexical = lexical
        self.dense = None if whole.dense is None else WithoutDense(whole.dense, without)
        self._whole = whole

    def fetch(self, chunk_ids: Sequence[int]) -> Sequence[Entry]:
        """As the whole generation gives them."""
        return self._whole.fetch(chunk_ids)


@contextmanager
def without(
    whole: Searchable, entries: Sequence[Entry], documents: Collection[str], vectors: WordVectors | None
) -> Iterator[Without]:
    """The generation without the documents of these file names. `entries`: all its chunks. Gone at the end of the block."""
    names = {stem(name) for name in documents}
    left = [entry for entry in entries if stem(entry[1].document.file_name) not in names]
    out = frozenset(chunk.id for chunk, _ in entries) - {chunk.id for chunk, _ in left}
    with tempfile.TemporaryDirectory(prefix="samspill-without-") as folder:
        directory = Path(folder)
        build(directory, [lexical_entry(chunk, version) for chunk, version in left], vectors)
        yield Without(whole, LexicalIndex.open(directory), out, "without " + ", ".join(sorted(names)))
