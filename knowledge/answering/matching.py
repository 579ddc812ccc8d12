"""How well words of a question stand in a text: exact, by stem, by compound, by spelling, by glossary, by meaning.

A question's words are compared once with all distinct words of the passages (a small matrix, words of the question × words of the
texts, values 0 to 1); a sentence's coverage is then a maximum over its own words, weighed by how rare each word of the question is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.language.analysis import content_words, fold, grams, stem, words
from knowledge.language.glossary import Glossary

Floats = NDArray[np.float32]

STEM, COMPOUND, SPELLING, GLOSSARY = 0.95, 0.8, 0.75, 0.85
SPELLING_FLOOR = 0.55  # shared 3-grams (Dice) from which a word counts as a misspelling or another form
MEANING_FLOOR = 0.5  # cosine of word vectors from which a word counts as related
MEANING = 0.8


class WordVectorSource(Protocol):
    """What is needed of `knowledge.language.vectors.WordVectors`."""

    def of_words(self, vocabulary: Sequence[str]) -> Floats:
        """Unit vectors, one row a word."""
        ...


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


@lru_cache(maxsize=200_000)
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a question that carry its subject, and each one's weight (sums to 1)."""

    words: tuple[str, ...]
    weights: Floats

    @classmethod
    def of(cls, text: str, idf: Callable[[str], float]) -> Wanted:
        """The content words of a question, weighed by rarity."""
        found = tuple(dict.fromkeys(content_words(text))) or tuple(dict.fromkeys(words(text)))
        weights = np.array([max(idf(word), 0.1) for word in found], dtype=np.float32)
        return cls(found, weights / weights.sum() if len(found) else weights)


class Matcher:
    """One question against the words of its passages. `glossary` gives meanings across languages, `vectors` likeness of meaning."""

    def __init__(
        self, wanted: Wanted, vocabulary: Iterable[str], vectors: WordVectorSource | None, glossary: Glossary | None
    ) -> None:
        self.wanted = wanted
        self._column = {word: number for number, word in enumerate(dict.fromkeys(vocabulary))}
        self._glossary = glossary
        self._meanings = [meanings_of(glossary, (word,)) if glossary else frozenset() for word in wanted.words]
        self.form = np.array(
            [[likeness(word, other) for other in self._column] for word in wanted.words], dtype=np.float32
        )
        self.related = self._by_vectors(vectors)

    def coverage(self, text_words: tuple[str, ...]) -> tuple[Floats, Floats]:
        """For each word of the question how well it stands among these words: by form and glossary, and by likeness of meaning as well."""
        columns = [self._column[word] for word in text_words if word in self._column]
        if not columns:
            nothing = np.zeros(len(self.wanted.words), dtype=np.float32)
            return nothing, nothing
        form: Floats = self.form[:, columns].max(axis=1)
        if self._glossary is not None:
            theirs = meanings_of(self._glossary, text_words)
            same = np.array(
                [GLOSSARY if not ours.isdisjoint(theirs) else 0.0 for ours in self._meanings], dtype=np.float32
            )
            form = np.maximum(form, same)
        return form, np.maximum(form, self.related[:, columns].max(axis=1))

    def _by_vectors(self, vectors: WordVectorSource | None) -> Floats:
        if vectors is None or not self._column or not self.wanted.words:
            return np.zeros((len(self.wanted.words), len(self._column)), dtype=np.float32)
        cosines = rows(vectors, self.wanted.words) @ rows(vectors, tuple(self._column)).T
        related: Floats = np.where(cosines >= MEANING_FLOOR, MEANING * cosines, 0.0).astype(np.float32)
        return related


@lru_cache(maxsize=32_768)
def meanings_of(glossary: Glossary, text_words: tuple[str, ...]) -> frozenset[int]:
    """The glossary's meanings that stand in some words, by identity."""
    return frozenset(id(group) for found in glossary.find_in(text_words) for group in found.groups)


_ROWS: dict[str, Floats] = {}
_ROWS_KEPT = 50_000


def rows(vectors: WordVectorSource, vocabulary: Sequence[str]) -> Floats:
    """The vectors of words, those seen before from memory."""
    missing = [word for word in vocabulary if word not in _ROWS]
    if len(_ROWS) + len(missing) > _ROWS_KEPT:
        _ROWS.clear()
        missing = list(vocabulary)
    if missing:
        _ROWS.update(zip(missing, vectors.of_words(missing), strict=True))
    return np.stack([_ROWS[word] for word in vocabulary])
