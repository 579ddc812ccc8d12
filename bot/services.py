"""What listeners work with, handed to them explicitly; and the seams behind which the rest of the house stands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from bot.drafts.chat import DraftingChat
from bot.events.memory import Memory
from bot.events.types import Identity, Incoming
from bot.settings import BotSettings
from knowledge.partnership import Partnership
from knowledge.texts import Texts
from knowledge.types import Answer, Language, Question


class Answers(Protocol):
    """What answers a question. It may take its time: it is called in a thread."""

    def answer(self, question: Question, today: date) -> Answer:
        """The answer, or one of the errors of the tree."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """The services of one running bot. `in_thread` runs what blocks away from the event loop.

    `commit`: put a row into the inbox, for what Bolt itself must acknowledge (windows). `advisers`: whom the desk passes a theme
    area's requests to (Slack ids); the desk's own texts are in `desk_language`. `publish_due`: publish what is due by the library's
    timetable.
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
