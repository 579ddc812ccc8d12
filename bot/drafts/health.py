"""Health data that are mentioned on the way: kept with the draft, because what follows depends on them."""

from __future__ import annotations

from dataclasses import replace

from bot.drafts.draft import Draft
from bot.drafts.facts import health_data_told
from bot.drafts.reading.hits import Hit, Reading, Strength

FIELD = "health_data"


def with_health_data(reading: Reading, text: str, draft: Draft | None) -> Reading:
    """The reading, with whether health data are used where the message tells it of the project, not in a question or a command."""
    told, known = health_data_told(text), draft is not None and draft.is_open
    if told is None or not (known or reading.starts) or reading.question or reading.intent:
        return reading
    if any(hit.field == FIELD for hit in reading.hits) or (told and known and draft is not None and draft.value(FIELD)):
        return reading
    hit = Hit(FIELD, "yes" if told else "no", len(text), len(text), Strength.WEAK if told else Strength.CUED)
    return replace(reading, hits=(*reading.hits, hit), chatter=False, unread=False)
