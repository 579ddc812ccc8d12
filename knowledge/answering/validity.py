"""Whether a version is in force on a day, and what a reader must be told where it is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from knowledge.answering.wording import parse_day, say_date, texts
from knowledge.types import Language, Passage, Version

Standing = Literal["in_force", "expired", "superseded", "not_yet", "closed"]
CLOSED = re.compile(
    r"\b(?:gjennomført|avsluttet|avslutta|utgått|opphevet|oppheva|erstattet|erstatta|closed|expired|superseded|withdrawn|archived|arkivert)\b",
    re.I,
)
PAST = re.compile(
    r"\b(?:var|gjaldt|galdt|før|tidligere|tidlegare|forrige|førre|opprinnelig\w*|opphavleg\w*|den\s+gang\w*|historisk|gamle|"
    r"was|were|did|before|earlier|previous\w*|former\w*|original\w*|used\s+to|old)\b", re.I
)  # fmt: skip
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
TO_YEAR = re.compile(r"(?:\btil|\bto|\buntil|[-–])\s*$", re.I)
WEIGHT: dict[Standing, float] = {"in_force": 1.0, "not_yet": 0.9, "closed": 0.85, "expired": 0.6, "superseded": 0.5}


def standing(version: Version, today: date, replaced: frozenset[str] = frozenset()) -> Standing:
    """How a version stands on a day. `replaced`: identities, ids and addresses that other documents name as superseded by them."""
    metadata = version.metadata
    names = {version.document.identity, metadata.id, metadata.url, version.document.file_name}
    if names & replaced:
        return "superseded"
    end, start = parse_day(metadata.valid_to, last=True), parse_day(metadata.valid_from)
    if end and end < today:
        return "expired"
    if start and start > today:
        return "not_yet"
    said = f"{metadata.status or ''} {metadata.updated or ''} {metadata.title or ''}"
    return "closed" if CLOSED.search(said) else "in_force"


def old_edition(version: Version, today: date) -> bool:
    """Whether a document is of an earlier year by its title, and does not say itself how long it holds."""
    years = editions(version.metadata.title or "")
    return bool(years) and not version.metadata.valid_to and max(years) < today.year


def holds(version: Version, today: date, replaced: frozenset[str] = frozenset()) -> bool:
    """Whether a version is in force on a day, and of no earlier year."""
    return standing(version, today, replaced) == "in_force" and not old_edition(version, today)


def editions(title: str) -> frozenset[int]:
    """The years that a title is of ("Report 2021"); the one that something lasts until is none."""
    return frozenset(int(found.group()) for found in YEAR.finditer(title) if not TO_YEAR.search(title[: found.start()]))


def asks_about_past(question: str, today: date) -> bool:
    """Whether a question is about what once held: its tense and words say so, or it names an earlier year."""
    return bool(PAST.search(question)) or any(int(year) < today.year for year in YEAR.findall(question))


def replaced_by_others(passages: Sequence[Passage]) -> frozenset[str]:
    """What the retrieved documents say that they supersede."""
    return frozenset(p.version.metadata.supersedes for p in passages if p.version.metadata.supersedes)


def weigh(passages: Sequence[Passage], today: date, past: bool) -> list[Passage]:
    """The passages with those not in force moved down, unless the question is about the past."""
    if past:
        return list(passages)
    replaced = replaced_by_others(passages)
    weighed = [replace(p, score=p.score * WEIGHT[standing(p.version, today, replaced)]) for p in passages]
    return sorted(weighed, key=lambda passage: -passage.score)


def caution(version: Version, today: date, replaced: frozenset[str], language: Language, past: bool = False) -> str:
    """What the reader must be told of a version that is not in force; empty where it is, or an old edition was asked for (`past`)."""
    state = standing(version, today, replaced)
    metadata = version.metadata
    if state == "in_force":
        old = old_edition(version, today) and not past
        return texts()("edition", language, year=str(max(editions(metadata.title or "")))) if old else ""
    told = {"end": say_date(metadata.valid_to or "", language), "start": say_date(metadata.valid_from or "", language)}
    needed: dict[Standing, str] = {"expired": "end", "not_yet": "start"}
    return texts()(state, language, **{name: told[name] for name in needed.values() if needed.get(state) == name})
