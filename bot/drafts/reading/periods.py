"""Which of a message's dates is the start, the end, or the date an answer is needed; how long the project lasts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from bot.drafts.reading.date_roles import about_project, clause_start, role_of, sentence_start, to_the_year_end
from bot.drafts.reading.dates import DateHit, find_dates
from bot.drafts.reading.hits import Context, Hit, Strength
from bot.drafts.reading.partial_dates import end_after
from bot.drafts.reading.period_cues import (
    ANSWER,
    BETWEEN,
    BY,
    CONNECTOR,
    EVENT,
    HEDGED,
    LATE,
    LEADS,
    NEEDED,
    PAST,
    START_NEAR,
    STRICT_TO,
    SUBJECT,
    YEAR_AFTER,
)
from bot.drafts.reading.project_length import length_told

SEASON_MONTHS = 3


def read_periods(text: str, context: Context) -> tuple[list[Hit], int | None]:
    """Hits for period_start, period_end and deadline, and a duration in months where no end was told.

    `text` is a message's text with what is already taken blanked out.
    """
    text = HEDGED.sub(lambda match: " " * len(match.group()), text)
    dates = _sharpened(text, find_dates(text, context.today))
    hits: list[Hit] = []
    used: set[int] = set()
    for first, second in pairwise(dates):
        if first.start in used or not _is_range(text, first, second):
            continue
        begin, finish = _resolved(first, second)
        if about_project(text, first, context):
            hits += [_hit("period_start", begin), _hit("period_end", finish)]
        used |= {first.start, second.start}
    for number, found in enumerate(dates):
        if found.start in used:
            continue
        floor = dates[number - 1].end if number else 0
        hits += _single(text, found, floor, context, alone=len(dates) == 1)
    hits = [_with_cue(text, hit) for hit in _anchored(text, hits, dates, context)]
    return hits, length_told(text, hits, context)


def _sharpened(text: str, dates: list[DateHit]) -> list[DateHit]:
    """The dates, each with the more exact one that stands beside it and lies in it: "before the break, say 15 February"."""
    found: list[DateHit] = []
    for each in dates:
        last = found[-1] if found else None
        dated = last is not None and last.open_year and _of_season(each, last)
        if last and (dated or _lies_in(each, last)) and BESIDE.fullmatch(text, last.end, each.start):
            found[-1] = replace(each, start=last.start)
        else:
            found.append(each)
    return found


BESIDE = re.compile(r"[^\w.!?;]*(?:(?:altså|og da|say|that is|mer nøyaktig|more exactly) )?(?:(?:i|in) )?")


def _of_season(each: DateHit, season: DateHit) -> bool:
    """ "til vinteren, i desember 2027": a month with its year in the season that was named without one."""
    if season.kind != "season" or min(len(each.value), len(season.value)) < len("2027-01") or each.open_year:
        return False
    return (int(each.value[5:7]) - int(season.value[5:7])) % 12 < SEASON_MONTHS


def _lies_in(each: DateHit, wider: DateHit) -> bool:
    """Whether a date makes a wider one more exact: a day of the month, a month of about the season."""
    if (
        wider.kind == "season"
        and re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", each.value)
        and len(wider.value) == len("2027-03")
    ):
        months = [int(value[:4]) * 12 + int(value[5:7]) for value in (wider.value, each.value)]
        return abs(months[1] - months[0]) <= SEASON_MONTHS
    return each.value.startswith(f"{wider.value}-")


def _with_cue(text: str, hit: Hit) -> Hit:
    """The hit with the words that lead to its date: where they begin, another value ends."""
    floor = clause_start(text, hit.start, 0)
    before = text[floor : hit.start]
    cues = [match.start() for pattern in (LEADS[hit.field == "deadline"]) if (match := pattern.search(before))]
    start = floor + min(cues) if cues else hit.start
    subject = (NEEDED.search(text[floor:start]) if hit.field == "deadline" else None) or SUBJECT.search(
        text[floor:start]
    )
    return replace(hit, start=floor + subject.start() if subject and subject.group() else start)


def _hit(field: str, found: DateHit, strength: Strength = Strength.CUED) -> Hit:
    return Hit(field, found.value, found.start, found.end, strength)


def _is_range(text: str, first: DateHit, second: DateHit) -> bool:
    between = text[first.end : second.start]
    if text[second.start : second.start + 4] == "til ":
        between += "til"
    if CONNECTOR.match(between):
        connective = between.strip()
        return connective not in {"og", "and"} or bool(BETWEEN.search(text[: first.start]))
    return False


def _resolved(first: DateHit, second: DateHit) -> tuple[DateHit, DateHit]:
    if first.open_year and not second.open_year:
        first = first.before(second.value)
    return first, second.after(first.value)


def _single(text: str, found: DateHit, floor: int, context: Context, *, alone: bool) -> list[Hit]:
    before = text[clause_start(text, found.start, floor) : found.start]
    if text[found.start : found.start + 4] == "fra ":
        before += "fra "
    after = text[found.end : found.end + 60]
    if found.until and STRICT_TO.search(before):
        return [replace(_hit("period_end", found), value=found.until)]
    if found.until and about_project(text, found, context):
        return [_hit("period_start", found), replace(_hit("period_end", found), value=found.until)]
    role = "period_end" if to_the_year_end(found, before, after) else role_of(before, after)
    if role is None and BY.search(before) and ANSWER.search(text[sentence_start(text, found.start) : found.start]):
        role = "deadline"
    if role is None and alone and context.asked in {"period_start", "period_end", "deadline"} and _bare(text, found):
        role = context.asked
        return [_hit(role, found, Strength.ASKED)]
    if role in {"period_start", "period_end"} and found.value == context.today.isoformat():
        return []  # "data up to today" is of no project
    if role in {None, "application"} or (role != "deadline" and EVENT.search(before) and not START_NEAR.search(before)):
        return []
    if role == "period_start":
        if PAST.search(before):
            found = found.past(context.today)
        if re.search(r"\bfra\W*$|\bfrom\W*$|siden\W*$|since\W*$", before) and not about_project(text, found, context):
            return []
    if (
        found.kind == "year"
        and role == "period_start"
        and not re.search(r"start|begyn|fra|from|begin|gang|launch", before)
    ):
        return []
    if role == "period_end" and found.kind in {"quarter", "half"} and LATE.search(before):
        found = replace(found, value=end_after(found.value, 3 if found.kind == "quarter" else 6))
    return [_hit(role, found)] if role else []


def _bare(text: str, found: DateHit) -> bool:
    """Whether little but the date was written: it answers the question that was asked."""
    rest = re.sub(r"[\W_·]+", " ", text[: found.start] + " " + text[found.end :]).strip()
    return len(rest.split()) <= 9


def _anchored(text: str, hits: list[Hit], dates: list[DateHit], context: Context) -> list[Hit]:
    """An end whose year was not said lies after the start; the start may have been told before."""
    start = next((hit.value for hit in hits if hit.field == "period_start"), context.values.get("period_start"))
    by_place = {found.start: found for found in dates}
    result = []
    for hit in hits:
        found = by_place.get(hit.start)
        if hit.field == "period_end" and start and hit.value and YEAR_AFTER.search(text, hit.start, hit.end + 22):
            hit = replace(hit, value=f"{int(start[:4]) + 1:04d}{hit.value[4:]}")
        elif hit.field == "period_end" and start and found and found.open_year and hit.value == found.value:
            hit = replace(hit, value=found.after(start).value)
        result.append(hit)
    return result


def derived_end(start: str, months: int) -> str:
    """The end that a start and a duration give."""
    return end_after(start, months)


def bare_date(text: str, today: date) -> str | None:
    """The one date of a short text, such as a labelled value; None when there is none or more than one."""
    found = find_dates(text, today)
    return found[0].value if len(found) == 1 else None
