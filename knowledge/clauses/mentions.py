"""The dates, amounts, numbers, references and addresses that a clause mentions, each with a value that can be compared.

"1. januar 2022", "01.01.2022" and "January 1, 2022" have the same value; so have "kr 2 mill." and "2 000 000 kroner".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Literal

from knowledge.types import Language

MentionKind = Literal["date", "amount", "number", "reference", "contact"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A date, amount, number, cross-reference or address in a text: `text` is `[start:end]` of it, `value` its normal form."""

    kind: MentionKind
    text: str
    value: str
    start: int
    end: int


_CONTACT = re.compile(
    r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?P<url>(?:https?://|www\.)[^\s|<>\"»)]+)"
    r"|(?P<phone>(?:\+\d{2}[ \u00a0]?)?(?<![\d.,])(?:\d{2}(?:[ \u00a0]\d{2}){3}|\d{3}[ \u00a0]\d{2}[ \u00a0]\d{3})(?![\d.,]*\d))"
    r"|(?:tlf|telefon|phone|tel|mobil|mobile)[.:]*\s*(?P<call>\+?\d[\d \u00a0]{6,14}\d)"
    r"|(?:org(?:anisasjons(?:nummer|nr))?\.?\s*(?:nr|no)?\.?:?\s*)(?P<company>\d{3}[ \u00a0]?\d{3}[ \u00a0]?\d{3})",
    re.I,
)
_REFERENCE = re.compile(
    r"(?P<what>§+|\b(?:punkt(?:et|ene|a)?|pkt\.?|paragraf(?:en)?|artik(?:kel|el)(?:en)?|art\.|kapit(?:tel|el)(?:et)?|kap\.|avsnitt(?:et)?|"
    r"ledd|bokstav|vedlegg|bilag|sections?|clauses?|articles?|chapter|paragraph|annex|appendix|schedule)\b)"
    r"\s*(?P<where>\d+(?:[.\-–]\d+)*[a-z]?\b|[a-zæøåA-ZÆØÅ]\b(?!\.\w))",
    re.I,
)


@lru_cache(maxsize=20_000)
def mentions(text: str, language: Language = "nb") -> tuple[Mention, ...]:
    """All mentions in `text`, by their place; none overlaps another. `language` tells which number words to look for."""
    from knowledge.clauses.dates import dates
    from knowledge.clauses.quantities import quantities

    found: list[Mention] = []
    for finder in (_contacts, _references, dates, partial(quantities, language=language)):
        found += [m for m in finder(text) if all(m.end <= other.start or other.end <= m.start for other in found)]
    return tuple(sorted(found, key=lambda m: m.start))


def _contacts(text: str) -> Iterator[Mention]:
    for found in _CONTACT.finditer(text):
        if found["mail"] or found["url"]:
            shown = found[0].rstrip(".,;")
            yield Mention("contact", shown, shown.lower(), found.start(), found.start() + len(shown))
        else:
            group = next(name for name in ("phone", "call", "company") if found[name])
            digits = re.sub(r"\D", "", found[group])
            yield Mention("contact", found[group], digits, found.start(group), found.end(group))


def _references(text: str) -> Iterator[Mention]:
    for found in _REFERENCE.finditer(text):
        yield Mention("reference", found[0], found["where"].lower().replace("–", "-"), found.start(), found.end())
