"""A count put right inside of what was told: "det er én betjent" where "skilt og to betjenter" stands."""

from __future__ import annotations

import re

from bot.drafts.reading.date_patterns import NUMBERS
from bot.drafts.reading.hits import Context

STEM = 5  # letters by which two forms of a noun are known as the same
NUMBER = rf"(?:\d[\d .]*|en|ei|et|én|one|a|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
COUNTED = re.compile(
    rf"(?:det (?:er|blir|skal være) |it(?:’s| is) |there (?:is|are) )?(?:bare |kun |berre |only |just )?"
    rf"(?P<new>{NUMBER} (?P<noun>[^\W\d_]{{4,}}))"
)


def recounted(words: str, context: Context) -> tuple[str, str] | None:
    """The field whose value counts the same things, and that value with the new count; None where none does."""
    told = COUNTED.fullmatch(words.strip(" .,!").lower().replace("'", "’"))
    if told is None:
        return None
    same = re.compile(rf"\b{NUMBER} {re.escape(told.group('noun')[:STEM])}\w*", re.IGNORECASE)
    new = words.strip(" .,!")[told.start("new") : told.end("new")]
    for name in dict.fromkeys([*context.recent, *context.values]):
        field, value = context.form.field(name), context.values.get(name, "")
        if (
            field is not None
            and field.verbatim
            and (place := same.search(value))
            and place.group().lower() != new.lower()
        ):
            return name, value[: place.start()] + new + value[place.end() :]
    return None
