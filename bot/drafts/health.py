"""Health data that are mentioned on the way: kept with the draft, because what follows depends on them."""

from __future__ import annotations

from dataclasses import replace

from bot.drafts.draft import Draft
from bot.drafts.facts import mentions_health_data
from bot.drafts.reading.hits import Hit, Reading, Strength

FIELD = "health_data"


def with_health_data(reading: Reading, text: str, draft: Draft | None) -> Reading:
    """The reading, with the use of health data where the message tells it as a thing of the project's, not in a question."""
    open_draft = draft is not None and draft.is_open
    if not (open_draft or reading.starts) or reading.question or reading.intent or not mentions_health_data(text):
        return reading
    told = any(hit.field == FIELD for hit in reading.hits)
    if told or (open_draft and draft is not None and draft.answered(FIELD)):
        return reading
    hit = Hit(FIELD, "yes", len(text), len(text), Strength.WEAK)
    return replace(reading, hits=(*reading.hits, hit), chatter=False, unread=False)
