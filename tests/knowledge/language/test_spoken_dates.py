"""Dates are read as people write them, as exact as they are, in the reader's language."""

from __future__ import annotations

from datetime import datetime

import pytest

from knowledge.answering.wording import say_date
from knowledge.language.spoken_dates import say_day, say_moment, say_period
from knowledge.types import Language


@pytest.mark.parametrize(
    ("iso", "language", "said"),
    [
        ("2026-11-24", "nb", "24. november 2026"), ("2026-11-24", "nn", "24. november 2026"), ("2026-05-01", "en", "1 May 2026"),
        ("2027-08", "nb", "august 2027"), ("2027-08", "en", "August 2027"), ("2027", "nb", "2027"), ("–", "nb", "–"),
        ("2027-13-01", "nb", "2027-13-01"),
    ],
)  # fmt: skip
def test_a_date_is_said_as_exactly_as_it_is(iso: str, language: Language, said: str) -> None:
    """A day, a month and a year are each said as such; what is no date stays as it stands."""
    assert say_day(iso, language) == said


def test_answers_and_pages_say_a_day_alike() -> None:
    """Answers and everything else write a day in the same way."""
    for language in ("nb", "nn", "en"):
        assert say_day("2021-03-28", language) == say_date("2021-03-28", language)


def test_periods_and_moments_are_said_whole() -> None:
    """An end that is not known is left open, nothing at all is empty, and a moment has its clock."""
    assert say_period("2022-01-01", None, "nb") == "1. januar 2022 – …"
    assert say_period(None, None, "nb") == ""
    assert say_moment(datetime(2026, 11, 24, 9, 5), "nb") == "24. november 2026 kl. 09.05"
    assert say_moment(datetime(2026, 11, 24, 9, 5), "en") == "24 November 2026, 09:05"
