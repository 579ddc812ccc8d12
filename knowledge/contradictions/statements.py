"""What a document claims, in values that can be compared: when something begins and ends, how long, how many, how much, who."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from knowledge.clauses import Clause, Mention, TextPiece, clauses, mentions, names
from knowledge.clauses.folding import clause_hash
from knowledge.contradictions.people import holders
from knowledge.contradictions.subjects import Subject, counted, is_term, named, profile, subject_of
from knowledge.contradictions.values import Value, bound_before
from knowledge.types import Language

_NEAR = 70  # characters in front of a date in which the word that tells its attribute stands
_AFTER = 120
_BEHIND = 40  # a word behind the date counts as if it stood so much farther
_RANGE = re.compile(r"\s*(?:[-–—]|til(?: og med)?|to|until|through|og|and)\s*$", re.I)
_EXAMPLE = re.compile(r"\b(?:for eksempel|f\.eks|til dømes|t\.d|for example|e\.g|such as)\b", re.I)


@dataclass(frozen=True, slots=True)
class Source:
    """A document to be read: its identity, title, validity as ISO dates, and its chunks in reading order."""

    identity: str
    title: str
    language: Language
    pieces: Sequence[TextPiece]
    valid_from: str | None = None
    valid_to: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim. `attribute` tells what is said of `subject` ("ends", "duration", "count:…", "holder:…"), `value` what; `about` is the
    profile of the document."""

    document: str
    attribute: str
    value: Value
    subject: Subject
    clause: Clause
    about: Mapping[str, int]
    valid_from: str | None = None
    valid_to: str | None = None


def statements(source: Source) -> list[Statement]:
    """The claims of a document, in reading order; its title and headings claim, too."""
    found = []
    read = clauses(source.pieces)
    about = profile(source.title, source.language, read)
    named_within = [name for clause in read for name in names(clause.text)]
    named_within += [name for name in names(source.title) if name.start > 0]  # a title's first word is a capital anyway
    known = frozenset(name.text.split()[0] for name in named_within) | _name_alone(source.title)
    title_names = frozenset(named(source.title, known))
    for clause in _with_headings(source, read):
        if _EXAMPLE.search(clause.text) or clause.text.rstrip().endswith("?"):
            continue
        for attribute, value, start, end in _claims(clause):
            rest = _without_attribute(attribute, clause.text[:start] + " " + clause.text[end:])
            subject = subject_of(clause, source.title, rest, title_names, known)
            found.append(
                Statement(source.identity, attribute, value, subject, clause, about, source.valid_from, source.valid_to)
            )
    return found


def _without_attribute(attribute: str, text: str) -> str:
    """The clause without the words that tell the attribute: "etablert" and "was founded" say which date it is, not of what."""
    told = _words("dates").get(attribute) if attribute in {"founded", "signed", "adopted"} else None
    return text if told is None else re.sub(told.pattern + r"\w*", " ", text, flags=re.I)


def _name_alone(title: str) -> frozenset[str]:
    """A title of one word is what the document is about by name ("Fjordlab"), unless it is a word of the field ("Vedtekter")."""
    word = title.strip()
    return frozenset() if " " in word or is_term(word) else frozenset({word})


def _with_headings(source: Source, read: Sequence[Clause]) -> Iterator[Clause]:
    seen: set[str] = set()
    headings = [source.title, *(heading for clause in read for heading in clause.section)]
    for heading in headings:
        if heading and heading not in seen and any(c.isdigit() for c in heading):
            seen.add(heading)
            first = next((c for c in read if heading in c.section), None)
            section = first.section[: first.section.index(heading)] if first else ()
            page = first.page if first else None
            yield Clause(heading, section, page, source.language, "sentence", "", -1, -1, -1, clause_hash(heading))
    yield from read


Claim = tuple[str, Value, int, int]


def _claims(clause: Clause) -> Iterator[Claim]:
    text = clause.text
    found = mentions(text, clause.language)
    for n, mention in enumerate(found):
        value = Value(mention.value, mention.text, bound_before(text[: mention.start]))
        if mention.kind == "date":
            yield from (
                (attribute, value, mention.start, mention.end) for attribute in _date_attributes(clause, found, n)
            )
        elif mention.kind == "amount":
            yield "amount", value, mention.start, mention.end
        elif mention.kind == "contact":
            kind = "mail" if "@" in mention.value else "phone" if mention.value.isdigit() else ""
            if kind:
                yield kind, value, mention.start, mention.end
        elif mention.kind == "number":
            attribute = _number_attribute(clause, mention)
            if attribute:
                yield attribute, value, mention.start, mention.end
    for role, name, start, end in holders(clause):
        yield f"holder:{role}", Value(name.lower(), name), start, end


def _date_attributes(clause: Clause, found: Sequence[Mention], n: int) -> Iterator[str]:
    """What a date is of: its place in a range, else the nearest word that tells, else just a date."""
    text, mention = clause.text, found[n]
    after = found[n + 1] if n + 1 < len(found) else None
    before = found[n - 1] if n else None
    if mention.value.startswith("T"):
        yield "time"
        return
    if (
        after
        and after.kind == "date"
        and not after.value.startswith("T")
        and _RANGE.fullmatch(text[mention.end : after.start])
    ):
        yield "begins"
        return
    if (
        before
        and before.kind == "date"
        and not before.value.startswith("T")
        and _RANGE.fullmatch(text[before.end : mention.start])
    ):
        yield "ends"
        return
    begin, end = before.end if before else 0, after.start if after else len(text)
    beside = next((name for name, words in _words("beside").items() if words.search(text[begin : mention.start])), None)
    told = _told_by_words(text, mention, begin, end)
    # "varer til 2030" ends then, "signert fra 1. mai" does not begin; a word for signing is stronger than the preposition.
    yield beside if beside and told not in {"signed", "adopted", "held"} else told


def _told_by_words(text: str, mention: Mention, begin: int, end: int) -> str:
    """The attribute whose word stands nearest, in front of the date rather than behind it."""
    ahead = text[max(begin, mention.start - _NEAR) : mention.start]
    behind = text[mention.end : min(end, mention.end + _AFTER)]
    best: tuple[int, str] | None = None
    for attribute, pattern in _words("dates").items():
        distances = [len(ahead) - found.end() for found in pattern.finditer(ahead)]
        distances += [_BEHIND + found.start() for found in pattern.finditer(behind)]
        if distances:
            nearest = (min(distances), attribute)
            if best is None or nearest[0] < best[0]:
                best = nearest
    return best[1] if best else "date"


@cache
def _words(table: Literal["beside", "dates"]) -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(
        resources.files("knowledge.contradictions").joinpath("attributes.toml").read_text(encoding="utf-8")
    )
    form = r"(?<!\w)(?:{})\s+(?:den\s+|the\s+)?$" if table == "beside" else r"(?<!\w)(?:{})"
    return {name: re.compile(form.replace("{}", words), re.I) for name, words in data[table].items()}


def _number_attribute(clause: Clause, mention: Mention) -> str | None:
    """A duration, a share, or a count of something; None for a figure that counts nothing we can name."""
    unit = mention.value.partition(" ")[2]
    if unit in {"day", "working day", "week", "month", "year", "hour", "minute"}:
        return "duration"
    if unit == "%":
        return "share"
    if unit:
        return f"count:{unit}"
    what = counted(clause.text[mention.end :], clause.language)
    return f"count:{what}" if what else None
