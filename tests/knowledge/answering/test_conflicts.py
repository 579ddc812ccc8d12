"""What holds leads; documents in force that contradict each other on what was asked are both shown; what was decided on them is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.answering.answerer import Answerer
from knowledge.contradictions.record import Settlement
from knowledge.language.vectors import WordVectors
from knowledge.partnership import load_partnership
from knowledge.types import Answer, Metadata, Question
from tests.knowledge.answering.shelf import TODAY, Shelf, answerer

PLAN = Metadata(title="Fjordlaben", language="nb", publisher="Fjordvik kommune", valid_from="2025-01-01")
NEWS = Metadata(title="Fjordlaben får flere år", language="nb", publisher="Fjordavisa")
PAGE = Metadata(title="About Fjordlaben", language="en", publisher="Fjordvik municipality", updated="2025-06-01")
BOTH = Metadata(title="Om Strandlaben", language="nb", publisher="Strandavisa")
STRAND = Metadata(title="Strandlaben", language="nb", publisher="Strandvik kommune")
OTHER = Metadata(title="Bakkelaben", language="nb", publisher="Bakkevik kommune")
OLD = Metadata(title="Stipend for båtbyggere 2019", language="nb", publisher="Fjordvik kommune")
NEW = Metadata(title="Stipend for båtbyggere", language="nb", publisher="Fjordvik kommune", valid_from="2026-01-01")
PLAN_TEXT = "Prosjektperioden for Fjordlaben varer fra 1. januar 2025 til 31. desember 2030."
NEWS_TEXT = "Prosjektperioden for Fjordlaben varer til 30. juni 2028."
CHUNKS = [
    ("plan.md", PLAN, ("Periode",), f"{PLAN_TEXT} Arbeidet er samlet i fire satsingsområder."),
    ("news.md", NEWS, (), f"{NEWS_TEXT} Styret var enig. Fjordlaben arbeider med kaier."),
    ("page.md", PAGE, ("Opening",), "The doors of Fjordlaben open to visitors on 4 May 2026, and the doors open to boats later."),
    ("plan.md", PLAN, ("Besøk",), "Besøk i Fjordlaben er mulig fra 4. mai 2026."),
    (
        "both.md", BOTH, ("Strand",),
        "Strandlaben varer til 2. juni 2029, står det i planen. Strandlaben varer til 7. juli 2031, står det på nettsiden.",
    ),
    ("strand.md", STRAND, ("Varighet",), "Prosjektperioden for Strandlaben varer til 2. juni 2029."),
    ("page.md", PAGE, ("Areas",), "The work of Fjordlaben is organised in five priority areas."),
    ("other.md", OTHER, ("Periode",), "Prosjektperioden for Bakkelaben varer til 1. mai 2029. Arbeidet er samlet i ni satsingsområder."),
    ("old.md", OLD, ("Frist",), "Søknadsfristen for stipend til båtbyggere er 1. mars 2019. Stipendet er på 40 000 kroner."),
    (
        "dates.md", NEW, ("Datoer",),
        "| Hva | Dato |\n|---|---|\n| Åpner for påmelding | 3. mai 2027 |\n| Tidligst avgang med båten | 9. juni 2027 |\n"
        "| Senest avgang med båten | 1. september 2027 |",
    ),
    ("plan.md", PLAN, ("Avtale",), "Avtalen om Fjordlaben ble signert av ordfører Kari Brenna og rektor Ola Dahlum 3. mai 2024."),
    ("news.md", NEWS, ("Avtale",), "Avtalen om Fjordlaben ble først signert 2. april 2019 av partene."),
    ("page.md", PAGE, ("Partners",), "The two partners of Fjordlaben work in the same house."),
    ("new.md", NEW, ("Frist",), "Søknadsfristen for stipend til båtbyggere er 15. februar 2027."),
]  # fmt: skip


@pytest.fixture(scope="module")
def fjord(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(Path(tmp_path_factory.mktemp("fjord")) / "lexical", CHUNKS)


def ask(shelf: Shelf, text: str) -> Answer:
    return answerer(shelf).answer(Question(text), TODAY)


def test_both_sides_are_shown(fjord: Shelf) -> None:
    """Two documents in force with other dates for what was asked: both are quoted with their dates, and it is said that they differ."""
    answer = ask(fjord, "Når slutter prosjektperioden for Fjordlaben?")
    assert {citation.quote for citation in answer.citations} == {PLAN_TEXT, NEWS_TEXT}
    assert "Dokumentene sier ikke det samme" in answer.text
    assert "gjelder fra 1. januar 2025" in answer.text


def test_another_project_is_no_contradiction(fjord: Shelf) -> None:
    """What a document says of another project contradicts nothing."""
    answer = ask(fjord, "Når slutter prosjektperioden for Bakkelaben?")
    assert "1. mai 2029" in answer.text
    assert "ikke det samme" not in answer.text


def test_counts_differ_across_languages(fjord: Shelf) -> None:
    """Another number of the same things, in another language, is told, in the language of the question."""
    answer = ask(fjord, "Hvor mange satsingsområder har Fjordlaben?")
    assert "Dokumentene sier ikke det samme" in answer.text
    assert {"plan.md", "page.md"} == {citation.document for citation in answer.citations}


def test_what_holds_now_leads(fjord: Shelf) -> None:
    """Of an old and a new edition the new one answers a question about now, and the old one is no contradiction to it."""
    answer = ask(fjord, "Når er søknadsfristen for stipend til båtbyggere?")
    assert answer.text.startswith("15. februar 2027")
    assert "ikke det samme" not in answer.text


def test_what_once_held_is_told_with_its_date(fjord: Shelf) -> None:
    """Asked about an earlier year, the old edition answers, without a warning that it is old."""
    answer = ask(fjord, "Når var søknadsfristen for stipend til båtbyggere i 2019?")
    assert answer.text.startswith("1. mars 2019")
    assert "Obs" not in answer.text


def test_an_old_edition_is_marked(fjord: Shelf) -> None:
    """What only an old edition says is given with a word of caution."""
    answer = ask(fjord, "Hvor mye er stipendet til båtbyggere på?")
    assert "40 000 kroner" in answer.text
    assert "Dette er fra 2019" in answer.text


def test_what_was_settled_leads(fjord: Shelf) -> None:
    """The document that a maintainer decided for leads, and the decision and its note are said."""

    def settled(one: str, other: str) -> Settlement | None:
        assert {one, other} == {PLAN_TEXT, NEWS_TEXT}
        return Settlement(1, "news.md", "Vedtaket fra mai er det siste.", "desk", datetime(2026, 5, 2, tzinfo=UTC))

    @contextmanager
    def opened() -> Iterator[Shelf]:
        yield fjord

    answering = Answerer(opened, load_partnership(), None, WordVectors.load(), settled=settled)
    answer = answering.answer(Question("Når slutter prosjektperioden for Fjordlaben?"), TODAY)
    assert answer.text.startswith("30. juni 2028")
    assert "Det er avklart at Fjordlaben får flere år er det som gjelder." in answer.text
    assert "Vedtaket fra mai er det siste." in answer.text


def test_the_row_that_is_called_so_leads(fjord: Shelf) -> None:
    """Of a table's dates the one leads whose label says the question's own words, read out with its label."""
    answer = ask(fjord, "Når er det tidligst avgang med båten?")
    assert answer.text.startswith("Tidligst avgang med båten: 9. juni 2027.")
    assert answer.citations[0].quote == "Tidligst avgang med båten | 9. juni 2027"


def test_the_readers_language_tells_the_same_date(fjord: Shelf) -> None:
    """Where a sentence in the reader's language has the very date of a foreign one that fits better, that sentence is quoted."""
    answer = ask(fjord, "Når åpner dørene i Fjordlaben for besøkende?")
    assert answer.citations[0].quote == "Besøk i Fjordlaben er mulig fra 4. mai 2026."


def test_a_document_that_tells_both_contradicts_nothing(fjord: Shelf) -> None:
    """A document that also says what the first one says is not held against it."""
    answer = ask(fjord, "Når slutter prosjektperioden for Strandlaben?")
    assert "2. juni 2029" in answer.text
    assert "ikke det samme" not in answer.text


def test_who_signed_is_not_contradicted_by_a_day(fjord: Shelf) -> None:
    """Who signed is one thing, when it was signed the first time another: no difference is told."""
    answer = ask(fjord, "Hvem signerte avtalen om Fjordlaben?")
    assert answer.text.startswith("Ordfører Kari Brenna og rektor Ola Dahlum.")
    assert "ikke det samme" not in answer.text


def test_counts_of_other_things_do_not_differ(fjord: Shelf) -> None:
    """Two partners contradict no four areas: what another document counts otherwise must be the thing that was asked for."""
    answer = ask(fjord, "Hvor mange satsingsområder har Fjordlaben?")
    assert "The two partners" not in answer.text
