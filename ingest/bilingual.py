"""Agreements in two languages side by side: a table of two columns, Norwegian in one and English in the other.

As a table each row would speak two languages, and be found in neither; so the one side is read from top to bottom, and then the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.language.detection import language_scores
from knowledge.types import Block, Language

TELLING = 25  # characters of a cell: shorter ones (numbers, names) tell no language
ROWS = 2  # rows that must tell
SHARE = 0.8  # of the telling rows that must agree
NAMES = {"", "norsk", "bokmål", "nynorsk", "engelsk", "norwegian", "english"}
CLEAR, TIMES = 2.5, 4.0  # marker words that a language must have, and how many times those of the other


def sides_apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, tables whose columns are two languages as the paragraphs of either side."""
    for block in blocks:
        sides = _sides(block) if block.kind == "table" else None
        if sides is None:
            yield block
        else:
            yield from (Block("paragraph", cell, page=block.page) for side in sides for cell in side if cell)


def clear_language(text: str, expected: Language) -> Language | None:
    """The language of a short text where it is another than expected beyond doubt, None else."""
    scores = language_scores(text)
    norwegian = max(scores["nb"], scores["nn"])
    if expected != "en" and scores["en"] >= CLEAR and scores["en"] >= TIMES * norwegian:
        return "en"
    if expected == "en" and norwegian >= CLEAR and norwegian >= TIMES * scores["en"]:
        return "nn" if scores["nn"] > scores["nb"] else "nb"
    other: Language = "nn" if expected == "nb" else "nb"
    return other if expected != "en" and scores[other] >= scores[expected] + CLEAR else None


def _sides(block: Block) -> tuple[list[str], list[str]] | None:
    rows = [[cell.strip() for cell in row.strip().strip("|").split(" | ")] for row in block.items]
    if not rows or any(len(row) != 2 for row in rows):
        return None
    telling = [row for row in rows if all(len(cell) >= TELLING for cell in row)]
    told = [tuple(_is_english(cell) for cell in row) for row in telling]
    agreed = max(told.count((False, True)), told.count((True, False)))
    if agreed < ROWS or agreed < SHARE * len(telling):
        return None
    if all(cell.casefold() in NAMES for cell in rows[0]):
        rows = rows[1:]  # the head says only which side is which
    return [row[0] for row in rows], [row[1] for row in rows]


def _is_english(text: str) -> bool | None:
    """Whether a cell is English (True) or Norwegian (False); None where it does not tell."""
    scores = language_scores(text)
    norwegian = max(scores["nb"], scores["nn"])
    if scores["en"] == norwegian:
        return None
    return scores["en"] > norwegian
