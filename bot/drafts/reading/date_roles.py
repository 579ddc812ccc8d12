"""What a date in running text is: the start, the end, the date an answer is needed."""

from __future__ import annotations

import re

from bot.drafts.reading.dates import DateHit
from bot.drafts.reading.hits import Context
from bot.drafts.reading.partial_dates import first_day
from bot.drafts.reading.period_cues import (
    ANSWER,
    APPLICATION,
    CLAUSE,
    DATASET,
    END,
    END_AFTER,
    LIMIT,
    OTHERS,
    OWN,
    SET_FOR,
    START,
    START_AFTER,
    STRICT_TO,
)


def role_of(before: str, after: str) -> str | None:
    if ANSWER.search(before):
        return "deadline"
    if APPLICATION.search(before):
        return "application"
    if LIMIT.search(before):
        return "application" if APPLICATION.search(after[:30]) else "deadline"
    if SET_FOR.search(before):
        return "period_start"
    if STRICT_TO.search(before):
        return "period_end"
    start, end = START.search(before), END.search(before)
    if start and OTHERS.search(before[: start.start()]):
        return None  # "elever som starter på skolen i august"
    if start and end:
        return "period_start" if start.start() > end.start() else "period_end"
    if start:
        return "period_start"
    if end:
        return "period_end"
    if START_AFTER.match(after):
        return "period_start"
    return "period_end" if END_AFTER.match(after) else None


FUTURE = re.compile(r"\b(?:skal|vil|kommer til å|will|shall|going to)\b")  # "målingene skal gå fra april"


def about_project(text: str, found: DateHit, context: Context) -> bool:
    """Whether a range is the project's, and not that of the data or of something long ago."""
    before = text[clause_start(text, found.start, 0) : found.start]
    data = [match.start() for match in DATASET.finditer(before)]
    own = [match.start() for match in OWN.finditer(before)]
    if (
        data
        and (not own or own[-1] < data[-1])
        and not (FUTURE.search(before) and first_day(found.value) >= context.today)
    ):
        return False
    return bool(own) or first_day(found.value).year >= context.today.year - 1


def to_the_year_end(found: DateHit, before: str, after: str) -> bool:
    """ "prosjektet varer ut året": an end by itself, where more is said than the date."""
    return (
        found.kind == "yearend"
        and not ANSWER.search(before)
        and bool(re.search(r"\w", before) or END_AFTER.match(after))
    )


def clause_start(text: str, position: int, floor: int) -> int:
    start = floor
    for match in CLAUSE.finditer(text, floor, position):
        start = match.end()
    return start


def sentence_start(text: str, position: int) -> int:
    return max(text.rfind(mark, 0, position) for mark in (". ", "! ", "? ", "\n")) + 1
