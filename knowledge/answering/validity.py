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


def caution(version: Version, today: date, replaced: frozenset[str], language: Language) -> str:
    """What the reader must be told of a version that is not in force; empty where it is."""
    state = standing(version, today, replaced)
    if state == "in_force":
        return ""
    end, start = version.metadata.valid_to or "", version.metadata.valid_from or ""
    return texts()(
        state,
        language,
        **{"end": say_date(end, language)} if state == "expired" else {"start": say_date(start, language)},
    )
