"""What words mean by the glossary: its meanings as numbers (the identity of their `Group`), so that texts are compared as sets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from knowledge.answering.likeness import shape
from knowledge.language.analysis import stopwords
from knowledge.language.glossary import Found, Glossary
from knowledge.language.glossary_lines import Group


@lru_cache(maxsize=32_768)
def meanings_of(glossary: Glossary, text_words: tuple[str, ...]) -> frozenset[int]:
    """The glossary's meanings that stand in some words, by identity: of its terms, and of the words in a term of several."""
    meanings: set[int] = set()
    alone = list(text_words)
    for one in reversed(glossary.several_in(text_words)):
        meanings.update(map(id, one.groups))
        none = stopwords()
        alone[one.start : one.end] = [word for word in alone[one.start : one.end] if word not in none]
    return frozenset(meanings.union(*filter(None, [_of_word(glossary, word) for word in dict.fromkeys(alone)])))


_NOTHING: frozenset[int] = frozenset()


@lru_cache(maxsize=50_000)
def _of_word(glossary: Glossary, word: str) -> frozenset[int]:
    found = glossary.alone(word)
    return frozenset(id(group) for one in found for group in _meant(one, (word,))) if found else _NOTHING


def _meant(found: Found, text_words: tuple[str, ...]) -> tuple[Group, ...]:
    """The meanings of a term. The glossary looks past æøå, for typing errors; where a meaning has the very word, only such are meant."""
    if found.part or found.end - found.start > 1 or len(found.groups) == 1:
        return found.groups
    stems = set(shape(text_words[found.start]).stems)
    exact = tuple(group for group in found.groups if not stems.isdisjoint(group.stems))
    return exact or found.groups


@lru_cache(maxsize=256)
def meanings_of_turns(glossary: Glossary, text_words: tuple[str, ...]) -> Mapping[str, frozenset[int]]:
    """What the words of a turn of phrase mean together, for each of them: "has the last word" is deciding, which no word of it is."""
    return {
        word: frozenset(map(id, one.groups))
        for one in glossary.several_in(text_words)
        for word in text_words[one.start : one.end]
    }


@lru_cache(maxsize=256)
def terms_of(glossary: Glossary, text_words: tuple[str, ...]) -> tuple[frozenset[int], ...]:
    """The glossary's terms in a question, in order, each with its meanings by identity; a stopword alone is none."""
    none = stopwords()
    return tuple(
        frozenset(id(group) for group in _meant(found, text_words))
        for found in glossary.find_in(text_words)
        if found.end - found.start > 1 or text_words[found.start] not in none
    )
