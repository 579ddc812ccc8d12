"""robots.txt as RFC 9309 has it: the longest rule counts, `*` and `$` in paths. Pure.

The standard library's reader takes the first rule that fits and knows no `*`, and so would refuse what a site allows and the other way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

AGENT = "samspill"
MAX_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB are read
MAX_RULES = 5_000


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site allows us. `rules`: (path pattern, whether it is allowed)."""

    rules: tuple[tuple[str, bool], ...] = ()

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be fetched: the longest pattern that fits decides, allowing wins a tie."""
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, target)]
        return max(fitting)[1] if fitting else True


NOTHING = Robots((("/", False),))


def read_robots(text: str) -> Robots:
    """The rules for us: those of our own group, else those for everybody."""
    groups: dict[str, list[tuple[str, bool]]] = {}
    agents: list[str] = []
    ruled = True
    for field, value in _lines(text):
        if field == "user-agent":
            agents = [value.lower()] if ruled else [*agents, value.lower()]
            ruled = False
            for agent in agents:
                groups.setdefault(agent, [])
        elif field in {"allow", "disallow"}:
            ruled = True
            if value:
                for agent in agents:
                    groups[agent].append((value, field == "allow"))
    return Robots(tuple(groups.get(AGENT, groups.get("*", []))[:MAX_RULES]))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.removeprefix("\ufeff").splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield field.strip().lower(), value.strip()[:1000]


def _fits(pattern: str, target: str) -> bool:
    """Whether a pattern fits the beginning of a path. Matched piece by piece: no pattern can make it slow."""
    anchored = pattern.endswith("$")
    first, *others = re.sub(r"\*+", "*", pattern.removesuffix("$")).split("*")
    if not target.startswith(first):
        return False
    place = len(first)
    for n, piece in enumerate(others):
        if anchored and n == len(others) - 1:
            return len(target) - len(piece) >= place and target.endswith(piece)
        found = target.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return not anchored or place == len(target)
