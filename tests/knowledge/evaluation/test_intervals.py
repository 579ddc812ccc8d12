"""Intervals and chances equal the published formulas."""

from __future__ import annotations

import pytest

from knowledge.evaluation.intervals import percentile, share, sign_test


def test_wilson_interval() -> None:
    """81 of 263 lies between 25.5 % and 36.6 % (Newcombe 1998, table I), and no share leaves 0 to 1."""
    found = share([True] * 81 + [False] * 182)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    none, all_of_them = share([False] * 29), share([True] * 29)
    assert none.low == 0
    assert round(none.high, 4) == 0.1170
    assert all_of_them.high == pytest.approx(1)
    assert share([]).of == 0


def test_sign_test() -> None:
    """Nine won and one lost come by chance in 2.1 % of cases; equal numbers, and no change at all, always."""
    assert sign_test(9, 1) == pytest.approx(22 / 1024)
    assert sign_test(1, 9) == sign_test(9, 1)
    assert sign_test(3, 3) == 1
    assert sign_test(0, 0) == 1


def test_percentile() -> None:
    """The place is ⌊n · part⌋ in order, the last value where that lies beyond, 0 of nothing."""
    assert percentile([4, 1, 3, 2], 0.5) == 3
    assert percentile([1, 2], 1.0) == 2
    assert percentile([], 0.5) == 0
