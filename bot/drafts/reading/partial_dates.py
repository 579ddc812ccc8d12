"""Dates as exact as they were said: `2027`, `2027-01`, `2027-01-15`, and arithmetic on them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

PARTIAL = re.compile(r"^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$")


def is_partial_date(value: str) -> bool:
    """Whether a value is a year, a month or a day that exists."""
    match = PARTIAL.match(value)
    if not match:
        return False
    year, month, day = match.groups()
    return 1900 <= int(year) <= 2199 and (not day or int(day) <= calendar.monthrange(int(year), int(month))[1])


def first_day(value: str) -> date:
    """The first day that a date may mean."""
    year, month, day = (*value.split("-"), "1", "1")[:3]
    return date(int(year), int(month), int(day))


def last_day(value: str) -> date:
    """The last day that a date may mean."""
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 1:
        return date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0], parts[1], calendar.monthrange(parts[0], parts[1])[1])
    return date(parts[0], parts[1], parts[2])


def month_value(year: int, month: int) -> str:
    """A month as it is stored; months beyond the year count on."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year:04d}-{month:02d}"


def day_value(year: int, month: int, day: int) -> str | None:
    """A day as it is stored, None when there is no such day."""
    value = f"{year:04d}-{month:02d}-{day:02d}"
    return value if is_partial_date(value) else None


def end_after(start: str, months: int) -> str:
    """The last month (or day, or year) of a period that begins at `start` and lasts `months`, as exact as the start.

    From January 2027 for two years is until December 2028; from 15 January, until 14 January two years later.
    """
    if len(start) == 4:
        if months % 12:
            return month_value(int(start), months)
        return f"{int(start) + months // 12 - 1:04d}"
    year, month = int(start[:4]), int(start[5:7])
    if len(start) == 7:
        return month_value(year, month + months - 1)
    after = month_value(year, month + months)
    last = calendar.monthrange(int(after[:4]), int(after[5:]))[1]
    day = date(int(after[:4]), int(after[5:]), min(int(start[8:]), last))
    return (day - timedelta(days=1)).isoformat()


def months_before(value: str, months: int) -> str:
    """A month so many months earlier."""
    return month_value(int(value[:4]), int(value[5:7]) - months)
