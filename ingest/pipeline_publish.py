"""The publishing half of an ingest: number, embed, build, verify, and the one transaction."""

from __future__ import annotations

import logging
import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ingest.pipeline_plan import Incoming, Plan
from ingest.pipeline_report import file_reports
from knowledge.embedding import content_key, embedded_text, vectors_of
from knowledge.errors import SamspillError
from knowledge.generations import derive, word_vectors
from knowledge.generations_build import Builder, Entry, Recipe, Server, chroma_server
from knowledge.library_embeddings import forget_except
from knowledge.library_publishing import NewVersion, Publication, commit, reserve
from knowledge.types import Chunk, Version

if TYPE_CHECKING:
    from knowledge.embedding import Embedder
    from knowledge.generations_files import Store
    from knowledge.library import Library
    from knowledge.library_rows import GenerationRecord
    from knowledge.settings import KnowledgeSettings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A published generation, how many texts were embedded for it, and how many of them stand in each incoming document."""

    record: GenerationRecord
    texts: int
    embedded: dict[str, int]


class Publisher:
    """Makes the next generation of a library and publishes it. Its caller holds the lock."""

    def __init__(
        self,
        settings: KnowledgeSettings,
        library: Library,
        store: Store,
        embedder: Embedder | None,
        stage: Callable[[str], AbstractContextManager[None]],
        progress: Callable[[int, int, str], None],
        step: Callable[[str], None],
    ) -> None:
        self._library = library
        self._store = store
        self._embedder = embedder
        self._stage = stage
        self._progress = progress
        self._step = step
        self._pointer = library.pointer()
        self._server: Server | None = chroma_server(settings, self._pointer.uid)
        self._store.clean(library.kept_generations())  # what an ingest that was killed has left

    def mend(self, current: GenerationRecord | None) -> None:
        """Build the current generation's directory again where it is missing or files of it are."""
        if current is not None and current.documents and not self._store.has(current.id):
            derive(current, self._store, self._library, self._embedder, self._server)

    def publish(self, plan: Plan, current: GenerationRecord | None, *, rebuild: bool) -> Made:
        """Build the generation that the plan asks for, and let readers see it."""
        generation = new_name()
        new = self._numbered(plan)
        self._step("numbered")
        embedding = None if self._embedder is None else self._embedder.fingerprint
        dimensions = None if self._embedder is None else self._embedder.dimensions
        vectors = vectors_of(self._library.engine, embedding, dimensions, self._embedder)
        added = [chunk for version in new for chunk in version.chunks]
        entries = self._entries(plan, current, new)
        with self._stage("embed"):
            texts: set[str] = set()
            if vectors is not None:
                wanted = [chunk for chunk, _ in entries] if rebuild else added
                texts = vectors.fill(wanted, lambda done: self._progress(done, len(wanted), "embed"))
        self._step("embedded")
        recipe = Recipe(
            generation=generation,
            entries=entries,
            embedding=embedding,
            dimensions=dimensions,
            base=None if rebuild or current is None else current.id,
            removed=self._leaving(plan),
            added=frozenset(chunk.id for chunk in added),
        )
        builder = Builder(self._store, vectors, word_vectors(self._embedder), self._server, self._step, self._progress)
        with self._stage("index"):
            builder.build(recipe)
        embedded = _embedded(new, texts)
        self._step("committing")
        with self._stage("publish"):
            self._commit(plan, recipe, new, embedded)
        self._step("committed")
        self._clean()
        self._step("cleaned")
        record = self._library.generation(generation)
        assert record is not None  # noqa: S101 - it has just been committed
        return Made(record, len(texts), embedded)

    def _numbered(self, plan: Plan) -> list[NewVersion]:
        count = sum(len(one.read.chunks) for one in plan.incoming)
        version, chunk = reserve(self._library.engine, len(plan.incoming), count) if plan.incoming else (0, 0)
        new = []
        for one in plan.incoming:
            new.append(_new_version(one, version, chunk))
            version, chunk = version + 1, chunk + len(one.read.chunks)
        return new

    def _entries(self, plan: Plan, current: GenerationRecord | None, new: list[NewVersion]) -> list[Entry]:
        kept = {version.id for version in plan.kept}
        entries = [e for e in self._library.chunks(current.id) if e[1].id in kept] if current is not None else []
        return entries + [(chunk, item.version) for item in new for chunk in item.chunks]

    def _leaving(self, plan: Plan) -> list[Chunk]:
        leaving = [*plan.retired, *(one.replaced for one in plan.incoming if one.replaced is not None)]
        return [chunk for version in leaving for chunk in self._library.chunks_of(version.id)]

    def _commit(self, plan: Plan, recipe: Recipe, new: list[NewVersion], embedded: Mapping[str, int]) -> None:
        lines = [line.as_json() for line in file_reports(plan, embedded) if line.action != "unchanged"]
        commit(
            self._library.engine,
            Publication(
                generation=recipe.generation,
                based_on=self._pointer.current,
                embedding=recipe.embedding,
                dimensions=recipe.dimensions,
                kept=[version.id for version in plan.kept],
                new=new,
                chunks=len(recipe.entries),
                report={"files": lines},
            ),
        )

    def _clean(self) -> None:
        """Remove what nobody reads any more. The generation is published: whatever fails here waits for the next ingest."""
        try:
            keep = self._library.kept_generations()
            self._store.clean(keep)
            forget_except(self._library.engine, keep)
            if self._server is not None:
                from knowledge.index import drop_collections

                prefix = self._server.prefix
                drop_collections(self._server.url, prefix, [f"{prefix}-{name}" for name in keep])
        except SamspillError as error:
            log.warning("cleaning up after an ingest: %s", error)


def new_name() -> str:
    """A generation's name: sorted by time, and never the same twice."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


def _new_version(one: Incoming, version_id: int, first_chunk: int) -> NewVersion:
    chunks = tuple(
        Chunk(
            id=first_chunk + ordinal,
            version_id=version_id,
            ordinal=ordinal,
            text=draft.text,
            section=draft.section,
            page=draft.page,
            language=draft.language,
            kind=draft.kind,
            content_hash=draft.content_hash,
        )
        for ordinal, draft in enumerate(one.read.chunks)
    )
    version = Version(version_id, one.document, one.read.file_hash, one.read.metadata)
    return NewVersion(version, chunks, one.read.warnings)


def _embedded(new: list[NewVersion], texts: set[str]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for item in new:
        keys = {content_key(embedded_text(chunk)) for chunk in item.chunks}
        found[item.version.document.identity] = len(keys & texts)
    return dict(found)
