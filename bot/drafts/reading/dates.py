"""Dates in running text (bokmål, nynorsk, English), as exact as they were said, relative to today.

A season is its first month (spring March, summer June, autumn September, winter December), a quarter and a half-year too;
an autumn semester begins in August, a spring semester in January.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.drafts.reading.date_patterns import MONTHS, NUMBERS, ORDINALS, PATTERNS, SEASONS, SHORT_MONTHS, WEEKDAYS
from bot.drafts.reading.partial_dates import day_value, first_day, last_day, month_value

Parts = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date in a text. `open_year`: the year was not said, and was taken as the next one to come. `until`: a form that
    names a whole period, such as a school year, has its end here."""

    start: int
    end: int
    value: str
    open_year: bool = False
    until: str | None = None
    kind: str = ""

    def after(self, value: str) -> DateHit:
        """The same date, in the first year that lies at or after another date, when its year was not said."""
        if not self.open_year:
            return self
        moved = self.value
        floor = first_day(value)
        while last_day(moved) < floor:
            moved = _years_on(moved, 1)
        while last_day(_years_on(moved, -1)) >= floor:
            moved = _years_on(moved, -1)
        return replace(self, value=moved)

    def before(self, value: str) -> DateHit:
        """The same date, in the last year that lies at or before another date, when its year was not said."""
        if not self.open_year:
            return self
        year = int(value[:4])
        moved = f"{year:04d}{self.value[4:]}"
        return replace(self, value=moved if first_day(moved) <= last_day(value) else _years_on(moved, -1))

    def past(self, today: date) -> DateHit:
        """The same date, the last one that has been, when its year was not said."""
        return self.before(today.isoformat())


def _years_on(value: str, years: int) -> str:
    moved = f"{int(value[:4]) + years:04d}{value[4:]}"
    return moved if not moved.endswith("-02-29") else moved[:-2] + "28"


def find_dates(text: str, today: date) -> list[DateHit]:
    """Every date of a text, in order. Overlapping readings: the most exact one stands."""
    taken: list[DateHit] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < hit.end and hit.start < match.end() for hit in taken):
                continue
            if kind in {"month", "named"} and not _is_month(text, match):
                continue
            found = READERS[kind](match.groupdict(), today)
            if found is not None:
                value, open_year, until = found
                taken.append(DateHit(match.start(), match.end(), value, open_year, until, kind))
    return sorted(taken, key=lambda hit: hit.start)


Found = tuple[str, bool, str | None] | None


def _is_month(text: str, match: re.Match[str]) -> bool:
    """ "may" and "march" are verbs too: a month has a day, a year, or a word before it that leads to a time."""
    name = match.group("name")
    if name not in {"may", "march"} or any(match.groupdict().get(part) for part in ("year", "day", "short", "which")):
        return True
    before = text[: match.start("name")].rstrip()
    leads = re.search(
        r"(?:\b(?:in|from|by|until|till|to|through|since|of|early|late|mid|before|after|starts?|ends?|begins?)|^|"
        r"[-–:])$",
        before,
    )
    return bool(leads) and not re.match(
        r" (?:be|not|need|have|want|take|involve|contain|include)\b", text[match.end() :]
    )


def _year(parts: Parts, today: date) -> int | None:
    if parts.get("year"):
        year = int(str(parts["year"]))
        return year + 2000 if year < 100 else year
    if parts.get("short"):
        return 2000 + int(str(parts["short"]))
    relative = (parts.get("relative") or "").strip()
    if relative.startswith(("neste", "next", "året etter", "the year after")):
        return today.year + 1
    return today.year if relative else None


def _coming(month: int, day: int | None, today: date) -> int:
    """The year of the next such month or day, today's month counted in."""
    if (month, day or 31) >= (today.month, today.day):
        return today.year
    return today.year + 1


def _numbers(parts: Parts, today: date) -> Found:
    month, day = int(parts["month"] or 0), int(str(parts["day"])) if parts.get("day") else None
    if not 1 <= month <= 12:
        return None
    year = _year(parts, today)
    if day is None:
        return (month_value(year or today.year, month), False, None)
    value = day_value(year or _coming(month, day, today), month, day)
    return (value, year is None, None) if value else None


def _named(parts: Parts, today: date) -> Found:
    month, day = {**MONTHS, **SHORT_MONTHS}[str(parts["name"])], int(str(parts["day"]))
    year = _year(parts, today)
    value = day_value(year or _coming(month, day, today), month, day)
    return (value, year is None, None) if value else None


