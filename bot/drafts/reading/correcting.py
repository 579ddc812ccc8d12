"""A correction as hits: which field it goes to, named or not, and the new value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.drafts.forms import TYPE_FIELD
from bot.drafts.reading import corrections, dates, labels, names, unit_phrases, wishes
from bot.drafts.reading.asked import takes_yes_no
from bot.drafts.reading.counts import recounted
from bot.drafts.reading.cues import named_at
from bot.drafts.reading.hits import Context, Hit, Strength
from bot.drafts.reading.labelled import labelled
from bot.drafts.reading.message import Message
from bot.drafts.reading.remarks import says_nothing
from bot.drafts.reading.themes import Themes
from bot.drafts.reading.yes_no import yes_no

DATES = frozenset({"period_start", "period_end", "deadline"})


def named(
    message: Message,
    found: corrections.Correction,
    context: Context,
    themes: Themes,
) -> dict[str, Any] | None:
    """What a correction that names its field (or the type) changes, as parts of a Reading; None when it names none."""
    if found.field == TYPE_FIELD or (found.field is None and _retypes(message, found)):
        told = wishes.plain_type(message.text[found.start : found.end])
        return {"type": told, "intent": "retype"} if told else None
    if found.field is not None and found.start == found.end:
        return {"intent": "edit", "target": "period_start" if found.field == labels.PERIOD else found.field}
    if found.field is not None:
        place = labels.Labelled(found.field, found.start, found.start, found.end)
        hits = [_in_its_year(message, found, hit, context) for hit in labelled(message, place, context, themes)]
        return {"hits": tuple(replace(hit, strength=Strength.CORRECTED) for hit in hits)} if hits else None
    return None


def _in_its_year(message: Message, found: corrections.Correction, hit: Hit, context: Context) -> Hit:
    """A date told anew without its year, in the year of the one that stands there."""
    stands = context.values.get(hit.field, "")
    told = dates.find_dates(message.text[found.start : found.end], context.today) if hit.field in DATES else []
    if stands[:2] != "20" or not told or not told[0].open_year or hit.value != told[0].value:
        return hit
    return replace(hit, value=stands[:4] + told[0].value[4:])


def unnamed(
    message: Message, found: corrections.Correction, hits: Sequence[Hit], context: Context, themes: Themes
) -> tuple[Hit, ...] | None:
    """The hits of a correction that names no field: what it says in so many words, else by kind and shape; None when it is none."""
    if found.begin is not None and (last := _target(message, found, context, themes)):
        return (Hit(*last, found.start, found.end, Strength.CORRECTED),)  # "set it to 1 March": what was told last
    if not found.sure and says_nothing(message, 0, len(message.text)):
        return None  # "vent litt", "vent, jeg må sjekke" put nothing right
    if not found.sure and takes_yes_no(context):
        said: list[Hit] = []  # "nei, dette er ikke helseforskning" answers the question that was asked
    else:
        said = [hit for hit in hits if hit.strength >= Strength.CUED]
        if not any(
            hit.field != context.asked or named_at(message.text, hit.start, context.form, hit.field) for hit in said
        ):
            said = []
    if said:
        return tuple(replace(hit, strength=Strength.CORRECTED) for hit in said)
    target = _target(message, found, context, themes)
    return (Hit(*target, found.start, found.end, Strength.CORRECTED),) if target else None


def _retypes(message: Message, found: corrections.Correction) -> bool:
    return bool(
        re.match(
            r"(?:et |en |ei |an? )?(?:forsk\w*|innovasjon\w*|nyskaping\w*|utdanning\w*|research|innovation|"
            r"education)(?:s?(?:samarbeid|prosjekt|henvendelse)| collaboration| project| request)\w*\b",
            message.text[found.start : found.end],
        )
    )


def _target(
    message: Message, found: corrections.Correction, context: Context, themes: Themes
) -> tuple[str, str] | None:
    """The field that a correction without a name goes to, and its new value."""
    low = message.text[found.start : found.end].strip(" .,!")
    if not low:
        return None
    if found.old and (moved := _moved_date(message, found, low, context)):
        return moved
    if found.old:
        for name in [*context.recent, *context.values]:
            value = context.values.get(name, "")
            field = context.form.field(name)
            if field and found.old.strip() in value.lower() and (field.verbatim or field.kind in {"person", "email"}):
                new = message.words(found.start, found.end).strip(" .,!")
                whole = found.old.strip() == value.lower()
                return name, new if whole or len(new.split()) > 1 else re.sub(
                    re.escape(found.old.strip()), new, value, flags=re.IGNORECASE
                )
    if (counted := recounted(message.words(found.start, found.end), context)) is not None:
        return counted
    if not found.sure and takes_yes_no(context):
        return None  # "nei, dette er ikke helseforskning" answers the question that was asked
    field_and_value = _by_kind(message, found, low, context, themes)
    if field_and_value:
        return field_and_value
    return _by_shape(message, found, low, context) if found.sure or len(low.split()) <= 5 else None


def _moved_date(message: Message, found: corrections.Correction, low: str, context: Context) -> tuple[str, str] | None:
    """ "15 June, not 1 June": the date that stands there is told, so its field is known."""
    new, old = dates.find_dates(low, context.today), dates.find_dates(found.old or "", context.today)
    if len(new) != 1 or len(old) != 1:
        return None
    for name in ("period_start", "period_end", "deadline"):
        value = context.values.get(name, "")
        if value and value[4:] == old[0].value[4:] and (old[0].open_year or value == old[0].value):
            return name, new[0].after(value[:4]).value if new[0].open_year else new[0].value
    return None


def _by_kind(
    message: Message, found: corrections.Correction, low: str, context: Context, themes: Themes
) -> tuple[str, str] | None:
    email = names.EMAIL.search(low)
    if email:
        return "contact_email", message.words(found.start + email.start(), found.start + email.end())
    named = dates.find_dates(low, context.today)
    order = [*context.recent, *(name for name in context.values if name not in context.recent)]
    dated = [name for name in order if name in {"period_start", "period_end", "deadline"}]
    if len(named) == 1 and dated and len(low.split()) <= 5:
        value = named[0]
        before = context.values.get(dated[0], "")
        if value.kind == "year" and len(before) > 4:
            return dated[0], value.value + before[4:]  # "jeg mente 2028": of August 2027, the year was wrong
        floor = context.values.get("period_start") if dated[0] == "period_end" else None
        return dated[0], (value.after(floor) if floor else value).value
    if len(low.split()) <= 4:
        area = themes.of(low) if "theme_area" in context.recent else None
        if area and context.recent[0] == "theme_area":
            return "theme_area", area
        asked = next((name for name in context.recent if name in {"personal_data", "ethics_rek"}), None)
        judged = yes_no(low, asked or "")
        if asked and judged and context.recent[0] == asked:
            return asked, judged
    return None


def _by_shape(message: Message, found: corrections.Correction, low: str, context: Context) -> tuple[str, str] | None:
    words = message.words(found.start, found.end).strip(' .,!«»"“”')
    order = [
        name
        for name in context.recent
        if (field := context.form.field(name)) and (field.verbatim or field.kind == "person")
    ]
    if not order:
        return None
    unit = unit_phrases.MUNICIPAL_WORD.search(low) or unit_phrases.SURE_UNIVERSITY.search(low)
    name = names.NAME.fullmatch(words)
    wanted = (
        {"municipal_unit", "university_unit"}
        if unit
        else {"contact_name", "project_owner", "supervisor"}
        if name
        else None
    )
    if name is None and corrections.SPEAKS.match(low):  # "glem det, vi gjør det selv" is no title
        order = [each for each in order if (field := context.form.field(each)) and field.kind == "long_text"]
    if name is None:  # … and names nobody
        people = {each for each in order if (field := context.form.field(each)) and field.kind == "person"}
        order = [each for each in order if each not in people or len(words.split()) == 1]
    if not order:
        return None
    choice = next((each for each in order if wanted and each in wanted), None)
    if choice is None and len(words.split()) == 1 and words[:1].isupper():
        choice = next((each for each in order if each in {"municipal_unit", "university_unit", "contact_name"}), None)
    return choice or order[0], words
