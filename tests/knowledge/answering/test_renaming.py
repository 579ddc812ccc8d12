"""Who asks by an old name is told the new one, with the sentence that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.answering.asking import read_question
from knowledge.answering.leading import lead
from knowledge.answering.renaming import renamed
from knowledge.answering.units import Unit
from knowledge.types import Metadata, Question
from tests.knowledge.answering.shelf import TODAY, Shelf, answerer

OLD = Metadata(title="Regler for kaia", language="nb", publisher="Fjordvik kommune")
NEW = Metadata(title="Om brygger", language="nb", publisher="Fjordvik kommune")
CHUNKS = [
    ("kai.md", OLD, (), "Alle prosjekter på kaia skal meldes til FKV. Kaia er lang."),
    ("brygge.md", NEW, (), "Kommunen får råd av Havnehjelp, som tidligere het FKV. Brygger er av tre."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "text", "names"),
    [
        ("Skal vi melde til FKV?", "Vi får råd av Havnehjelp, som tidligere het FKV.", ("FKV", "Havnehjelp")),
        ("Do we report to FKV?", "We get advice from Harbourhelp (formerly FKV).", ("FKV", "Harbourhelp")),
        ("Kven er FKV?", "FKV heiter no Havnehjelp.", ("FKV", "Havnehjelp")),
        ("Hvem er Havnehjelp?", "Vi får råd av Havnehjelp, som tidligere het FKV.", None),
        ("Skal vi melde til FKV?", "FKV gir råd. Tidligere var det Kaivakta.", None),
    ],
)
def test_new_names(question: str, text: str, names: tuple[str, str] | None) -> None:
    """The old name in the question and the new one in the text are told; a text that does not say so tells nothing."""
    assert renamed(question, text) == names


def test_the_new_name_is_said_and_quoted(tmp_path: Path) -> None:
    """An answer from an old document begins with the new name, and quotes the sentence that tells it."""
    shelf = Shelf(tmp_path / "lexical", CHUNKS)
    answer = answerer(shelf).answer(Question("Skal prosjekter på kaia meldes til FKV?"), TODAY)
    assert answer.text.startswith("FKV heter nå Havnehjelp.")
    assert {citation.document for citation in answer.citations} == {"kai.md", "brygge.md"}


def test_who_it_is_sent_to_is_not_who_sends(tmp_path: Path) -> None:
    """Asked whom something is sent to, the one who does the sending does not lead."""
    unit = Unit(
        "Every boat owner in the town must report the boat to the harbour office in time.", "sentence", "", -1, 0
    )
    assert "owner" not in lead(read_question("Hvem skal båter meldes til?"), unit, "en", "nb", 0.8).text.lower()
