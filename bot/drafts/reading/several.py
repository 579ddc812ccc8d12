"""What the kinds that hold more than one thing read: options of a list, a period's start and end, names of files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from bot.drafts.compound import COMPOUND, NONE, OPEN, Attached, file_value, fitting
from bot.drafts.forms import Field
from bot.drafts.reading import periods
from bot.drafts.reading.date_roles import clause_start
from bot.drafts.reading.dates import find_dates
from bot.drafts.reading.hits import Context, Hit
from bot.drafts.reading.message import Message
from bot.drafts.reading.yes_no import NEGATION

TURNS = re.compile(r"[.;!?\n]|\b(?:men|but|bare|berre|kun|only|derimot|however)\b")
NO_SUCH = re.compile(
    r"\b(?:ingen(?:ting)?|ikke noen|ikkje nokon|inga|none|nothing|no|nei|nope|h?verken|korkje|neither|uten|utan|without)\b"
)
FEW = 6  # words: a "none" among more may be about something else
FILE = re.compile(
    r"(?:[«\"“](?P<quoted>[^»\"”\n]{1,140}?\.(?:SUFFIX))[»\"”])|(?P<plain>[\w().+-]{1,140}\.(?:SUFFIX))(?![\w@])".replace(
        "SUFFIX", "pdf|docx?|odt|rtf|txt|md|xlsx?|ods|csv|pptx?|odp|png|jpe?g|zip"
    ),
    re.IGNORECASE,
)
ATTACHING = re.compile(
    r"\b(?:vedlegg\w*|vedlagt\w*|legg(?:er|ar)? (?:\w+ ){0,2}ved|lagt ved|attach\w*|enclos\w*|filen?|fila|files?)\b"
)


def options(low: str, field: Field) -> str | None:
    """The options that a text names and does not deny, as they are kept; "none" where that may be said."""
    found = [option.value for option in field.options if any(_named(option.words, piece) for piece in _told(low))]
    found += [
        option.value
        for option in field.options
        if any(
            re.search(rf"\b{re.escape(label.lower())}\b", piece)
            for label in option.label.values()
            for piece in _told(low)
        )
    ]
    if found:
        return fitting(field, found)
    few = len(low.split()) <= FEW
    return NONE if field.none_word and few and NO_SUCH.search(low) else None


def period(low: str, context: Context) -> str | None:
    """The period that a text tells: from one date to another, from a date on, or until one."""
    alone = replace(context, asked="period_start", values={}, months=None)
    hits, months = periods.read_periods(low, alone)
    told = {hit.field: hit.value for hit in hits if hit.value}
    begin, end = told.get("period_start"), told.get("period_end")
    dates = find_dates(low, context.today)
    if begin is None and end is None and len(dates) == 1:
        begin = dates[0].value
    if begin and end is None and len(dates) == 1:
        end = dates[0].until
    if begin and end is None and months:
        end = periods.derived_end(begin, months)
    return f"{begin or OPEN}/{end or OPEN}" if begin or end else None


def file_names(words: str, field: Field) -> str | None:
    """The names of files in somebody's words, as they are kept; "none" where that may be said."""
    found = [Attached((match["quoted"] or match["plain"]).strip()) for match in FILE.finditer(words)]
    if found:
        return fitting(field, file_value(found))
    return NONE if field.none_word and len(words.split()) <= FEW and NO_SUCH.search(words.lower()) else None


def read_named(message: Message, context: Context) -> list[Hit]:
    """Values of these kinds where a sentence names their field, and files where they are said to be attached."""
    hits: list[Hit] = []
    for field in context.form.fields:
        if field.kind == "file":
            hits += _attached(field, message, context)
        elif field.kind in COMPOUND and field.id != context.asked:
            hits += [hit for start, end in message.sentences for hit in _of(field, message, start, end, context)]
    return hits


def is_of_the_period(low: str, context: Context) -> bool:
    """Whether a message that answers a question about another period than the project's speaks of that one."""
    field = context.form.field(context.asked or "")
    start = context.form.field("period_start")
    return field is not None and field.kind == "period" and not (start and _name(start.names).search(low))


def _attached(field: Field, message: Message, context: Context) -> Iterator[Hit]:
    """The names of files in a message that speaks of attaching them; asked for them, a name is enough."""
    places = list(FILE.finditer(message.text))
    said = _name(field.names).search(message.text) or ATTACHING.search(message.text)
    if not places or not (said or field.id == context.asked):
        return
    start, end = places[0].start(), places[-1].end()
    value = file_names(message.words(start, end), field)
    if value is not None:  # the words that say so belong to it: they are no answer to something else
        lead = clause_start(message.text, said.start(), 0) if said and said.start() < start else start
        yield Hit(field.id, value, lead, end, more=True)


def _of(field: Field, message: Message, start: int, end: int, context: Context) -> Iterator[Hit]:
    low = message.text[start:end]
    name = _name(field.names).search(low)
    if name is None:
        return
    rest = low[name.end() :]
    value = options(rest, field) if field.kind == "choices" else period(rest, context)
    if value is None and field.none_word and NO_SUCH.search(low[: name.start()]):
        value = NONE
    asked = context.form.field(context.asked or "")
    if value is not None and field.kind == "choices" and asked is not None and asked.kind == "long_text":
        yield Hit(field.id, value, len(message.text), len(message.text))  # told in passing: the answer keeps its words
    elif value is not None:
        yield Hit(field.id, value, clause_start(message.text, start + name.start(), start), end)


def _told(low: str) -> Iterator[str]:
    """The pieces of a text up to what they deny: "helse, men ikke religion" tells of health alone."""
    for piece in TURNS.split(low):
        denied = NEGATION.search(piece)
        yield piece[: denied.start()] if denied else piece


def _named(words: tuple[str, ...], piece: str) -> bool:
    return any(re.search(rf"\b(?:{each})\b", piece) for each in words)


@cache
def _name(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(names)})(?!\w)")
