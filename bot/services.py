"""What listeners work with, handed to them explicitly; and the seams behind which the rest of the house stands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from bot.drafts.chat import DraftingChat
from bot.events.memory import Memory
from bot.events.types import Event, Identity, Incoming
from bot.maintainers import Maintainers
from bot.settings import BotSettings
from bot.uploads import Uploads
from knowledge.overview.standing import Standing
from knowledge.partnership import Partnership
from knowledge.reports import IngestReport
from knowledge.reviews import Review, Turned
from knowledge.texts import Texts
from knowledge.timetable import TimedPublication
from knowledge.types import Answer, Language, Question

Show = Callable[[Answer], None]


class Answers(Protocol):
    """What answers a question. It may take its time: it is called in a thread."""

    def answer(self, question: Question, today: date, show: Show | None = None) -> Answer:
        """The answer, or one of the errors of the tree. `show` gets what is written and checked of it, on any thread."""
        ...


class Keeper(Protocol):
    """What changes the documents, in the name of an actor (`ingest.maintenance.keeper`). It may take its time: it is called in a thread.

    Its calls raise NotFound for what is not there any more, StagedConflict, IngestBusy, and what an ingest raises.
    """

    @property
    def max_bytes(self) -> int:
        """How large a file may be."""
        ...

    def stage(self, actor: str, files: Sequence[Path], identity: str | None = None) -> IngestReport:
        """Stage files that were handed over."""
        ...

    def review(self, generation: str, language: Language, today: date) -> Review:
        """What a staged generation changes and touches."""
        ...

    def waiting(self, language: Language) -> list[Review]:
        """All that is staged."""
        ...

    def page(self, generation: str, language: Language, today: date) -> bytes:
        """The comparison as HTML."""
        ...

    def publish(self, actor: str, generation: str, today: date) -> Turned:
        """Publish."""
        ...

    def publish_at(self, actor: str, generation: str, due: datetime) -> None:
        """Publish at a time."""
        ...

    def timed(self, generation: str) -> TimedPublication | None:
        """What came of a publication at a set time."""
        ...

    def discard(self, actor: str, generation: str) -> None:
        """Throw away."""
        ...

    def roll_back(self, actor: str, generation: str) -> Turned:
        """Go back to an earlier generation."""
        ...

    def previous(self) -> str | None:
        """The generation before the current one."""
        ...

    def overview(self, today: date) -> list[Standing]:
        """How every document stands."""
        ...

    def contradictions(self) -> int:
        """How many wait for a decision."""
        ...

    def title_of(self, identity: str) -> str | None:
        """A document's title, None where it is not in."""
        ...


@dataclass(frozen=True, slots=True)
class MaintenanceParts:
    """What the maintainer's side needs: who may, what does it, and where files come from."""

    who: Maintainers
    keeper: Keeper
    files: Uploads


async def no_progress(event: Event, text: str) -> None:
    """Nobody is told how far the work is."""


async def not_shown(event: Event, part: Answer) -> None:
    """Nobody is shown an answer before it is whole."""


@dataclass(frozen=True, slots=True)
class Services:
    """The services of one running bot. `in_thread` runs what blocks away from the event loop.

    `commit`: put a row into the inbox, for what Bolt itself must acknowledge (windows). `advisers`: whom the desk passes a theme
    area's requests to (Slack ids); the desk's own texts are in `desk_language`. `publish_due`: publish what is due by the library's
    timetable. `progress`: say in the visible sign's place how far the work on an event is; `written`: show
    what stands of the answer already.
    """

    settings: BotSettings
    answers: Answers
    memory: Memory
    texts: Texts
    partnership: Partnership
    own: Identity
    contact: str | None
    desk: str | None
    detect: Callable[[str], Language]
    today: Callable[[], date]
    in_thread: Callable[..., Awaitable[Any]]
    drafting: DraftingChat
    commit: Callable[[Incoming], Awaitable[None]]
    advisers: Mapping[str, str]
    desk_language: Language = "nb"
    publish_due: Callable[[], object] = tuple
    maintenance: MaintenanceParts | None = None
    progress: Callable[[Event, str], Awaitable[None]] = no_progress
    written: Callable[[Event, Answer], Coroutine[Any, Any, None]] = not_shown
