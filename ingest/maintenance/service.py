"""The maintainer's side in one place: what the command line and Slack call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from ingest.ledger import Ledger, Notify, nobody
from ingest.maintenance.comparing import DocumentChange, compare_versions, document_changes
from ingest.maintenance.impact import Impact, impact
from ingest.maintenance.losing import Loss, loss
from ingest.maintenance.naming import earlier_of, generation_of, pair_of, version_of
from ingest.maintenance.page import impact_lines, review_page
from ingest.maintenance.publishing import Press, Published
from ingest.maintenance.settling import Contradictions
from ingest.pipeline import IngestRequest, ingest
from knowledge.database import write
from knowledge.errors import SamspillError
from knowledge.library import Library
from knowledge.library_difference import Difference, difference
from knowledge.library_naming import identity_of
from knowledge.timetable import TimedPublication, conclude, due_publications, schedule, waiting_publications

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from ingest.settings import IngestSettings
    from ingest.web.visiting import Web
    from knowledge.embedding import Embedder
    from knowledge.library_rows import GenerationRecord
    from knowledge.reports import IngestReport
    from knowledge.settings import KnowledgeSettings
    from knowledge.types import Language

Remind = Callable[["Connection", str, datetime], None]


@dataclass(frozen=True, slots=True)
class Staged:
    """A generation that waits for its publication: what it changes, and when it is to be published, if that is set."""

    record: GenerationRecord
    changes: tuple[DocumentChange, ...]
    due: TimedPublication | None


def no_reminder(connection: Connection, generation: str, due: datetime) -> None:
    """No bot is reminded: a system timer runs `samspill documents publish --due`."""


class Maintenance:
    """What a maintainer does to the library of an open database, each step audited.

    `actor` is a Slack user's id or `cli:<account>`. `notify` writes notes to the authors of touched drafts, `remind` a row of the bot's
    timetable, both within the transaction that publishes or schedules. Who may do this is checked by the caller.
    """

    def __init__(
        self,
        settings: KnowledgeSettings,
        engine: Engine,
        embedder: Embedder | None,
        actor: str,
        *,
        notify: Notify = nobody,
        remind: Remind = no_reminder,
    ) -> None:
        self._settings = settings
        self._library = Library(engine)
        self._embedder = embedder
        self._engine = engine
        self._notify = notify
        self._remind = remind
        self._actor = actor

    @property
    def contradictions(self) -> Contradictions:
        """Where documents say different things: looked for, listed, settled."""
        return Contradictions(self._settings, self._library, self._embedder, self._ledger())

    def ingest(
        self,
        request: IngestRequest,
        *,
        limits: IngestSettings | None = None,
        web: Web | None = None,
        progress: Callable[[int, int, str], None] = lambda done, total, stage: None,
    ) -> IngestReport:
        """Bring files in, published at once or staged (`ingest.pipeline.ingest` says what it raises)."""
        if request.identity is not None and not request.dry_run:
            request = replace(request, identity=identity_of(self._library, request.identity))
        report = ingest(
            request,
            self._settings,
            self._library,
            self._embedder,
            limits=limits,
            web=web,
            progress=progress,
            ledger=self._ledger(),
        )
        if report.published:
            touched = {file.identity for file in report.files if file.action in {"added", "updated", "retired"}}
            self.contradictions.look_again({name for name in touched if name})
        return report

    # What is staged

    def staged(self) -> list[Staged]:
        """The staged generations, newest first, each compared with what is current now."""
        return self._compared(self._library.staged())

    def stage_of(self, name: str | None) -> Staged:
        """One staged generation; without a name the only one. Raises NothingStaged, NotFound, AmbiguousGeneration."""
        return self._compared([generation_of(self._library, name)])[0]

    def diff(self, one: str, other: str | None = None) -> DocumentChange:
        """Two versions compared (`ingest.maintenance.naming` says how they are named). Raises NotFound, AmbiguousName."""
        if other is None:
            pair = pair_of(self._library, one)
            return compare_versions(self._library, pair.before, pair.after)
        return compare_versions(self._library, version_of(self._library, one), version_of(self._library, other))

    def impact(self, staged: Staged, today: date) -> Impact:
        """What publishing a staged generation touches."""
        found = self._difference(staged.record)
        touched = {version.document.identity for version in found.coming}
        return impact(self._library, found, self.contradictions.coming(staged.record.id, touched, today))

    def page(self, staged: Staged, found: Impact, language: Language) -> str:
        """The comparison and the impact as one page of HTML."""
        return review_page(staged.record, staged.changes, found, language)

    def impact_lines(self, found: Impact, language: Language) -> list[str]:
        """The impact in a few lines of plain text."""
        return impact_lines(found, language)

    @contextmanager
    def answering(self, staged: Staged) -> Iterator[Any]:
        """A staged generation as questions read it: what `knowledge.answering.opening.build_answerer` leases."""
        from ingest.maintenance.pinned import Pinned

        with closing(Pinned(self._settings, self._library, self._embedder, staged.record.id)) as pinned:
            yield pinned.current

    # Publishing

    def publish(self, name: str | None = None, today: date | None = None) -> Published:
        """Publish a staged generation (the only one without a name), and note its contradictions."""
        done = self._press().publish(generation_of(self._library, name))
        self.contradictions.look_again(done.found.identities, today)
        return done

    def publish_at(self, name: str | None, due: datetime) -> TimedPublication:
        """Publish a staged generation at a time; given again, the time is changed."""
        record = generation_of(self._library, name)
        ledger = self._ledger()
        with write(self._engine) as connection:
            schedule(connection, record.id, due, self._actor)
            ledger.also("schedule", record.id, {"due": due.isoformat()})(connection)
            self._remind(connection, record.id, due)
        ledger.committed()
        return TimedPublication(record.id, due, self._actor, "waiting")

    def publish_due(self, now: datetime | None = None) -> list[Published | SamspillError]:
        """Publish what is due, at the word of those who asked for it. What cannot be published is marked so, and given as its error."""
        done: list[Published | SamspillError] = []
        for one in due_publications(self._engine, now or datetime.now(UTC)):
            press = self._press(f"{one.actor}")
            try:
                published = press.publish(generation_of(self._library, one.generation), "publish_timed")
            except SamspillError as error:
                if error.key in {"ingest_busy", "database_unavailable"}:
                    raise
                self._not_done(one, error)
                done.append(error)
                continue
            self.contradictions.look_again(published.found.identities)
            done.append(published)
        return done

    def discard(self, name: str | None = None) -> GenerationRecord:
        """Throw a staged generation away."""
        record = generation_of(self._library, name)
        self._press().discard(record)
        return record

    def roll_back(self, name: str | None = None) -> Published:
        """Go back to a generation that was published before: by its name or the beginning of it, else to the one before."""
        done = self._press().roll_back(earlier_of(self._library, name))
        self.contradictions.look_again(done.found.identities)
        return done

    def loss(self, name: str) -> Loss:
        """What removing a document would lose. Raises NotFound, AmbiguousName."""
        return loss(self._library, name)

    def remove(self, name: str) -> Published:
        """Take a document out of what answers rest on. Its history stays."""
        done = self._press().remove(identity_of(self._library, name))
        self.contradictions.look_again(done.found.identities)
        return done

    def _ledger(self, actor: str | None = None) -> Ledger:
        return Ledger(self._engine, self._settings.data_dir, actor or self._actor, self._notify)

    def _press(self, actor: str | None = None) -> Press:
        return Press(self._settings, self._library, self._embedder, self._ledger(actor))

    def _difference(self, record: GenerationRecord) -> Difference:
        """What a staged generation brings, seen from what it was staged on."""
        base = self._library.members(record.based_on) if record.based_on else []
        return difference(base, self._library.members(record.id))

    def _compared(self, records: Sequence[GenerationRecord]) -> list[Staged]:
        timed = {one.generation: one for one in waiting_publications(self._engine)}
        return [
            Staged(one, tuple(document_changes(self._library, self._difference(one))), timed.get(one.id))
            for one in records
        ]

    def _not_done(self, one: TimedPublication, error: SamspillError) -> None:
        ledger = self._ledger(one.actor)
        with write(self._engine) as connection:
            conclude(connection, one.generation, "failed", error.key)
            ledger.also("publish_timed_failed", one.generation, {"error": error.key})(connection)
        ledger.committed()
