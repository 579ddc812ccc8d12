"""Whether a value fits its field. Everything that fills a form passes here: words, clicks, models, modals."""

from __future__ import annotations

import re

from bot.drafts.compound import COMPOUND, fitting
from bot.drafts.forms import Field
from bot.drafts.reading.partial_dates import is_partial_date

LONGEST = {"text": 400, "long_text": 4000, "person": 120, "email": 254, "number": 12}
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
YES_NO = frozenset({"yes", "no", "unknown"})
THEME_AREA = "theme_area"


def accepted(field: Field, value: object, theme_areas: frozenset[str]) -> str | None:
    """The value as it is stored, or None when it does not fit. `theme_areas`: the ids of the partnership."""
    if field.kind in COMPOUND:
        return fitting(field, value)
    if not isinstance(value, str) or not value.strip() or "\x00" in value:
        return None
    value = value.strip()
    if field.kind == "date":
        return value if is_partial_date(value) or (field.none_word and value == "none") else None
    if field.kind == "yes_no_unknown":
        return value if value in YES_NO else None
    if field.kind == "choice":
        known = theme_areas if field.id == THEME_AREA else {option.value for option in field.options}
        return value if value in known else None
    if len(value) > LONGEST[field.kind]:
        return None
    if field.kind == "email":
        return value if EMAIL.fullmatch(value) else None
    if field.kind == "number":
        return value if value.isdigit() else None
    return value
