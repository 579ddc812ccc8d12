"""Rows of dates that share all their words are told apart by what happens on the day."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.answering.moments import same_moment
from knowledge.types import Metadata, Question
from tests.knowledge.answering.shelf import TODAY, Shelf, answerer

FUND = Metadata(title="Småbåthavnfondet 2027", language="nb", publisher="Fjordfondet")
ROWS = {
    "opens": "| Utlysningen åpner | 3. juni 2027 |",
    "applies": "| Søknadsfrist | 12. september 2027 |",
    "begins": "| Prosjektet kan tidligst starte | 15. oktober 2027 |",
    "ends": "| Prosjektet må være ferdig | 30. april 2029 |",
}
CHUNKS = [("fond.md", FUND, ("Datoer",), "\n".join(["| Hva | Når |", "|---|---|", *ROWS.values()]))]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(Path(tmp_path_factory.mktemp("moments")) / "lexical", CHUNKS)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Når må prosjektene i Småbåthavnfondet 2027 senest være i mål?", "30. april 2029"),
        ("Når kan prosjektene i Småbåthavnfondet 2027 tidligst begynne?", "15. oktober 2027"),
        ("Når blir utlysningen fra Småbåthavnfondet 2027 åpnet?", "3. juni 2027"),
    ],
)
def test_the_moment_that_was_asked_for_leads(desk: Shelf, question: str, told: str) -> None:
    """Of a call's dates the one whose moment was asked for comes first, in whatever words."""
    assert told in answerer(desk).answer(Question(question), TODAY).text.split("\n")[0]


@pytest.mark.parametrize(
    ("question", "fits", "misses"),
    [
        ("When does the course finish?", "Last day of the course: 4 May", "Reports handed in: 9 May"),
        ("Når blei avtala underskriven?", "Dei sette namnet sitt under 4. mai.", "Avtala går ut 9. mai."),
        (
            "Hva er fristen for å komme i gang i 2027-runden?",
            "Arbeidet må starte innen 4. mai.",
            "Arbeidet må være ferdig innen 9. mai.",
        ),
        ("Når var prøveturene over?", "Prøveturene tok slutt i mai.", "Prøveturene begynte i mars."),
        ("Når får båteierne vite utfallet?", "Svar senest 4. mai", "Utlysningen åpner 9. mai"),
        ("Når går avtalen ut?", "Periode: 1. mai 2020 – 30. april 2024", "Avtalen ble signert 4. mai 2020."),
    ],
)
def test_another_moment_counts_against(question: str, fits: str, misses: str) -> None:
    """What dates the moment that was asked for fits better than what dates another one, in each language."""
    assert same_moment(question, fits) > 0 > same_moment(question, misses)


def test_silence_counts_neither_way() -> None:
    """A text that tells no moment neither fits nor misses."""
    assert same_moment("Når slutter kurset?", "Kurset holdes i naustet.") == 0.0
