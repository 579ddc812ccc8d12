"""Vectors by content: what was embedded once, by the same model, is not embedded again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from knowledge.database import read, write
from knowledge.library_tables import embeddings, generations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 1000


class EmbeddingCache:
    """The vectors of one embedding, named by its fingerprint; float32, unit length, keyed by the hash of what was embedded."""

    def __init__(self, engine: Engine, embedding: str) -> None:
        self._engine = engine
        self.embedding = embedding

    def get(self, hashes: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors that are there."""
        import numpy as np

        wanted = sorted(set(hashes))
        found: dict[str, NDArray[np.float32]] = {}
        with read(self._engine) as connection:
            for start in range(0, len(wanted), _BATCH):
                query = (
                    select(embeddings.c.content_hash, embeddings.c.vector)
                    .where(embeddings.c.embedding == self.embedding)
                    .where(embeddings.c.content_hash.in_(wanted[start : start + _BATCH]))
                )
                for key, vector in connection.execute(query):
                    found[key] = np.frombuffer(vector, dtype="<f4")
        return found

    def put(self, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep vectors. One that is there already stays: the same content and model give the same vector."""
        rows = [
            {"content_hash": key, "embedding": self.embedding, "vector": vector.astype("<f4").tobytes()}
            for key, vector in vectors.items()
        ]
        if not rows:
            return
        dialect = postgresql if self._engine.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(embeddings).on_conflict_do_nothing()
        with write(self._engine) as connection:
            connection.execute(statement, rows)


def forget_except(engine: Engine, kept: Collection[str]) -> None:
    """Drop the vectors of every embedding that none of the `kept` generations was built with."""
    used = select(generations.c.embedding).where(generations.c.id.in_(kept), generations.c.embedding.is_not(None))
    with write(engine) as connection:
        connection.execute(delete(embeddings).where(embeddings.c.embedding.not_in(used)))
