"""A passage is widened by its neighbours: in order, whole sentences, its own section, never too long."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.lexical import LexicalEntry, LexicalIndex, build
from knowledge.retrieval import HybridRetriever
from knowledge.retrieval_joining import LONGEST, neighbours, widened
from knowledge.types import Chunk
from tests.knowledge.plain_generation import PlainGeneration


def chunk(ordinal: int, text: str, version: int = 1) -> Chunk:
    return Chunk(ordinal + 100, version, ordinal, text, (), None, "nb", "text", "")


BEFORE = chunk(0, "Kommunen eier bygget. Universitetet leier det.")
MIDDLE = chunk(1, "Leien betales hvert kvartal.")
AFTER = chunk(2, "Avtalen varer i ti år.\n- med opsjon på fem")


def test_neighbours_stand_before_and_after() -> None:
    """The neighbours' words stand around the chunk's, in the document's order."""
    text = widened(MIDDLE, [AFTER, BEFORE])
    whole = " ".join(one.text for one in (BEFORE, MIDDLE, AFTER))
    assert text.split() == whole.split()


def test_what_does_not_fit_is_left_out_whole() -> None:
    """A sentence that does not fit is left out whole, and the passage is never too long."""
    long = chunk(1, ("Et ord til. " * 95).strip())
    sentence = "Dette er altfor langt til at alt får plass."
    text = widened(long, [BEFORE, chunk(2, f"{sentence} " * 3)])
    head, tail = text.split(long.text)
    assert len(text) <= LONGEST
    assert tail.strip() == sentence
    assert head.strip() in {"", "Universitetet leier det."}


@pytest.mark.parametrize("other", [chunk(2, "Noe annet.", version=2), chunk(3, "Lenger nede.")])
def test_others_do_not_join(other: Chunk) -> None:
    """A chunk of another version, or not right beside it, does not join."""
    assert widened(MIDDLE, [other]) == MIDDLE.text


def test_without_neighbours() -> None:
    """A chunk by itself is its own passage."""
    assert widened(MIDDLE, []) == MIDDLE.text


def test_another_section_does_not_widen() -> None:
    """A neighbour of another section is no part of a passage's text."""
    other = replace(MIDDLE, ordinal=MIDDLE.ordinal + 1, section=("En annen",), text="Noe helt annet.")
    assert widened(MIDDLE, [other]) == MIDDLE.text


def test_neighbours_of_the_same_document(tmp_path: Path) -> None:
    """Only chunks of the same document are neighbours."""
    places = [("a", ("En",)), ("a", ("En",)), ("a", ("To",)), ("b", ("To",))]
    build(tmp_path, [LexicalEntry(n, key, "", path, f"tekst {n}", "nb") for n, (key, path) in enumerate(places)], None)
    part = LexicalIndex.open(tmp_path).parts[0]
    assert [neighbours(part, n) for n in range(4)] == [[1], [0, 2], [1], []]


def test_retrieved_passages_are_widened(tmp_path: Path) -> None:
    """What is retrieved carries its neighbours' words, while its chunk stays as it is."""
    entries = [
        LexicalEntry(1, "a", "Bygg", ("Leie",), "Ordføreren undertegnet leiekontrakten.", "nb"),
        LexicalEntry(2, "a", "Bygg", ("Leie",), "Den gjelder fra januar.", "nb"),
    ]
    passage = HybridRetriever(PlainGeneration(tmp_path, entries, None), None).retrieve("Hvem undertegnet?", "nb")[0]
    assert passage.text == "Ordføreren undertegnet leiekontrakten.\nDen gjelder fra januar."
    assert passage.chunk.text == "Ordføreren undertegnet leiekontrakten."
