"""Dates as people write them in bokmål, nynorsk and English, as exact as they were written.

Values are ISO 8601: `2022-01-01`, `2022-01`, `2022`, `--03-28` for a day without its year, `2022-Q1`, `2022-spring`, `T12:00`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.clauses.mentions import Mention

_MONTH_NAMES = (
    "januar january jan",
    "februar february febr feb",
    "mars march mar",
    "april apr",
    "mai may",
    "juni june jun",
    "juli july jul",
    "august aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "desember december des dec",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_SEASON_NAMES = {
    "spring": "vår våren vårsemesteret vårhalvåret spring",
    "summer": "sommer sommeren sumar sumaren summer",
    "autumn": "høst høsten høstsemesteret høsthalvåret haust hausten haustsemesteret autumn fall",
    "winter": "vinter vinteren winter",
}
_SEASONS = {name: season for season, names in _SEASON_NAMES.items() for name in names.split()}

_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b{_YEAR}-(?P<number>\d{{2}})-{_DAY}\b",
        rf"(?<![\d.])\b{_DAY}(?:\.|st|nd|rd|th)?\s*(?:of\s+|day\s+of\s+)?{_MONTH}(?:,?\s*{_YEAR}\b)?",
        rf"\b{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?\b(?!\.?\d)(?:,?\s+{_YEAR}\b)?",
        rf"\b{_MONTH}\s+{_YEAR}\b",
        rf"(?<![\d.]){_DAY}\s?[./]\s?(?P<number>0?[1-9]|1[0-2])\s?[./\-]\s?{_YEAR}\b",
        rf"(?<![\d.§]){_DAY}[./](?P<number>0?[1-9]|1[0-2])[./\-](?P<short>\d{{2}})\b(?![.\d])",
        rf"(?:\b(?:innen|frist\w*|den|fra|frå|til|senest|seinast|by|before|from)\s+){_DAY}\.(?P<number>0?[1-9]|1[0-2])\.(?!\d)",
        rf"\b(?P<quarter>[1-4])\.?\s*(?:kvartal|quarter)(?:\s+(?:of\s+)?{_YEAR})?\b",
        rf"\bQ(?P<quarter>[1-4])\s*{_YEAR}\b",
        rf"\b(?P<season>{'|'.join(sorted(_SEASONS, key=len, reverse=True))})\s+(?:of\s+)?{_YEAR}\b",
        r"\b(?:kl(?:okka|okken)?\.?\s*)(?P<hour>[01]?\d|2[0-4])(?:[.:](?P<minute>[0-5]\d))?\b",
        r"\b(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)\b",
        rf"(?<![\d.,/\w]){_YEAR}(?![\d]|[.,]\d|\w|\s*(?:kr\b|kroner|NOK|EUR|euro|€|%|prosent|percent|timer|timar|hours))",
    )
)
_MONEY_BEFORE = re.compile(r"(?:kr\.?|NOK|EUR|€|\$|£)\s*$", re.I)


def dates(text: str) -> Iterator[Mention]:
    """The dates in `text`, in any of the languages; an earlier, more exact pattern wins over a later one."""
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            start = _start(found)
            if any(start < end and begin < found.end() for begin, end in taken) or _MONEY_BEFORE.search(
                text[max(0, start - 5) : start]
            ):
                continue
            taken.append((start, found.end()))
            yield Mention("date", text[start : found.end()].rstrip(" ."), _value(found.groupdict()), start, found.end())


def _start(found: re.Match[str]) -> int:
    groups = found.groupdict()
    if "number" in groups and "year" not in groups and "short" not in groups:
        return found.start("day")  # "innen 1.3.": the word before is not part of the date
    return found.start()


def _value(groups: dict[str, str | None]) -> str:
    year = groups.get("year") or (f"20{groups['short']}" if groups.get("short") else None)
    if groups.get("hour"):
        return f"T{int(groups['hour'] or 0):02d}:{groups.get('minute') or '00'}"
    if groups.get("season"):
        return f"{year}-{_SEASONS[(groups['season'] or '').lower()]}"
    if groups.get("quarter"):
        return f"{year or '-'}-Q{groups['quarter']}"
    month = MONTHS[(groups["month"] or "").lower()] if groups.get("month") else int(groups.get("number") or 0)
    parts = [year or "-"]
    parts += [f"{month:02d}"] if month else []
    parts += [f"{int(groups['day'] or 0):02d}"] if groups.get("day") else []
    return "-".join(parts)
