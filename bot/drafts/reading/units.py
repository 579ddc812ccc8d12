"""Units of the municipality and of the university, and researchers, in the person’s own words."""

from __future__ import annotations

from bot.drafts.reading.hits import Context, Hit
from bot.drafts.reading.message import Message
from bot.drafts.reading.municipal_units import municipal_units
from bot.drafts.reading.university_units import university_units


def read_units(message: Message, context: Context) -> list[Hit]:
    """Hits for university_unit and municipal_unit."""
    university = list(university_units(message))
    taken = [(hit.start, hit.end) for hit in university]
    return [*university, *municipal_units(message, taken)]
