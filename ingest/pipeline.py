"""From paths to a published generation: find, read, decide, embed, build, verify, and one transaction that shows it.

Until that transaction readers see the generation before, whole; after it the new one, whole. Killed anywhere, an ingest leaves
nothing but files that the next one removes. A staged generation is made the same way, and shown to nobody until it is published.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.ledger import Ledger
from ingest.pipeline_likeness import likenesses
from ingest.pipeline_lock import ingest_lock
from ingest.pipeline_plan import Plan, Shelf, make_plan
from ingest.pipeline_publish import Also, Contents, Made, Publisher, Watching
from ingest.pipeline_read import Gathered, gather, starter_documents, uploaded_files
from ingest.pipeline_report import file_reports
from ingest.settings import IngestSettings, WebSettings
from ingest.sources import find
from ingest.web.visiting import Web, judged, remember
from knowledge.embedding import require_same_embedding
from knowledge.errors import NotFound
from knowledge.generations_files import Store
from knowledge.library_difference import Difference, content_hash, difference, told
from knowledge.reliances import Reliances
from knowledge.reports import IngestReport
from knowledge.touched import Touched, touched
from knowledge.types import Version

if TYPE_CHECKING:
    from knowledge.clauses import TextPiece
    from knowledge.embedding import Embedder
    from knowledge.library import Library
    from knowledge.library_rows import GenerationRecord, State
    from knowledge.settings import KnowledgeSettings

Step = Callable[[str], None]
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class IngestRequest:
    """What to bring in: paths, web addresses, and files that were handed over. `starter` adds the example documents; `rebuild` reads again
    and builds the index from nothing, also without any path; `stage` makes the next generation and shows it to nobody; `identity` is the
    document that the one file is a version of."""

    paths: tuple[Path, ...] = ()
    addresses: tuple[str, ...] = ()
    uploads: tuple[Path, ...] = ()
    starter: bool = False
    dry_run: bool = False
    rebuild: bool = False
    allow_removal: bool = False
    stage: bool = False
    identity: str | None = None


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
    ledger: Ledger | None = None,
) -> IngestReport:
    """Bring files in and publish them in one step, or stage them.

    `library` may be None for a dry run before there is any. `embedder` None: the index is lexical only. `progress(done, total, stage)`
    is told how far each stage is; `step(name)` is called between the steps, for the tests that stop an ingest there. `ledger` writes
    who did it.

    Raises NotFound for a path that does not exist, IngestBusy, RemovalRefused, EmbeddingMismatch (each before any write),
    EmbeddingUnavailable, ChromaUnavailable, DatabaseUnavailable, StorageUnavailable, IndexDamaged (then nothing is published).
    """
    if library is None:
        if not request.dry_run:
            raise ValueError("only a dry run can do without a library")
        return _Run(request, settings, None, embedder, limits, web, progress, step, None).go()
    ledger = ledger or Ledger(library.engine, settings.data_dir, "samspill")
    lock = nullcontext() if request.dry_run else ingest_lock(settings.data_dir, library.engine, library.pointer().uid)
    with lock:
        return _Run(request, settings, library, embedder, limits, web, progress, step, ledger).go()


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
        ledger: Ledger | None,
    ) -> None:
        self._request = request
        self._library = library
        self._embedder = embedder
        self._limits = limits or IngestSettings()  # type: ignore[call-arg]
        self._web = web or Web(WebSettings())  # type: ignore[call-arg]
        self._watching = Watching(self._stage, progress, step)
        self._began = time.monotonic()
        self._stages: dict[str, float] = {}
        self._store = Store(settings.data_dir)
        self._settings = settings
        self._ledger = ledger

    def go(self) -> IngestReport:
        current = self._library.current() if self._library else None
        if current is not None and current.documents and not self._request.rebuild:
            require_same_embedding(current.embedding, self._embedder)
        shelf = Shelf(self._library.members(current.id) if self._library and current else [])
        if self._request.identity is not None and self._request.identity not in shelf.by_identity:
            raise NotFound(name=self._request.identity)
        with self._stage("read"):
            gathered = self._gather(shelf)
        self._watching.step("read")
        plan = self._plan(shelf, gathered)
        if self._request.dry_run or self._library is None:
            return self._report(plan, current)
        publisher = Publisher(self._settings, self._library, self._store, self._embedder, self._watching)
        if not plan.changes and not (self._request.rebuild and shelf.versions):
            publisher.mend(current)
            return self._report(plan, current)
        return self._publish(self._library, publisher, plan, current, shelf)

    def _plan(self, shelf: Shelf, gathered: Gathered) -> Plan:
        library = self._library
        return make_plan(
            shelf,
            gathered.folders,
            gathered.unchanged,
            gathered.read,
            gathered.refused,
            allow_removal=self._request.allow_removal,
            identity=self._request.identity,
            was=library.was if library is not None else lambda identity, file_hash: False,
        )

    def _publish(
        self, library: Library, publisher: Publisher, plan: Plan, current: GenerationRecord | None, shelf: Shelf
    ) -> IngestReport:
        if self._request.stage and (same := _staged_already(library, plan, current, shelf)):
            publisher.mend(same)
            return self._report(plan, same, Made(same))
        contents = publisher.contents(plan)
        found = difference(shelf.versions, contents.versions)
        also = self._also(library, contents, found)
        state: State = "staged" if self._request.stage else "published"
        made = publisher.make(contents, current, also, plan=plan, rebuild=self._request.rebuild, state=state)
        if self._ledger is not None:
            self._ledger.committed()
        return self._report(plan, made.record, made)

    def _also(self, library: Library, contents: Contents, found: Difference) -> Callable[[str], Also]:
        """What is written with the generation: who did it and what it holds, and notes to those whose drafts it touches."""
        ledger = self._ledger
        if ledger is None:
            return lambda name: lambda connection: None
        facts = {"content": content_hash(contents.versions), **dict(told(found))}
        if self._request.stage:
            return lambda name: ledger.also("stage", name, facts)
        chunks = {item.version.id: item.chunks for item in contents.new}

        def pieces(version: Version) -> Sequence[TextPiece]:
            return chunks.get(version.id) or library.chunks_of(version.id)

        drafts: list[Touched] = [
            one for one in touched(Reliances(library.engine), found, pieces) if one.kind == "draft"
        ]
        return lambda name: ledger.also("ingest", name, facts, drafts)

    def _gather(self, shelf: Shelf) -> Gathered:
        paths = [path.absolute() for path in self._request.paths]
        found = [find(paths, self._limits)] if paths else []
        if self._request.uploads:
            found.append(uploaded_files(self._request.uploads, self._limits))
        if self._request.starter:
            found.append(starter_documents(self._limits))
        again = self._library if self._request.rebuild else None
        progress = self._watching.progress
        by_place = shelf if self._request.identity is None else Shelf([])
        with ExitStack() as fetched:
            if self._request.addresses:
                known = None if self._request.rebuild else self._library
                pages = self._web.collected(self._request.addresses, self._limits, shelf, known, progress)
                found.append(fetched.enter_context(pages))
            gathered = judged(gather(found, by_place, self._limits, again, progress), shelf, self._library)
        if self._request.addresses and self._library is not None and not self._request.dry_run:
            remember(found, gathered, self._library)
        return gathered

    def _report(self, plan: Plan, now: GenerationRecord | None, made: Made | None = None) -> IngestReport:
        files = file_reports(plan, made.embedded if made else {}, likenesses(plan, self._library))
        staged = made is not None and self._request.stage
        return IngestReport(
            files=tuple(files),
            generation=None if now is None else now.id,
            published=made is not None and not staged,
            staged=staged,
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


def _staged_already(
    library: Library, plan: Plan, current: GenerationRecord | None, shelf: Shelf
) -> GenerationRecord | None:
    """The staged generation that brings the very same files to the very same documents: staging again makes no second one."""
    files = {(one.document.identity, one.read.file_hash) for one in plan.incoming}
    gone = {version.document.identity for version in plan.retired}
    for record in library.staged():
        if current is None or record.based_on != current.id:
            continue
        found = difference(shelf.versions, library.members(record.id))
        coming = {(version.document.identity, version.file_hash) for version in found.coming}
        if coming == files and {version.document.identity for version in found.removed} == gone:
            return record
    return None
