"""When two values of the same attribute cannot both be right."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Bound = Literal["exact", "least", "most", "about"]

_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25, "hour": 1 / 24, "minute": 1 / 1440}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_SEASON_MONTHS = {"spring": range(1, 7), "summer": range(6, 9), "autumn": range(8, 13), "winter": (1, 2, 3, 11, 12)}
_ABOUT = 0.12  # as much as "om lag" leaves open
_ROUNDED = 0.02  # 26 weeks are half a year
_LOOK_BACK = 24  # characters in front of a value in which "minst" or "up to" stands


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is compared (`knowledge.clauses.mentions`' normal form, or a name), as it is written, and how exactly it is meant."""

    normal: str
    shown: str
    bound: Bound = "exact"


def bound_before(text: str) -> Bound:
    """How exactly a value is meant, by the words in front of it."""
    for bound, pattern in _bounds().items():
        if pattern.search(text[-_LOOK_BACK:]):
            return bound
    return "exact"


@cache
def _bounds() -> dict[Bound, re.Pattern[str]]:
    data = tomllib.loads(
        resources.files("knowledge.contradictions").joinpath("attributes.toml").read_text(encoding="utf-8")
    )
    names: tuple[Bound, ...] = ("about", "least", "most")
    return {name: re.compile(rf"\b(?:{data['bounds'][name]})\s+(?:[^\W\d]+\s+)?$", re.I) for name in names}


def dates_differ(one: str, other: str) -> bool:
    """Whether two dates, each as exact as it was written, cannot be the same."""
    if one.startswith("T") or other.startswith("T"):
        return one.startswith("T") and other.startswith("T") and one != other
    first, second = _parts(one), _parts(other)
    return any(a is not None and b is not None and not a & b for a, b in zip(first, second, strict=True))


def _parts(date: str) -> tuple[frozenset[int] | None, frozenset[int] | None, frozenset[int] | None]:
    """Year, months and day that are possible; None for what was not said."""
    undated = date.startswith("-")
    pieces = date.lstrip("-").split("-")
    year = None if undated else frozenset({int(pieces.pop(0))})
    if not pieces or not pieces[0]:
        return year, None, None
    if pieces[0] in _SEASON_MONTHS:
        return year, frozenset(_SEASON_MONTHS[pieces[0]]), None
    if pieces[0].startswith("Q"):
        first = 3 * int(pieces[0][1:]) - 2
        return year, frozenset(range(first, first + 3)), None
    months = frozenset({int(pieces[0])})
    return year, months, frozenset({int(pieces[1])}) if len(pieces) > 1 else None


def quantities_differ(one: Value, other: Value) -> bool:
    """Whether two quantities of one unit cannot both hold, given how exactly each is meant ("minst fire år", "åtte år": both can)."""
    a, b = amount(one.normal), amount(other.normal)
    if a is None or b is None or a[1] != b[1]:
        return False
    # A span of time is often said in another unit, and rounded by it; an amount or a count is not.
    slack = _ROUNDED if a[1] == "time" and _unit(one) != _unit(other) else 0.0
    low_a, high_a = _range(a[0], one.bound, slack)
    low_b, high_b = _range(b[0], other.bound, slack)
    same_bound = one.bound == other.bound != "exact"
    if same_bound and one.bound in {"least", "most"}:
        return abs(a[0] - b[0]) > 1e-9
    return high_a < low_b - 1e-9 or high_b < low_a - 1e-9


def amount(normal: str) -> tuple[float, str] | None:
    """(figure, unit) of a quantity's normal form; durations in days."""
    found = _NUMBER.search(normal)
    if found is None:
        return None
    figure, unit = float(found[0]), (normal[: found.start()] + normal[found.end() :]).strip()
    return (round(figure * _DAYS[unit], 1), "time") if unit in _DAYS else (figure, unit)


def _unit(value: Value) -> str:
    return _NUMBER.sub("", value.normal).strip()


def _range(figure: float, bound: Bound, rounded: float) -> tuple[float, float]:
    slack = abs(figure) * (_ABOUT if bound == "about" else rounded if bound == "exact" else 0)
    low = float("-inf") if bound == "most" else figure - slack
    return low, float("inf") if bound == "least" else figure + slack
