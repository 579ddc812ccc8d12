"""A generation's directory, built again from the library: the database is the truth, and every index comes from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.generations_build import Builder, Recipe, Server

if TYPE_CHECKING:
    from knowledge.embedding import Embedder
    from knowledge.generations_files import Store
    from knowledge.language.vectors import WordVectors
    from knowledge.library import Library
    from knowledge.library_rows import GenerationRecord


def derive(
    record: GenerationRecord, store: Store, library: Library, embedder: Embedder | None, server: Server | None
) -> None:
    """Build a generation's directory from the library: it was never on this machine, or has been lost."""
    from knowledge.embedding import vectors_of

    entries = list(library.chunks(record.id))
    vectors = vectors_of(library.engine, record.embedding, record.dimensions, embedder)
    builder = Builder(store, vectors, word_vectors(embedder), server)
    builder.build(Recipe(record.id, entries, record.embedding, record.dimensions), dense_is_there=server is not None)


def word_vectors(embedder: Embedder | None) -> WordVectors | None:
    """The lexical part's word vectors: the embedder itself where it is made of them."""
    from knowledge.language.vectors import WordVectors

    return embedder if isinstance(embedder, WordVectors) else WordVectors.load()
