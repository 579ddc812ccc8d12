"""Thresholds that a run must keep, from a TOML file, so that a maintainer can make a publication depend on them.

[at_least]                    # percent
"quote@3" = 88
[at_most]                     # percent, characters, milliseconds
refused_wrongly = 6
answer_chars_p95 = 900
[kind.cross_lingual.at_least]
answer_right = 60
[language.nn.at_least]
answer_right = 60
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from knowledge.errors import NotFound, ThresholdsUnreadable
from knowledge.evaluation.measures import MEASURES, NUMBERS, Evaluation, Summary

Bound = Literal["at_least", "at_most"]
BOUNDS: tuple[Bound, ...] = ("at_least", "at_most")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound for a measure: percent for shares, else the measure's own unit. `group` None stands for all questions."""

    measure: str
    bound: Bound
    limit: float
    group: Literal["kind", "language"] | None = None
    member: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A threshold with what was measured: None where no question measures it, which does not keep it."""

    threshold: Threshold
    measured: float | None

    @property
    def kept(self) -> bool:
        """Whether the bound holds."""
        if self.measured is None:
            return False
        over = self.measured >= self.threshold.limit
        return over if self.threshold.bound == "at_least" else self.measured <= self.threshold.limit


def load_thresholds(path: Path) -> list[Threshold]:
    """The thresholds of a file, in its order. Raises NotFound, or ThresholdsUnreadable naming the first wrong entry."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotFound(name=str(path)) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise ThresholdsUnreadable(name=path.name, entry="TOML") from None
    found = list(_read(tables, path.name))
    if not found:
        raise ThresholdsUnreadable(name=path.name, entry="at_least")
    return found


def _read(tables: Mapping[str, Any], name: str) -> Iterator[Threshold]:
    groups: tuple[Literal["kind", "language"], ...] = ("kind", "language")
    yield from _bounds({key: table for key, table in tables.items() if key not in groups}, name)
    for group in groups:
        members = tables.get(group, {})
        if not isinstance(members, Mapping):
            raise ThresholdsUnreadable(name=name, entry=group)
        for member, bounds in members.items():
            if not isinstance(bounds, Mapping):
                raise ThresholdsUnreadable(name=name, entry=f"{group}.{member}")
            yield from _bounds(bounds, name, group, member)


def _bounds(
    tables: Mapping[str, Any], name: str, group: Literal["kind", "language"] | None = None, member: str = ""
) -> Iterator[Threshold]:
    bounds: dict[str, Bound] = {bound: bound for bound in BOUNDS}
    for key, limits in tables.items():
        if key not in bounds or not isinstance(limits, Mapping):
            raise ThresholdsUnreadable(name=name, entry=key)
        for measure, limit in limits.items():
            known = measure in MEASURES or measure in NUMBERS
            if not known or isinstance(limit, bool) or not isinstance(limit, int | float):
                raise ThresholdsUnreadable(name=name, entry=measure)
            yield Threshold(measure, bounds[key], float(limit), group, member)


def check(thresholds: Sequence[Threshold], evaluation: Evaluation) -> list[Verdict]:
    """What became of each threshold."""
    return [Verdict(threshold, _measured(threshold, evaluation)) for threshold in thresholds]


def _measured(threshold: Threshold, evaluation: Evaluation) -> float | None:
    summary: Summary | None = evaluation.all
    if threshold.group:
        summaries = evaluation.kinds if threshold.group == "kind" else evaluation.languages
        summary = summaries.get(threshold.member)
    if summary is None:
        return None
    if threshold.measure in summary.shares:
        return round(100 * summary.shares[threshold.measure].value, 6)
    return summary.numbers.get(threshold.measure)
