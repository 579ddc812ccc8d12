"""What answers first, before the quote: the date, the figure, yes or no, the table's cell, in the reader's language."""

from __future__ import annotations

import re

from knowledge.answering.asking import Asked
from knowledge.answering.ranking import matching_facts
from knowledge.answering.units import Unit
from knowledge.answering.wording import localise, texts, understood_by
from knowledge.types import Language

LONG_ENOUGH = 90  # a shorter quote shows its fact at a glance
MOST_FACTS = 2
SHORT_ANSWERS = {"when", "how_long", "how_many", "how_much", "how_often", "contact", "address", "reference"}
PLAIN_NO = re.compile(r"^\W*(?:nei|no)\b(?=[.,!])", re.I)
PLAIN_YES = re.compile(r"^\W*(?:ja|jo|yes)\b(?=[.,!]|\s)", re.I)


def lead(asked: Asked, unit: Unit, written: Language, language: Language) -> str:
    """The opening of an answer; empty where the quote speaks for itself."""
    if asked.kind == "yes_no":
        return _yes_or_no(asked, unit, language)
    if unit.kind == "row" and unit.cells:
        return _row(unit, language) if understood_by(language, written) else ""
    if asked.kind in SHORT_ANSWERS and len(unit.text) > LONG_ENOUGH:
        found = list(dict.fromkeys(matching_facts(unit, asked.expected, written)))
        if 1 <= len(found) <= MOST_FACTS:
            return _sentence(" – ".join(localise(fact, language) for fact in found))
    return ""


def _yes_or_no(asked: Asked, unit: Unit, language: Language) -> str:
    """Yes or no only where the sentence says so itself: anything less would be a guess."""
    if PLAIN_YES.match(unit.text) or PLAIN_YES.match(unit.lead):
        return texts()("yes", language)
    if PLAIN_NO.match(unit.text) or PLAIN_NO.match(unit.lead):
        return texts()("no", language)
    return ""


def _row(unit: Unit, language: Language) -> str:
    """A row read out: its head, then each cell, with the column's name where there are several."""
    head, *cells = unit.cells
    named = list(zip(unit.header[1:], cells, strict=False)) or [("", cell) for cell in cells]
    if len(named) == 1:
        return _sentence(f"{head}: {localise(named[0][1], language)}")
    return _sentence(f"{head}: " + "; ".join(f"{name}: {cell}" if name else cell for name, cell in named if cell))


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."
