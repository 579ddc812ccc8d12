"""Dates in running text (bokmål, nynorsk, English), as exact as they were said, relative to today.

A season is its first month (spring March, summer June, autumn September, winter December), a quarter and a half-year too;
an autumn semester begins in August, a spring semester in January.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.drafts.reading.date_patterns import PATTERNS
from bot.drafts.reading.date_values import READERS, years_on
from bot.drafts.reading.partial_dates import first_day, last_day


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
            moved = years_on(moved, 1)
        while last_day(years_on(moved, -1)) >= floor:
            moved = years_on(moved, -1)
        return replace(self, value=moved)

    def before(self, value: str) -> DateHit:
        """The same date, in the last year that lies at or before another date, when its year was not said."""
        if not self.open_year:
            return self
        year = int(value[:4])
        moved = f"{year:04d}{self.value[4:]}"
        return replace(self, value=moved if first_day(moved) <= last_day(value) else years_on(moved, -1))

    def past(self, today: date) -> DateHit:
        """The same date, the last one that has been, when its year was not said."""
        return self.before(today.isoformat())


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


ABBREVIATED = re.compile(r"\b(?:jan|feb|mar|apr|jun|aug|sept?|okt|oct|nov|des|dec)\b")


def _is_month(text: str, match: re.Match[str]) -> bool:
    """ "may" and "march" are verbs too: a month has a day, a year, or a word before it that leads to a time."""
    name = match.group("name")
    if name == "jul" and not match.groupdict().get("day") and not ABBREVIATED.search(text):
        return False  # in Norwegian it is Christmas, where no other month is shortened
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
