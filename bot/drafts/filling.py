"""Putting what was read into the draft: what is new, what is replaced, what is left alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.drafts.compound import COMPOUND, added
from bot.drafts.draft import Draft, FieldValue, Source
from bot.drafts.effects import Differing, Effect, Noted, Say
from bot.drafts.facts import facts_of
from bot.drafts.obligations import latest_days
from bot.drafts.reading.hits import Hit, Strength
from bot.drafts.reading.partial_dates import end_after, first_day, last_day
from bot.drafts.validation import accepted

DATES = ("period_start", "period_end", "deadline")


@dataclass(frozen=True, slots=True)
class Filled:
    """The draft after filling, and what there is to say of it. `changed`: fields that now say something else, in reading order."""

    draft: Draft
    effects: tuple[Effect, ...]
    changed: tuple[str, ...]


def fill(
    draft: Draft, hits: Sequence[Hit], theme_areas: frozenset[str], *, source: Source = "words", vague: bool = False
) -> Filled:
    """Put hits into a draft. A weak reading only fills what is empty or was weak itself; anything surer replaces."""
    effects: list[Effect] = []
    before = draft
    for hit in hits:
        field = draft.form.field(hit.field)
        if field is not None and hit.value is None:
            if not draft.answered(field.id):
                draft = draft.with_field(field.id, FieldValue(None, "unknown"))
                effects.append(Say("noted.unknown", {"label:label": field.id}))
            continue
        value = accepted(field, hit.value, theme_areas) if field else None
        if field is None or value is None:
            if field is not None and hit.value and len(hit.value) > 400:
                effects.append(Say("remark.too_long"))
            continue
        draft, effect = _put(draft, hit, value, source, vague=vague and hit.strength is Strength.ASKED)
        if effect is not None:
            effects.append(effect)
    changed = tuple(
        name for name in dict.fromkeys(hit.field for hit in hits) if draft.fields.get(name) != before.fields.get(name)
    )
    return Filled(draft, tuple(effects), changed)


def _put(draft: Draft, hit: Hit, value: str, source: Source, *, vague: bool) -> tuple[Draft, Effect | None]:
    old = draft.fields.get(hit.field)
    weak = hit.strength is Strength.WEAK
    if old is not None and old.known:
        if _same(old.value, value):
            stronger = FieldValue(old.value, "said", source) if old.weak and not weak else old
            return draft.with_field(hit.field, stronger), None
        if weak and not old.weak:
            return draft, None
        if hit.more and hit.strength is not Strength.CORRECTED:
            field = draft.form.field(hit.field)
            compound = field is not None and field.kind in COMPOUND
            value = added(field, old.value or "", value) if field and compound else f"{old.value}; {value}"
            if value == old.value:
                return draft, None
            return draft.with_field(hit.field, FieldValue(value, "said", source)), Noted(hit.field, value)
    stands = old.value if old is not None and old.known else None
    followed = stands is not None and old is not None and old.mark == "vague" and hit.field in draft.talk.followed_up
    new = FieldValue(value, "vague" if vague else "said", "derived" if hit.derived else source, weak)
    return draft.with_field(hit.field, new), Noted(hit.field, value, None if followed else stands, hit.derived)


def _same(left: str | None, right: str) -> bool:
    return re.sub(r"\W+", " ", left or "").strip().casefold() == re.sub(r"\W+", " ", right).strip().casefold()


def with_length(draft: Draft, months: int | None) -> Filled:
    """The end counted from the start and the length, where the length was told and the end was not."""
    if months is not None:
        draft = draft.with_talk(months=months)
    length, start, end = draft.talk.months, draft.value("period_start"), draft.fields.get("period_end")
    if (
        length is None
        or start is None
        or (end is not None and end.known and end.source != "derived" and months is None)
    ):
        return Filled(draft, (), ())
    value = end_after(start, length)
    if end is not None and end.value == value:
        return Filled(draft, (), ())
    old = end.value if end is not None and end.known and end.source != "derived" else None
    return Filled(
        draft.with_field("period_end", FieldValue(value, "said", "derived")),
        (Noted("period_end", value, old, derived=True),),
        ("period_end",),
    )


def remarks(before: Draft, after: Draft, changed: Sequence[str], today: date) -> list[Effect]:
    """What is worth saying of the new values; nothing is refused for it."""
    found: list[Effect] = []
    for name in DATES:
        value = after.value(name)
        if name in changed and value and value != "none" and last_day(value) < today:
            found.append(Say("remark.past", {"label:label": name, f"value:{name}": value}))
    start, end = after.value("period_start"), after.value("period_end")
    if start and end and {"period_start", "period_end"} & set(changed) and last_day(end) < first_day(start):
        found.append(Say("remark.order", {"value:period_start": start, "value:period_end": end}))
    deadline = after.value("deadline")
    asked_late = start and deadline and deadline != "none" and first_day(deadline) > last_day(start)
    if start and deadline and asked_late and {"period_start", "deadline"} & set(changed):
        found.append(Say("remark.deadline", {"value:deadline": deadline, "value:period_start": start}))
    new = facts_of(after) - facts_of(before)
    if "health_data_only" in new:
        found += [Say("remark.health"), Differing("rek_differs")]
    if "rek_denied" in new:
        found.append(Say("remark.rek_denied"))
    found += _late(before, after, today)
    return found + [Say("remark.expects", {"expects:remark": name}) for name in changed if _short_of(after, name)]


def _late(before: Draft, after: Draft, today: date) -> list[Effect]:
    """The obligations whose latest day has become one that is past, unless the start itself is."""
    start = after.value("period_start")
    if start is None or last_day(start) < today:
        return []
    known = latest_days(before)
    return [
        Say("remark.late", {"duty:name": name, "date:latest": latest.isoformat(), "value:period_start": start})
        for name, latest in latest_days(after).items()
        if latest < today and known.get(name) != latest
    ]


def _short_of(draft: Draft, name: str) -> bool:
    field, value = draft.form.field(name), draft.value(name)
    if field is None or field.expects is None or value is None:
        return False
    return re.search(field.expects.pattern, value, re.IGNORECASE) is None
