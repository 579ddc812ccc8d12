"""Publishing what is staged, throwing it away, going back, and taking a document out.

To publish a staged generation, or to go back to an earlier one, only the pointer moves: a fraction of a second. Where something else
was published since it was staged, its changes are put on top of what is current now, and a new generation is built; where both changed
the same document, a sentence says so instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from ingest.ledger import Ledger
from ingest.maintenance.impact import touched_drafts
from ingest.pipeline_lock import ingest_lock
from ingest.pipeline_publish import Contents, Publisher
from knowledge.embedding import require_same_embedding
from knowledge.errors import IngestBusy, NotFound, StagedConflict
from knowledge.generations_files import Store
from knowledge.library_difference import Difference, content_hash, difference, told
from knowledge.library_publishing import discard as discard_row
from knowledge.library_publishing import discarded, publish
from knowledge.timetable import conclude
from knowledge.types import Version

if TYPE_CHECKING:
    from knowledge.embedding import Embedder
    from knowledge.library import Library
    from knowledge.library_rows import GenerationRecord
    from knowledge.settings import KnowledgeSettings


@dataclass(frozen=True, slots=True)
class Published:
    """What readers see now, what changed, and how many authors of drafts get a note. `rebuilt`: staged on an older state, made anew."""

    generation: str
    before: str | None
    found: Difference
    notes: int
    rebuilt: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """What publishing needs."""

    settings: KnowledgeSettings
    library: Library
    embedder: Embedder | None
    ledger: Ledger

    def publish(self, staged: GenerationRecord, action: str = "publish") -> Published:
        """Let readers see a staged generation. Raises StagedConflict, IngestBusy, EmbeddingMismatch, IndexDamaged."""
        current = self.library.current()
        if staged.based_on != (current.id if current else None):
            return self._on_top(staged, current, action)
        return self._point(staged, current, action)

    def roll_back(self, target: GenerationRecord) -> Published:
        """Let readers see a generation that was published before. Raises NotFound for one that never was."""
        if target.state != "published":
            raise NotFound(name=target.id)
        return self._point(target, self.library.current(), "rollback")

    def discard(self, staged: GenerationRecord) -> None:
        """Throw a staged generation away; its versions stay in the history."""

        def also(connection: Connection) -> None:
            conclude(connection, staged.id, "cancelled")
            self.ledger.also("discard", staged.id, {})(connection)

        discard_row(self.library.engine, staged.id, also)
        self.ledger.committed()
        self._tidy()

    def remove(self, identity: str) -> Published:
        """Publish the current state without one document. Raises NotFound when it is not in."""
        current = self.library.current()
        members = self.library.members(current.id) if current else []
        leaving = [version for version in members if version.document.identity == identity]
        if current is None or not leaving:
            raise NotFound(name=identity)
        kept = [version for version in members if version.document.identity != identity]
        return self._made(Contents(kept, leaving=leaving), current, "remove", members)

    def _point(self, target: GenerationRecord, current: GenerationRecord | None, action: str) -> Published:
        store = Store(self.settings.data_dir)
        if target.documents and self.settings.chroma_url is None and not store.has(target.id):
            with self._lock():
                Publisher(self.settings, self.library, store, self.embedder).mend(target)
        members = self.library.members(target.id)
        found = difference(self.library.members(current.id) if current else [], members)
        drafts = touched_drafts(self.library, found)
        facts = self._facts(current, members, found)

        def also(connection: Connection) -> None:
            conclude(connection, target.id, "done")
            self.ledger.also(action, target.id, facts, drafts)(connection)

        publish(self.library.engine, target.id, current.id if current else None, also)
        self.ledger.committed()
        self._tidy()
        return Published(target.id, current.id if current else None, found, self.ledger.notes)

    def _on_top(self, staged: GenerationRecord, current: GenerationRecord | None, action: str) -> Published:
        """The staged changes on what is current now."""
        base = self.library.members(staged.based_on) if staged.based_on else []
        now = self.library.members(current.id) if current else []
        wanted = difference(base, self.library.members(staged.id))
        _require_untouched(wanted, difference(base, now))
        leaving = [version for version in now if version.document.identity in wanted.identities]
        kept = [version for version in now if version.document.identity not in wanted.identities]
        return self._made(Contents(kept, (), wanted.coming, leaving), current, action, now, staged.id)

    def _made(
        self,
        contents: Contents,
        current: GenerationRecord | None,
        action: str,
        now: Sequence[Version],
        staged: str | None = None,
    ) -> Published:
        if current is not None and current.documents:
            require_same_embedding(current.embedding, self.embedder)
        found = difference(now, contents.versions)
        drafts = touched_drafts(self.library, found)
        facts = self._facts(current, contents.versions, found)
        if staged is not None:
            facts = {**facts, "staged": staged}

        def also(connection: Connection, name: str) -> None:
            if staged is not None:
                discarded(connection, staged)
                conclude(connection, staged, "done")
            self.ledger.also(action, name, facts, drafts)(connection)

        with self._lock():
            store = Store(self.settings.data_dir)
            publisher = Publisher(self.settings, self.library, store, self.embedder)
            made = publisher.make(contents, current, lambda name: lambda connection: also(connection, name))
        self.ledger.committed()
        before = current.id if current else None
        return Published(made.record.id, before, found, self.ledger.notes, staged is not None)

    def _facts(
        self, current: GenerationRecord | None, members: Sequence[Version], found: Difference
    ) -> Mapping[str, str]:
        return {"before": current.id if current else "", "content": content_hash(members), **dict(told(found))}

    def _lock(self) -> AbstractContextManager[None]:
        return ingest_lock(self.settings.data_dir, self.library.engine, self.library.pointer().uid)

    def _tidy(self) -> None:
        """Remove what is no longer kept; when an ingest is running, it does that itself."""
        try:
            with self._lock():
                Publisher(self.settings, self.library, Store(self.settings.data_dir), self.embedder).clean()
        except IngestBusy:
            return


def _require_untouched(wanted: Difference, meanwhile: Difference) -> None:
    """Raises StagedConflict when a document was changed otherwise since the changes were staged."""
    same = {version.id for version in wanted.coming} & {version.id for version in meanwhile.coming}
    both = wanted.identities & meanwhile.identities
    for version in (*meanwhile.coming, *meanwhile.leaving):
        if version.document.identity in both and version.id not in same:
            raise StagedConflict(document=version.metadata.title or version.document.file_name)
