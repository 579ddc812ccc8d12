"""Figures and number words of one language in another: "fem" as "five", "42 000" as "42,000", "185 millioner" as "185 million"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from knowledge.answering.lexicon import Term
from knowledge.answering.wording import localise
from knowledge.answering.wordlists import Side
from knowledge.types import Language

WORDS: dict[Language, tuple[str, ...]] = {
    "nb": ("null", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"),
    "nn": ("null", "éin", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}
TENS: dict[Language, dict[str, int]] = {
    "nb": {
        "femten": 15,
        "tjue": 20,
        "tretti": 30,
        "førti": 40,
        "femti": 50,
        "seksti": 60,
        "sytti": 70,
        "åtti": 80,
        "nitti": 90,
        "hundre": 100,
        "tusen": 1000,
    },
    "en": {
        "fifteen": 15,
        "twenty": 20,
        "thirty": 30,
        "forty": 40,
        "fifty": 50,
        "sixty": 60,
        "seventy": 70,
        "eighty": 80,
        "ninety": 90,
        "hundred": 100,
        "thousand": 1000,
    },
}
OTHERS = {"ett": 1, "eitt": 1, "éin": 1, "éi": 1, "syv": 7}
DIGITS = re.compile(r"\d+(?:[.,]\d+)?\+?\Z")
RANGE = re.compile(r"\d+[-–]\d+\Z")
THOUSANDS = re.compile(r"\d{3}\Z")
MILLIONS = {"million": "million", "millioner": "million", "millionar": "million", "mill": "million", "milliard": "billion",
            "milliarder": "billion", "milliardar": "billion", "billion": "billion"}  # fmt: skip
SIZES: dict[str, dict[Language, str]] = {
    "%": {"nb": "%", "nn": "%", "en": "%"},
    "million": {"nb": "millioner", "nn": "millionar", "en": "million"},
    "billion": {"nb": "milliarder", "nn": "milliardar", "en": "billion"},
}
ONE: dict[Language, dict[str, str]] = {
    "nb": {"neuter": "ett", "": "én"}, "nn": {"neuter": "eitt", "feminine": "éi", "": "éin"}, "en": {"": "one"}
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text has it: its figures, whether they are written as a word, and "%", "million" or "billion" after them."""

    figures: str
    word: bool = False
    size: str = ""

    @property
    def is_one(self) -> bool:
        """Whether a single thing is counted."""
        return self.figures == "1" and not self.size

    def say(self, to: Language, thing: Term | None = None) -> str:
        """The number in a language, in words where the text has words; "one" agrees with what is counted."""
        if self.is_one and self.word:
            return ONE[to].get(thing.kind if thing else "", ONE[to][""])
        written = _in_words(int(self.figures), to) if self.word else localise(self.figures, to)
        joint = "" if self.size == "%" and to == "en" else " "
        return f"{written}{joint}{SIZES[self.size][to]}" if self.size else written


def number_of(low: Sequence[str], at: int, side: Side) -> tuple[Number, int] | None:
    """The number that begins at a word (lower case), and the word after it; None where none does."""
    read = _figures(low, at, side)
    if read is None:
        return None
    number, end = read
    if end < len(low) and low[end] == "%":
        return replace(number, size="%"), end + 1
    if end < len(low) and low[end] in MILLIONS:
        return replace(number, size=MILLIONS[low[end]]), end + 1
    return number, end


def _figures(low: Sequence[str], at: int, side: Side) -> tuple[Number, int] | None:
    word, end = low[at], at + 1
    known = number_words(side).get(word)
    if known is not None:
        return Number(str(known), word=True), end
    if RANGE.match(word):
        return Number(word), end
    if not DIGITS.match(word):
        return None
    figures = word.rstrip("+")
    while side == "norwegian" and len(word) <= 3 and end < len(low) and THOUSANDS.match(low[end]):
        figures, end = f"{figures} {low[end]}", end + 1
    if end + 1 < len(low) and low[end] in "-–" and low[end + 1].isdigit():
        figures, end = f"{figures}–{low[end + 1]}", end + 2
    return Number(figures), end


@cache
def number_words(side: Side) -> dict[str, int]:
    """The number words of a language, each with its number."""
    language: Language = "en" if side == "english" else "nb"
    counted = {word: number for number, word in enumerate(WORDS[language])} | TENS[language]
    return counted if side == "english" else counted | OTHERS


def _in_words(number: int, to: Language) -> str:
    if number < len(WORDS[to]):
        return WORDS[to][number]
    tens = TENS["en" if to == "en" else "nb"]
    return next((word for word, value in tens.items() if value == number), str(number))
