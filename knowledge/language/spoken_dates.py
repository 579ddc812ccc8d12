"""Dates as people read them: "24. november 2026" instead of 2026-11-24. Whatever is no ISO date stays as it stands."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from knowledge.types import Language

MONTHS_NB = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
PARTIAL = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?")
OSLO = "Europe/Oslo"
CLOCK = {"nb": "{day} kl. {time}", "nn": "{day} kl. {time}", "en": "{day}, {time}"}


def say_day(iso: str, language: Language) -> str:
    """A day or month, as exact as it is: "24. november 2026", "november 2026", "2026"."""
    match = PARTIAL.fullmatch(iso.strip())
    if match is None:
        return iso
    name = (MONTHS_EN if language == "en" else MONTHS_NB)[int(match[2]) - 1]
    if match[3] is None:
        return f"{name} {match[1]}"
    return f"{int(match[3])}{'' if language == 'en' else '.'} {name} {match[1]}"


def say_period(start: str | None, end: str | None, language: Language) -> str:
    """From when to when, "…" where it is not known; empty where neither is."""
    if not (start or end):
        return ""
    return " – ".join(say_day(day, language) if day else "…" for day in (start, end))


def in_oslo(moment: datetime) -> datetime:
    """A moment by the clocks of Norway; one without a zone is UTC, and so it stays where a machine has no table of zones."""
    told = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return told.astimezone(ZoneInfo(OSLO))
    except ZoneInfoNotFoundError:
        return told.astimezone(UTC)


def say_moment(moment: datetime, language: Language) -> str:
    """A day with the time, in the moment's own zone: "24. november 2026 kl. 12.30", "24 November 2026, 12:30"."""
    time = moment.strftime("%H:%M" if language == "en" else "%H.%M")
    return CLOCK[language].format(day=say_day(moment.date().isoformat(), language), time=time)
