"""The order in which passages are shown: by what was read in them, by the search, and by what their documents are about."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.answering.asked_words import Wanted
from knowledge.answering.asking import read_question
from knowledge.answering.ranking import SIGNALS, Candidate, Evidence
from knowledge.answering.understanding import reordered
from knowledge.answering.units import Unit
from knowledge.types import Chunk, Document, Language, Metadata, Passage, Version


def passage(number: int, about: float, language: Language = "nb") -> Passage:
    """One passage of a document of its own, which speaks of the question as much as `about` says."""
    version = Version(number, Document(str(number), "test", str(number)), "", Metadata())
    chunk = Chunk(number, number, 0, "Båten går.", (), None, language, "text", "")
    return Passage(chunk, version, chunk.text, 1.0, {"document_grams": about})


def order(passages: list[Passage], scores: list[float]) -> list[int]:
    """The numbers of the passages as they are shown, their best units having these scores."""
    share, none = np.array([1.0]), (0.0,) * len(SIGNALS)
    read = [
        Candidate(Unit("Båten går.", "sentence", "", -1, 0), one, rank, none, score, share, share)
        for rank, (one, score) in enumerate(zip(passages, scores, strict=True))
    ]
    wanted = Wanted(("båten",), share, ("båten",))
    evidence = Evidence(read_question("Når går båten?"), wanted, tuple(sorted(read, key=lambda one: -one.score)), share)
    return [one.chunk.id for one in reordered(passages, evidence)]


@pytest.mark.parametrize(
    ("about", "scores", "wanted"),
    [
        ((1.0, 1.0), [0.0, 0.5], [1, 2]),  # the search's first place weighs more than half a log-odd
        ((1.0, 1.0), [0.0, 1.5], [2, 1]),  # what was read weighs more than a place
        ((9.0, 3.0), [0.0, 1.5], [1, 2]),  # a document about something else weighs more than that
        ((9.0, 3.0), [0.0, 6.0], [2, 1]),
        ((0.0, 0.0), [0.0, 1.5], [2, 1]),  # a search without words
    ],
)
def test_what_is_read_the_place_and_the_document_are_weighed(
    about: tuple[float, float], scores: list[float], wanted: list[int]
) -> None:
    """A later passage comes first where its best unit is better by more than its place and its document tell against it."""
    assert order([passage(1, about[0]), passage(2, about[1])], scores) == wanted


def test_documents_are_weighed_within_their_language() -> None:
    """Letters that are alike say little across languages: the best document of each language counts as much."""
    assert order([passage(1, 9.0), passage(2, 0.5, "en")], [0.0, 1.5]) == [2, 1]
