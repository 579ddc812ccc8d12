"""A table's row read out: its label, and of its cells the one that was asked for, with the column's name where that is needed."""

from __future__ import annotations

import re

from knowledge.answering.asking import Asked, AskedKind
from knowledge.answering.facts import facts
from knowledge.answering.gloss import listed, said
from knowledge.answering.lexicon import lexicon
from knowledge.answering.likeness import likeness
from knowledge.answering.rendering.translating import render
from knowledge.answering.units import Unit
from knowledge.answering.wording import localise, understood_by
from knowledge.answering.wordlists import SIDES
from knowledge.answering.wordtable import words_of
from knowledge.language.analysis import stopwords
from knowledge.types import Language

SAME = 0.6  # likeness by form from which a word of a column's name is a word of the question
ASKS_FOR: dict[AskedKind, tuple[str, ...]] = {
    "who": ("hvem", "kven", "who", "navn", "namn", "name", "part"),
    "when": ("når", "when", "dato", "date", "frist", "deadline", "dag", "day", "år", "year", "periode"),
    "how_many": ("antall", "antal", "tal", "tall", "number"),
    "how_much": ("beløp", "sum", "amount", "andel", "share", "kroner", "nok"),
    "where": ("hvor", "kor", "where", "sted", "stad", "place"),
    "procedure": (
        "start",
        "starte",
        "begynne",
        "byrje",
        "begin",
        "framgangsmåte",
        "procedure",
        "how",
        "hvordan",
        "korleis",
    ),
    "how_often": ("ofte", "ganger", "gonger", "often"),
}
ASKING = re.compile(
    r"^(?:hvem|hva|når|hvor\w*|hvordan|kven|kva|kor\w*|korleis|who|what|when|where|how)\b", re.I
)  # says nothing
BRACKETS = re.compile(r"\([^)]*\)")
CELL_LENGTH = 160
HANGS = re.compile(
    r"\b(?:innen|innan|fra|frå|før|etter|siden|sidan|til|senest|seinast|by|from|before|after|until|since|no later than)$",
    re.I,
)


def read_row(asked: Asked, unit: Unit, written: Language, language: Language) -> str:
    """A row as "label: value" in the reader's language; empty where that cannot be said in it."""
    label, *cells = unit.cells
    names = [*unit.header[1:], *("" for _ in cells)][: len(cells)]
    told = [(name, cell) for name, cell in zip(names, cells, strict=True) if cell.strip(" –-")]
    if not label or not told:
        return ""
    chosen = told if len(told) == 1 else ([one] if (one := _asked_for(asked, told)) else told)
    several = len(told) > 1
    return (
        _own(label, chosen, several)
        if understood_by(language, written)
        else _foreign(label, chosen, several, written, language)
    )


def _own(label: str, told: list[tuple[str, str]], several: bool) -> str:
    if len(told) > 1:
        return _sentence(
            f"{label}: "
            + "; ".join(
                f"{_low(name)}: {cell.strip(' .')}" if name and not _says_nothing(name) else cell.strip(" .")
                for name, cell in told
            )
        )
    ((name, cell),) = told
    if several and name and len(name) <= 60 and not _says_nothing(name):
        return _sentence(f"{label}, {_low(name)}: {cell}")
    return _sentence(f"{label}: {cell} ({_low(name)})" if name and _bare_figure(cell) else f"{label}: {cell}")


def _foreign(label: str, told: list[tuple[str, str]], several: bool, written: Language, language: Language) -> str:
    """Label and cell said in the reader's language; what has no word in it is left to the quote."""
    subject = _say(label, written, language)
    values = [
        (_say(BRACKETS.sub(" ", name), written, language) if several else "", _value(cell, written, language))
        for name, cell in told
    ]
    shown = "; ".join(f"{name}: {value}" if name and len(values) > 1 else value for name, value in values if value)
    if not shown:
        return ""
    heads = [subject] if subject and not shown.endswith(subject) else []
    if len(values) == 1 and values[0][0]:
        heads.append(values[0][0])
    lead = ", ".join(heads)
    if len(heads) == 1 and HANGS.search(lead):
        return _sentence(_capital(f"{lead} {shown}"))  # "Prosjektet må starte innen 4. januar"
    return _sentence(_capital(f"{lead}: {shown}" if lead else shown))


def _value(cell: str, written: Language, language: Language) -> str:
    figure = localise(cell.strip(), language)
    dates = facts(cell, "date")
    if (dates and dates[0].text == cell.strip()) or _bare_figure(cell):
        return figure
    return _say(cell, written, language)


def _say(text: str, written: Language, language: Language) -> str:
    rough = render(text, language)
    if rough.holds and len(rough.text) <= CELL_LENGTH:
        told = rough.text.rstrip(" .")
        return told if text[:1].isupper() or not text[:1].isalpha() else told[:1].lower() + told[1:]
    return listed(said(text, written, language, CELL_LENGTH), language)


def _asked_for(asked: Asked, told: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The one cell whose column the question names, asks for by its kind, or whose cell alone holds such a fact; None where several do."""
    asked_words = [word for word in words_of(asked.text) if word not in stopwords()]
    named = [pair for pair in told if _names(pair[0], asked_words)]
    if len(named) == 1:
        return named[0]
    wanted = set(ASKS_FOR.get(asked.kind, ()))
    suited = [pair for pair in told if wanted & set(words_of(pair[0]))]
    if len(suited) == 1:
        return suited[0]
    holding = [pair for pair in told if any(facts(pair[1], kind) for kind in asked.expected)]
    return holding[0] if len(holding) == 1 else None


def _names(column: str, asked_words: list[str]) -> bool:
    words = [word for word in words_of(column) if word not in stopwords()]
    return any(likeness(one, other) >= SAME for one in asked_words for other in words)


def _says_nothing(column: str) -> bool:
    """Whether a column's name only asks ("Who?"); one that goes on ("Where to start") says what its cells are."""
    asks = ASKING.match(column)
    return asks is not None and all(word in stopwords() for word in words_of(column[asks.end() :]))


def _bare_figure(cell: str) -> bool:
    return re.fullmatch(r"[\d\s.,%]+", cell.strip()) is not None


def _low(name: str) -> str:
    """A column's name inside a sentence; a proper name or an abbreviation keeps its capitals."""
    first = words_of(name)[:1]
    known = bool(first) and any(lexicon(side).find(first, 0) for side in SIDES)
    return name[0].lower() + name[1:] if known or (first and first[0] in stopwords()) else name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if not text.startswith("ph.d") else text


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."
