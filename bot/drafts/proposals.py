"""The seam for a model: what it read is checked by the same form, must stand in the message, and only fills what is empty.

Whatever a model gives, malformed, invented or hostile, nothing that a person has said is changed by it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from bot.drafts.compound import OPEN, parts
from bot.drafts.draft import Draft
from bot.drafts.forms import Field, RequestType
from bot.drafts.reading.hits import Hit, Strength
from bot.drafts.validation import accepted
from knowledge.types import Language

MOST_FIELDS = 40


class Extractor(Protocol):
    """A model that reads several fields out of free text."""

    def extract(self, text: str, form: RequestType, language: Language) -> object:
        """What it read, by contract a JSON object from field id to value. May be anything; may raise ModelFailure."""
        ...


def proposals(given: object, text: str, draft: Draft, theme_areas: frozenset[str]) -> tuple[Hit, ...]:
    """The hits of a model's output that may be used: for fields that are still empty, valid, and found in the message."""
    if not isinstance(given, Mapping) or len(given) > MOST_FIELDS:
        return ()
    hits = []
    for name, value in given.items():
        field = draft.form.field(name) if isinstance(name, str) else None
        if field is None or draft.answered(field.id):
            continue
        fitting = accepted(field, value, theme_areas)
        if fitting is not None and grounded(field, fitting, text):
            hits.append(Hit(field.id, fitting, 0, 0, Strength.WEAK))
    return tuple(hits)


def grounded(field: Field, value: str, text: str) -> bool:
    """Whether a value can come from the message: its words stand there one after another, or its year does.

    Choices and yes or no cannot be checked by words, and are left to the rules and to the person.
    """
    if field.kind in {"choice", "choices", "yes_no_unknown"} or value == "none":
        return False
    if field.kind == "period":
        return all(each[:4] in text for each in parts(field, value) if each != OPEN)
    if field.kind == "file":
        return all(f" {_plain(each)} " in f" {_plain(text)} " for each in parts(field, value))
    if field.kind == "date":
        return value[:4] in text
    return _plain(value) != "" and f" {_plain(value)} " in f" {_plain(text)} "


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+|@", text.casefold()))
