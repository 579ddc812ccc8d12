"""Documents that cannot both be right are told, with both clauses; documents that can are left alone."""

from __future__ import annotations

import pytest

from knowledge.contradictions import Contradiction, Source, contradictions, statements
from knowledge.contradictions.values import Value, bound_before, dates_differ, quantities_differ
from knowledge.language.vectors import WordVectors
from knowledge.types import ChunkDraft, Language
from tests.benchmarks.contradictions import Maker, judged, sources


def source(
    name: str, title: str, text: str, language: Language = "nb", valid: tuple[str | None, str | None] = (None, None)
) -> Source:
    return Source(name, title, language, [ChunkDraft(text, (), None, language, "text", "")], *valid)


def told(*found: Source) -> list[Contradiction]:
    return contradictions([statement for one in found for statement in statements(one)])


def values(one: Contradiction) -> set[str]:
    return {one.one.value.shown, one.other.value.shown}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "Avtalen om Fjordlab ble signert 1. mai 2024.",
            "Avtalen om Fjordlab ble inngått 3. juni 2024.",
            {"1. mai 2024", "3. juni 2024"},
        ),
        ("Fjordlab varer fra 2022 til 2026.", "Prosjektperioden for Fjordlab er 2022–2029.", {"2026", "2029"}),
        ("Fjordlab har fem temaområder.", "Fjordlab har 6 temaområder.", {"fem", "6"}),
        (
            "Prosjektleder for Fjordlab er Kari Holm.",
            "Ola Strand er prosjektleder for Fjordlab.",
            {"Kari Holm", "Ola Strand"},
        ),
        (
            "Støtten fra Fjordlab er på inntil 500 000 kroner.",
            "Fjordlab gir støtte på inntil 400 000 kroner.",
            {"500 000 kroner", "400 000 kroner"},
        ),
    ],
)
def test_two_values_of_one_thing(first: str, second: str, expected: set[str]) -> None:
    """A date, period, number, person or amount that stands otherwise in a second document is told with both values."""
    (one,) = told(source("a", "Avtale om Fjordlab", first), source("b", "Om Fjordlab", second))
    assert values(one) == expected
    assert {one.one.clause.text, one.other.clause.text} == {first, second}


def test_across_languages() -> None:
    """A Norwegian and an English document contradict each other as two Norwegian ones do."""
    english = source("b", "About Fjordlab", "The project period of Fjordlab is 2022–2029.", "en")
    (one,) = told(source("a", "Avtale om Fjordlab", "Prosjektperioden for Fjordlab er 2022–2026."), english)
    assert values(one) == {"2026", "2029"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Fjordlab varer til 31. desember 2026.", "Fjordlab varer ut 2026."),
        ("Fjordlab varer i minst fire år.", "Fjordlab varer i åtte år."),
        ("Avtalen om Fjordlab ble signert 28. mars.", "Avtalen om Fjordlab ble signert 28.03.2021."),
        ("Oppsigelsestiden i Fjordlab er 3 måneder.", "Behandlingstiden i Fjordlab er 6 uker."),
        ("Kontaktperson for Fjordlab er Kari Holm.", "Prosjektleder for Fjordlab er Ola Strand."),
        ("Fjordlab kan for eksempel ha fem temaområder.", "Fjordlab har seks temaområder."),
    ],
)
def test_what_can_both_be_right(first: str, second: str) -> None:
    """The same value less exactly, a bound, another slot, another role and an example are no contradiction."""
    assert told(source("a", "Avtale om Fjordlab", first), source("b", "Om Fjordlab", second)) == []


def test_another_subject() -> None:
    """Two collaborations may each have their own period, in the same words."""
    one = source("a", "Avtale om Fjordlab", "Fjordlab varer til 2026.")
    assert told(one, source("b", "Avtale om Bylys", "Bylys varer til 2029.")) == []


def test_documents_that_were_never_in_force_together() -> None:
    """An agreement and the one that replaced it do not contradict each other."""
    text = "Fjordlab varer til {}."
    old = source("a", "Avtale om Fjordlab", text.format(2026), valid=("2020-01-01", "2023-12-31"))
    assert told(old, source("b", "Avtale om Fjordlab", text.format(2030), valid=("2024-01-01", None))) == []


def test_only_what_touches_a_document() -> None:
    """Asked for one document, contradictions among the others are not told."""
    found = [
        source(name, "Om Fjordlab", f"Fjordlab har {n} temaområder.") for name, n in (("a", 4), ("b", 5), ("c", 6))
    ]
    claims = [statement for one in found for statement in statements(one)]
    assert all("c" in {one.one.document, one.other.document} for one in contradictions(claims, of=["c"]))


def test_planted_contradictions() -> None:
    """Of 20 contradictions planted among 30 documents at least 16 are found, with at most 5 false alarms."""
    shelf = Maker(101).shelf()
    claims = [statement for one in sources(shelf) for statement in statements(one)]
    found, _, false = judged(shelf, contradictions(claims, WordVectors.load()))
    assert len(found) >= 16
    assert len(false) <= 5


def test_dates_and_bounds() -> None:
    """Dates differ only where both say something else; "minst", "inntil" and "om lag" leave room."""
    assert dates_differ("2022", "2023-01-01")
    assert not dates_differ("2022", "2022-05")
    assert not dates_differ("2024-spring", "2024-03-01")
    assert dates_differ("2024-autumn", "2024-03-01")
    assert bound_before("varer i minst ") == "least"
    assert bound_before("up to ") == "most"
    assert not quantities_differ(Value("4 year", "4 år"), Value("48 month", "48 måneder"))
    assert not quantities_differ(Value("7800", "7 800", "about"), Value("8000", "8 000"))
    assert quantities_differ(Value("3", "3"), Value("4", "4"))


def test_a_thing_named_by_its_name_alone() -> None:
    """One document says that Fjordlab ends then, another that it runs until then: one thing; a common word as a title names nothing."""
    first = source("a", "Fjordlab", "Fjordlab varer ut 3. mai 2026.")
    (one,) = told(first, source("b", "Fakta om Fjordlab", "Fjordlab runs until 5 June 2027.", "en"))
    assert one.one.attribute == "ends"
    assert (
        told(
            source("a", "Lesefrø", "Lesefrø varer ut 3. mai 2026."),
            source("b", "Klimabro", "Klimabro varer ut 9. mai 2027."),
        )
        == []
    )
    common = source("a", "Samarbeidsavtale", "Avtalen om Fjordlab varer til 2026.")
    assert len(told(common, source("b", "Avtale om Fjordlab", "Avtalen om Fjordlab varer til 2029."))) == 1


def test_amounts_are_exact() -> None:
    """540 000 and 550 000 kroner differ; 26 weeks and six months do not."""
    assert quantities_differ(Value("540000 NOK", ""), Value("550000 NOK", ""))
    assert not quantities_differ(Value("26 week", ""), Value("6 month", ""))
