"""Pressed buttons as readings, so that the conversation sees one kind of step. Values are checked like everything else."""

from __future__ import annotations

from typing import Any

from bot.drafts.draft import Draft
from bot.drafts.form_files import request_types
from bot.drafts.reading.hits import Hit, Reading, Strength
from bot.drafts.validation import accepted
from knowledge.types import Language

PLAIN = frozenset({"skip", "unknown", "back", "show", "pause", "cancel", "undo", "more", "help"})


def read_click(action: str, value: Any, draft: Draft, language: Language, theme_areas: frozenset[str]) -> Reading:
    """What a button on a draft says. An unknown button, or a value that does not fit, says nothing."""
    base = Reading(language=language, intent="noop")
    text = value if isinstance(value, str) else None
    if action in PLAIN:
        return Reading(language=language, intent=action)
    if action == "resume":
        return Reading(language=language, intent="resume")
    if action in {"edit", "why"}:
        return Reading(language=language, intent=action, target=text)
    if action == "submit":
        return Reading(language=language, intent="submit", target="click")
    if action == "type" and text in request_types():
        return Reading(language=language, intent=None if draft.type is None else "retype", type=text)
    if action.startswith("set:"):
        field = draft.form.field(action.removeprefix("set:"))
        fitting = accepted(field, value, theme_areas) if field else None
        if field is not None and fitting is not None:
            return Reading(language=language, hits=(Hit(field.id, fitting, 0, 0, Strength.ASKED),))
    return base
