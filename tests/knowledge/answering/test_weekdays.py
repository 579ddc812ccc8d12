"""Weekdays are facts: what a sentence says of them decides yes or no, and two documents that say otherwise differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.answering.asking import read_question
from knowledge.answering.deciding import condition
from knowledge.answering.units import Unit
from knowledge.answering.weekdays import open_days, open_then
from knowledge.types import Metadata, Question
from tests.knowledge.answering.shelf import TODAY, Shelf, answerer

DESK = Metadata(title="Spørsmål til havnevakta", language="nb", publisher="Fjordvik kommune")
OTHER = Metadata(title="Båtplass og vakt", language="nn", publisher="Fjordvik kommune")
CHUNKS = [
    (
        "vakt.md",
        DESK,
        (),
        "Chatten til havnevakta er åpen alle hverdager mellom 9 og 15. Havnevakta svarer også på brev.",
    ),
    (
        "plass.md",
        OTHER,
        ("Kontakt",),
        "- Chat med havnevakta: kvardagar kl. 9–15, stengt tysdagar.\n- Brev: skriv til havnevakta.",
    ),
    (
        "vakt.md",
        DESK,
        ("Låne båt",),
        "Skoler kan låne båten til havnevakta. Dette gjelder bare i mai og juni. Båten er rød.",
    ),
]


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(Path(tmp_path_factory.mktemp("watch")) / "lexical", CHUNKS)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Chatten er åpen alle hverdager.", {0, 1, 2, 3, 4}),
        ("Telefon: kvardagar kl. 10–12, stengt onsdagar.", {0, 1, 3, 4}),
        ("Open Monday to Thursday, closed on Tuesdays.", {0, 2, 3}),
        ("Kontoret er åpent mandager og torsdager.", {0, 3}),
        ("Møtet er på en onsdag.", None),
        ("Kontoret er stort.", None),
    ],
)
def test_open_days(text: str, days: set[int] | None) -> None:
    """The days that a sentence tells as open are read from working days, spans and names, without those told as shut."""
    assert open_days(text) == (None if days is None else frozenset(days))


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("Er chatten åpen på onsdager?", "Chat: open kvardagar kl. 9–11, men ikkje onsdag: då er han stengt.", False),
        ("Er chatten stengt på fredag?", "Chat: open kvardagar kl. 9–11, men ikkje onsdag: då er han stengt.", False),
        ("Can I call on a Monday?", "Telefon: hverdager 9–11.", True),
        ("Can I call on a Monday?", "Chat: hverdager 9–11.", None),
        ("Er møtet på onsdag?", "Kontoret er åpent alle hverdager.", None),
    ],
)
def test_open_then(question: str, text: str, told: bool | None) -> None:
    """Yes or no is said of the day and the channel that were asked about, and turned round where closing was asked about."""
    assert open_then(question, text) is told


def test_opening_hours_that_differ(watch: Shelf) -> None:
    """Where one document says open and another shut on the day, both are quoted and neither yes nor no leads."""
    answer = answerer(watch).answer(Question("Er chatten til havnevakta åpen på tirsdager?"), TODAY)
    assert "Dokumentene sier ikke det samme" in answer.text
    assert {citation.document for citation in answer.citations} == {"vakt.md", "plass.md"}
    assert not answer.text.startswith(("Ja", "Nei"))


def test_what_limits_an_answer_is_told(watch: Shelf) -> None:
    """The next sentence, which says when or for whom the first one holds, is quoted with it."""
    answer = answerer(watch).answer(Question("Hvem kan låne båten til havnevakta?"), TODAY)
    assert "«Dette gjelder bare i mai og juni.»" in answer.text


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("Kan skoler låne båten?", "Skoler kan låne båten dersom læreren har båtførerbevis.", "yes_if"),
        ("Can schools borrow the boat?", "Schools can borrow the boat unless it is repaired.", "yes_but"),
        ("Kan skoler låne båten hvis den er ledig?", "Skoler kan låne båten dersom læreren er med.", None),
        ("Kan skoler låne båten?", "Skoler kan ikke låne båten dersom det blåser.", None),
        ("Kan studenter låne båten?", "Skoler kan låne båten dersom læreren er med.", None),
    ],
)
def test_yes_on_a_condition(question: str, text: str, told: str | None) -> None:
    """A sentence that affirms all that was asked, but only if or unless something, leads with yes and that there is a condition."""
    assert condition(read_question(question), Unit(text, "sentence", "", -1, 0), 0.9) == told
