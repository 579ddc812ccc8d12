"""What each form of a date stands for, relative to today: a month, a season, a quarter, a week, "in three weeks", Easter."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.drafts.reading.date_patterns import MONTHS, NUMBERS, ORDINALS, SEASONS, SHORT_MONTHS, WEEKDAYS
from bot.drafts.reading.partial_dates import day_value, last_day, month_value

Parts = dict[str, str | None]
Found = (
    tuple[str, bool, str | None] | None
)  # the value, whether its year was not said, the end where the form names a period


def years_on(value: str, years: int) -> str:
    """A date so many years later; 29 February becomes the 28th."""
    moved = f"{int(value[:4]) + years:04d}{value[4:]}"
    return moved if not moved.endswith("-02-29") else moved[:-2] + "28"


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
    if "nyttår" in word or "nyåret" in word or "årsskiftet" in word or "new year" in word:
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
    ("høstferie", 10), ("haustferie", 10), ("autumn break", 10), ("fall break", 10), ("vinterferie", 2), ("winter break", 2),
    ("skoleår", 6), ("skuleår", 6), ("studieår", 6), ("school year", 6), ("academic year", 6),
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
