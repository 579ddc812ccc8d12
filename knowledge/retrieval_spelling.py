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
    return {
        language: tuple(
            {word for group in glossary.groups for term in group.terms[language] for word in analysis.words(term)}
        )
        for language in LANGUAGES
    }


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
        return bool(self._glossary.find_in([word]))

    def _near(self, word: str, language: Language) -> list[tuple[str, int]]:
        """Words with letter pairs like these, and in how many chunks they stand: of the texts, then of the glossary."""
        own = self._parts[1 if language == "en" else 0]
        limit = PAIRS_PER_EDIT * allowed(word)
        found = [(own.word(number), int(own.word_df[number])) for number in own.similar_words(word, MEASURED, limit)]
        listed = _glossary_words(self._glossary)[language]
        marks = np.bitwise_count(_listed_signatures(listed) ^ signatures([word])[0])
        nearest = np.argsort(marks, kind="stable")[:MEASURED]
        return found + [(listed[i], 0) for i in nearest if marks[i] <= limit]


@cache
def _listed_signatures(listed: tuple[str, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint64]]:
    return signatures(listed)
