"""Whom to turn to, and how long the partners' arrangement lasts: the questions that a desk gets most."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.answering.intents import in_documents_words
from knowledge.answering.units import read_units
from knowledge.partnership import Named, load_partnership
from knowledge.types import LANGUAGES, Answer, Metadata, Question
from tests.knowledge.answering.shelf import TODAY, Shelf, answerer

PLAN = Metadata(title="Universitetskommune", language="nb", publisher="Fjorduniversitetet")
NEWS = Metadata(title="Fjordkommunen og Fjorduniversitetet går sammen til 2029", language="nb", publisher="Fjordavisa")
OTHER = Metadata(title="Bakkekommunen", language="nb", publisher="Bakkevik")
CHUNKS = [
    ("plan.md", PLAN, (), "Fjordkommunen er en avtale om samarbeid med Fjorduniversitetet. Prosjektperiode: 1. mai 2024 – 30. april 2033."),
    ("plan.md", PLAN, ("Kontakt",), "Kari Brenna, seniorrådgiver"),
    ("news.md", NEWS, ("Samarbeidet med Fjorduniversitetet går videre til 2029",), "Partene var enige om alt da de møttes på kaia."),
    ("other.md", OTHER, (), "Bakkekommunen samarbeider med seilmakerne om universitetskommunen."),
]  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(Path(tmp_path_factory.mktemp("turning")) / "lexical", CHUNKS)


def ask(desk: Shelf, text: str) -> Answer:
    return answerer(desk).answer(Question(text), TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "Hvem er oppført som kontaktperson ved Fjorduniversitetet?",
        "Hvem kan jeg ta kontakt med om Fjordkommunen?",
        "Kven kan eg spørje om Fjordkommunen?",
        "Who should we contact about Fjordkommunen?",
    ],
)
def test_whom_to_turn_to_is_who_stands_in_the_contact_section(desk: Shelf, text: str) -> None:
    """The person in the contact section of a document that speaks of what was named answers whom to turn to."""
    answer = ask(desk, text)
    assert not answer.abstained
    assert "Kari Brenna" in answer.text.split("\n")[0]


@pytest.mark.parametrize(
    "text", ["Hvem er kontaktperson for Bakkekommunen?", "Who can I contact about Seilmakerlauget?"]
)
def test_the_contact_of_one_house_is_not_that_of_another(desk: Shelf, text: str) -> None:
    """A contact section answers for no body that its document does not speak of."""
    assert "Kari Brenna" not in ask(desk, text).text.split("\n")[0] or ask(desk, text).abstained


@pytest.mark.parametrize(
    "text",
    [
        "Når går avtalen mellom kommunen og universitetet ut?",
        "Hvor lenge varer samarbeidet?",
        "Kor lenge gjeld avtala?",
        "Varer samarbeidet til 2029 eller til 2033?",
        "How long is the agreement valid?",
    ],
)
def test_how_long_it_lasts_is_asked_for_in_one_way(text: str) -> None:
    """When the agreement ends, how long it holds and until when the collaboration runs are one question."""
    assert "prosjektperiode" in in_documents_words(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "Hvor lenge gjelder avtalen mellom Bakkevik og seilmakerne?",
        "Hva gjelder avtalen?",
        "Når ble avtalen signert?",
        "Hva er samarbeidet?",
        "Hvor lenge varer et doktorgradsløp i avtalen?",
    ],
)
def test_another_question_about_an_agreement_keeps_its_words(text: str) -> None:
    """What names another party, another moment or another thing is not taken for the question of how long the partnership lasts."""
    assert in_documents_words(text, "nb") == text


def test_the_parties_names_are_those_of_the_partnership() -> None:
    """Another municipality's question how long its agreement lasts is taken for one, and ours with another party's name is none."""
    ours = load_partnership()
    theirs = replace(ours, municipality=Named(dict.fromkeys(LANGUAGES, "Fjordvik kommune")))
    for text, partnership, taken in (
        ("Når går avtalen med Fjordvik kommune ut?", theirs, True),
        ("Når går avtalen med Fjordvik kommune ut?", ours, False),
        (f"Når går avtalen med {ours.municipality.names['nb']} ut?", ours, True),
    ):
        assert (in_documents_words(text, "nb", partnership) != text) is taken, text


def test_a_row_of_such_words_is_read_in_one_way_only() -> None:
    """Words of which each fits in two places are not tried in every combination: a message of them holds up nobody."""
    line = "from knowledge.answering.intents import in_documents_words as f; f('avtalen varer når ' + 'over ' * 34 + 'x!', 'nb')"
    subprocess.run([sys.executable, "-c", line], check=True, timeout=30)


def test_a_headline_that_tells_a_figure_can_be_quoted() -> None:
    """A heading that is a statement with a figure is offered as a sentence; a label, a question or a title is not."""
    assert [unit.text for unit in read_units("Kaia er ny.", ("Ferja går igjen fra 2027",))] == [
        "Kaia er ny.",
        "Ferja går igjen fra 2027",
    ]
    for heading in (
        "Ruteplan for ferja 2027",
        "Når går ferja i 2027?",
        "Ferja går igjen",
        "Hvem kan reise med ferja i 2027",
    ):
        assert [unit.text for unit in read_units("Kaia er ny.", (heading,))] == ["Kaia er ny."]


def test_a_headline_that_gives_another_end_is_shown_beside_the_first(desk: Shelf) -> None:
    """Where a headline and an agreement give different ends of the same collaboration, both are quoted."""
    answer = ask(desk, "Når slutter prosjektperioden for samarbeidet?")
    assert "30. april 2033" in answer.text
    assert "går videre til 2029" in answer.text
