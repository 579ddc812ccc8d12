"""How alike two words are by form alone: the same word, one stem, a compound that holds the other, a misspelling."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.analysis import fold, grams, stem

STEM, COMPOUND, SPELLING = 0.95, 0.8, 0.75  # at most, where two words have only that in common
SPELLING_FLOOR = 0.55  # shared 3-grams (Dice) from which a word counts as a misspelling or another form


@dataclass(frozen=True, slots=True)
class Shape:
    """A word's forms for comparing: stems of both languages, folded form, 3-grams of that."""

    stems: tuple[str, str]
    folded: str
    grams: frozenset[str]


@lru_cache(maxsize=50_000)
def shape(word: str) -> Shape:
    """The forms of a word."""
    folded = fold(word)
    return Shape((stem(word, "nb"), stem(word, "en")), folded, frozenset(grams(folded, 3)))


@lru_cache(maxsize=100_000)
def likeness(asked: str, written: str) -> float:
    """How sure it is, by form alone, that two words are the same or one holds the other: 0 to 1."""
    if asked == written:
        return 1.0
    a, b = shape(asked), shape(written)
    if a.folded == b.folded or a.stems[0] == b.stems[0] or (len(asked) > 3 and a.stems[1] == b.stems[1]):
        return STEM
    if a.grams.isdisjoint(b.grams) or asked.isdigit() or written.isdigit():
        return 0.0
    short, long = sorted((a.folded, b.folded), key=len)
    if len(short) >= 4 and (long.startswith(short[: max(4, len(short) - 1)]) or long.endswith(short)):
        return COMPOUND * (0.75 + 0.25 * len(short) / len(long))
    dice = 2 * len(a.grams & b.grams) / (len(a.grams) + len(b.grams))
    return SPELLING * dice if dice >= SPELLING_FLOOR and len(short) >= 4 else 0.0
