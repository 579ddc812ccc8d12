"""Small documents, vectors and readers for tests of the library and what is built on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine

from ingest.pipeline import IngestRequest, ingest
from knowledge.database import open_database
from knowledge.embedding import Embedder
from knowledge.generations import Generations
from knowledge.generations_open import OpenGeneration
from knowledge.language.vectors import WordVectors
from knowledge.library import Library
from knowledge.library_publishing import NewVersion, Publication, commit, reserve
from knowledge.reports import IngestReport
from knowledge.settings import KnowledgeSettings
from knowledge.types import Chunk, Document, Metadata, Version


def new_version(identity: str, texts: Sequence[str], metadata: Metadata | None = None, path: str = "") -> NewVersion:
    """A version with one chunk for each text, not numbered yet."""
    document = Document(identity, "/documents", path or f"{identity}.md")
    file_hash = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    version = Version(0, document, file_hash, metadata or Metadata(title=identity.title(), language="nb"))
    chunks = tuple(
        Chunk(0, 0, n, text, ("Avtale", f"§ {n}"), None, "nb", "text", hashlib.sha256(text.encode()).hexdigest())
        for n, text in enumerate(texts)
    )
    return NewVersion(version, chunks)


def numbered(engine: Engine, items: Sequence[NewVersion]) -> list[NewVersion]:
    """The same with numbers reserved in the library."""
    version, chunk = reserve(engine, len(items), sum(len(item.chunks) for item in items))
    done = []
    for item in items:
        chunks = tuple(replace(c, id=chunk + n, version_id=version) for n, c in enumerate(item.chunks))
        done.append(replace(item, version=replace(item.version, id=version), chunks=chunks))
        version, chunk = version + 1, chunk + len(chunks)
    return done


def commit_generation(
    library: Library, name: str, items: Sequence[NewVersion], kept: Sequence[int] = (), state: str = "published"
) -> list[NewVersion]:
    """Write a generation without any index; returns its new versions with their numbers."""
    new = numbered(library.engine, items)
    chunks = sum(len(item.chunks) for item in new) + sum(len(library.chunks_of(number)) for number in kept)
    publication = Publication(
        generation=name,
        based_on=library.pointer().current,
        embedding=None,
        dimensions=None,
        kept=kept,
        new=new,
        chunks=chunks,
        report={},
        state="published" if state == "published" else "staged",
    )
    commit(library.engine, publication)
    return new


class HashEmbedder:
    """Vectors without any model: each word has a direction of its own, a text the sum of its words' directions.

    `name` stands for the model: another name, other vectors. `embedded` keeps what was asked for.
    """

    dimensions = 32

    def __init__(self, name: str = "one") -> None:
        self.fingerprint = f"hash:{name}"
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(texts, 32) float32, unit length; a text without words is a zero row."""
        self.embedded += texts
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                seed = hashlib.sha256(f"{self.fingerprint} {word}".encode()).digest()[:8]
                rows[row] += np.random.default_rng(int.from_bytes(seed)).standard_normal(self.dimensions)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def write_documents(folder: Path, edition: int, count: int = 6) -> None:
    """A folder of agreements that say which edition they are of: all of one edition, or the reader sees a mixture."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        sections = "\n\n".join(
            f"## § {n} {word.title()}\n\nUtgave {edition} av avtale {number} sier om {word}: partene møtes hver {n + 2}. måned, "
            f"og {word} drøftes før fristen {n + 1}. mars {2000 + edition}. Referat sendes alle parter innen {n + 5} dager, og "
            f"den som har ansvar for {word} hos hver av partene, svarer for at vedtakene følges opp før neste møte i utvalget."
            for n, word in enumerate(("økonomi", "bemanning", "personvern", "publisering"))
        )
        text = (
            f"---\nid: avtale-{number}\ntitle: Avtale {number}\nlanguage: nb\n---\n\n# Avtale {number}\n\n{sections}\n"
        )
        (folder / f"avtale-{number}.md").write_text(text, encoding="utf-8")


def bring_in(
    settings: KnowledgeSettings, *paths: Path, embedder: Embedder | None = None, **options: bool
) -> IngestReport:
    """Ingest paths with small vectors."""
    with closing_engine(settings) as engine:
        return ingest(IngestRequest(paths, **options), settings, Library(engine), embedder or HashEmbedder())


@contextmanager
def closing_engine(settings: KnowledgeSettings) -> Iterator[Engine]:
    """The migrated database, let go of afterwards."""
    engine = open_database(settings)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def reading(settings: KnowledgeSettings, embedder: Embedder | None = None) -> Iterator[Generations]:
    """What a reading process has: the generations of a library."""
    with closing_engine(settings) as engine:
        generations = Generations(settings, Library(engine), embedder or HashEmbedder())
        try:
            yield generations
        finally:
            generations.close()


def lexical_ids(generation: OpenGeneration) -> list[int]:
    """The numbers of the chunks that the lexical index holds."""
    return [int(number) for part in generation.lexical.parts for number in part.ids]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@cache
def embedder_at_hand() -> Embedder:
    """The embedded word vectors, or the small ones where their package is missing."""
    return WordVectors.load() or HashEmbedder()
