"""The facts that short questions ask for, found in running text: dates, durations, figures, people, addresses.

Norwegian and English alike. Everything here works on characters; nothing decides what a fact is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

FactKind = Literal[
    "date",
    "clock",
    "duration",
    "money",
    "percent",
    "number",
    "person",
    "role",
    "email",
    "phone",
    "url",
    "street",
    "reference",
]

MONTHS_NB = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"
)  # fmt: skip
MONTH = "|".join((*MONTHS_NB, *MONTHS_EN, r"(?:jan|feb|apr|aug|sept?|okt|oct|nov|des|dec)\b\.?"))
SEASON = (
    r"(?:våren|sommeren|høsten|hausten|vinteren|sumaren|spring|summer|autumn|fall|winter)"
    r"(?:\s+(?:semester\s+)?(?:of\s+)?(?:19|20)\d\d)"
)
YEAR = r"(?<![\d./,])(?:19|20)\d\d(?![\d/]|[.,]\d)"
DATE = rf"""
    (?<![\d.])\d{{4}}-\d\d-\d\d(?!\d)
  | (?<![\d.])\d{{1,2}}\.\s?\d{{1,2}}\.\s?(?:19|20)\d\d(?!\d)
  | (?<!\d)\d{{1,2}}(?:\.|st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTH})(?:,?\s+(?:19|20)\d\d)?(?!\w)
  | \b(?:{MONTH})\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,\s*|\s+)(?:19|20)\d\d
  | \b(?:January|February|March|April|June|July|August|September|October|November|December)\s+\d{{1,2}}(?!\d)
  | \b(?:{MONTH})\s+(?:19|20)\d\d(?!\d)
  | \b{SEASON}
  | {YEAR}
