"""How sure a measured share is, and whether two runs differ by more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, sqrt

Z = 1.959964  # 95 % of a normal distribution lies within this many standard deviations


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `of`, and between which shares (0..1) the true one lies with 95 % confidence."""

    hits: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share, 0..1; 0 of nothing."""
        return self.hits / self.of if self.of else 0.0


def share(values: list[bool]) -> Share:
    """The share of true values, with Wilson's score interval (Wilson 1927, Journal of the American Statistical Association 22)."""
    hits, of = sum(values), len(values)
    if not of:
        return Share(0, 0, 0.0, 1.0)
    p, spread = hits / of, Z * Z / of
    centre = (p + spread / 2) / (1 + spread)
    half = Z * sqrt(p * (1 - p) / of + spread / (4 * of)) / (1 + spread)
    return Share(hits, of, max(0.0, centre - half), min(1.0, centre + half))


def sign_test(gained: int, lost: int) -> float:
    """The probability of a split at least this uneven where each change is as likely to be a gain as a loss (exact McNemar)."""
    changed, fewer = gained + lost, min(gained, lost)
    if not changed:
        return 1.0
    uneven = sum(comb(changed, i) for i in range(fewer + 1))
    return min(1.0, float(2 * uneven) / float(2**changed))


def percentile(values: list[float], part: float) -> float:
    """The value below which `part` (0..1) of the values lie: the one at place ⌊n · part⌋ in order. 0 of nothing."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)] if ordered else 0.0
