"""Typing errors find the word that was meant; right words are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.language.glossary import Glossary
from knowledge.language.vectors import WordVectors
from knowledge.lexical import LexicalEntry, LexicalIndex, build
from knowledge.retrieval_spelling import Speller, distance
from knowledge.types import Language

TEXTS: list[tuple[str, Language]] = [
    ("Forskningssamarbeidet i Bodø ledes av Kunnskapskontoret. Søknaden sendes innen måneden er omme.", "nb"),
    ("Styringsgruppen godkjenner prosjektbeskrivelsen. Stavanger og Tønsberg deltar.", "nb"),
    ("The steering group approves each placement before September.", "en"),
]


@pytest.fixture(scope="module")
def speller(tmp_path_factory: pytest.TempPathFactory) -> Speller:
    directory = tmp_path_factory.mktemp("lexical")
    entries = [LexicalEntry(n, str(n), "", (), text, language) for n, (text, language) in enumerate(TEXTS)]
    vectors = WordVectors.load()
    build(directory, entries, vectors)
    return Speller(LexicalIndex.open(directory).parts, Glossary.load(), vectors)


@pytest.mark.parametrize(
    ("word", "language", "meant"),
    [
        ("forsknigssamarbeidet", "nb", "forskningssamarbeidet"),
        ("stavagner", "nb", "stavanger"),
        ("tonsberg", "nb", "tønsberg"),
        ("toensberg", "nb", "tønsberg"),
        ("kunskapskontoret", "nb", "kunnskapskontoret"),
        ("placemnet", "en", "placement"),
        ("stryingsgruppen", "nb", "styringsgruppen"),
        ("inbygjarar", "nn", "innbyggjarar"),
        ("bedriftan", "nn", "bedriftane"),
    ],
)
def test_typing_errors(speller: Speller, word: str, language: Language, meant: str) -> None:
    """Swapped, missing, doubled letters and missing æøå are seen through."""
    assert speller.correct(word, language) == meant


@pytest.mark.parametrize(
    "word",
    [
        "stavanger",
        "søknadens",
        "deadline",
        "avtale",
        "og",
        "rek",
        "2026",
        "trd3",
        "xqzwkvjh",
        "politikerne",
        "immaterielle",
    ],
)
def test_left_alone(speller: Speller, word: str) -> None:
    """Words of the texts in any inflection, of the glossary, short ones, numbers, and words like none are left alone."""
    assert speller.correct(word, "nb") is None


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("avtale", "avtale", 0),
        ("avtale", "avatle", 1),
        ("avtale", "avtle", 1),
        ("frist", "frister", 2),
        ("ca", "abc", 3),
    ],
)
def test_distance(one: str, other: str, edits: int) -> None:
    """A swap of neighbours is one edit; nothing is edited twice."""
    assert distance(one, other, 3) == distance(other, one, 3) == edits


def test_distance_gives_up() -> None:
    """Beyond the limit the distance is the limit and one."""
    assert distance("avtale", "universitet", 2) == 3


def test_an_empty_library_corrects_from_the_glossary(tmp_path: Path) -> None:
    """Without texts the glossary's words are what may have been meant."""
    build(tmp_path, [], None)
    speller = Speller(LexicalIndex.open(tmp_path).parts, Glossary.load(), None)
    assert speller.correct("forskingn", "nb") in {"forskning", "forsking"}
