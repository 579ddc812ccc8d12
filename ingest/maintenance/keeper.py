"""The maintainer's side as the running bot uses it: every call names who does it, and gives plain values.

A call may come twice, for what Slack delivers is worked off again when a bot dies in the middle: what is done already is told as done.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.ledger import Notify, nobody
from ingest.maintenance.publishing import Published
from ingest.maintenance.service import Maintenance, Remind, Staged, no_reminder
from ingest.pipeline import IngestRequest
from ingest.settings import IngestSettings
from ingest.sources import MEGABYTE
from knowledge.errors import NotFound
from knowledge.library import Library
from knowledge.library_difference import difference
from knowledge.overview.standing import Standing, overview
from knowledge.reliances import Reliances
from knowledge.reviews import Review, Turned
from knowledge.settings import KnowledgeSettings, load
from knowledge.timetable import TimedPublication, timed_publication
from knowledge.types import Language

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from knowledge.embedding import Embedder
    from knowledge.reports import IngestReport


class Keeper:
    """Stages, shows, publishes and takes back in the name of an actor. Who may is checked by the caller, at every call."""

    def __init__(
        self, settings: KnowledgeSettings, engine: Engine, notify: Notify = nobody, remind: Remind = no_reminder
    ) -> None:
        self._settings, self._engine = settings, engine
        self._notify, self._remind = notify, remind
        self._library = Library(engine)

    @cached_property
    def _limits(self) -> IngestSettings:
        return load(IngestSettings)

    @cached_property
    def _embedder(self) -> Embedder | None:
        from knowledge.language.vectors import WordVectors
        from knowledge.providers import embedder

        return embedder(self._settings, WordVectors.load())

    @property
    def max_bytes(self) -> int:
        """How large a file may be."""
        return self._limits.max_file_mb * MEGABYTE

    def stage(self, actor: str, files: Sequence[Path], identity: str | None = None) -> IngestReport:
        """Stage files that were handed over. One with the name of one document that is in is its next version; `identity` says which
        document's a single file is. Raises what an ingest raises."""
        request = IngestRequest(uploads=tuple(files), stage=True, identity=identity)
        return self._for(actor).ingest(request, limits=self._limits)

    def review(self, generation: str, language: Language, today: date) -> Review:
        """What a staged generation changes and touches. Raises NotFound."""
        keeper = self._for("samspill")
        staged = keeper.stage_of(generation)
        impact = keeper.impact_lines(keeper.impact(staged, today), language)
        return Review(
            staged.record.id, _summary(staged, language), tuple(impact), staged.due.due if staged.due else None
        )

    def waiting(self, language: Language) -> list[Review]:
        """All that is staged, newest first, without its impact."""
        return [
            Review(one.record.id, _summary(one, language), (), one.due.due if one.due else None)
            for one in self._for("samspill").staged()
        ]

    def page(self, generation: str, language: Language, today: date) -> bytes:
        """The comparison and the impact as a page of HTML. Raises NotFound."""
        keeper = self._for("samspill")
        staged = keeper.stage_of(generation)
        return keeper.page(staged, keeper.impact(staged, today), language).encode()

    def publish(self, actor: str, generation: str, today: date) -> Turned:
        """Publish. Raises NotFound, StagedConflict, IngestBusy."""
        if self._is_current(generation):
            return self._already(generation)
        return _turned(self._for(actor).publish(self._whole(generation), today))

    def publish_at(self, actor: str, generation: str, due: datetime) -> None:
        """Publish at a time. Raises NotFound."""
        self._for(actor).publish_at(self._whole(generation), due)

    def timed(self, generation: str) -> TimedPublication | None:
        """What came of a publication at a set time; None where none was set."""
        return timed_publication(self._engine, generation)

    def discard(self, actor: str, generation: str) -> None:
        """Throw away. Raises NotFound for what is not staged; what was thrown away already is fine."""
        record = self._library.generation(generation)
        if record is None or record.state != "discarded":
            self._for(actor).discard(self._whole(generation))

    def roll_back(self, actor: str, generation: str) -> Turned:
        """Go back to a generation that was published before. Raises NotFound."""
        if self._is_current(generation):
            return self._already(generation)
        return _turned(self._for(actor).roll_back(self._whole(generation)))

    def previous(self) -> str | None:
        """The generation that was published before the current one."""
        return self._library.pointer().previous

    def overview(self, today: date) -> list[Standing]:
        """How every document stands."""
        return overview(self._library.documents(), Reliances(self._engine).citation_counts(), today)

    def contradictions(self) -> int:
        """How many contradictions wait for a decision."""
        return len(self._for("samspill").contradictions.open())

    def title_of(self, identity: str) -> str | None:
        """The title of a document that is in, None for one that is not."""
        for record in self._library.documents():
            if record.version.document.identity == identity:
                return record.version.metadata.title or record.version.document.file_name
        return None

    def _whole(self, generation: str) -> str:
        """The generation's name, if there is one: no beginning of a name counts here, and no empty one."""
        if self._library.generation(generation) is None:
            raise NotFound(name=generation[:40] or "–")
        return generation

    def _is_current(self, generation: str) -> bool:
        return self._library.pointer().current == generation

    def _already(self, generation: str) -> Turned:
        previous = self.previous()
        before = self._library.members(previous) if previous else []
        found = difference(before, self._library.members(generation))
        return Turned(generation, previous, len(found.added), len(found.updated), len(found.removed), 0)

    def _for(self, actor: str) -> Maintenance:
        return Maintenance(
            self._settings, self._engine, self._embedder, actor, notify=self._notify, remind=self._remind
        )


def _summary(staged: Staged, language: Language) -> tuple[str, ...]:
    return tuple(line for change in staged.changes for line in change.summary(language))


def _turned(done: Published) -> Turned:
    found = done.found
    return Turned(done.generation, done.before, len(found.added), len(found.updated), len(found.removed), done.notes)
