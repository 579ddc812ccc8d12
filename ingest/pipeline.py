"""From paths to a published generation: find, read, decide, embed, build, verify, and one transaction that shows it.

Until that transaction readers see the generation before, whole; after it the new one, whole. Killed anywhere, an ingest leaves
nothing but files that the next one removes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.pipeline_lock import ingest_lock
from ingest.pipeline_plan import Plan, Shelf, make_plan
from ingest.pipeline_publish import Made, Publisher
from ingest.pipeline_read import Gathered, gather, starter_documents
from ingest.pipeline_report import file_reports
from ingest.settings import IngestSettings, WebSettings
from ingest.sources import find
from ingest.web.visiting import Web, judged, remember
from knowledge.embedding import require_same_embedding
from knowledge.generations_files import Store
from knowledge.reports import IngestReport

if TYPE_CHECKING:
    from knowledge.embedding import Embedder
    from knowledge.library import Library
    from knowledge.library_rows import GenerationRecord
    from knowledge.settings import KnowledgeSettings

Step = Callable[[str], None]
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class IngestRequest:
    """What to bring in: paths, and web addresses. `starter` adds the example documents; `rebuild` reads again and builds the index
    from nothing, also without any path."""

    paths: tuple[Path, ...] = ()
    addresses: tuple[str, ...] = ()
    starter: bool = False
    dry_run: bool = False
    rebuild: bool = False
    allow_removal: bool = False


def ingest(
    request: IngestRequest,
    settings: KnowledgeSettings,
    library: Library | None,
    embedder: Embedder | None,
    *,
    limits: IngestSettings | None = None,
    web: Web | None = None,
    progress: Progress = lambda done, total, stage: None,
    step: Step = lambda name: None,
) -> IngestReport:
    """Bring files in and publish them in one step.

    `library` may be None for a dry run before there is any. `embedder` None: the index is lexical only. `progress(done, total, stage)`
    is told how far each stage is; `step(name)` is called between the steps, for the tests that stop an ingest there.

    Raises NotFound for a path that does not exist, IngestBusy, RemovalRefused, EmbeddingMismatch (each before any write),
    EmbeddingUnavailable, ChromaUnavailable, DatabaseUnavailable, StorageUnavailable, IndexDamaged (then nothing is published).
    """
    if library is None:
        if not request.dry_run:
            raise ValueError("only a dry run can do without a library")
        return _Run(request, settings, None, embedder, limits, web, progress, step).go()
    lock = nullcontext() if request.dry_run else ingest_lock(settings.data_dir, library.engine, library.pointer().uid)
    with lock:
        return _Run(request, settings, library, embedder, limits, web, progress, step).go()


class _Run:
    def __init__(
        self,
        request: IngestRequest,
        settings: KnowledgeSettings,
        library: Library | None,
        embedder: Embedder | None,
        limits: IngestSettings | None,
        web: Web | None,
        progress: Progress,
        step: Step,
    ) -> None:
        self._request = request
        self._library = library
        self._embedder = embedder
        self._limits = limits or IngestSettings()  # type: ignore[call-arg]
        self._web = web or Web(WebSettings())  # type: ignore[call-arg]
        self._progress = progress
        self._step = step
        self._began = time.monotonic()
        self._stages: dict[str, float] = {}
        self._store = Store(settings.data_dir)
        self._settings = settings

    def go(self) -> IngestReport:
        current = self._library.current() if self._library else None
        if current is not None and current.documents and not self._request.rebuild:
            require_same_embedding(current.embedding, self._embedder)
        shelf = Shelf(self._library.members(current.id) if self._library and current else [])
        with self._stage("read"):
            gathered = self._gather(shelf)
        self._step("read")
        plan = make_plan(
            shelf,
            gathered.folders,
            gathered.unchanged,
            gathered.read,
            gathered.refused,
            allow_removal=self._request.allow_removal,
        )
        if self._request.dry_run or self._library is None:
            return self._report(plan, current)
        publisher = Publisher(
            self._settings, self._library, self._store, self._embedder, self._stage, self._progress, self._step
        )
        if not plan.changes and not (self._request.rebuild and shelf.versions):
            publisher.mend(current)
            return self._report(plan, current)
        made = publisher.publish(plan, current, rebuild=self._request.rebuild)
        return self._report(plan, made.record, made)

    def _gather(self, shelf: Shelf) -> Gathered:
        paths = [path.absolute() for path in self._request.paths]
        found = [find(paths, self._limits)] if paths else []
        if self._request.starter:
            found.append(starter_documents(self._limits))
        again = self._library if self._request.rebuild else None
        with ExitStack() as fetched:
            if self._request.addresses:
                known = None if self._request.rebuild else self._library
                pages = self._web.collected(self._request.addresses, self._limits, shelf, known, self._progress)
                found.append(fetched.enter_context(pages))
            gathered = judged(gather(found, shelf, self._limits, again, self._progress), shelf, self._library)
        if self._request.addresses and self._library is not None and not self._request.dry_run:
            remember(found, gathered, self._library)
        return gathered

    def _report(self, plan: Plan, now: GenerationRecord | None, made: Made | None = None) -> IngestReport:
        files = file_reports(plan, made.embedded if made else {})
        return IngestReport(
            files=tuple(files),
            generation=None if now is None else now.id,
            published=made is not None,
            dry_run=self._request.dry_run,
            rebuilt=made is not None and self._request.rebuild,
            documents=0 if now is None else now.documents,
            chunks=0 if now is None else now.chunks,
            embedded=made.texts if made else 0,
            seconds=time.monotonic() - self._began,
            stages=dict(self._stages),
        )

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        try:
            yield
        finally:
            self._stages[name] = self._stages.get(name, 0.0) + time.monotonic() - began