def _month(parts: Parts, today: date) -> Found:
    month = {**MONTHS, **SHORT_MONTHS}[str(parts["name"])]
    if parts["name"] == "jul" and (parts.get("lead") or "").strip():
        month = 12  # Norwegian: Christmas
    year = _year(parts, today)
    which = (parts.get("which") or "").strip()
    if year is None and "ne" in which and which not in {"denne"} and month == today.month:
        return month_value(today.year + 1, month), False, None
    return month_value(year or _coming(month, None, today), month), year is None, None


def _edge(parts: Parts, today: date) -> Found:
    """ "the end of 2028" is its last month, "the beginning of" its first, "the middle of" as exact as the year or month."""
    late = bool(re.search(r"slutten|utgangen|ultimo|end", str(parts["part"])))
    early = bool(re.search(r"begynnelsen|starten|start|byrjinga|primo|beginning", str(parts["part"])))
    if parts.get("name"):
        return _month(parts, today)
    year = _year(parts, today) or today.year
    if late or early:
        return month_value(year, 12 if late else 1), False, None
    return f"{year:04d}", False, None


def _semester(parts: Parts, today: date) -> Found:
    month = 8 if str(parts["season"])[0] in "hfa" else 1
    year = _year(parts, today)
    return month_value(year or _coming(month, None, today), month), year is None, None


def _season(parts: Parts, today: date) -> Found:
    month = SEASONS[str(parts["season"])]
    year, which = _year(parts, today), (parts.get("which") or "").strip()
    if year is not None:
        return month_value(year, month), False, None
    if which == "til":  # "til høsten", said in October, is the next one
        return month_value(today.year + (month <= today.month), month), True, None
    if which in {"neste", "next", "til neste"} or (parts.get("relative") or "").strip() == "neste":
        return month_value(today.year + 1, month), False, None
    # the season that is going on counts as this one; one that is over, as the next to come
    running = month_value(today.year, month + 2)
    coming = today.year if last_day(running) >= today else today.year + 1
    return month_value(coming, month), True, None


def _quarter(parts: Parts, today: date) -> Found:
    return _piece(parts, today, 3)


def _half(parts: Parts, today: date) -> Found:
    return _piece(parts, today, 6)


def _piece(parts: Parts, today: date, months: int) -> Found:
    word = str(parts["ordinal"])
    number = ORDINALS.get(word) or int(re.sub(r"\D", "", word))
    month, year = (number - 1) * months + 1, _year(parts, today)
    return month_value(year or _coming(month + months - 1, None, today), month), year is None, None


def _school(parts: Parts, today: date) -> Found:
    year, to = int(str(parts["year"])), str(parts["to"])
    following = int(to) if len(to) == 4 else year // 100 * 100 + int(to)
    return (month_value(year, 8), False, month_value(following, 6)) if following == year + 1 else None


def _yearend(parts: Parts, today: date) -> Found:
    whole = re.match(r"ut |hele |heile |resten |gjennom |through|rest |året", str(parts["form"]))
    return (f"{today.year:04d}" if whole else f"{today.year:04d}-12"), True, None


def _years(parts: Parts, today: date) -> Found:
    year, to = int(str(parts["year"])), int(str(parts["to"]))
    last = year // 100 * 100 + to
    return (f"{year:04d}", False, f"{last:04d}") if last > year else None


def _week(parts: Parts, today: date) -> Found:
    week, year = int(str(parts["week"])), _year(parts, today)
    try:
        value = date.fromisocalendar(year or today.year, week, 1)
        if year is None and value < today - timedelta(days=7):
            value = date.fromisocalendar(today.year + 1, week, 1)
    except ValueError:
        return None
    return value.isoformat(), False, None


def _ahead(parts: Parts, today: date) -> Found:
    number = _number(str(parts["number"]))
    unit = str(parts["unit"])
    if unit.startswith(("dag", "day")):
        return (today + timedelta(days=number)).isoformat(), False, None
    if unit.startswith(("uke", "week")):
        return (today + timedelta(weeks=number)).isoformat(), False, None
    if unit.startswith(("måned", "month")):
        return month_value(today.year, today.month + number), False, None
    return f"{today.year + number:04d}", False, None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


