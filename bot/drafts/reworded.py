"""A submitted request for a reader of another language: labels, choices, dates and obligations in theirs, the author's words as they are.

What was submitted is never changed by it; exports are made from that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.drafts.compound import NONE
from bot.drafts.draft import Draft
from bot.drafts.form_files import form_of
from bot.drafts.forms import RequestType
from bot.drafts.shown import Wording


def in_language(document: Mapping[str, Any], words: Wording) -> Mapping[str, Any]:
    """The document as a reader of `words`' language reads it."""
    if document["language"] == words.language:
        return document
    form, area = form_of(document["type"]), _theme_area(document)
    named = words.partnership.theme_area(area) if area else None
    return {
        **document,
        "language": words.language,
        "type_name": words.type_name(document["type"]),
        "decides": named.names[words.language] if named else document["decides"],
        "fields": [_field(field, form, words) for field in document["fields"]],
        "missing": [{**entry, "label": _label(entry, form, words)} for entry in document["missing"]],
        "obligations": [{**duty, "text": _duty(duty, form, words)} for duty in document["obligations"]],
    }


def _theme_area(document: Mapping[str, Any]) -> str | None:
    return next((field["value"] for field in document["fields"] if field["id"] == "theme_area"), None)


def _label(entry: Mapping[str, Any], form: RequestType, words: Wording) -> str:
    field = form.field(entry["id"])
    return field.label[words.language] if field else str(entry["label"])


def _field(entry: Mapping[str, Any], form: RequestType, words: Wording) -> dict[str, Any]:
    field = form.field(entry["id"])
    told = {**entry, "label": _label(entry, form, words)}
    own = field is None or field.verbatim or (field.kind == "file" and entry["value"] != NONE)
    if field is None or own or entry["value"] is None:
        return told
    return told | {"text": words.value(Draft("", "", form.id), field.id, entry["value"])}


def _duty(duty: Mapping[str, Any], form: RequestType, words: Wording) -> str:
    found = next((each for each in form.obligations if each.id == duty["id"]), None)
    if found is None:
        return str(duty["text"])
    text = found.alone if found.alone and len(duty["rules"]) < 2 else found.text
    return text[words.language]
