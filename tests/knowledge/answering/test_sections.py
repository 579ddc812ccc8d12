"""A section's heading tells what its units answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.types import Metadata, Question
from tests.knowledge.answering.shelf import Shelf, answerer

TODAY = date(2026, 11, 20)
HARBOUR = Metadata(title="Havnekontoret Nordlys", language="nb")
LEASE = """Kildene sier ikke det samme:

- Rederiets nettside oppgir at leien går fra 1. mai 2015 til 30. april 2029.
- Kommunens rapport oppgir at leien skal vare i seks år til sammen. Rapporten er fra 3. juni 2016."""
CHUNKS = [
    ("havn.md", HARBOUR, (), "Havnekontoret Nordlys er delt inn i tre fagområde. Kontoret har åpent hver dag."),
    ("havn.md", HARBOUR, ("Hvilke fagområder finnes?",), "- Fiske: garn, liner og teiner.\n- Ferdsel: merking av leia.\n- Vern: rein sjø."),
    ("havn.md", HARBOUR, ("Når begynte samarbeidet?",), "Kommunen og rederiet inngikk en leieavtale i 2014."),
    ("havn.md", HARBOUR, ("Hvor lenge varer leien?",), LEASE),
    ("havn.md", HARBOUR, ("Hvem er kontaktperson?",), "Kontaktpersonen på havnekontoret er Mona Lunde. Hun er havnefogd i kommunen."),
    ("havn.md", HARBOUR, ("Hvordan leier jeg båten?",), "Fyll ut skjemaet på siden for utleie. Skjemaet spør om navn og dato."),
    ("havn.md", HARBOUR, ("Om dette dokumentet",), "Teksten bygger på sidene til rederiet og er ikke godkjent av rederiet."),
    ("ferje.md", Metadata(title="Ferja", language="nb"), ("Avganger",), "Ferja starter fra kaia hver time, og billetten kjøpes om bord."),
]  # fmt: skip


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    directory: Path = tmp_path_factory.mktemp("harbour")
    return Shelf(directory, CHUNKS)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Når startet samarbeidet?", "2014"),
        ("Kven kan eg kontakte?", "Mona Lunde"),
        ("Who can I contact?", "Mona Lunde"),
        ("Kva heiter kontaktpersonen?", "Mona Lunde"),
        ("Kva fagområde har Nordlys?", "Ferdsel"),
        ("Kvar finn eg skjemaet?", "siden for utleie"),
        ("Er Fiske et fagområde?", "Ja."),
    ],
)
def test_a_heading_that_asks_the_question_tells_its_answer(harbour: Shelf, question: str, said: str) -> None:
    """A question is answered from the section that asks it, in whichever Norwegian it is put."""
    answer = answerer(harbour).answer(Question(question), TODAY)
    assert not answer.abstained
    assert said in answer.text


def test_sources_that_differ_are_given_together(harbour: Shelf) -> None:
    """Where a document says that its sources differ, each is given with its own dates, and no two facts are made one."""
    answer = answerer(harbour).answer(Question("Hvor lenge varer leien?"), TODAY)
    assert "Kildene sier ikke det samme" in answer.text
    assert "30. april 2029" in answer.text
    assert "seks år" in answer.text
    assert "Seks år –" not in answer.text


def test_a_document_on_itself_answers_nothing_else(harbour: Shelf) -> None:
    """What a document says of itself is no answer to a question about something else."""
    answer = answerer(harbour).answer(Question("Hva gjør rederiet?"), TODAY)
    assert "godkjent" not in answer.text


def test_what_a_named_person_is_goes_with_the_name(harbour: Shelf) -> None:
    """Who is told a name is told, too, what that person is, where the next sentence says so."""
    answer = answerer(harbour).answer(Question("Hvem kan jeg kontakte?"), TODAY)
    assert "Mona Lunde" in answer.text.split("\n")[0]
    assert "havnefogd" in answer.text
