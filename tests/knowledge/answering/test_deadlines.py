"""A deadline is given only where it is the deadline of what was asked about; where a page has it, the page is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.types import Metadata, Question
from tests.knowledge.answering.shelf import TODAY, Shelf, answerer

CALL = Metadata(title="Midler til bymiljøprosjekt", language="nb", publisher="Fjordfondet", updated="2024-05-02")
DESK = Metadata(title="Samarbeid med universitetet", language="nb", publisher="Innsjøby kommune")
CHUNKS = [
    (
        "fond.md", CALL, ("Datoer",),
        "| Hva | Når |\n|---|---|\n| Utlysningen åpner | 3. juni 2024 |\n| Søknadsfrist | 12. september 2024 |",
    ),
    (
        "samarbeid.md", DESK, ("Henvendelser om forskning",),
        "Kommunen og universitetet forsker sammen på oppdrag fra enhetene.\n\nSide for henvendelser om forskning.\n\nHer finner du:\n\n"
        "- frister og behandlingstid\n- kriterier for vurdering av henvendelser\n- skjema for henvendelser",
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(Path(tmp_path_factory.mktemp("desk")) / "lexical", CHUNKS)


@pytest.mark.parametrize(
    "question",
    [
        "Når er fristen?",
        "Hva er søknadsfristen?",
        "By which date must I apply?",
        "Når er fristen for henvendelser om forskning?",
        "Når må jeg senest sende inn henvendelsen?",
    ],
)
def test_no_deadline_of_something_else(desk: Shelf, question: str) -> None:
    """The date of some call is not given to one who asks for another deadline, or does not say for which."""
    answer = answerer(desk).answer(Question(question), TODAY)
    assert answer.abstained
    assert "12. september" not in answer.text
    assert "12 September" not in answer.text


def test_the_deadline_of_what_was_asked(desk: Shelf) -> None:
    """Who names the call gets its deadline."""
    answer = answerer(desk).answer(Question("Når var søknadsfristen for bymiljøprosjekt hos Fjordfondet?"), TODAY)
    assert "12. september 2024" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Når er fristen for henvendelser om forskning?",
        "Hvilke kriterier gjelder for vurderingen?",
        "Hvor lang er behandlingstiden?",
    ],
)
def test_the_page_that_has_it_is_named(desk: Shelf, question: str) -> None:
    """What the documents only point to is refused with the name of the page they point to."""
    answer = answerer(desk).answer(Question(question), TODAY)
    assert answer.reason == "not_in_documents"
    assert "viser videre til «Side for henvendelser om forskning»." in answer.text


def test_who_asks_for_the_page_gets_it(desk: Shelf) -> None:
    """To one who asks where a thing is told, the page is the answer."""
    answer = answerer(desk).answer(Question("Hvor finner jeg skjema for henvendelser om forskning?"), TODAY)
    assert not answer.abstained
