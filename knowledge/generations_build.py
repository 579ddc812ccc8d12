"""Building a generation: its directory is made beside the others, verified, flushed to the disk, and only then given its name.

Nothing that anyone reads is written to. Where the dense index is embedded, it begins as a copy of an earlier one with only the changes
applied: adding 20,000 vectors to Chroma takes 15 s, copying them a fraction of one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import IndexDamaged
from knowledge.generations_files import Store
from knowledge.generations_manifest import Manifest, fingerprints
from knowledge.generations_verify import verify
from knowledge.index import EF_SEARCH, DenseIndex, Place
from knowledge.types import LANGUAGES, Chunk, Version

if TYPE_CHECKING:
    from knowledge.embedding import Vectors
    from knowledge.language.vectors import WordVectors
    from knowledge.lexical import LexicalEntry
    from knowledge.settings import KnowledgeSettings


@dataclass(frozen=True, slots=True)
class Server:
    """A Chroma server's address, and what the names of this library's collections begin with."""

    url: str
    prefix: str


Entry = tuple[Chunk, Version]
Step = Callable[[str], None]
Progress = Callable[[int, int, str], None]

BATCH = 1_000  # chunks whose vectors are held at a time
DEAD_SHARE = 0.5  # deleted vectors keep their room in Chroma; above this share of the living ones it is built anew


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a generation is made of.

    `entries` are all its chunks, by number, each document's together. `embedding` names the dense vectors, None for lexical only.
    `base` is the generation that this one differs from only by the chunks `removed` and those numbered in `added`.
    """

    generation: str
    entries: Sequence[Entry]
    embedding: str | None
    dimensions: int | None
    base: str | None = None
    removed: Sequence[Chunk] = ()
    added: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Dense:
    """The dense index as it was built: what the manifest says of it."""

    ef_search: int = EF_SEARCH
    dead: Mapping[str, int] | None = None


