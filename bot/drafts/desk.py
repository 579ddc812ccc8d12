"""The desk's side of a submitted request, as pure functions: statuses, who is told, what is similar, what has waited too long.

The request itself never changes; what the desk does is a log, and the status is what the log adds up to.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

DeskStatus = Literal["received", "taken", "asked", "routed", "accepted", "declined"]
DeskAction = Literal["take", "ask", "answer", "route", "accept", "decline"]
ACTIONS: frozenset[str] = frozenset(get_args(DeskAction))
DECIDED: frozenset[DeskStatus] = frozenset({"accepted", "declined"})


@dataclass(frozen=True, slots=True)
class DeskState:
    """Where a request stands. `question`: what the desk has asked and not had answered. `before`: the status it returns to then."""

    status: DeskStatus = "received"
    handler: str | None = None
    adviser: str | None = None
    question: str | None = None
    reason: str | None = None
    before: DeskStatus = "received"


@dataclass(frozen=True, slots=True)
class Note:
    """A message to someone: a key of `texts/drafts_desk.toml` with its facts."""

    to: Literal["author", "desk"]
    key: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an action cannot be taken: a key under [refused]."""

    key: str


def act(
    state: DeskState, action: DeskAction, who: str, number: str, text: str = "", *, sure: bool = False
) -> tuple[DeskState, Note] | Refusal:
    """One action at the desk (`answer`: the author's). `text`: question, answer, reason or adviser; `sure`: accepted all the same."""
    text = text.strip()
    if state.status in DECIDED:
        return Refusal("decided")
    if action in NEEDS_TEXT and not text:
        return Refusal(NEEDS_TEXT[action])
    if action == "answer" and state.question is None:
        return Refusal("no_question")
    if action == "accept" and state.question is not None and not sure:
        return Refusal("question_open")
    facts = {"number": number, "who": who, "text": text, "adviser": text}
    note = Note(
        "desk" if action == "answer" else "author", f"{'desk' if action == 'answer' else 'author'}.{action}", facts
    )
    return _moved(state, action, who, text), note


NEEDS_TEXT: Mapping[DeskAction, str] = {
    "ask": "text_needed", "answer": "text_needed", "route": "adviser_needed", "decline": "reason_needed",
}  # fmt: skip


def _moved(state: DeskState, action: DeskAction, who: str, text: str) -> DeskState:
    if action == "take":
        return replace(state, status="taken", handler=who, before="taken")
    if action == "ask":
        # Who asks has taken it, unless somebody had before.
        before = "taken" if state.handler is None and state.before == "received" else state.before
        return replace(state, status="asked", question=text, handler=state.handler or who, before=before)
    if action == "answer":
        return replace(state, status=state.before, question=None)
    if action == "route":
        return replace(state, status="routed", adviser=text, before="routed")
    if action == "accept":
        return replace(state, status="accepted", question=None)
    return replace(state, status="declined", reason=text, question=None)


def state_of(log: Iterable[tuple[str, str, Mapping[str, str]]]) -> DeskState:
    """The state that a log of (action, who, details) adds up to. Entries that were refused never came into it."""
    state = DeskState()
    for action, who, details in log:
        moved = act(state, action, who, "", str(details.get("text", "")), sure=True)  # type: ignore[arg-type]
        if not isinstance(moved, Refusal):
            state = moved[0]
    return state


# Similar earlier requests

GRAM = 4
ALIKE = 0.22  # cosine of weighted 4-grams; by judgement, on requests of a few hundred characters


def similar(text: str, earlier: Sequence[tuple[str, str]], most: int = 3) -> list[tuple[str, float]]:
    """The earlier requests that are about the same, as (id, likeness), likest first. `earlier`: (id, title and purpose)."""
    grams = [_grams(text), *(_grams(each) for _, each in earlier)]
    spread = Counter(gram for counts in grams for gram in counts)
    weighted = [{gram: n * math.log(1 + len(grams) / spread[gram]) for gram, n in counts.items()} for counts in grams]
    scored = [
        (identity, _cosine(weighted[0], other)) for (identity, _), other in zip(earlier, weighted[1:], strict=True)
    ]
    return sorted((pair for pair in scored if pair[1] >= ALIKE), key=lambda pair: -pair[1])[:most]


def _grams(text: str) -> Counter[str]:
    words = re.findall(r"\w{3,}", text.casefold())
    return Counter(
        padded[i : i + GRAM] for word in words if (padded := f"_{word}_") for i in range(len(padded) - GRAM + 1)
    )


def _cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    product = sum(weight * right.get(gram, 0.0) for gram, weight in left.items())
    lengths = math.sqrt(sum(w * w for w in left.values()) * sum(w * w for w in right.values()))
    return product / lengths if lengths else 0.0


# Reminders


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that has waited: a draft that sleeps, a request nobody took, a question without an answer. `days`: how long."""

    kind: Literal["sleeping", "waiting", "unanswered"]
    id: str
    to: Literal["author", "desk"]
    days: int


def reminder_of(
    kind: Literal["draft", "request"],
    identity: str,
    state: DeskState | None,
    touched: datetime,
    now: datetime,
    after: int,
) -> Reminder | None:
    """The reminder that is due, None when there is none. `after`: days; 0 turns reminders off. Once each `after` days."""
    days = (now - touched).days
    if after <= 0 or days < after or days % after:
        return None
    if kind == "draft":
        return Reminder("sleeping", identity, "author", days)
    if state is None or state.status in DECIDED:
        return None
    if state.status == "asked":
        return Reminder("unanswered", identity, "author", days)
    return Reminder("waiting", identity, "desk", days) if state.status == "received" else None
