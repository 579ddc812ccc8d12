"""One line in, one line out: the contract of `samspill chat --jsonl` (DESIGN.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from bot.drafts.asking import missing
from bot.drafts.compound import Attached
from bot.drafts.draft import Draft
from bot.drafts.replies import Action, sections
from knowledge.errors import UnreadableTurn

LONGEST_ID = 250
CHOOSE = "ask"  # the action that asks what a question too vague may have meant: its value is said as if it were written


@dataclass(frozen=True, slots=True)
class Line:
    """What someone wrote or pressed. Either `text` or `action`. `files`: what was handed over with the text."""

    conversation: str
    user: str
    text: str | None = None
    action: str | None = None
    value: Any = None
    files: tuple[Attached, ...] = ()


def parse_line(record: object, number: int = 1) -> Line:
    """A line's record, checked. Raises UnreadableTurn naming the line."""
    if isinstance(record, Mapping):
        conversation, user = record.get("conversation"), record.get("user")
        text, action = record.get("text"), record.get("action")
        value = record.get("value")
        value = writable(value) if isinstance(value, str) else value
        if action == CHOOSE and text is None and isinstance(value, str):
            text, action = value, None
        if _is_name(conversation) and _is_name(user) and (isinstance(text, str) != isinstance(action, str)):
            return Line(conversation, user, writable(text) if isinstance(text, str) else None, action, value)
    raise UnreadableTurn(line=str(number))


def writable(text: str) -> str:
    """Without NUL and halves of letters (JSON may hold a lone surrogate), which no database or no output takes."""
    return text.encode(errors="replace").decode().replace("\x00", "")


def _is_name(name: object) -> TypeGuard[str]:
    return isinstance(name, str) and 0 < len(name) <= LONGEST_ID and writable(name) == name


def line_of(
    conversation: str,
    messages: Sequence[str],
    actions: Sequence[Action],
    citations: Sequence[Mapping[str, Any]],
    draft: Draft | None,
) -> dict[str, Any]:
    """The line that answers, exactly as the contract has it."""
    asking = draft.talk.asked if draft is not None and draft.status in {"collecting", "ready"} else None
    return {
        "conversation": conversation,
        "messages": [{"text": text, "blocks": sections(text)} for text in messages],
        "actions": [action.record() for action in actions],
        "asking": asking,
        "citations": [dict(citation) for citation in citations],
        "draft": draft_record(draft) if draft is not None else None,
    }


def draft_record(draft: Draft) -> dict[str, Any]:
    """A draft as the contract shows it: every field of its form, null where nothing was said."""
    return {
        "id": draft.id,
        "type": draft.type,
        "status": draft.status,
        "fields": {name: draft.value(name) for name in draft.form.ids},
        "missing": list(missing(draft)),
    }
