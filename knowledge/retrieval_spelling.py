"""Typing errors: a word of the question that nothing knows is taken for the nearest word of the texts or the glossary.

Known are the words of the texts, of the glossary, the stopwords, and words that the vectors hold in one piece. Nearness is the edit
distance with swapped neighbours as one edit (optimal string alignment), over words without æøå: "soknad" is "søknad" at distance 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from knowledge.language import analysis
from knowledge.language.glossary import Glossary
from knowledge.language.vectors import WordVectors
from knowledge.lexical_part import LexicalPart
from knowledge.lexical_terms import signatures
from knowledge.types import LANGUAGES, Language

SHORTEST = 4  # letters of a word that is corrected
MEASURED = 40  # nearest words by letter pairs whose edit distance is worked out
SHORTEST_INFLECTED = 5
ENDINGS: dict[Language, tuple[str, ...]] = {
    "nb": ("en", "et", "er", "ene", "ne", "e", "a"),
    "nn": ("en", "et", "ar", "ane", "ne", "er", "a"),
    "en": ("s", "ed", "ing"),
}
PAIRS_PER_EDIT = 6  # letter pairs that one edit can change: a swap makes three of three others


def allowed(word: str) -> int:
    """Edits that a word of this length may hold."""
    return 1 if len(word) < 8 else 2


def distance(one: str, other: str, most: int) -> int:
    """The optimal string alignment distance of two words, `most + 1` where it is more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]


@cache
def _glossary_words(glossary: Glossary) -> dict[Language, tuple[str, ...]]:
    """The words of the glossary, longer ones in their commonest inflections too, for a misspelt word is seldom a base form."""
    return {
        language: tuple(
            dict.fromkeys(
                inflected
                for group in glossary.groups
                for term in group.terms[language]
                for word in analysis.words(term)
                for inflected in _inflected(word, language)
            )
        )
        for language in LANGUAGES
    }


@cache
def _base_forms(glossary: Glossary) -> frozenset[str]:
    terms = (term for group in glossary.groups for language in LANGUAGES for term in group.terms[language])
    return frozenset(word for term in terms for word in analysis.words(term))


def _inflected(word: str, language: Language) -> list[str]:
    endings = ENDINGS[language] if len(word) >= SHORTEST_INFLECTED and word[-1].isalpha() else ()
    bare = word.removesuffix("e") if language != "en" else word
    return [word, *(bare + ending for ending in endings)]


class Speller:
    """Corrects the words of one question."""

    def __init__(self, parts: Sequence[LexicalPart], glossary: Glossary, vectors: WordVectors | None) -> None:
        self._parts = parts
        self._glossary = glossary
        self._vectors = vectors

    def correct(self, word: str, language: Language) -> str | None:
        """The word that was probably meant, or None where the word is known, too short, a number, or like none."""
        if len(word) < SHORTEST or any(letter.isdigit() for letter in word) or self._known(word):
            return None
        folded = analysis.fold(word)
        best: tuple[int, int, int] | None = None
        meant = None
        for candidate, df in self._near(word, language):
            edits = distance(folded, analysis.fold(candidate), allowed(folded))
            if edits <= allowed(folded) and candidate != word:
                rank = (edits, int(candidate[0] != word[0]), -df)
                if best is None or rank < best:
                    best, meant = rank, candidate
        return meant

    def _known(self, word: str) -> bool:
        if word in analysis.stopwords() or any(part.knows(word) for part in self._parts):
            return True
        if self._vectors is not None and len(self._vectors.pieces(word)) == 1:
            return True
        return bool(self._glossary.find_in([word])) or any(word in _known_forms(self._glossary, to) for to in LANGUAGES)

    def _near(self, word: str, language: Language) -> list[tuple[str, int]]:
        """Words with letter pairs like these, and in how many chunks they stand: of the texts, then of the glossary (-1: an inflection)."""
        own = self._parts[1 if language == "en" else 0]
        limit = PAIRS_PER_EDIT * allowed(word)
        found = [(own.word(number), int(own.word_df[number])) for number in own.similar_words(word, MEASURED, limit)]
        listed = _glossary_words(self._glossary)[language]
        marks = np.bitwise_count(_listed_signatures(listed) ^ signatures([word])[0])
        nearest = np.argsort(marks, kind="stable")[:MEASURED]
        bases = _base_forms(self._glossary)
        return found + [(listed[i], 0 if listed[i] in bases else -1) for i in nearest if marks[i] <= limit]


@cache
def _known_forms(glossary: Glossary, language: Language) -> frozenset[str]:
    return frozenset(_glossary_words(glossary)[language])


@cache
def _listed_signatures(listed: tuple[str, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint64]]:
    return signatures(listed)