"""
NUMBER_WORDS = {
    "norwegian": r"(?:null|én|ett|ein|eitt|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|femten|tjue|tretti|førti|femti|hundre|tusen"
    r"|halvparten|dobbelt)",
    "english": r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|thousand"
    r"|half|twice|once)",
}
VAGUE = frozenset({"en", "ein", "én", "ett", "eitt", "one", "null", "half"})  # more often an article than a figure
NUMBER_WORD = rf"(?:{NUMBER_WORDS['norwegian']}|{NUMBER_WORDS['english']})"
DIGITS = (
    r"(?<![\w/.,-])\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|(?<![\w/.,-])\d{1,3}(?:,\d{3})+(?![\d,])"
    r"|(?<![\w/.,-])(?<!TRD )(?<!Trondheim )\d+(?:[.,](?!0\b)\d+)?(?![\w/]|[.,-]\d)"
)
UNIT = (
    r"(?:virke|arbeids|hver|working\s+)?(?:sekund|minutt|time|dag|døgn|uke|veke|måned|månad|kvartal|semester|skoleår|år"
    r"|second|minute|hour|day|week|month|quarter|year|term)(?:er|ar|s|ene)?"
)
ROLE = (
    r"\w*(?:ordfører|ordførar|rektor|direktør|dekan|dekanus|koordinator|rådgiver|rådgivar|leder|leiar|veileder|rettleiar"
    r"|eier|eigar|sjef|ansvarlig|ansvarleg|ombud|byråd|minister|professor|stipendiat|forsker|forskar|student|kandidat|ansatt|tilsett"
    r"|kommune|fylkeskommune|departement|utvalg|utval|råd|styre|gruppe|team|komité|komite|parten?e?|institusjon|enhet|eining|virksomhet|verksemd"
    r"|akademia|næringsliv|bedrift|selskap|forening|samfunn|innbygger|innbyggjar|borger|universitet|høgskole|høyskole|fakultet|institutt|avdeling"
    r"|academia|business|society|compan|citizen|resident|universit|college|facult|institute|ministr|mayor|rector|director|dean|coordinator|adviser|advisor|leader|manager|supervisor|owner|officer|head|professor|candidate|researcher"
    r"|employee|staff|municipality|committee|council|board|department|partner|agency|applicant|søker|søkjar)"
    r"(?:en|et|a|er|ar|ene|ane|ne|s|ies|r)?"
)
CAPITAL = r"[A-ZÆØÅ][a-zæøåéèüö]+(?:-[A-ZÆØÅ][a-zæøåéèüö]+)?"
WORD = re.compile(r"\w+")
PATTERNS: dict[FactKind, re.Pattern[str]] = {
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "url": re.compile(r"https?://\S+|\b(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:no|com|org|edu|eu|net|io)\b(?:/\S*)?", re.I),
    "phone": re.compile(
        r"(?<![\d/])(?:\+\d{2}[ \u00a0]?)?(?:\d{2}[ \u00a0]?){3}\d{2}(?!\d)|(?<!\d)\d{3}[ \u00a0]\d{2}[ \u00a0]\d{3}(?!\d)"
    ),
    "street": re.compile(
        r"\b\w+(?:gata|gate|gaten|veien|vegen|vei|veg|plass|torg|torget|allé|bakken|street|road|avenue)\s+\d+\s?[A-Z]?\b"
        r"|\b\d{4}\s+[A-ZÆØÅ][a-zæøå]{2,}\b(?=\s*$|[.,;)])"
    ),
    "reference": re.compile(r"(?<!\d)(?:19|20)?\d{2}/\d{3,}|\b[A-Z]{2,}-?\d{3,}\b|\b\d+/\d{2,4}\b"),
    "date": re.compile(DATE, re.X | re.I),
    "clock": re.compile(
        r"\b(?:kl\.?|klokka|klokken|at)\s*\d{1,2}(?:[.:]\d\d)?(?:\s*[-–]\s*\d{1,2}(?:[.:]\d\d)?)?|\b\d{1,2}[.:]\d\d\b",
        re.I,
    ),
    "duration": re.compile(
        rf"\b(?:{NUMBER_WORD}|\d+(?:[.,]\d+)?)(?:\s*(?:[-–]|til|to|eller|or|og|and)\s*(?:{NUMBER_WORD}|\d+))?\s+(?:\w+\s+)?{UNIT}\b",
        re.I,
    ),
    "money": re.compile(
        rf"(?:kr\.?|NOK|EUR|€|\$)\s?(?:{DIGITS})|(?:{DIGITS}|{NUMBER_WORD})\s*(?:millioner|million|mill\.?|milliarder|billion)?\s*(?:kroner|kr\b|NOK|EUR|euro)",
        re.I,
    ),
    "percent": re.compile(
        r"\d+(?:[.,]\d+)?\s?(?:%|prosent|per\s?cent|percent)"
        r"|\b(?:hver|kvar|every)\s+(?:andre|annen|tredje|fjerde|femte|sjette|sjuende|åttende|tiende|second|third|fourth|fifth|sixth|seventh|eighth|tenth)\b"
        r"|\b(?:halvparten|halvdelen|half|(?:en|ein|én|to|one|two|a)\s+(?:tredel|tredjedel|fjerdedel|femtedel|third|quarter|fifth)\w*)\b",
        re.I,
    ),
    "number": re.compile(DIGITS),
    "person": re.compile(
        rf"(?<![.!?:] )(?<!^)(?<![\w.])(?:{CAPITAL}\s+){{1,3}}{CAPITAL}\b|^{CAPITAL}\s+{CAPITAL}(?:\s+{CAPITAL})?(?=,|\s+\()"
    ),
    "role": re.compile(rf"\b{ROLE}\b", re.I),
}

DIGIT = re.compile(r"\d")
NEEDED: dict[FactKind, re.Pattern[str]] = {
    "email": re.compile("@"),
    "url": re.compile(r"://|\.(?:no|com|org|edu|eu|net|io)\b", re.I),
    **dict.fromkeys(("phone", "street", "reference", "date", "clock", "number"), DIGIT),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in a text: its kind and where it stands, in characters."""

    kind: FactKind
    text: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def facts(text: str, kind: FactKind) -> tuple[Fact, ...]:
    """All facts of a kind in a text, in order."""
    matches = _role_words(text) if kind == "role" else found_in(text, kind)
    found = (Fact(kind, m.group().strip(), m.start(), m.end()) for m in matches)
    return tuple(fact for fact in found if fact.text)


def found_in(text: str, kind: FactKind) -> Iterable[re.Match[str]]:
    """Where a kind's pattern stands in a text. A text without what every such fact holds (a digit, an "@") is not searched."""
    needed = NEEDED.get(kind)
    return PATTERNS[kind].finditer(text) if needed is None or needed.search(text) else ()


def _role_words(text: str) -> Iterator[re.Match[str]]:
    """What the pattern of roles finds, a word at a time: it holds whole words only, and texts say their words again."""
    return (match for match in WORD.finditer(text) if _is_role(match.group()))


@lru_cache(maxsize=50_000)
def _is_role(word: str) -> bool:
    return PATTERNS["role"].fullmatch(word) is not None


@lru_cache(maxsize=8192)
def number_words(text: str, english: bool) -> tuple[Fact, ...]:
    """The numbers written as words. The language matters: "to" is a number in Norwegian alone."""
    return tuple(Fact("number", m.group(), m.start(), m.end()) for m in _WRITTEN[english].finditer(text))


_WRITTEN = {
    english: re.compile(rf"\b{NUMBER_WORDS[side]}\b", re.I)
    for english, side in ((False, "norwegian"), (True, "english"))
}


def has(text: str, kinds: tuple[FactKind, ...]) -> bool:
    """Whether a text holds a fact of one of the kinds."""
    return any(facts(text, kind) for kind in kinds)
