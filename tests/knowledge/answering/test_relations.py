"""A sentence in the question's words answers it only where it tells the very thing: its amount, its holder, its reason, its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.answering.columns import other_column
from knowledge.answering.contents import no_reason, untold_content
from knowledge.answering.echoes import uncounted
from knowledge.answering.elsewhere import other_place
from knowledge.answering.exceptions import left_out
from knowledge.answering.holders import unheld
from knowledge.answering.refusing import untold
from knowledge.types import Metadata
from tests.knowledge.answering.shelf import Shelf
from tests.knowledge.answering.test_echoes import evidence

PORT = Metadata(title="Havnesamarbeidet i Skjærvik", language="nb", publisher="Skjærvik kommune")
FERRY = Metadata(title="Ferjeforsøket", language="nn", publisher="Skjærvik kommune")
SCHOOL = Metadata(title="The sailing school", language="en", publisher="Skjærvik College")
CHUNKS = [
    (
        "havn.md", PORT, ("Ledelse",),
        "Havnesjef Turid Aune leder havnekontoret. Miljørådgiveren svarer på spørsmål om utslipp. "
        "Lars Moe, byråd for kultur, åpnet kaia. Havnerådet har 9 medlemmer fra tre etater.",
    ),
    (
        "havn.md", PORT, ("Avtalen",),
        "Skjærvik kommune og Skjærvik College har undertegnet avtalen om havnesamarbeidet. Avtalen er fra 2023. "
        "Leiekontrakten for kaia varer til 1. mai 2031. Omtrent 400 elever seiler med havnekontoret hvert år.",
    ),
    (
        "havn.md", PORT, ("Saksgang",),
        "Søknaden om kaiplass sendes til havnekontoret. Dette gjelder alle båter utenom seilbåter. "
        "Havnekontoret er stengt på mandager.",
    ),
    (
        "ferje.md", FERRY, ("Forsøket",),
        "Forsøket med elektrisk ferje skal evaluerast av forskarar. Passasjerane mønstrar på ved fyret. "
        "Formannskapet vedtok å kjøpe ei ferje til. Ferja går sakte fordi fjorden er trong.",
    ),
    (
        "school.md", SCHOOL, ("Dates",),
        "| | Evening class | Weekend class |\n|---|---|---|\n| Exam | 4 June 2026 | see the notice board |\n"
        "| First lesson | 8 January 2026 | 10 January 2026 |",
    ),
    (
        "school.md", SCHOOL, ("Courses",),
        "The survey of former pupils found that two in three still sail. One class built a raft for the regatta. "
        "The second course takes up to 12 pupils. The regatta was held in Eidsfjord.",
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(Path(tmp_path_factory.mktemp("town")) / "lexical", CHUNKS)


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Hvem er havnesjef i Skjærvik?", False),
        ("Hva heter havnesjefen?", False),
        ("Kven er havnesjef?", False),
        ("Who runs the harbour office?", False),
        ("Hvem er kulturbyråd?", False),
        ("Hvem åpnet kaia?", False),
        ("Hvem er miljørådgiver i Skjærvik?", True),
        ("Hva heter miljørådgiveren?", True),
        ("Kva er namnet på miljørådgivaren?", True),
        ("What is the name of the environmental adviser?", True),
        ("Hvem er helsebyråd?", True),
        ("Hvem undertegnet avtalen for Skjærvik kommune?", True),
        ("Who signed the agreement on behalf of Skjærvik College?", True),
        ("Hvem tok over som havnesjef etter Turid Aune?", True),
        ("Kven var havnesjef før Turid Aune?", True),
        ("Who succeeded Turid Aune?", True),
    ],
)
def test_whose_name(town: Shelf, text: str, none: bool) -> None:
    """A name answers for the holder who was asked for: not for the role alone, another one's, nor for who came before or after."""
    assert unheld(evidence(town, text)) is none


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Hvor mange sitter i havnerådet?", False),
        ("Kor mange sit i hamnerådet?", False),
        ("Hvor mange medlemmer har havnerådet?", False),
        ("Hvor mange elever seiler med havnekontoret?", False),
        ("Hvor lenge varer leiekontrakten for kaia?", False),
        ("How many pupils does the second course take?", False),
        ("Hvor mange av elevene er jenter?", True),
        ("Hvor mye penger bruker havnekontoret på elevene hvert år?", True),
        ("Kor mykje pengar får hamnekontoret kvart år?", True),
        ("How much money does the harbour office spend on pupils every year?", True),
        ("Hvor mange ansatte har havnekontoret?", True),
        ("Hvor lenge varer avtalen om havnesamarbeidet mellom kommunen og Skjærvik College?", False),
    ],
)
def test_which_figure(town: Shelf, text: str, none: bool) -> None:
    """A figure answers for what it counts: people where it is asked how many sit there, money where an amount is asked for."""
    assert uncounted(evidence(town, text)) is none


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Hva kom evalueringen av ferjeforsøket fram til?", True),
        ("Kva konkluderte evalueringa av ferja med?", True),
        ("What did the evaluation of the ferry conclude?", True),
        ("What did the survey of former pupils find?", False),
        ("Hva viste undersøkelsen blant tidligere elever?", False),
        ("Kva vedtok formannskapet om ferja?", False),
        ("What did the college decide to do with the raft?", True),
        ("Hva bestemte klassen om flåten?", True),
        ("Kva meiner passasjerane om ferja?", True),
        ("What do the pupils think of the regatta?", True),
        ("Where was the regatta held?", False),
        ("Hvor ble regattaen holdt?", False),
        ("Hvor ble avtalen undertegnet?", True),
        ("Kvar vart avtalen underteikna?", False),
    ],
)
def test_what_came_of_it(town: Shelf, text: str, none: bool) -> None:
    """That a thing exists does not tell what it concluded, who decided what about it, what people think, nor where it was."""
    assert untold_content(evidence(town, text)) is none


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Kvifor går ferja sakte?", False),
        ("Why is the ferry slow?", False),
        ("Hvorfor er havnekontoret stengt på mandager?", True),
        ("Kvifor er hamnekontoret stengt på måndagar?", True),
    ],
)
def test_a_reason_is_given(town: Shelf, text: str, none: bool) -> None:
    """Why is told by a sentence that gives a reason."""
    assert no_reason(evidence(town, text)) is none


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Hvordan er saksgangen for seilbåter?", True),
        ("Korleis er saksgangen for seilbåtar?", True),
        ("Hvilke båter gjelder dette for?", False),
        ("Gjelder dette seilbåter?", False),
        ("Hvilke båter er unntatt?", False),
    ],
)
def test_what_is_left_out(town: Shelf, text: str, none: bool) -> None:
    """What a sentence names only to leave it out, it tells nothing else about."""
    assert left_out(evidence(town, text)) is none


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("When is the exam of the evening class?", False),
        ("When is the exam of the weekend class?", True),
        ("When is the first lesson of the weekend class?", False),
        ("When is the exam?", False),
    ],
)
def test_which_column(town: Shelf, text: str, none: bool) -> None:
    """A date in one column of a table is not the date of what another column is about."""
    assert other_column(evidence(town, text)) is none


@pytest.mark.parametrize(
    ("text", "none"),
    [("How many pupils does the second course take?", False), ("How many pupils does the third course take?", True)],
)
def test_which_of_several(town: Shelf, text: str, none: bool) -> None:
    """The figure of the second is not that of the third."""
    found = evidence(town, text)
    assert other_place(found) is none
    assert untold(found) is none
