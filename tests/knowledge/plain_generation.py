"""A generation in memory for retrieval's tests: a real lexical index, and plain numpy where Chroma stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.language.vectors import Floats, WordVectors
from knowledge.lexical import LexicalEntry, LexicalIndex, build
from knowledge.types import Chunk, Document, Language, Metadata, Version


class PlainDense:
    """Every chunk's vector in one matrix; what is nearest is worked out in full."""

    def __init__(self, ids: Sequence[int], languages: Sequence[Language], matrix: Floats) -> None:
        self.ids = np.array(ids)
        self.languages = np.array(languages)
        self.matrix = matrix

    def query(self, vector: Sequence[float], k: int, language: Language | None = None) -> list[tuple[int, float]]:
        """As the retriever's `Dense` protocol says."""
        cosines = self.matrix @ np.array(vector, dtype=np.float32)
        among = np.arange(len(self.ids)) if language is None else np.flatnonzero(self.languages == language)
        best = among[np.argsort(-cosines[among])[:k]]
        return [(int(self.ids[i]), float(cosines[i])) for i in best]


class PlainGeneration:
    """A generation of some entries, each document one version."""

    def __init__(self, directory: Path, entries: Sequence[LexicalEntry], vectors: WordVectors | None) -> None:
        build(directory, entries, vectors)
        self.lexical = LexicalIndex.open(directory)
        self.dense: PlainDense | None = None
        if vectors is not None and entries:
            matrix = vectors.embed(["\n".join([*entry.section[-1:], entry.text]) for entry in entries])
            self.dense = PlainDense([e.chunk_id for e in entries], [e.language for e in entries], matrix)
        self._chunks = {entry.chunk_id: _as_chunk(entry, ordinal) for ordinal, entry in enumerate(entries)}

    def fetch(self, chunk_ids: Sequence[int]) -> list[tuple[Chunk, Version]]:
        """As the retriever's `Searchable` protocol says."""
        return [self._chunks[number] for number in chunk_ids if number in self._chunks]


def _as_chunk(entry: LexicalEntry, ordinal: int) -> tuple[Chunk, Version]:
    document = Document(identity=entry.document_key, source="test", path=entry.document_key)
    version = Version(id=1, document=document, file_hash="", metadata=Metadata(title=entry.title))
    return Chunk(entry.chunk_id, 1, ordinal, entry.text, entry.section, None, entry.language, "text", ""), version
