"""Where a labelled long text gives way, in the same line, to a sentence about another field: "Purpose: … . It runs from May to June"."""

from __future__ import annotations

import re
from functools import cache

from bot.drafts.form_files import form_of
from bot.drafts.reading.choices import read_yes_no
from bot.drafts.reading.cues import named_at
from bot.drafts.reading.funding import funding_clauses
from bot.drafts.reading.giving import read_gifts
from bot.drafts.reading.hits import Context
from bot.drafts.reading.message import Message
from bot.drafts.reading.names import NAME
from bot.drafts.reading.people import CONTACT, SELF, SURE_SELF
from bot.drafts.reading.periods import read_periods

SHORT = 6  # words
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
    if any(
        _names(context.form.id, other.id).match(message.text, begin)
        for other in context.form.fields
        if other.id != field
    ):
        return True
    dated = {"period_start", "period_end"} | (
        {"deadline"} if field != "funding" else set()
    )  # "applied for, answer in May"
    if any(hit.start == 0 and hit.field in dated for hit in read_periods(text, context)[0]):
        return True
    if _is_contact(message, begin) or _is_yes_or_no(message.words(begin, stop)):
        return True
    alone = Message(message.words(begin, stop))  # by itself: a long text has many sentences
    if field != "funding" and 0 in funding_clauses(alone, alone.text):
        return True
    gifts = read_gifts(alone, alone.text) if field != "contribution" else ()
    return any(gift.sure and gift.start == 0 for gift in gifts)


@cache
def _names(type_id: str, field: str) -> re.Pattern[str]:
    """ "enheten vår er …": a field's name and a copula."""
    names = next(each.names for each in form_of(type_id).fields if each.id == field)
    either = "|".join(names) or r"(?!)"
    return re.compile(
        rf"(?:(?:the|our|my|vår|vårt|min) )?(?:{either})(?: (?:vår|vårt|min|hos oss|in the municipality))? (?:er|blir|is|will be)\b"
    )


def _is_yes_or_no(sentence: str) -> bool:
    """Whether a short sentence only says whether personal data are used, or REK is needed."""
    return len(sentence.split()) <= SHORT and bool(read_yes_no(Message(sentence)))


def _is_contact(message: Message, begin: int) -> bool:
    if CONTACT.match(message.text, begin):
        return True
    speaker = SELF.match(message.text, begin)
    if speaker is None:
        return False
    named = NAME.match(message.raw, message.raw_offset(speaker.end()))
    return named is not None or bool(SURE_SELF.search(speaker.group()))
