"""Where a labelled long text gives way, in the same line, to a sentence about another field: "Purpose: … . It runs from May to June"."""

from __future__ import annotations

import re

from bot.drafts.reading.cues import named_at
from bot.drafts.reading.giving import read_gifts
from bot.drafts.reading.hits import Context
from bot.drafts.reading.message import Message
from bot.drafts.reading.names import NAME
from bot.drafts.reading.people import CONTACT, SELF, SURE_SELF
from bot.drafts.reading.periods import read_periods

ADDED = re.compile(
    r"(?:(?:oh|å|ja|og|and|så|so|also|men|but|ok|forresten|dessuten|ellers|by the way|btw|for øvrig|in addition|i tillegg)[, ]+)*"
)


def gives_way(message: Message, start: int, end: int, field: str, context: Context) -> int:
    """Where the first sentence behind `start` begins that tells another field than `field`; `end` when none does."""
    for begin, stop in message.sentences:
        if start < begin < end and _tells_another(message, begin, min(stop, end), field, context):
            return begin
    return end


def _tells_another(message: Message, begin: int, stop: int, field: str, context: Context) -> bool:
    added = ADDED.match(message.text, begin, stop)
    begin = added.end() if added else begin
    text = message.text[begin:stop]
    others = (each.id for each in context.form.fields if each.id != field)
    if any(named_at(message.text, begin, context.form, other) for other in others):
        return True
    if any(hit.start == 0 and hit.field in {"period_start", "period_end"} for hit in read_periods(text, context)[0]):
        return True
    if _is_contact(message, begin):
        return True
    gifts = read_gifts(message, message.text) if field != "contribution" else ()
    return any(gift.sure and gift.start == begin for gift in gifts)


def _is_contact(message: Message, begin: int) -> bool:
    if CONTACT.match(message.text, begin):
        return True
    speaker = SELF.match(message.text, begin)
    if speaker is None:
        return False
    named = NAME.match(message.raw, message.raw_offset(speaker.end()))
    return named is not None or bool(SURE_SELF.search(speaker.group()))
