"""Dates, amounts and numbers have one value, however they are written."""

from __future__ import annotations

import pytest

from knowledge.clauses import mentions
from knowledge.types import Language


def values(text: str, language: Language = "nb") -> list[tuple[str, str]]:
    return [(m.kind, m.value) for m in mentions(text, language)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("innen 1. januar 2022", "2022-01-01"),
        ("innen 01.01.2022", "2022-01-01"),
        ("by 2022-01-01", "2022-01-01"),
        ("by January 1, 2022", "2022-01-01"),
        ("by the 1st of January 2022", "2022-01-01"),
        ("den 1/1-2022", "2022-01-01"),
        ("28. mars", "--03-28"),
        ("frist 1.3. hvert år", "--03-01"),
        ("i mars 2024", "2024-03"),
        ("våren 2025", "2025-spring"),
        ("hausten 2025", "2025-autumn"),
        ("2. kvartal 2026", "2026-Q2"),
        ("fra 2028", "2028"),
        ("kl. 08.00", "T08:00"),
    ],
)
def test_dates(text: str, value: str) -> None:
    """A date has its ISO value, as exact as it was written."""
    assert ("date", value) in values(text)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("kr 2,5 mill.", "nb", ("amount", "NOK 2500000")),
        ("2 500 000 kroner", "nb", ("amount", "NOK 2500000")),
        ("NOK 2,500,000", "en", ("amount", "NOK 2500000")),
        ("NOK 2.5 million", "en", ("amount", "NOK 2500000")),
        ("kr 2024,-", "nb", ("amount", "NOK 2024")),
        ("20 prosent", "nb", ("number", "20 %")),
        ("20 %", "nb", ("number", "20 %")),
        ("tretti dager", "nb", ("number", "30 day")),
        ("30 dagar", "nn", ("number", "30 day")),
        ("thirty days", "en", ("number", "30 day")),
        ("30-day notice", "en", ("number", "30 day")),
        ("10 working days", "en", ("number", "10 working day")),
        ("to årsverk", "nb", ("number", "2")),
        ("twenty-four areas", "en", ("number", "24")),
        ("jf. punkt 3.2", "nb", ("reference", "3.2")),
        ("see section 4", "en", ("reference", "4")),
        ("ring 73 59 50 00", "nb", ("contact", "73595000")),
        ("skriv til post@eksempel.no.", "nb", ("contact", "post@eksempel.no")),
    ],
)
def test_quantities(text: str, language: Language, found: tuple[str, str]) -> None:
    """Money, shares, durations, counts, references and addresses each have one value."""
    assert found in values(text, language)


def test_small_words_of_the_other_language_are_no_numbers() -> None:
    """English "to" and "fire" are no numbers, nor is the article "en"."""
    assert values("They agree to report a fire to one another.", "en") == []
    assert values("Dette er en avtale om et samarbeid.") == []


def test_names_with_figures_are_no_numbers() -> None:
    """The figure in TRD3.0 is part of a name."""
    assert values("TRD3.0 er et prosjekt.") == []


def test_mentions_do_not_overlap() -> None:
    """A year within a date is not told again."""
    assert values("fra 1. januar 2022 til 31.12.2032") == [("date", "2022-01-01"), ("date", "2032-12-31")]
    assert values("2022–2032") == [("date", "2022"), ("date", "2032")]