def _weekday(parts: Parts, today: date) -> Found:
    ahead = (WEEKDAYS[str(parts["weekday"])] - today.weekday()) % 7 or 7
    if str(parts["which"]).strip() in {"neste", "next"} and today.weekday() + ahead < 7:
        ahead += 7
    return (today + timedelta(days=ahead)).isoformat(), False, None


def _word(parts: Parts, today: date) -> Found:
    word, year = str(parts["word"]), _year(parts, today)
    if "nyttår" in word or "årsskiftet" in word or "new year" in word:
        before = bool(re.match(r"innen|før|inna|by |before", word))
        return month_value((year or today.year + 1), 0 if before else 1), False, None
    if "dag" in word or "today" in word:
        return today.isoformat(), False, None
    if "mor" in word and "år" not in word:
        return (today + timedelta(days=1)).isoformat(), False, None
    if "måned" in word or "month" in word:
        return month_value(today.year, today.month + 1), False, None
    if "uke" in word or "week" in word:
        return (today + timedelta(days=7 - today.weekday())).isoformat(), False, None
    if word in {"neste år", "next year"}:
        return f"{today.year + 1:04d}", False, None
    if word in {"i år", "this year"}:
        return f"{today.year:04d}", False, None
    if "påsk" in word or "easter" in word:
        return _easter(year, today, after=bool(re.match(r"over|etter|after", word)))
    month = next(month for part, month in WORD_MONTHS if part in word)
    return month_value(year or _coming(month, None, today), month), year is None, None


def _easter(year: int | None, today: date, *, after: bool = False) -> Found:
    """The month of Easter Sunday, or of the week after it (the anonymous Gregorian computus, Meeus/Jones/Butcher)."""
    wanted = year or today.year
    a, b, c = wanted % 19, wanted // 100, wanted % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    month, day = divmod(d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114, 31)
    sunday = date(wanted, month, day + 1)
    if year is None and sunday < today:
        return _easter(today.year + 1, today, after=after)
    found = sunday + timedelta(days=7) if after else sunday
    return month_value(found.year, found.month), False, None


WORD_MONTHS = (
    ("jul", 12), ("christmas", 12), ("start", 8), ("etter", 8), ("over", 8), ("after", 8),
    ("før", 6), ("before", 6),
)  # fmt: skip


def _whole_year(parts: Parts, today: date) -> Found:
    return str(parts["year"]), False, None


READERS: dict[str, Callable[[Parts, date], Found]] = {
    "numbers": _numbers, "named": _named, "month": _month, "edge": _edge, "semester": _semester, "season": _season,
    "quarter": _quarter, "years": _years,
    "yearend": _yearend, "half": _half, "school": _school, "week": _week, "ahead": _ahead, "weekday": _weekday,
    "word": _word, "year": _whole_year,
}  # fmt: skip

DURATION = re.compile(
    r"(?<!om )(?<!in )(?<!within )(?<!innen )\b(?:ca\.? |omtrent |om lag |about |around )?(?P<number>halvannet|halvtanna|et halvt|"
    r"eit halvt|half a|a half|\d+(?:[.,]5)?|"
    + "|".join(sorted(NUMBERS, key=len, reverse=True))
    + r")(?: (?:og (?:et|eit) halvt|and a half))?[ -]?(?P<unit>åring|årig\w*|års?|years?|yrs?|måned(?:er|ers)?|"
    r"months?|semester|semestre|terms?|uker?|weeks?)\b"
    r"(?! (?:gam|old|siden|sidan|ago|av gangen))"
)


def find_durations(text: str) -> list[tuple[int, int, int]]:
    """How long things last, as (start, end, months). Weeks are rounded up to months."""
    found = []
    for match in DURATION.finditer(text):
        months = _months(match)
        if months:
            found.append((match.start(), match.end(), months))
    return found


def _months(match: re.Match[str]) -> int:
    word, unit = match.group("number"), match.group("unit")
    if word in {"halvannet", "halvtanna"}:
        number = 1.5
    elif "hal" in word:
        number = 0.5
    else:
        number = float(word.replace(",", ".")) if word[0].isdigit() else float(NUMBERS[word])
        if "hal" in match.group():
            number += 0.5
    each = {"å": 12, "y": 12, "m": 1, "s": 6, "t": 6}.get(unit[0])
    return max(1, round(number / 4.35 + 0.49)) if each is None else round(number * each)
