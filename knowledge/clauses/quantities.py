"""Amounts of money, shares, durations and counts, in figures and in words, with one value for each way to write the same.

Values: `NOK 500000`, `20 %`, `14 day`, `5`. "En", "ei" and "one" are articles and pronouns more often than numbers: left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Literal

from knowledge.clauses.mentions import Mention, MentionKind
from knowledge.types import Language

_DIGITS = {
    "no": "null ett to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten",
    "en": "zero - two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen",
}
_ALSO = {"no": {"én": 1, "éin": 1, "syv": 7, "tjue": 20, "tyve": 20}, "en": {}}
_TENS = {
    "no": "tjue tretti førti femti seksti sytti åtti nitti",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
}
_SCALES = {
    **dict.fromkeys(("hundre", "hundred"), 100),
    **dict.fromkeys(("tusen", "thousand"), 1_000),
    **dict.fromkeys(("mill", "million", "millioner", "millionar", "millions"), 1_000_000),
    **dict.fromkeys(("mrd", "milliard", "milliarder", "milliardar", "billion"), 1_000_000_000),
}
_UNITS = {
    "day": "dag dager dagar dagers dagars day days",
    "working day": "virkedag virkedager virkedagers arbeidsdag arbeidsdager arbeidsdagar yrkedag yrkedagar",
    "week": "uke uker ukers veke veker vekers week weeks",
    "month": "måned måneder måneders månad månader månaders month months",
    "year": "år års årige årig årlege year years",
    "hour": "time timer timers timar timars hour hours",
    "minute": "minutt minutter minuttar minute minutes",
    "page": "sider side pages",
    "%": "% prosent percent prosentpoeng",
}
_UNIT_OF = {"per cent": "%"} | {word: unit for unit, words in _UNITS.items() for word in words.split()}
_CURRENCIES = {
    "kr": "NOK",
    "kroner": "NOK",
    "nok": "NOK",
    "eur": "EUR",
    "euro": "EUR",
    "€": "EUR",
    "usd": "USD",
    "$": "USD",
    "£": "GBP",
    "gbp": "GBP",
}


_NAME_BEFORE = re.compile(r"\b(?!NOK|EUR|USD|GBP)[A-ZÆØÅ]{2,}[ \u00a0]$")  # "TRD 3.0", "ISO 9001": part of a name
_COUNT_ONLY_WITH_UNIT = {"ett", "én", "éin"}
_SPACE = r"[ \u00a0\u202f]"
_FIGURE = rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:,\d+)?|\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:[.,]\d+)?"


@cache
def _word_values(spoken: Literal["no", "en"]) -> dict[str, int]:
    values = {word: n for n, word in enumerate(_DIGITS[spoken].split()) if word != "-"} | _ALSO[spoken]
    for n, tens in enumerate(_TENS[spoken].split(), 2):
        digits = {word: value for word, value in values.items() if 1 <= value <= 9}
        values[tens] = n * 10
        values |= {tens + glue + word: n * 10 + value for word, value in digits.items() for glue in ("", "-")}
    return values


@cache
def _pattern(spoken: Literal["no", "en"]) -> re.Pattern[str]:
    word = "|".join(sorted(map(re.escape, _word_values(spoken)), key=len, reverse=True))
    scale = "|".join(sorted(_SCALES, key=len, reverse=True))
    unit = "|".join(sorted((w for w in _UNIT_OF if w != "%"), key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<before>\b(?:kr\.?|NOK|EUR|USD|GBP)|[€$£]){_SPACE}?)?"
        rf"(?:(?<![\w.,])(?P<figure>{_FIGURE})(?![\d])|\b(?P<word>{word})\b)(?:,-)?"
        rf"(?:{_SPACE}?(?P<scale>{scale})\b\.?)?"
        rf"(?:{_SPACE}?(?P<after>kr\b\.?|kroner\b|NOK\b|EUR\b|euro\b|USD\b|GBP\b|€))?"
        rf"(?:(?:{_SPACE}|-)?(?P<work>working|business)?{_SPACE}?(?P<unit>%|(?:{unit})\b))?",
        re.I,
    )


def quantities(text: str, language: Language = "nb") -> Iterator[Mention]:
    """The amounts and numbers in `text`: money is an amount, everything else a number."""
    spoken: Literal["no", "en"] = "en" if language == "en" else "no"
    for found in _pattern(spoken).finditer(text):
        word = (found["word"] or "").lower()
        if word in _COUNT_ONLY_WITH_UNIT and not (found["unit"] or found["scale"] or found["after"]):
            continue
        bare = not (found["unit"] or found["scale"] or found["after"] or found["before"])
        if bare and _NAME_BEFORE.search(text[: found.start()]):
            continue
        yield _mention(found, Decimal(_word_values(spoken)[word]) if word else _figure(found["figure"]))


def _mention(found: re.Match[str], number: Decimal) -> Mention:
    number *= _SCALES[found["scale"].lower()] if found["scale"] else 1
    currency = (found["before"] or found["after"] or "").lower().rstrip(".")
    unit = _UNIT_OF[found["unit"].lower()] if found["unit"] else ""
    unit = "working day" if found["work"] and unit == "day" else unit
    kind: MentionKind = "amount" if currency else "number"
    shown = f"{number.normalize():f}"
    value = f"{_CURRENCIES[currency]} {shown}" if currency else f"{shown} {unit}".strip()
    return Mention(kind, found[0].strip(), value, found.start(), found.end())


def _figure(figure: str) -> Decimal:
    plain = re.sub(r"[ \u00a0\u202f]", "", figure)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", plain):
        plain = plain.replace(".", "")
    elif re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    return Decimal(plain.replace(",", "."))
