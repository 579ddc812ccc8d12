"""Words and set phrases of one language said in another: the field's glossary and a list of everyday words (`everyday.txt`).

No grammar: what comes out are key words in the order of the text, for a reader who then sees the original quote.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Literal

from knowledge.language.analysis import stem, words
from knowledge.language.glossary import Glossary, thesaurus_rows
from knowledge.types import LANGUAGES, Language

Side = Literal["norwegian", "english"]
Key = tuple[str, ...]
Row = dict[Language, tuple[str, ...]]
LONGEST = 5  # words in a phrase that is looked for
SHORTEST_PART = 3  # letters in a part of a compound
JOINTS = ("", "s", "e")
ENDINGS = ("ene", "ane", "ne", "en", "et", "er", "ar", "a", "s", "n")


# Alone these carry no meaning that a key word could give; inside a phrase they count.
FUNCTION_WORDS: dict[Side, str] = {
    "norwegian": """
        og for en et ei ein eit den det de dei i på å av til fra frå som er var seg sin sitt sine han hun ho hennes så da då at om ved med
        der her man vi du jeg eg blir ble bli vart blei har hadde ha deg dere dykk dette denne disse desse eller men enn hva kva hvem kven
    """,
    "english": """
        the a an of to in on for and or is are was were be by with as at it its this that these those from which who has have had been their
        they them he she his her you your we our one so do does did there but than into what more
    """,
}


@cache
def function_words(side: Side) -> frozenset[str]:
    """The words that are not said alone."""
    return frozenset(FUNCTION_WORDS[side].split())


def key(text_words: Sequence[str], side: Side) -> Key:
    """What a phrase is looked up by: stems, with their æøå, for documents are spelled."""
    language: Language = "en" if side == "english" else "nb"
    return tuple(stem(word, language) for word in text_words)


class Phrasebook:
    """Look-ups from one side to the other. The row that is listed first wins."""

    def __init__(self, rows: Sequence[Row], side: Side) -> None:
        self._side = side
        self._rows: dict[Key, tuple[Row, int]] = {}
        self._written: dict[Key, tuple[Row, int]] = {}
        sources: tuple[Language, ...] = ("en",) if side == "english" else ("nb", "nn")
        for row in rows:
            for language in sources:
                for place, term in enumerate(row[language]):
                    self._rows.setdefault(key(words(term), side), (row, place))
                    self._written.setdefault(tuple(words(term)), (row, place))

    def _row(self, text_words: Sequence[str]) -> tuple[Row, int] | None:
        """The row of a phrase: as it is written, else by its stems, else, for one Norwegian word, without its definite ending."""
        found = self._written.get(tuple(text_words)) or self._rows.get(key(text_words, self._side))
        if found is None and len(text_words) == 1 and self._side == "norwegian":
            word = text_words[0]
            bare = (
                word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending) and len(word) > len(ending) + 3
            )
            found = next((row for one in bare if (row := self._rows.get(key((one,), self._side)))), None)
        return found

    def say(self, text: str, to: Language) -> list[str]:
        """The known words of a text in another language, in order; what is not known is left out."""
        said: list[str] = []
        found = words(text)
        start = 0
        while start < len(found):
            length, term = self._at(found, start, to)
            if term and term not in said:
                said.append(term)
            start += length
        return said

    def knows(self, word: str) -> bool:
        """Whether a single word can be said."""
        return self._row((word.lower(),)) is not None

    def _at(self, found: list[str], start: int, to: Language) -> tuple[int, str]:
        alone = start + (found[start] in function_words(self._side))
        for end in range(min(len(found), start + LONGEST), alone, -1):
            row = self._row(found[start:end])
            if row is not None:
                return end - start, _term(row, to)
        return 1, self._compound(found[start], to) if self._side == "norwegian" and alone == start else ""

    def _compound(self, word: str, to: Language) -> str:
        """A Norwegian compound by its two parts, the longest last part first; empty where no split has both."""
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            tail = self._row((word[at:],))
            for joint in JOINTS if tail else ():
                head = self._row((word[:at].removesuffix(joint),))
                if head is not None and word[:at].endswith(joint):
                    return f"{_term(head, to)} {_term(tail, to)}" if tail else ""
        return ""


def _term(found: tuple[Row, int], to: Language) -> str:
    """The term of a row at the same place as the one that was found, for rows list their terms in step; else the usual one."""
    row, place = found
    return row[to][place] if place < len(row[to]) else row[to][0]


@cache
def phrasebook(side: Side) -> Phrasebook:
    """The phrasebook from one side; made once."""
    field: list[Row] = [
        {language: group.terms[language] for language in ("nb", "nn", "en")} for group in Glossary.load().groups
    ]
    return Phrasebook([*_everyday(), *field], side)


@cache
def everyday_glossary() -> Glossary:
    """The field's glossary with the everyday words and the thesaurus: what a question and a sentence are compared by, across languages."""
    rows = [*(group.terms for group in Glossary.load().groups), *_everyday()]
    joined = [{language: "; ".join(row[language]) for language in LANGUAGES} for row in rows]
    return Glossary(joined, thesaurus_rows())


def _everyday() -> list[Row]:
    rows: list[Row] = []
    for line in (
        resources.files("knowledge.answering").joinpath("everyday.txt").read_text(encoding="utf-8").splitlines()
    ):
        if line.strip() and not line.startswith("#"):
            norwegian, english = line.split(" = ")
            bokmaal, _, nynorsk = norwegian.partition(" / ")
            rows.append({"nb": _terms(bokmaal), "nn": _terms(nynorsk or bokmaal), "en": _terms(english)})
    return rows


def _terms(written: str) -> tuple[str, ...]:
    return tuple(term.strip() for term in written.split(";") if term.strip())
