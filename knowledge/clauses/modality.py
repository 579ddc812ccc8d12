"""How strongly a clause binds: duty, prohibition, permission, recommendation, exemption, and whether it defines a term.

Phrases stand in `modality.toml`. They are looked for in every language's text: a Norwegian agreement quotes English clauses.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal, get_args

from knowledge.clauses.dates import MONTHS
from knowledge.types import Language

ModalityKind = Literal["definition", "exemption", "prohibition", "recommendation", "permission", "duty"]
MODALITIES: tuple[ModalityKind, ...] = get_args(ModalityKind)

_GAP = r"(?:\s+[^\s.,;:]+){0,3}?\s+"
_MAY_MONTH = re.compile(r"(?:\d{1,2}(?:\.|st|nd|rd|th)?|\b(?:in|until|by|since|of|from|to|during))\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Modality:
    """One binding phrase: `text` is `[start:end]` of the clause."""

    kind: ModalityKind
    text: str
    start: int
    end: int


@cache
def _patterns(english: bool) -> tuple[tuple[ModalityKind, re.Pattern[str]], ...]:
    data = tomllib.loads(resources.files("knowledge.clauses").joinpath("modality.toml").read_text(encoding="utf-8"))
    return tuple((kind, _pattern(data[kind]["en" if english else "no"])) for kind in MODALITIES)


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    parts = (
        _GAP.join(r"\s+".join(map(re.escape, half.split())) for half in phrase.split(" … "))
        for phrase in sorted(phrases, key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.I)


@lru_cache(maxsize=20_000)
def modalities(text: str, language: Language) -> tuple[Modality, ...]:
    """The binding phrases of a clause in the order they stand; where phrases overlap, the more special one counts."""
    found: list[Modality] = []
    for kind, pattern in _patterns(language == "en"):
        for match in pattern.finditer(text):
            free = all(match.end() <= other.start or other.end <= match.start() for other in found)
            if free and not (match[0] == "May" and _is_month(text, match)):
                found.append(Modality(kind, match[0], match.start(), match.end()))
    return tuple(sorted(found, key=lambda modality: modality.start))


def _is_month(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() :].lstrip()
    return (
        after[:1].isdigit()
        or _MAY_MONTH.search(text[: match.start()]) is not None
        or after.split(" ")[0].lower() in MONTHS
    )


_TERM = r"[\"«“”'‘’][^\"»“”'‘’]{2,60}[\"»“”'‘’]"
_DEFINES = re.compile(
    rf"^(?:med\s+.{{2,80}}?\s+(?:menes|forstås|meinast|er\s+(?:her\s+)?mei?nt|meiner\s+\w+)\b"
    rf"|(?:med\s+)?{_TERM}\s+(?:betyr|betyder|tyder|menes|er|means?|shall\s+mean|refers?\s+to|has\s+the\s+meaning)\b"
    r"|(?:i|for|in|for the purposes of)\s+(?:denne|desse|dette|this|these)\s.{2,60}?\s(?:betyr|tyder|menes|means?|shall\s+mean)\b"
    r"|[\w /-]{2,60}?\s(?:betyr|defineres\s+som|er\s+definert\s+som|definerast\s+som|means|is\s+defined\s+as|shall\s+mean)\b"
    rf"|[^|]{{2,60}}:\s.{{3,}}\b(?:menes|betyr|means)\b)",
    re.I,
)


def defines(text: str) -> bool:
    """Whether a clause says what a term means."""
    return _DEFINES.search(text.strip()) is not None
