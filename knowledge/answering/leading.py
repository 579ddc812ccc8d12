"""What answers first, before the quote: the date, the figure, yes or no, the table's cell, in the reader's language."""

from __future__ import annotations

import re

from knowledge.answering.asking import Asked
from knowledge.answering.matching import likeness
from knowledge.answering.ranking import matching_facts
from knowledge.answering.units import Unit
from knowledge.answering.wording import localise, texts, understood_by
from knowledge.answering.wordtable import words_of
from knowledge.types import Language

LONG_ENOUGH = 90  # a shorter quote shows its fact at a glance
MOST_FACTS = 2
SHORT_ANSWERS = frozenset({"when", "how_long", "how_many", "how_much", "how_often", "contact", "address", "reference"})
COUNTS = frozenset({"how_many", "how_much"})
CLEAR = 0.6  # share of the question that a sentence must cover itself to say yes or no
BEFORE_NOUN = 3  # words between a figure and what it counts
VAGUE = frozenset({"en", "ein", "én", "ett", "eitt", "one", "null", "half"})
NEGATION = r"(?:ikke|ikkje|aldri|ingen|not|never|no)"
MODALS = {
    "kan": "kan kunne can could may",
    "må": "må måtte trenger treng must need needs has have required",
    "skal": "skal skulle bør shall should",
    "får": "får fikk may allowed",
    "er": "er var blir ble is are was were",
    "har": "har hadde has have had",
    "gjelder": "gjelder gjeld applies apply",
}
HEDGED = re.compile(
    r"\b(?:bare|berre|kun|fortsatt|framleis|fremdeles|eller|only|still|or|enn|than)\b|\b(?:ikke|ikkje|not)\b|n't\b",
    re.I,
)
PLAIN_NO = re.compile(r"^\W*(?:nei|no)\b(?=[.,!])", re.I)
PLAIN_YES = re.compile(r"^\W*(?:ja|jo|yes)\b(?=[.,!]|\s)", re.I)


def lead(asked: Asked, unit: Unit, written: Language, language: Language, covered: float) -> str:
    """The opening of an answer; empty where the quote speaks for itself. `covered`: the share of the question that the unit covers."""
    if asked.kind == "yes_no":
        return _yes_or_no(asked, unit, language, covered)
    if unit.kind == "row" and unit.cells:
        return _row(unit, language) if understood_by(language, written) else ""
    if asked.kind in SHORT_ANSWERS and len(unit.text) > LONG_ENOUGH:
        found = [
            fact for fact in dict.fromkeys(matching_facts(unit, asked.expected, written)) if fact.lower() not in VAGUE
        ]
        if asked.kind in COUNTS:
            found = [fact for fact in found if _counts(fact, asked.focus, unit.text)]
        if 1 <= len(found) <= MOST_FACTS:
            return _sentence(" – ".join(localise(fact, language) for fact in found))
    return ""


def _counts(fact: str, focus: str, text: str) -> bool:
    """Whether a figure stands before what is asked for, or is a sum or share by itself."""
    if not fact.replace(" ", "").replace("\u00a0", "").replace(",", "").replace(".", "").isdigit() and " " in fact:
        return True
    after = words_of(text.partition(fact)[2])[:BEFORE_NOUN]
    return any(likeness(focus, word) > 0.5 for word in after)


def _yes_or_no(asked: Asked, unit: Unit, language: Language, covered: float) -> str:
    """Yes or no only where the sentence says so itself, or has the question's own verb with or without a "not": less would be a guess."""
    if PLAIN_YES.match(unit.text) or PLAIN_YES.match(unit.lead):
        return texts()("yes", language)
    if PLAIN_NO.match(unit.text) or PLAIN_NO.match(unit.lead):
        return texts()("no", language)
    if covered < CLEAR or HEDGED.search(asked.text):
        return ""
    verb = words_of(asked.text)[:1]
    same = next((forms for forms in MODALS.values() if verb and verb[0] in forms.split()), "")
    forms = "|".join(same.split())
    if forms and re.search(rf"\b(?:{forms})(?:\s+\w+)?\s+{NEGATION}\b|\bcannot\b", unit.text, re.I):
        return texts()("no", language)
    if (
        forms
        and re.search(rf"\b(?:{forms})\b", unit.text, re.I)
        and not re.search(rf"\b{NEGATION}\b|\b(?:uten|utan|unntatt|without|except|unless)\b", unit.text, re.I)
    ):
        return texts()("yes", language)
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
