"""Which draft a message is for: the conversation's own, another of the person's, a new one, or none. Pure decisions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.drafts.draft import Draft
from bot.drafts.form_files import form_of
from bot.drafts.lines import Line
from bot.drafts.reading.hits import Context, Reading
from bot.drafts.store import Conversation
from knowledge.types import Language

Route = Literal["silent", "list", "resume", "new", "insist", "step", "begin", "thesis", "answer", "help"]
ADDRESSED = re.compile(r"(?:^|\s)@?samspill\b|<@\w+>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class State:
    """A conversation and the draft it is about, as they were read."""

    conversation: Conversation
    draft: Draft | None

    @property
    def open_draft(self) -> Draft | None:
        """The draft, when it can still change."""
        return self.draft if self.draft is not None and self.draft.is_open else None

    @property
    def key(self) -> tuple[str | None, int]:
        """What must be unchanged for a reading to hold."""
        return (self.draft.id, self.draft.revision) if self.draft else (None, 0)


def context_of(state: State, today: date, language: Language) -> Context:
    """What the reader may know."""
    draft = state.open_draft
    offered = state.conversation.offered_start is not None
    if draft is None:
        sent = state.draft is not None and state.draft.status == "submitted"
        return Context(form=form_of(None), today=today, language=language, offered_start=offered, sent=sent)
    values = {name: value.value for name, value in draft.fields.items() if value.value is not None}
    return Context(
        form=draft.form, today=today, language=language, asked=draft.talk.asked, drafting=True, status=draft.status,
        recent=draft.talk.recent, values=values, suggested=draft.talk.suggested, months=draft.talk.months,
    )  # fmt: skip


def route(line: Line, state: State, reading: Reading) -> Route:
    """Where a message goes."""
    mine = state.open_draft
    if mine is not None and mine.owner != line.user:
        addressed = line.text is not None and ADDRESSED.search(line.text)
        return "answer" if addressed and reading.question else "silent"
    if reading.intent in {"list", "new", "insist"}:
        return reading.intent  # type: ignore[return-value]
    if reading.intent == "resume":
        here = mine is not None and (not reading.target or reading.target == mine.id)
        cancelled = (
            state.draft is not None
            and state.draft.status == "cancelled"
            and state.draft.owner == line.user
            and not reading.target
        )
        return "step" if here or cancelled else "resume"
    if reading.starts and (mine is None or mine.status == "paused"):
        return "thesis" if reading.thesis else "begin"
    if mine is not None:
        return "step"
    closed = state.draft is not None and state.draft.owner == line.user
    if closed and (reading.intent in {"undo", "submit", "status"} or _confirms_the_end(state, reading)):
        return "step"
    return "answer" if reading.question else "help"


def _confirms_the_end(state: State, reading: Reading) -> bool:
    """Whether a cancelled draft is cancelled once more, or its end agreed to: "ja, slett det"."""
    cancelled = state.draft is not None and state.draft.status == "cancelled"
    return cancelled and reading.intent in {"cancel", "yes"}


def chosen(drafts: Sequence[Draft], target: str | None) -> Draft | None:
    """The draft to go on with: the one that was named, or the only one; None when it has to be asked."""
    if target:
        exact = next((draft for draft in drafts if draft.id == target), None)
        if exact is not None:
            return exact
        wanted = set(re.findall(r"\w{4,}", target.lower()))
        scored = [(len(wanted & _words(draft)), -number, draft) for number, draft in enumerate(drafts)]
        best = max(scored, default=None, key=lambda each: each[:2])
        if best is not None and best[0]:
            return best[2]
    return drafts[0] if len(drafts) == 1 else None


def _words(draft: Draft) -> set[str]:
    told = [
        draft.talk.topic or "",
        draft.type or "",
        draft.form.name["nb"],
        draft.form.name["en"],
        *(value.value or "" for value in draft.fields.values()),
    ]
    return set(re.findall(r"\w{4,}", " ".join(told).lower()))
