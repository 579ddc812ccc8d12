"""On which weekdays something is open, as a sentence tells it and as a question asks it; in bokmål, nynorsk and English."""

from __future__ import annotations

import re

DAYS = (
    r"m[aå]ndag|monday", r"tirsdag|tysdag|tuesday", r"onsdag|wednesday", r"torsdag|thursday", r"fredag|friday",
    r"l(?:ø|au)rdag|saturday", r"s(?:ø|u)ndag|sunday",
)  # fmt: skip
_DAY = re.compile("|".join(rf"\b(?P<d{number}>(?:{names})\w{{0,3}})" for number, names in enumerate(DAYS)), re.I)
_SPAN = re.compile(r"^\s*(?:[-–]|til(?:\s+og\s+med)?|to|through)\s*$", re.I)
WORKING = re.compile(r"\b(?:hverdag\w*|kvardag\w*|yrkedag\w*|weekdays?|working\s+days?|virkedag\w*)\b", re.I)
EVERY = re.compile(r"\b(?:alle\s+dag\w+|hver\s+dag|kvar\s+dag|every\s+day|daily|hele\s+uk[ea]|heile\s+veka)\b", re.I)
SHUT = re.compile(
    r"\b(?:steng\w*|lukk\w*|closed|shut|unntatt|unnateke|utenom|utanom|except|ikke|ikkje|not)\b[^.;]*$", re.I
)
OPENING = re.compile(
    r"\b(?:åpen|åpent|åpne|åpner|åpningstid\w*|open|ope|opne|opnar|opningstid\w*|opening|opens?|steng\w*|closed|closes?|ring(?:e|je|er|jer)?|call"
    r"|chat\w*|telefon\w*|phone|treff\w*|tilgjengel\w*|available)\b",
    re.I,
)
CLOSED = re.compile(r"\b(?:steng\w*|lukket|lukka|closed|shut)\b", re.I)
CHANNELS = {
    "chat": re.compile(r"\bchat\w*", re.I),
    "phone": re.compile(r"\b(?:telefon\w*|tlf\w*|phone\w*|ring(?:e|je|er|jer)?|call\w*)\b", re.I),
    "visit": re.compile(r"\b(?:besøk\w*|kontor\w*|resepsjon\w*|skranke\w*|office|visit\w*|reception)\b", re.I),
}


def named_days(text: str) -> frozenset[int]:
    """The weekdays that a text names, 0 for Monday."""
    return frozenset(_number(found) for found in _DAY.finditer(text))


def open_days(text: str) -> frozenset[int] | None:
    """The weekdays on which a sentence says that something is open; None where it speaks of no days."""
    days = set(range(7)) if EVERY.search(text) else set(range(5)) if WORKING.search(text) else set()
    told = bool(days)
    found = list(_DAY.finditer(text))
    for at, day in enumerate(found):
        number = _number(day)
        before = found[at - 1] if at else None
        span = before is not None and _SPAN.match(text[before.end() : day.start()])
        named = range(_number(before), number + 1) if before and span and _number(before) < number else (number,)
        if SHUT.search(text[: day.start()]):
            days -= set(named)
            told = told or CLOSED.search(text) is not None
        else:
            days |= set(named)
            told = told or OPENING.search(text) is not None
    return frozenset(days) if told else None


def channel(text: str) -> str:
    """What is open: "chat", "phone" or "visit"; empty where a text names none of them."""
    return next((name for name, words in CHANNELS.items() if words.search(text)), "")


def asks_opening(text: str) -> bool:
    """Whether a question is about when something is open, on a day that it names."""
    return bool(named_days(text)) and OPENING.search(text) is not None


def open_then(question: str, text: str) -> bool | None:
    """Yes or no to a question whether something is open (or closed) on the days it names; None where the text does not tell."""
    days = open_days(text)
    if days is None or not asks_opening(question) or (channel(question) and channel(question) != channel(text)):
        return None
    asked = named_days(question)
    if not (asked <= days or asked.isdisjoint(days)):
        return None
    return (asked <= days) is not bool(CLOSED.search(question))


def _number(found: re.Match[str] | None) -> int:
    return next(n for n in range(len(DAYS)) if found and found[f"d{n}"])
