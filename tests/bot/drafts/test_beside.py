"""What stands beside something else in a message is read too: before a correction, before a question, behind a role, in dialect."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafts.form_files import form_of
from bot.drafts.reading.hits import Context, Reading
from bot.drafts.reading.reader import Reader
from knowledge.partnership import load_partnership

READER = Reader(load_partnership())
TODAY = date(2026, 11, 24)


def read(text: str, asked: str | None = None, **values: str) -> Reading:
    return READER.read(
        text, Context(form_of("research"), TODAY, asked=asked, drafting=True, values=values, recent=tuple(values))
    )


def fields(reading: Reading) -> dict[str, str | None]:
    return {hit.field: hit.value for hit in reading.hits}


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("contribution", "To vernepleiere og et møterom. Forresten, oppstarten skal være i mai 2027, ikke april",
         {"contribution": "To vernepleiere og et møterom", "period_start": "2027-05"}),
        ("benefit", "Tryggare born på skulevegen. Og oppstarten bør vere mai 2027",
         {"benefit": "Tryggare born på skulevegen", "period_start": "2027-05"}),
        ("purpose", "to see whether walking groups help. Sorry, the start should be May 2027",
         {"purpose": "to see whether walking groups help", "period_start": "2027-05"}),
    ],
)  # fmt: skip
def test_an_answer_before_a_correction_stands(asked: str, text: str, expected: dict[str, str]) -> None:
    """Who answers, and then puts something else right, has done both."""
    assert fields(read(text, asked, period_start="2027-04")) == expected


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Tema: helse og velferd. Hvem eier resultatene?", "helse_velferd"),
        ("Theme: health and welfare. Who owns the results?", "helse_velferd"),
        ("Temaområde: oppvekst og utdanning. Må vi ha en avtale først?", "oppvekst_utdanning"),
    ],
)
def test_a_labelled_value_ends_where_a_question_begins(text: str, area: str) -> None:
    """A label's value stands before the question behind it, and the question is asked."""
    reading = read(text, "title")
    assert fields(reading) == {"theme_area": area}
    assert reading.question


@pytest.mark.parametrize(
    "text",
    [
        "Styret møtes 12. januar, men fra dere trenger vi svar innen 20. desember",
        "Søknadsfristen er 1. mars, men vi trenger en avklaring fra dere før 20. desember",
        "The board meets on 12 January, but we need an answer from you by 20 December",
    ],
)
def test_the_deadline_is_the_one_for_an_answer(text: str) -> None:
    """Among the dates of others, the deadline is the date by which an answer is wanted; none of it is a title."""
    assert fields(read(text, "title")) == {"deadline": "2026-12-20"}


@pytest.mark.parametrize(
    "text",
    [
        "My colleague Anne Lie",
        "Min kollega Anne Lie",
        "Kollegaen min, Anne Lie",
        "Our adviser Anne Lie",
        "sjefen vår, Anne Lie",
    ],
)
def test_a_role_before_a_name_is_no_name(text: str) -> None:
    """The contact is the person, not whose colleague it is."""
    assert fields(read(text, "contact_name")) == {"contact_name": "Anne Lie"}


@pytest.mark.parametrize(
    "text",
    [
        "Stryk det med REK, vi trenger ikke REK-godkjenning",
        "Glem REK, det er ikke behov for REK",
        "Forget REK, we need no REK approval",
    ],
)
def test_what_is_taken_back_says_no(text: str) -> None:
    """A clause that takes something back does not say it again."""
    assert fields(read(text, ethics_rek="yes")) == {"ethics_rek": "no"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi begynne i mai 2027 og held på tell mars 2028", {"period_start": "2027-05", "period_end": "2028-03"}),
        ("Æ, Gro Moe, hold tell på Hjemmetjenesten Nidelven", {"municipal_unit": "Hjemmetjenesten Nidelven"}),
        ("We are the Language Centre", {"municipal_unit": "Language Centre"}),
        ("Title: Calm corridors. Budget: none. We lend a list of staff. From May 2027 to March 2028.",
         {"title": "Calm corridors", "period_start": "2027-05", "period_end": "2028-03"}),
    ],
)  # fmt: skip
def test_units_and_times_as_they_are_said(text: str, expected: dict[str, str]) -> None:
    """Dialect, a centre and a period behind labels are read."""
    found = fields(read(text))
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "text", ["Cancel this draft", "please cancel my request", "Avbryt denne henvendelsen", "slett dette utkastet"]
)
def test_a_draft_is_cancelled_whatever_it_is_called(text: str) -> None:
    """A draft that is pointed at is the one that is cancelled."""
    assert read(text).intent == "cancel"


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("title", "NTNU er behandlingsansvarlig", {"data_controller": "university"}),
        ("title", "kommunen blir behandlingsansvarleg", {"data_controller": "municipality"}),
        ("purpose", "The municipality is the data controller", {"data_controller": "municipality"}),
        ("benefit", "Elevene får det bedre, og NTNU er behandlingsansvarlig",
         {"benefit": "Elevene får det bedre", "data_controller": "university"}),
    ],
)  # fmt: skip
def test_a_choice_with_its_name_behind_it(asked: str, text: str, expected: dict[str, str]) -> None:
    """A choice that is told with the name of its field answers that field, whatever was asked."""
    assert fields(read(text, asked)) == expected
