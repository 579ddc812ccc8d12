"""The forms by which an inflected word is looked up: its stem, and the infinitives and singulars that Snowball leaves apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from knowledge.language import analysis
from knowledge.types import Language

PLURALS = ("er", "ene", "ane", "ar")
SHORTEST_NOUN = 5  # letters of a singular whose plural is looked for
SHORTEST_VERB = 2  # letters of an infinitive
VERBS = (  # the ending of a form, and that of its infinitive
    ("dde", ""),
    ("te", "e"),
    ("de", "e"),
    ("r", ""),
    ("s", ""),
    ("dd", ""),
    ("t", "e"),
    ("mt", "mme"),
    ("mte", "mme"),
)
VERB_ENDINGS = tuple(ending for ending, _ in VERBS)


@lru_cache(maxsize=50_000)
def folded_stem(word: str, language: Language) -> str:
    """A word's stem without its æøå, which are often typed otherwise."""
    return analysis.fold(analysis.stem(word, language))


def infinitives(word: str) -> Iterator[str]:
    """The Norwegian infinitives that a word may be the present, passive or past of."""
    if not word.endswith(VERB_ENDINGS):
        return
    for ending, base in VERBS:
        if word.endswith(ending) and len(word) - len(ending) + len(base) >= SHORTEST_VERB:
            yield word.removesuffix(ending) + base


def singulars(word: str) -> Iterator[str]:
    """The Norwegian singulars that a word may be the plural of, where one more ending looks like a stem's: "formular", "formularer"."""
    for ending in PLURALS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_NOUN:
            yield word.removesuffix(ending)
