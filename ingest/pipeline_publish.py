"""The publishing half of an ingest: number, embed, build, verify, and the one transaction."""

from __future__ import annotations

import logging
import secrets
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ingest.pipeline_plan import Incoming, Plan
from ingest.pipeline_report import file_reports
from knowledge.embedding import content_key, embedded_text, vectors_of
from knowledge.errors import SamspillError
from knowledge.generations_build import Builder, Entry, Recipe, Server, chroma_server
from knowledge.generations_derive import derive, word_vectors
from knowledge.library_embeddings import forget_except
from knowledge.library_publishing import NewVersion, Publication, commit, reserve
from knowledge.types import Chunk, Version

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from knowledge.embedding import Embedder
    from knowledge.generations_files import Store
    from knowledge.library import Library
    from knowledge.library_rows import GenerationRecord, State
    from knowledge.settings import KnowledgeSettings

log = logging.getLogger(__name__)
Also = Callable[["Connection"], None]


@dataclass(frozen=True, slots=True)
class Contents:
    """What the next generation holds: versions that stay, new ones, ones that are in the library but not in the current generation;
    and what leaves."""

    kept: Sequence[Version]
    new: Sequence[NewVersion] = ()
    returning: Sequence[Version] = ()
    leaving: Sequence[Version] = ()

    @property
    def versions(self) -> tuple[Version, ...]:
        """All that will be in."""
        return (*self.kept, *self.returning, *(item.version for item in self.new))


@dataclass(frozen=True, slots=True)
class Made:
    """A generation that was made, how many texts were embedded for it, and how many of them stand in each incoming document."""

    record: GenerationRecord
    texts: int = 0
    embedded: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Watching:
    """How a build tells of itself: stages that are timed, progress, and steps for the tests that stop it there."""

    stage: Callable[[str], AbstractContextManager[None]] = lambda name: nullcontext()
    progress: Callable[[int, int, str], None] = lambda done, total, stage: None
    step: Callable[[str], None] = lambda name: None


class Publisher:
    """Makes the next generation of a library, to be seen at once or staged. Its caller holds the lock."""

    def __init__(
        self,
        settings: KnowledgeSettings,
        library: Library,
        store: Store,
        embedder: Embedder | None,
        watching: Watching | None = None,
    ) -> None:
        self._library = library
        self._store = store
        self._embedder = embedder
        self._watching = watching or Watching()
        self._kept = settings.kept_generations
        self._pointer = library.pointer()
        self._server: Server | None = chroma_server(settings, self._pointer.uid)
        self._store.clean(library.kept_generations(self._kept))  # what an ingest that was killed has left

    def mend(self, generation: GenerationRecord | None) -> None:
        """Build a generation's directory again where it is missing or files of it are."""
        if generation is not None and generation.documents and not self._store.has(generation.id):
            derive(generation, self._store, self._library, self._embedder, self._server)

    def contents(self, plan: Plan) -> Contents:
        """What a plan makes of the current generation; numbers are taken for what is new."""
        new = self._numbered(plan)
        self._watching.step("numbered")
        leaving = [*plan.retired, *(one.replaced for one in plan.incoming if one.replaced is not None)]
        return Contents(plan.kept, new, (), leaving)

    def make(
        self,
        contents: Contents,
        current: GenerationRecord | None,
        also: Callable[[str], Also],
        *,
        plan: Plan | None = None,
        rebuild: bool = False,
        state: State = "published",
    ) -> Made:
        """Build the generation and commit it, with what `also(its name)` writes; readers see it unless it is only staged."""
        generation, watching = new_name(), self._watching
        embedding = None if self._embedder is None else self._embedder.fingerprint
        dimensions = None if self._embedder is None else self._embedder.dimensions
        vectors = vectors_of(self._library.engine, embedding, dimensions, self._embedder)
        entries, added = self._entries(contents, current)
        with watching.stage("embed"):
            texts: set[str] = set()
            if vectors is not None:
                wanted = [chunk for chunk, _ in entries] if rebuild else added
                texts = vectors.fill(wanted, lambda done: watching.progress(done, len(wanted), "embed"))
        watching.step("embedded")
        recipe = Recipe(
            generation=generation,
            entries=entries,
            embedding=embedding,
            dimensions=dimensions,
            base=None if rebuild or current is None else current.id,
            removed=[chunk for version in contents.leaving for chunk in self._library.chunks_of(version.id)],
            added=frozenset(chunk.id for chunk in added),
        )
        words = word_vectors(self._embedder)
        builder = Builder(self._store, vectors, words, self._server, watching.step, watching.progress)
        with watching.stage("index"):
            builder.build(recipe)
        embedded = _embedded(contents.new, texts)
        watching.step("committing")
        with watching.stage("publish"):
            report = _report(plan, embedded)
            commit(self._library.engine, self._publication(contents, recipe, report, state), also(generation))
        watching.step("committed")
        self.clean()
        watching.step("cleaned")
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

    def _entries(self, contents: Contents, current: GenerationRecord | None) -> tuple[list[Entry], list[Chunk]]:
        """All chunks that will be in, by number, and those of them that the current generation has not."""
        kept = {version.id for version in contents.kept}
        entries = [e for e in self._library.chunks(current.id) if e[1].id in kept] if current is not None else []
        added = [(chunk, item.version) for item in contents.new for chunk in item.chunks]
        added += [(chunk, version) for version in contents.returning for chunk in self._library.chunks_of(version.id)]
        return sorted([*entries, *added], key=lambda entry: entry[0].id), [chunk for chunk, _ in added]

    def _publication(self, contents: Contents, recipe: Recipe, report: Mapping[str, Any], state: State) -> Publication:
        return Publication(
            generation=recipe.generation,
            based_on=self._pointer.current,
            embedding=recipe.embedding,
            dimensions=recipe.dimensions,
            kept=[version.id for version in (*contents.kept, *contents.returning)],
            new=contents.new,
            chunks=len(recipe.entries),
            report=report,
            state=state,
        )

    def clean(self) -> None:
        """Remove what nobody reads any more. The generation is published: whatever fails here waits for the next ingest."""
        try:
            keep = self._library.kept_generations(self._kept)
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


def _report(plan: Plan | None, embedded: Mapping[str, int]) -> Mapping[str, Any]:
    if plan is None:
        return {"files": []}
    return {"files": [line.as_json() for line in file_reports(plan, embedded) if line.action != "unchanged"]}


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


def _embedded(new: Sequence[NewVersion], texts: set[str]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for item in new:
        keys = {content_key(embedded_text(chunk)) for chunk in item.chunks}
        found[item.version.document.identity] = len(keys & texts)
    return dict(found)