class Builder:
    """Builds generations: their lexical part in a directory, their dense part there too, or on a Chroma server."""

    def __init__(
        self,
        store: Store,
        vectors: Vectors | None,
        words: WordVectors | None,
        server: Server | None = None,
        step: Step = lambda name: None,
        progress: Progress = lambda done, total, stage: None,
    ) -> None:
        self._store = store
        self._vectors = vectors
        self._words = words
        self._server = server
        self._step = step
        self._progress = progress

    def build(self, recipe: Recipe, *, dense_is_there: bool = False) -> Manifest:
        """Make the directory, whole, under its name. With `dense_is_there` the server has the dense index already.

        Raises IndexDamaged when what was built does not pass its checks, StorageUnavailable, ChromaUnavailable, EmbeddingUnavailable.
        """
        with self._store.building(recipe.generation) as directory:
            dense = _Dense()
            if recipe.embedding is not None and not dense_is_there:
                dense = self._dense(recipe, directory)
            self._lexical(recipe, directory / "lexical")
            self._step("lexical written")
            manifest = Manifest(
                generation=recipe.generation,
                embedding=recipe.embedding,
                dimensions=recipe.dimensions,
                server=self._server is not None,
                chunks=_by_language([chunk for chunk, _ in recipe.entries]),
                dead=dense.dead or {},
                ef_search=dense.ef_search,
                files=fingerprints(directory),
            )
            manifest.write(directory)
            self._step("manifest written")
            self._store.seal(directory, recipe.generation)
            self._step("sealed")
        return manifest

    def _dense(self, recipe: Recipe, directory: Path) -> _Dense:
        base = self._base(recipe)
        if base is not None:
            try:
                return self._from_base(recipe, directory, base)
            except IndexDamaged:  # what deleting and adding left behind is no good: once more, from nothing
                shutil.rmtree(directory / "chroma", ignore_errors=True)
        place = place_of(recipe.generation, directory, self._server)
        dense = DenseIndex(place, create=True)
        try:
            self._add(dense, recipe.entries)
        finally:
            dense.close()
        self._step("dense written")
        return self._verified(recipe, place, {chunk.id for chunk, _ in recipe.entries}, EF_SEARCH, {})

    def _base(self, recipe: Recipe) -> Manifest | None:
        """The earlier generation's manifest, when a copy of its dense index is the better beginning."""
        if self._server is not None or recipe.base is None:
            return None
        directory = self._store.path(recipe.base)
        try:
            manifest = Manifest.read(directory)
            manifest.check(directory, "chroma")
        except IndexDamaged:
            return None
        dead = sum(manifest.dead.values()) + len(recipe.removed)
        same = (manifest.embedding, manifest.dimensions) == (
            recipe.embedding,
            recipe.dimensions,
        ) and not manifest.server
        return manifest if same and dead <= DEAD_SHARE * max(len(recipe.entries), 100) else None

    def _from_base(self, recipe: Recipe, directory: Path, base: Manifest) -> _Dense:
        shutil.copytree(self._store.path(base.generation) / "chroma", directory / "chroma")
        self._step("dense copied")
        place = place_of(recipe.generation, directory, self._server)
        dense = DenseIndex(place)
        try:
            self._add(dense, [entry for entry in recipe.entries if entry[0].id in recipe.added])
            dense.delete({language: [c.id for c in recipe.removed if c.language == language] for language in LANGUAGES})
        finally:
            dense.close()
        self._step("dense written")
        dead = dict(base.dead)
        for language, count in _by_language(recipe.removed).items():
            dead[language] = dead.get(language, 0) + count
        return self._verified(recipe, place, recipe.added, base.ef_search, dead)

    def _add(self, dense: DenseIndex, entries: Sequence[Entry]) -> None:
        assert self._vectors is not None  # noqa: S101 - a recipe with an embedding comes with its vectors
        for start in range(0, len(entries), BATCH):
            part = entries[start : start + BATCH]
            dense.add(part, self._vectors.of([chunk for chunk, _ in part]))
            self._progress(min(start + BATCH, len(entries)), len(entries), "index")

    def _verified(
        self, recipe: Recipe, place: Place, changed: set[int] | frozenset[int], width: int, dead: Mapping[str, int]
    ) -> _Dense:
        """Opened anew, so that it is what lies on the disk that is looked at."""
        assert self._vectors is not None  # noqa: S101
        self._progress(0, 1, "verify")
        dense = DenseIndex(place)
        try:
            chunks = {chunk.id: chunk for chunk, _ in recipe.entries}
            width = verify(dense, chunks, changed, self._vectors.of, recipe.generation, width)
        finally:
            dense.close()
        self._step("dense verified")
        return _Dense(width, dead)

    def _lexical(self, recipe: Recipe, directory: Path) -> None:
        from knowledge.lexical import build

        self._progress(0, 1, "lexical")
        base = self._store.path(recipe.base) / "lexical" if recipe.base and self._store.has(recipe.base) else None
        entries = [lexical_entry(chunk, version) for chunk, version in recipe.entries]
        build(directory, entries, self._words, base)


def lexical_entry(chunk: Chunk, version: Version) -> LexicalEntry:
    """A chunk as the lexical index takes it."""
    from knowledge.lexical import LexicalEntry

    return LexicalEntry(
        chunk_id=chunk.id,
        document_key=str(version.id),
        title=title_of(version),
        section=chunk.section,
        text=chunk.text,
        language=chunk.language,
    )


def chroma_server(settings: KnowledgeSettings, uid: str) -> Server | None:
    """The Chroma server of the settings; several libraries may share one, told apart by their `uid`."""
    return None if settings.chroma_url is None else Server(settings.chroma_url, f"samspill-{uid[:12]}")


def place_of(generation: str, directory: Path, server: Server | None) -> Place:
    """Where a generation's vectors are."""
    if server is None:
        return Place(generation, directory=directory / "chroma")
    return Place(generation, url=server.url, prefix=f"{server.prefix}-{generation}")


def title_of(version: Version) -> str:
    """The document's title, else its file's name without the suffix."""
    return version.metadata.title or Path(version.document.file_name).stem


def _by_language(chunks: Sequence[Chunk]) -> dict[str, int]:
    return {language: sum(chunk.language == language for chunk in chunks) for language in LANGUAGES}
