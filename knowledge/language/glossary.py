"""Look-ups of terms across bokmål, nynorsk and English: which of the lines of `glossary_lines` stand in a text.

A term is found by its stems, so that "avtalene", "soknad" and "agreements" find their lines; a Norwegian compound that stands on no line
is found by its two parts ("forskningsavtale": research, agreement). Where the words of two lines stand in a text, the longest wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from knowledge.language import analysis
from knowledge.language.compounds import Compounds
from knowledge.language.glossary_lines import Group, field_rows, thesaurus_rows
from knowledge.language.inflection import folded_stem, infinitives, singulars
from knowledge.types import LANGUAGES, Language

LONGEST = 7  # words in a term that is looked for
WORDS_KEPT = 50_000  # words whose meanings are kept

Key = tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A term in a text: words `start` to `end` (exclusive) of `analysis.words`, and the meanings it may have.

    `part` says that the term is one part of a compound; the parts of one compound stand at the same place.
    """

    start: int
    end: int
    groups: tuple[Group, ...]
    part: bool = False


def _key(term: str, language: Language) -> Key:
    return tuple(folded_stem(word, language) for word in analysis.words(term))


def _seconds(table: Mapping[Key, object]) -> dict[str, frozenset[str]]:
    """The second words of the terms of several words, by their first."""
    seconds: dict[str, set[str]] = {}
    for first, second, *_ in (key for key in table if len(key) > 1):
        seconds.setdefault(first, set()).add(second)
    return {first: frozenset(found) for first, found in seconds.items()}


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it is looked up: its folded stems, the words that may go on a term that it begins, and what it means alone.

    `begins`: whether any may. `firsts` are the Norwegian stems that a term of several words may begin with: of "blir" that of "bli", too,
    as in "bli med".
    """

    norwegian: str
    english: str
    firsts: tuple[str, ...]
    next_norwegian: frozenset[str]
    next_english: frozenset[str]
    begins: bool
    alone: _Meanings


_Meanings = tuple[tuple[tuple[Group, ...], bool], ...]  # of a word alone; whether by a compound's part
_NONE: frozenset[str] = frozenset()


class Glossary:
    """Meanings and the terms for them, looked up by a term, a word or a text in any inflection."""

    def __init__(self, groups: Sequence[Mapping[Language, str]], loose: Sequence[Mapping[Language, str]] = ()) -> None:
        """`groups` and `loose`: the terms of each line by language, with ";" between them; those of `loose` mean nearly the same."""
        self.groups = [Group.read(raw) for raw in groups] + [Group.read(raw, loose=True) for raw in loose]
        self._norwegian: dict[Key, list[Group]] = {}
        self._english: dict[Key, list[Group]] = {}
        self._words: dict[str, _Word] = {}
        for group in self.groups:
            for language in LANGUAGES:
                table = self._english if language == "en" else self._norwegian
                for term in group.terms[language]:
                    meanings = table.setdefault(_key(term, language), [])
                    if group not in meanings[-1:]:
                        meanings.append(group)
        self._next_norwegian, self._next_english = _seconds(self._norwegian), _seconds(self._english)
        self._compounds = Compounds({key[0]: groups for key, groups in self._norwegian.items() if len(key) == 1})

    @classmethod
    def load(cls) -> Glossary:
        """The glossary that ships with the package; read once."""
        return _load()

    @classmethod
    def wide(cls) -> Glossary:
        """The glossary and the thesaurus: what questions are searched with; read once."""
        return _wide()

    def meanings(self, term: str) -> tuple[Group, ...]:
        """The lines on which a whole term stands, in any inflection, Norwegian lines first."""
        norwegian = self._norwegian.get(_key(term, "nb"), [])
        return tuple(_unique([*norwegian, *self._english.get(_key(term, "en"), [])]))

    def translate(self, term: str, to: Language) -> str | None:
        """The usual term in a language, or None for a term the glossary does not have. A compound's parts are not put together."""
        meanings = [group for group in self.meanings(term) if not group.loose]
        return meanings[0].usual(to) if meanings else None

    def find(self, text: str) -> list[Found]:
        """The terms in a text, in order, each as long as can be; compounds by their parts."""
        return self.find_in(analysis.words(text))

    def find_in(self, words: Sequence[str]) -> list[Found]:
        """As `find`, for words that are there already."""
        known = self._words
        read = [known.get(word) or self._read(word) for word in words]
        found: list[Found] = []
        start = 0
        last = len(read) - 1
        for number, word in enumerate(read):
            if number < start:
                continue
            start = number + 1
            if number < last and (
                read[start].norwegian in word.next_norwegian or read[start].english in word.next_english
            ):
                several = self._several(read, number)
                if several is not None:
                    found.append(several)
                    start = several.end
                    continue
            for groups, part in word.alone:
                found.append(Found(number, start, groups, part))
        return found

    def alone(self, word: str) -> list[Found]:
        """As `find_in`, for a single word."""
        known = self._words.get(word) or self._read(word)
        return [Found(0, 1, groups, part) for groups, part in known.alone]

    def several_in(self, words: Sequence[str]) -> list[Found]:
        """The terms of several words alone, of what `find_in` finds."""
        known = self._words
        read = [known.get(word) or self._read(word) for word in words]
        found: list[Found] = []
        free = 0
        for number in [number for number, word in enumerate(read[:-1]) if word.begins]:
            word, after = read[number], read[number + 1]
            if (
                (after.norwegian in word.next_norwegian or after.english in word.next_english)
                and number >= free
                and (several := self._several(read, number)) is not None
            ):
                found.append(several)
                free = several.end
        return found

    def _several(self, read: Sequence[_Word], start: int) -> Found | None:
        """The longest term of several words that begins at a place, if one does."""
        for end in range(min(len(read), start + LONGEST), start + 1, -1):
            words = read[start:end]
            after = tuple([word.norwegian for word in words[1:]])
            of_norwegian = [one for first in words[0].firsts for one in self._norwegian.get((first, *after), [])]
            of_english = self._english.get(tuple([word.english for word in words]), [])
            if of_norwegian or of_english:
                return Found(start, end, tuple(_unique([*of_norwegian, *of_english])))
        return None

    def _read(self, word: str) -> _Word:
        """A word looked up; kept, for texts say their words again."""
        norwegian, english = folded_stem(word, "nb"), folded_stem(word, "en")
        bases = [folded_stem(base, "nb") for base in infinitives(word)]
        of_norwegian, of_english = self._norwegian.get((norwegian,), []), self._english.get((english,), [])
        if of_norwegian or of_english:
            alone: _Meanings = ((tuple(_unique([*of_norwegian, *of_english])), False),)
        else:
            alone = self._derived(word, bases)
        if len(self._words) >= WORDS_KEPT:
            self._words.clear()
        firsts = tuple(dict.fromkeys(one for one in (norwegian, *bases) if one in self._next_norwegian))
        after = _NONE.union(*[self._next_norwegian[one] for one in firsts])
        following = after, self._next_english.get(english, _NONE)
        known = self._words[word] = _Word(norwegian, english, firsts, *following, any(following), alone)
        return known

    def _derived(self, word: str, bases: Iterable[str]) -> _Meanings:
        """What a word that stands on no line means: as a verb, whose `bases` stand on one, as a plural, else by its parts (True).

        A verb's present, passive and past are those that Snowball leaves apart: "bor", "eies", "søkte", "bodde".
        """
        singular = (folded_stem(base, "nb") for base in singulars(word))
        form = next(filter(None, (self._norwegian.get((base,)) for base in chain(bases, singular))), None)
        return ((tuple(form), False),) if form else tuple((groups, True) for groups in self._compounds.parts(word))


def _unique(groups: Iterable[Group]) -> list[Group]:
    return list({id(group): group for group in groups}.values())


@cache
def _load() -> Glossary:
    return Glossary(field_rows())


@cache
def _wide() -> Glossary:
    return Glossary(field_rows(), thesaurus_rows())
