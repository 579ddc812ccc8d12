"""How long a project lasts, told without an end."""

from __future__ import annotations

import re

from bot.drafts.reading.date_roles import clause_start
from bot.drafts.reading.durations import find_durations
from bot.drafts.reading.hits import Context, Hit
from bot.drafts.reading.period_cues import DATASET, DURATION_CUE, DURATION_PAST, PROJECT

# "det varer i to år", "it takes two years", "two years from August"
LASTS = re.compile(
    r"\b(?:det|dette|prosjektet|alt|it|this|the project|vi|we|og|and|så|which)(?: \w+){0,2}? (?:varer|vare|går|"
    r"gå|pågår|holder på|hold på|tar|løper|løpe|lasts?|takes?|runs?|goes on|go on|"
    r"run|continue)(?: (?:i|for|over|på|all in all|til sammen|om lag|about))*\s*$"
)
FROM_BEHIND = re.compile(
    r"^,? (?:fra|from|regnet fra|counting from|starting|beginning|etter (?:oppstart|at)|after (?:the start|we))\b"
)
LONGEST_CORRECTION = 10  # words
LONGEST_CLAUSE = 240  # characters before a length in which something says what it is the length of


def length_told(text: str, hits: list[Hit], context: Context) -> int | None:
    if any(hit.field == "period_end" for hit in hits):
        return None
    for start, end, months in find_durations(text):
        before, after = text[clause_start(text, start, max(0, start - LONGEST_CLAUSE)) : start], text[end : end + 12]
        if DURATION_PAST.match(after) or DATASET.search(before):
            continue
        near_start = any(hit.field == "period_start" for hit in hits)
        asked = context.asked in {"period_start", "period_end"} and len(text.split()) <= 14
        adjective = "årig" in text[start:end] or re.match(
            r"\s*(?:prosjekt|pilot|project|periode|period|samarbeid)", after
        )
        if (
            (DURATION_CUE.search(before) and (near_start or PROJECT.search(before + " ") or asked))
            or asked
            or adjective
        ):
            return months
        if LASTS.search(before) or FROM_BEHIND.match(after + text[end + 12 : end + 30]):
            return months
        if context.months is not None and len(text.split()) <= LONGEST_CORRECTION:
            return months  # "no, it's three years"
        if near_start and re.search(r"\b(?:i|for|over|varer|og)\s*$", before):
            return months
    return None
