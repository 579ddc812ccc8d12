"""Editing fields in a window: what was typed as values, what was changed elsewhere meanwhile, and the step it makes in the talk.

A field that another writer changed while the window was open is not overwritten: the person is told what stands there now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.drafts.compound import as_exact, known_again
from bot.drafts.draft import Draft
from bot.drafts.forms import Field
from bot.drafts.reading.hits import Context, Hit, Reading, Strength
from bot.drafts.reading.reader import Reader
from bot.drafts.validation import accepted
from knowledge.types import Language


@dataclass(frozen=True, slots=True)
class Edit:
    """What a window sent: the draft, who, the digest of each field as it was opened, and what is typed in each now."""

    draft_id: str
    user: str
    opened: Mapping[str, str]
    typed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit comes to: fields to be set, fields to be emptied, and fields that somebody else has changed."""

    hits: tuple[Hit, ...]
    emptied: tuple[str, ...]
    conflicts: tuple[str, ...]

    def reading(self, language: Language) -> Reading:
        """As a step in the conversation."""
        return Reading(language, hits=self.hits)


def digest(value: str | None) -> str:
    """What a window remembers of a field."""
    return hashlib.sha256((value or "").encode()).hexdigest()[:8]


def value_of(field: Field, typed: str, reader: Reader, draft: Draft, today: date, areas: frozenset[str]) -> str | None:
    """What was typed as a value of the field; None where it does not fit. Dates are read as in the talk: "august 2027"."""
    fitting = accepted(field, typed, areas)
    if fitting is not None and field.kind == "period":
        return as_exact(fitting, draft.value(field.id))
    if fitting is not None and field.kind == "file":
        return known_again(fitting, draft.value(field.id))
    if fitting is not None or field.kind != "date":
        return fitting
    context = Context(form=draft.form, today=today, language=draft.language, asked=field.id, drafting=True)
    hits = reader.read(typed, context).hits
    return next((accepted(field, hit.value, areas) for hit in hits if hit.field == field.id), None)


def misfits(edit: Edit, draft: Draft, reader: Reader, today: date, areas: frozenset[str]) -> list[str]:
    """The fields in which something is typed that does not fit."""
    fields = [field for field in draft.form.fields if edit.typed.get(field.id, "").strip()]
    return [field.id for field in fields if value_of(field, edit.typed[field.id], reader, draft, today, areas) is None]


def resolve(edit: Edit, draft: Draft, reader: Reader, today: date, areas: frozenset[str]) -> Edited:
    """An edit against the draft as it stands now."""
    hits: list[Hit] = []
    emptied: list[str] = []
    conflicts: list[str] = []
    for field in draft.form.fields:
        if field.id not in edit.opened or field.id not in edit.typed:
            continue
        typed, stands = edit.typed[field.id], draft.value(field.id)
        value = value_of(field, typed, reader, draft, today, areas) if typed.strip() else None
        if (typed.strip() and value is None) or digest(value) == edit.opened[field.id] or value == stands:
            continue
        if digest(stands) != edit.opened[field.id]:
            conflicts.append(field.id)
        elif value is None:
            emptied.append(field.id)
        else:
            hits.append(Hit(field.id, value, 0, 0, Strength.CORRECTED))
    return Edited(tuple(hits), tuple(emptied), tuple(conflicts))


def without(draft: Draft, emptied: tuple[str, ...]) -> Draft:
    """The draft with fields emptied; they count as skipped, so that they are not asked again at once."""
    for name in emptied:
        value = draft.fields.get(name)
        draft = draft.with_field(name, replace(value, value=None, mark="skipped", source="click") if value else None)
    return draft
