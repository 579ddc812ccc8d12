"""Reading a question for retrieval: its slots, and what each may stand for in the texts of a language group.

A slot is a content word of the question, or a term of several words. Its alternatives are its own words and, from the glossary, the terms
that mean the same: translations for the other language group, synonyms (at less weight) for the asker's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language import analysis
from knowledge.language.glossary import Found, Glossary
from knowledge.lexical import group_of
from knowledge.types import LANGUAGES, Language

TRANSLATION, OTHER_TRANSLATION = 1.0, 0.9  # the usual term in the other language; its further ones
SAME_TERM, SYNONYM = 0.6, 0.4  # the usual term in the other written Norwegian; words of the same meaning
LOOSE, LOOSE_TRANSLATION = 0.5, 0.6  # words of nearly the same meaning, in the asker's language group; in the other
AS_WRITTEN = 0.5  # a misspelt word as it stands: the correction may be wrong
PART = 0.7  # a compound's part, of the whole word


@dataclass(frozen=True, slots=True)
class Alternative:
    """Words that may stand for a slot, and how much they count against the asker's own."""

    words: tuple[str, ...]
    factor: float


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing asked for. `alternatives` by language group; the asker's own words are the first of each."""

    words: tuple[str, ...]
    alternatives: tuple[tuple[Alternative, ...], ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as slots."""

    language: Language
    slots: tuple[Slot, ...]

    @property
    def group(self) -> int:
        """The language group of the asker."""
        return group_of(self.language)


def read_query(
    text: str,
    language: Language,
    glossary: Glossary | None,
    correct: Callable[[str, Language], str | None] = lambda word, language: None,
) -> Query:
    """The slots of a question; `correct` gives the word that was meant by a misspelt one. A question of stopwords alone keeps these."""
    typed = analysis.words(text)
    words = [correct(word, language) or word for word in typed]
    none = analysis.stopwords()
    kept = [word not in none for word in words]
    if not any(kept):
        kept = [True] * len(words)
    found: dict[int, list[Found]] = {}
    for one in glossary.find_in(words) if glossary else ():
        found.setdefault(one.start, []).append(one)
    slots: dict[tuple[str, ...], Slot] = {}
    for start, end in _spans(words, found):
        own, written = (
            tuple(w for w, keep in zip(some[start:end], kept[start:end], strict=True) if keep)
            for some in (words, typed)
        )
        if own and own not in slots:
            slots[own] = Slot(written, _alternatives(own, written, found.get(start, ()), language))
    return Query(language, tuple(slots.values()))


def _spans(words: Sequence[str], found: dict[int, list[Found]]) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(words):
        end = found[start][0].end if start in found else start + 1
        yield start, end
        start = end


def _alternatives(
    own: tuple[str, ...], written: tuple[str, ...], found: Sequence[Found], language: Language
) -> tuple[tuple[Alternative, ...], ...]:
    """For each language group the asker's words as they were meant, as they were written, then the glossary's, each once."""
    asked = {own: 1.0} if own == written else {own: 1.0, written: AS_WRITTEN}
    by_group: list[dict[tuple[str, ...], float]] = [dict(asked), dict(asked)]
    for one in found:
        for meaning in one.groups:
            for to in LANGUAGES:
                for number, term in enumerate(meaning.terms[to]):
                    words = _content(term)
                    factor = _factor(language, to, number, meaning.loose) * (PART if one.part else 1.0)
                    known = by_group[group_of(to)]
                    if words and factor > known.get(words, 0.0):
                        known[words] = factor
    return tuple(tuple(Alternative(words, factor) for words, factor in group.items()) for group in by_group)


@lru_cache(maxsize=20_000)
def _content(term: str) -> tuple[str, ...]:
    return tuple(analysis.content_words(term))


def _factor(asked: Language, to: Language, number: int, loose: bool) -> float:
    if loose:
        return LOOSE if group_of(asked) == group_of(to) else LOOSE_TRANSLATION
    if group_of(asked) != group_of(to):
        return OTHER_TRANSLATION if number else TRANSLATION
    return SAME_TERM if asked != to and number == 0 else SYNONYM
