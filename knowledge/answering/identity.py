"""Whether a sentence says that one thing is of a kind: "Is the Harbour Office a municipal unit?"

It does by the thing's name beside the kind's ("The municipal unit Harbour Office …"), by calling the one the other, or as an item
under a heading that asks which things of the kind there are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answering.likeness import likeness
from knowledge.answering.units import Unit
from knowledge.answering.wordtable import words_of

QUESTION = re.compile(
    r"^\W*(?:er|is)\s+(?P<thing>[\w.-]+(?:\s+[A-ZÆØÅ\d][\w.-]*)*)\s+(?:en|ein|eit|ei|et|an?)\s+(?P<kind>[\w-]+(?:\s+[\w-]+)?)\s*\?\s*$",
    re.I,
)
NAMES = r"(?:heter|heiter|kalles|kallast|kalla|er|is(?:\s+called)?|called)"
DENIED = re.compile(
    r"\b(?:ikke|ikkje|aldri|ingen|inga|not|never|no|nei|neither|verken|korkje|før"
    r"|tidligere|tidlegare|until|once|skal|will|should|bør)\b|n't\b",
    re.I,
)
WHICH = re.compile(r"^\W*(?:hvilke[nt]?|kva|hva\s+er\s+(?:de|disse)|which|what\s+are)\b", re.I)
THE = r"^\W*(?:(?:the|den|det)\s+)?"
GENITIVE = re.compile(r"['’]s?\s")
SAME = 0.6  # likeness by form from which a word names the kind


def asks_identity(question: str) -> bool:
    """Whether a question asks if one thing is of a kind."""
    return QUESTION.match(question) is not None


def identifies(question: str, unit: Unit) -> bool:
    """Whether a unit says that the thing which a question names is of the kind that it asks about."""
    asked = QUESTION.match(question)
    if asked is None or DENIED.search(unit.text):
        return False
    thing, kind = asked["thing"], words_of(asked["kind"])
    head, colon, _ = unit.text.partition(":")
    if unit.kind == "item":
        return bool(colon) and head.strip().lower() == thing.lower() and _which(unit.heading, kind)
    name = re.escape(thing)
    called = re.match(rf"{THE}(?P<kind>[^,;:]{{3,60}}?)\s+{NAMES}\s+{name}\b", unit.text, re.I)
    beside = re.match(rf"{THE}(?P<kind>[^,;:]{{3,40}}?)\s+{name}\s+(?-i:[a-zæøå])", unit.text, re.I)
    return bool(
        (called and _begins(called["kind"], kind))
        or (beside and len(words_of(beside["kind"])) == len(kind) and _begins(beside["kind"], kind))
    )


def _which(heading: str, kind: Sequence[str]) -> bool:
    said = words_of(heading)
    return WHICH.match(heading) is not None and all(any(_one(word, other) for other in said) for word in kind)


def _begins(text: str, kind: Sequence[str]) -> bool:
    """Whether a noun phrase begins with the kind itself, and not with what belongs to it ("the unit's leader")."""
    said = words_of(text)[: len(kind)]
    return len(said) == len(kind) and not GENITIVE.search(text) and all(map(_one, kind, said))


def _one(word: str, other: str) -> bool:
    return likeness(word, other) >= SAME and (other[-1:] != "s" or word[-1:] == "s")
