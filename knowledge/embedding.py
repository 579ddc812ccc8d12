"""Chunks as vectors: what is embedded of a chunk, by whom, and each content only once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from knowledge.errors import EmbeddingMismatch, EmbeddingUnavailable
from knowledge.index import REBUILD
from knowledge.types import Chunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sqlalchemy import Engine

    from knowledge.library_embeddings import EmbeddingCache

    Floats = NDArray[np.float32]

BATCH = 256  # texts at a time: endpoints take a few hundred
NO_VECTORS = "–"  # how messages name an index without vectors


class Embedder(Protocol):
    """What turns texts into vectors. `fingerprint` names the model: an index that was built with another is rebuilt."""

    @property
    def fingerprint(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Floats:
        """Unit vectors, (texts, dimensions) float32. Raises EmbeddingUnavailable."""
        ...


def embedded_text(chunk: Chunk) -> str:
    """What is embedded of a chunk: its innermost heading, which often says what a list is a list of, and its text."""
    return f"{chunk.section[-1]}\n{chunk.text}" if chunk.section else chunk.text


def content_key(text: str) -> str:
    """The key of an embedded text in the cache."""
    return hashlib.sha256(text.encode()).hexdigest()


def require_same_embedding(built: str | None, embedder: Embedder | None) -> None:
    """Raises EmbeddingMismatch when an index was built with other vectors (None: with none) than are set."""
    is_set = None if embedder is None else embedder.fingerprint
    if built != is_set:
        raise EmbeddingMismatch(built=built or NO_VECTORS, set=is_set or NO_VECTORS, command=REBUILD)


class Vectors:
    """The vectors of chunks: from the cache, and computed where they are missing there."""

    def __init__(self, cache: EmbeddingCache, embedder: Embedder | None, dimensions: int) -> None:
        """`embedder` is the one that made the cached vectors, or None where it is not at hand: then the cache must do."""
        self._cache = cache
        self._embedder = embedder
        self._dimensions = dimensions

    def fill(self, chunks: Sequence[Chunk], progress: Callable[[int], None] = lambda done: None) -> set[str]:
        """Compute and cache what is missing, each text once. Returns the keys of the texts that were new."""
        texts = {content_key(text): text for text in map(embedded_text, chunks)}
        known = self._cache.get(texts)
        missing = [key for key in texts if key not in known]
        for start in range(0, len(missing), BATCH):
            part = missing[start : start + BATCH]
            rows = self._embed([texts[key] for key in part])
            self._cache.put(dict(zip(part, rows, strict=True)))
            progress(start + len(part))
        return set(missing)

    def of(self, chunks: Sequence[Chunk]) -> Floats:
        """The vectors of chunks, (chunks, dimensions), unit length."""
        import numpy as np

        keys = [content_key(embedded_text(chunk)) for chunk in chunks]
        found = self._cache.get(keys)
        if len(found) < len(set(keys)):
            self.fill(chunks)
            found = self._cache.get(keys)
        if not keys:
            return np.zeros((0, self._dimensions), dtype=np.float32)
        return np.stack([found[key] for key in keys])

    def _embed(self, texts: Sequence[str]) -> Floats:
        import numpy as np

        if self._embedder is None:
            raise EmbeddingMismatch(built=self._cache.embedding, set=NO_VECTORS, command=REBUILD)
        rows: Floats = np.array(self._embedder.embed(texts), dtype=np.float32)
        if rows.shape != (len(texts), self._dimensions) or not np.isfinite(rows).all():
            raise EmbeddingUnavailable(where=self._embedder.fingerprint)
        return _unit(rows, texts)


def vectors_of(
    engine: Engine, embedding: str | None, dimensions: int | None, embedder: Embedder | None
) -> Vectors | None:
    """The vectors of an embedding by its name; `embedder` computes missing ones when it is the same. None for no embedding."""
    from knowledge.library_embeddings import EmbeddingCache

    if embedding is None or dimensions is None:
        return None
    same = embedder if embedder is not None and embedder.fingerprint == embedding else None
    return Vectors(EmbeddingCache(engine, embedding), same, dimensions)


def _unit(rows: Floats, texts: Sequence[str]) -> Floats:
    """Rows of length one. A text without any known word has no direction and gets one of its own, from its hash: it stands in the
    index like every other, and a search by meaning does not come upon it."""
    import numpy as np

    lengths = np.linalg.norm(rows, axis=1)
    for row in np.flatnonzero(lengths == 0).tolist():
        seed = int(content_key(texts[row])[:16], 16)
        rows[row] = np.random.default_rng(seed).standard_normal(rows.shape[1])
        lengths[row] = np.linalg.norm(rows[row])
    rows /= lengths[:, None]
    return rows
