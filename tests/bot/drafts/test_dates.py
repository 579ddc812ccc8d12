"""Dates as people write them, as exact as they were said, relative to today (a Sunday, 22 November 2026)."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafts.form_files import form_of
from bot.drafts.reading.dates import find_dates
from bot.drafts.reading.durations import find_durations
from bot.drafts.reading.hits import Context
from bot.drafts.reading.message import Message
from bot.drafts.reading.partial_dates import end_after, first_day, is_partial_date, last_day
from bot.drafts.reading.periods import read_periods

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. mars 2027", "2027-03-01"), ("1.3.2027", "2027-03-01"), ("01.03.27", "2027-03-01"),
        ("1/3-2027", "2027-03-01"), ("den 15. januar", "2027-01-15"),
        ("March 1st, 2027", "2027-03-01"), ("the 1st of March 2027", "2027-03-01"), ("2027-03-01", "2027-03-01"),
        ("2027-03", "2027-03"), ("03/2027", "2027-03"),
        ("mars 2027", "2027-03"), ("mars", "2027-03"), ("desember", "2026-12"), ("november", "2026-11"),
        ("i mai neste år", "2027-05"), ("in May", "2027-05"), ("aug. 2027", "2027-08"),
        ("agust 2027", "2027-08"), ("septmber", "2027-09"), ("høsten 2027", "2027-09"), ("hausten 2027", "2027-09"),
        ("the fall of 2027", "2027-09"), ("spring 2028", "2028-03"),
        ("neste høst", "2027-09"), ("next summer", "2027-06"), ("til våren", "2027-03"), ("til høsten", "2027-09"),
        ("i vår", "2027-03"), ("sommeren 2028", "2028-06"),
        ("fra nyttår", "2027-01"), ("frå nyttår", "2027-01"), ("etter årsskiftet", "2027-01"),
        ("the new year", "2027-01"), ("Q2 2027", "2027-04"), ("andre kvartal 2027", "2027-04"),
        ("third quarter of 2027", "2027-07"), ("første halvår 2028", "2028-01"), ("høstsemesteret 2027", "2027-08"),
        ("vårsemesteret 2028", "2028-01"), ("H27", "2027-08"),
        ("uke 34 2027", "2027-08-23"), ("om tre måneder", "2027-02"), ("in two years", "2028"),
        ("om 14 dager", "2026-12-06"), ("i morgen", "2026-11-23"), ("neste måned", "2026-12"),
        ("slutten av 2028", "2028-12"), ("the end of March 2027", "2027-03"), ("tidlig i 2027", "2027"),
        ("midten av juni", "2027-06"), ("ved semesterstart", "2027-08"),
        ("etter sommeren", "2027-08"), ("før jul", "2026-12"), ("neste år", "2027"), ("fredag", None),
        ("innen fredag", "2026-11-27"), ("vår enhet", None), ("we may need March data", None),
        ("Jan Hansen", None), ("30. februar 2027", "2027-02"), ("2027 kroner", None), ("uke 60", None),
    ],
)  # fmt: skip
def test_a_date_is_read_as_exact_as_it_was_said(text: str, expected: str | None) -> None:
    """Each form gives its value, and what is no date gives none."""
    found = find_dates(Message(text).text, TODAY)
    assert [hit.value for hit in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Vi starter i august 2026 og er ferdige i juni 2028.", "2026-08", "2028-06"),
        ("august 2026 til juni 2028", "2026-08", "2028-06"),
        ("Prosjektet går fra august til juni", "2027-08", "2028-06"),
        ("perioden er januar–mars 2027", "2027-01", "2027-03"), ("2027-2029", "2027", "2029"),
        ("it runs from 1 March 2027 until the end of 2029", "2027-03-01", "2029-12"),
        ("mellom høsten 2027 og våren 2029", "2027-09", "2029-03"),
        ("skoleåret 2027/28", "2027-08", "2028-06"),
        ("Oppstart: 1.9.2027. Slutt: 31.8.2029.", "2027-09-01", "2029-08-31"),
        ("vi vil begynne til høsten", "2027-09", None),
        ("det må være ferdig innen utgangen av juni 2028", None, "2028-06"),
        ("Prosjektet startet i august", "2026-08", None), ("vi startar hausten 2027", "2027-09", None),
        ("Vi har brukt data fra 2015 til 2020", None, None), ("søknadsfristen er 11. februar", None, None),
        ("I 2022 prøvde vi noe lignende", None, None),
        ("starting in May 2027", "2027-05", None), ("vi starter i 2027 og holder på ut året", "2027", "2027"),
    ],
)  # fmt: skip
def test_start_and_end(text: str, start: str | None, end: str | None) -> None:
    """Start and end are told apart by the words around them; dates of something else are left alone."""
    asked = "period_start" if text[0].isdigit() or text.startswith("august") else None
    hits, _ = read_periods(Message(text).text, Context(form_of("research"), TODAY, asked=asked))
    read = {hit.field: hit.value for hit in hits}
    assert (read.get("period_start"), read.get("period_end")) == (start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi trenger svar innen 15. januar", "2027-01-15"), ("we need to hear back by March 2027", "2027-03"),
        ("fristen er 1. mars", "2027-03-01"),
        ("Søknadsfristen er 11. februar, så vi trenger svar før 15. januar", "2027-01-15"),
        ("gi beskjed før jul", "2026-12"), ("søknadsfrist 1. mars", None),
        ("the call closes on 1 March", None),
    ],
)  # fmt: skip
def test_the_date_an_answer_is_needed(text: str, expected: str | None) -> None:
    """The date an answer is needed is not the date an application is due."""
    hits, _ = read_periods(Message(text).text, Context(form_of("research"), TODAY))
    assert {hit.field: hit.value for hit in hits}.get("deadline") == expected


@pytest.mark.parametrize(
    ("text", "months"),
    [("i to år", 24), ("halvannet år", 18), ("18 months", 18), ("to og et halvt år", 30), ("2,5 år", 30),
     ("3-årig", 36), ("et halvt år", 6), ("for two years", 24), ("tre semester", 18), ("ti år gammel", None)],
)  # fmt: skip
def test_how_long_it_lasts(text: str, months: int | None) -> None:
    """A duration is read in months."""
    assert [found[2] for found in find_durations(Message(text).text)] == ([months] if months else [])


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2027-01", 24, "2028-12"), ("2027-08", 12, "2028-07"), ("2027", 24, "2028"),
     ("2027-01-01", 24, "2028-12-31"), ("2027-01-15", 6, "2027-07-14"), ("2027", 6, "2027-06"),
     ("2028-02-29", 12, "2029-02-27")],
)  # fmt: skip
def test_the_end_of_a_period(start: str, months: int, end: str) -> None:
    """A period from January for two years lasts until December: the end is counted inclusively, as exact as the start."""
    assert end_after(start, months) == end


def test_first_and_last_day() -> None:
    """A month lasts from its first day to its last, a leap year's February too."""
    assert (first_day("2028-02"), last_day("2028-02")) == (date(2028, 2, 1), date(2028, 2, 29))
    assert (first_day("2027"), last_day("2027")) == (date(2027, 1, 1), date(2027, 12, 31))
    assert not any(is_partial_date(value) for value in ("2027-13", "2027-02-30", "27", "2027-1", "none", ""))
