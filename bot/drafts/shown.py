"""Values and labels as people read them."""

from __future__ import annotations

from datetime import date

from bot.drafts.compound import COMPOUND, OPEN, parts
from bot.drafts.draft import Draft
from bot.drafts.form_files import form_of
from bot.drafts.forms import TYPE_FIELD, Field
from bot.drafts.reading.partial_dates import is_partial_date
from knowledge.partnership import Partnership
from knowledge.texts import Texts
from knowledge.types import Language

LONGEST_SHOWN = 280


class Wording:
    """Texts, and a draft's labels and values, in one language."""

    def __init__(self, texts: Texts, partnership: Partnership, language: Language) -> None:
        self.texts, self.partnership, self.language = texts, partnership, language

    def __call__(self, key: str, **facts: object) -> str:
        """A sentence of `texts/drafts.toml`."""
        return self.texts(key, self.language, **facts)

    def label(self, draft: Draft, field: str) -> str:
        """A field's name."""
        if field == TYPE_FIELD:
            return self("begin.ask_type")
        found = draft.form.field(field)
        return found.label[self.language] if found else field

    def type_name(self, type_id: str | None) -> str:
        """A request type's name."""
        return form_of(type_id).name[self.language]

    def name(self, draft: Draft) -> str:
        """What a draft is called: its title, or that it has none."""
        return draft.value("title") or draft.talk.topic or self("status.unnamed")

    def value(self, draft: Draft, field: str, value: str | None) -> str:
        """A value in words: a date with its month's name, a choice by its label, long texts cut."""
        if value is None:
            return self("value.unknown")
        found = draft.form.field(field)
        if found is None:
            return value
        if field == "theme_area":
            area = self.partnership.theme_area(value)
            return area.names[self.language] if area else value
        if found.kind == "yes_no_unknown" and value in {"yes", "no", "unknown"}:
            return self(f"value.{value}")
        if found.kind == "date":
            return self("value.none") if value == "none" else self.date(value)
        if found.kind in COMPOUND:
            return self._compound(found, value)
        label = next((option.label[self.language] for option in found.options if option.value == value), None)
        return label or _cut(value)

    def _compound(self, field: Field, value: str) -> str:
        """Several choices by their labels, a period by its months, files by their names."""
        held = parts(field, value)
        if field.kind == "period" and len(held) == 2:
            begin, end = (self.date(each) for each in held)
            key = "from" if end == OPEN else "to" if begin == OPEN else "between"
            return self(f"period.{key}", begin=begin, end=end)
        labels = {option.value: option.label[self.language] for option in field.options}
        return _cut(", ".join(labels.get(each, each) for each in held)) or self("value.nothing")

    def date(self, value: str | date) -> str:
        """A date as exact as it is: "2027", "august 2027", "15. august 2027"."""
        text = value.isoformat() if isinstance(value, date) else value
        if not is_partial_date(text) or len(text) == 4:
            return text
        month = self(f"month.m{text[5:7]}")
        if len(text) == 7:
            return f"{month} {text[:4]}"
        day = int(text[8:])
        return f"{day} {month} {text[:4]}" if self.language == "en" else f"{day}. {month} {text[:4]}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN].rstrip() + " …"
