"""Names (of people, bodies, programmes) and roles in a clause, by their form and by a list of words: no model.

A name is a run of capitalised words, an abbreviation in capitals or a word with a figure in it (`TRD3.0`). The first word of a
sentence is a name only when it is followed by another capitalised word, is an abbreviation, or is `known` as one from elsewhere.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from knowledge.clauses.dates import MONTHS
from knowledge.clauses.mentions import mentions
from knowledge.clauses.modality import modalities
from knowledge.language.analysis import stopwords
from knowledge.types import Language


@dataclass(frozen=True, slots=True)
class Name:
    """A name or a role: `text` is `[start:end]` of the clause, `value` what is compared (roles in lower case)."""

    text: str
    value: str
    start: int
    end: int


_TOKEN = re.compile(r"[A-ZÆØÅÄÖÉ][\w'’./&-]*[\w]|[A-ZÆØÅ]\b\.?")
_ABBREVIATION = re.compile(r"[A-ZÆØÅ]{2,}[\w.-]*|\w*[A-ZÆØÅ]\w*\d[\w.]*|[A-ZÆØÅ]\w*[a-zæøå][A-ZÆØÅ]\w*")
_BETWEEN = re.compile(r"\s+(?:(?:av|van|de|von|der|of|the|for|og|and)\s+){0,2}")
_BREAK = re.compile(r"[,;:|]\s*|\s[–-]\s")
_LONGEST_SUBJECT = 5  # words; a longer run in front of the verb holds more than who is bound
_OPENS = re.compile(r"(?:^|[.!?:|•]\s*|[\"«“(]\s*|\n\s*|(?:^|\s)(?:\d+|[a-z])[.)]\s+)$")
_WEEKDAYS = "mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tysdag laurdag sundag "
_DAYS = "monday tuesday wednesday thursday friday saturday sunday "
_MONTH_NAMES = frozenset(name for name in MONTHS if len(name) > 3) | {"mai", "may"}
_ALSO_NAMES = frozenset({"per", "are", "even"})  # given names that are function words, too
_NO_NAMES = frozenset(f"{_WEEKDAYS}{_DAYS}norwegian english norsk engelsk i".split())


def names(text: str, known: Collection[str] = ()) -> tuple[Name, ...]:
    """The names in a clause, in order. `known`: first words that are names although they open a sentence."""
    taken = [(m.start, m.end) for m in mentions(text) if m.kind != "number"]
    tokens = [
        found
        for found in _TOKEN.finditer(text)
        if found[0].lower().rstrip(".") not in _NO_NAMES
        and found[0].lower().rstrip(".") not in _MONTH_NAMES
        and not any(start < found.end() and found.start() < end for start, end in taken)
    ]
    return tuple(name for run in _runs(text, tokens) if (name := _name(text, run, known)) is not None)


def _runs(text: str, tokens: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    run: list[re.Match[str]] = []
    for token in tokens:
        if run and not _joined(text[run[-1].end() : token.start()]):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _joined(between: str) -> bool:
    found = _BETWEEN.fullmatch(between)
    return found is not None and not re.search(r"\b(?:og|and|for)\b", between)


def _name(text: str, run: list[re.Match[str]], known: Collection[str]) -> Name | None:
    opens = _OPENS.search(text[: run[0].start()]) is not None
    first = run[0][0]
    if opens and first.lower() in stopwords() and not (first.lower() in _ALSO_NAMES and _full_name(text, run)):
        return _name(text, run[1:], known) if len(run) > 1 else None
    if opens and not _ABBREVIATION.fullmatch(first) and first not in known and not _full_name(text, run):
        run = run[1:]
    if not run or (len(run) == 1 and len(run[0][0]) == 1):
        return None
    start, end = run[0].start(), run[-1].end()
    return Name(text[start:end], text[start:end], start, end)


def _full_name(text: str, run: list[re.Match[str]]) -> bool:
    """`Rita Ottervik skal …` opens with a name, `Ordfører Rita …` with a role."""
    return len(run) > 1 and text[run[0].end() : run[1].start()] == " " and not _role_words().fullmatch(run[0][0])


@cache
def _role_words() -> re.Pattern[str]:
    data = tomllib.loads(resources.files("knowledge.clauses").joinpath("roles.toml").read_text(encoding="utf-8"))
    norwegian = "|".join(map(re.escape, sorted({*data["nb"], *data["nn"]}, key=len, reverse=True)))
    endings = "|".join(map(re.escape, sorted(data["endings"], key=len, reverse=True)))
    english = "|".join(map(re.escape, sorted(data["en"], key=len, reverse=True)))
    definite = r"(?:e?n|e?t|a|i|s|e?ne|ane|er|ar|r|e?r?s)?"
    return re.compile(
        rf"\b(?:(?:{norwegian}){definite}|[\w-]{{2,}}(?:{endings}){definite}|(?:{english})(?:s|'s|’s)?)\b", re.I
    )


def roles(text: str) -> tuple[Name, ...]:
    """The roles and bodies in a clause, in order."""
    return tuple(Name(found[0], found[0].lower(), found.start(), found.end()) for found in _role_words().finditer(text))


def subject(text: str, language: Language) -> str:
    """Who a clause binds, by its place at the binding verb: "the unit" of "If so, the unit shall …". Empty where that is not plain."""
    bound = next((m for m in modalities(text, language) if m.kind != "definition"), None)
    if bound is None:
        return ""
    before = _BREAK.split(text[: bound.start])[-1].strip()
    if before:
        return before if before.count(" ") < _LONGEST_SUBJECT else ""
    after = text[bound.end :].split()  # Norwegian turns verb and subject round after a condition
    return after[0].strip(".,;:") if after and language != "en" and before == "" and bound.start > 0 else ""
