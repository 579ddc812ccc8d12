"""One value a field: which of several readings stands."""

from __future__ import annotations

import re

from bot.drafts.reading.hits import Context, Hit, Strength
from bot.drafts.reading.message import Message

DATES = frozenset(
    {"period_start", "period_end", "deadline"}
)  # "before the winter break, say 15 February": the exact one
TAKEN_BACK = re.compile(
    r"(?:^ ?|[.!?,;\n–-] ?)(?:nei|no|egentlig|hm+|although|selv om|men|but|however|imidlertid|rettere sagt|actually|forresten|"
    r"rettelse|heller|rather|unnskyld|beklager|"
    r"sorry|vent|wait|"
    r"eller nei|or rather|i mean|jeg mener|jeg mente)\b[^.!?\n]*$"
)


def settled(message: Message, hits: list[Hit], context: Context) -> list[Hit]:
    """One hit a field: the strongest, the first of equals unless it is taken back; additions to a field are kept beside it."""
    known = {field.id for field in context.form.fields}
    best: dict[str, Hit] = {}
    added: list[Hit] = []
    for hit in sorted(hits, key=lambda h: h.start):
        if hit.field not in known:
            continue
        before = best.get(hit.field)
        if (
            before is None
            or hit.strength > before.strength
            or (
                before.field in DATES
                and hit.strength is before.strength
                and (hit.value or "").startswith(f"{before.value}-")
            )
            or (hit.strength is before.strength and TAKEN_BACK.search(message.text[before.end : hit.start + 16]))
        ):
            best[hit.field] = hit
        elif hit.more and hit.strength is before.strength is Strength.CUED:
            added.append(hit)
    return sorted([*best.values(), *added], key=lambda h: h.start)
