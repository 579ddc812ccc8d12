"""Labelled values as hits: "Formål: …", "Kontakt: Kari Nordmann, kari@…", "Periode: august 2027–juni 2029"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from bot.drafts.forms import TYPE_FIELD, Field
from bot.drafts.reading import choices, dates, labels, names, periods, wishes
from bot.drafts.reading.durations import find_durations
from bot.drafts.reading.hits import Context, Hit, Strength
from bot.drafts.reading.message import Message
from bot.drafts.reading.not_known import says_not_known
from bot.drafts.reading.remarks import bare
from bot.drafts.reading.themes import Themes
from bot.drafts.reading.values import NONE_WORDS, as_answer, person_value


def labelled(message: Message, found: labels.Labelled, context: Context, themes: Themes) -> list[Hit]:
    """The hits of a labelled value: one field, or start and end of a period, or a contact with an address beside the name."""
    start, end = found.value_start, found.value_end
    low = message.text[start:end].strip()

    def hit(field: str, value: str | None) -> list[Hit]:
        return [Hit(field, value, found.start, end, Strength.LABELLED)] if value else []

    if found.field == TYPE_FIELD:
        return hit(
            TYPE_FIELD,
            wishes.plain_type(low) or wishes.read_type(Message(message.words(start, end)), themes.partnership),
        )
    if found.field == labels.PERIOD or (found.field == "period_start" and find_durations(low)):
        inside, months = periods.read_periods(low, replace(context, asked="period_start"))
        both = [replace(each, start=found.start, end=end, strength=Strength.LABELLED) for each in inside]
        begin = next((each.value for each in both if each.field == "period_start"), None)
        if months and begin and not any(each.field == "period_end" for each in both):
            both.append(
                Hit("period_end", periods.derived_end(begin, months), found.start, end, Strength.LABELLED, derived=True)
            )
        return both
    field = context.form.field(found.field)
    if field is None or re.fullmatch(r"[\s?–-]*", low):
        return []
    if field.kind != "yes_no_unknown" and (re.fullmatch(r"n/?a", low) or says_not_known(low, field)):
        return [Hit(field.id, None, found.start, end, Strength.LABELLED)]
    if field.kind == "date":
        return hit(field.id, _labelled_date(low, field, context))
    if field.kind == "person" and field.id == "contact_name" and _names_the_project(message, found):
        return hit("title", message.words(start, end).strip(" \n\t.,;"))
    if field.kind == "person":
        return [*hit(field.id, person_value(message, start, end)), *_address(message, start, end)]
    if field.verbatim:
        start, end = bare(message.text, start, end)
    value = as_answer(message, start, end, field, context, themes)
    if field.verbatim:
        value = (
            message.words(start, end).strip(" \n\t,;*_–-")
            if field.kind == "long_text"
            else value or message.words(start, end).strip()
        )
    return hit(field.id, value)


def named_choices(message: Message, text: str, context: Context) -> list[Hit]:
    """Choices whose field is named behind them: "NTNU er behandlingsansvarlig", "the municipality is the data controller"."""
    return [
        Hit(field.id, value, match.start("value"), match.end(), Strength.LABELLED)
        for field in context.form.fields
        if field.kind == "choice" and field.options and field.names
        for match in _named_behind(field.names).finditer(text)
        if (value := choices.option(match.group("value"), field))
    ]


def _names_the_project(message: Message, found: labels.Labelled) -> bool:
    """ "Navnet: Inn i yrket": a name, and no person's."""
    label = re.match(r"\W*(?:the |our )?(?:navnet?|namnet?|name)\b", message.text[found.start : found.value_start])
    words = message.words(found.value_start, found.value_end)
    return label is not None and names.NAME.match(words) is None and "@" not in words


@cache
def _named_behind(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[.!?;,\n]|\b(?:og|and|men|but))\s*(?P<value>[\wæøå ]{{1,40}}?)\s+(?:er|is|are|blir|skal være|skal vere|will be)\s+"
        rf"(?:the\s+)?(?:{'|'.join(names)})\b(?=\s*(?:[.!;,\n]|$))"
    )


def _labelled_date(low: str, field: Field, context: Context) -> str | None:
    found = dates.find_dates(low, context.today)
    if found:
        return found[0].value
    return "none" if field.none_word and NONE_WORDS.search(low) else None


def _address(message: Message, start: int, end: int) -> list[Hit]:
    match = names.EMAIL.search(message.text, start, end)
    return (
        [Hit("contact_email", message.words(*match.span()), match.start(), match.end(), Strength.LABELLED)]
        if match
        else []
    )
