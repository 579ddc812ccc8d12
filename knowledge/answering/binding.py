"""Whether what a question asks for is bound to it in a sentence: "which school" to a school's name, "how many students" to a figure.

A sentence that shares the words of a question but answers another one has its facts elsewhere. What is asked for stands within a few
words of its noun: "Solbakken school", "3,000 students". Beside that, two marks of form: word pairs that a sentence shares with the
question as they stand there, small words included, and a sentence that only announces what comes after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from knowledge.answering.asking import Asked
from knowledge.answering.facts import VAGUE, facts, number_words
from knowledge.answering.lexicon import lexicon
from knowledge.answering.matching import Matcher
from knowledge.answering.units import Unit
from knowledge.answering.wordtable import words_of
from knowledge.language.analysis import stem, stopwords
from knowledge.types import Language

NEAR = 3  # words between a noun and what is bound to it, at most
SURE = 0.5  # from which likeness on a word is the noun asked for
PAIRS = 4  # shared word pairs from which on more tell nothing
WHICH = re.compile(
    r"\b(?:hvilken|hvilket|hvilke|hvilka|kva(?:\s+for)?(?:\s+ei[nt]?)?|hva\s+slags|which|what)\s+(\w{3,})", re.I
)
WORD = re.compile(r"\w+(?:[.\-'’/]\w+)*")
NAMED = re.compile(r"[A-ZÆØÅ]\w|\d")
DOING = re.compile(
    r"\b(?:må|skal|bør|kan|send\w*|fyll\w*|kontakt\w*|meld\w*|søk\w*|bruk\w*|gå\s+til|legg\w*|last\w*|ta"
    r"|must|should|shall|can|send|fill|contact|submit|report|apply|use|go\s+to|upload|notify)\b",
    re.I,
)


class Binding:
    """One question, ready to be held against the units of its passages."""

    def __init__(self, asked: Asked, text: str, matcher: Matcher) -> None:
        """`text` is what was searched for, the thread's words included: a name in it is no answer."""
        which = WHICH.search(asked.text)
        self._thing = matcher.standing_for(which[1].lower(), SURE) if which else frozenset()
        counts = asked.kind in {"how_many", "how_much"} and "number" in asked.expected  # a share is no count
        self._counted = matcher.standing_for(asked.focus, SURE) if counts else frozenset()
        self._asked = frozenset(words_of(text))
        self._pairs = pairs(asked.text)
        self._procedure = asked.kind == "procedure"

    def signals(self, unit: Unit, written: Language, said: str) -> tuple[float, ...]:
        """Instance of the noun asked for, figure of what is counted, shared word pairs, something to do, only announcing.

        `said` is the unit's text in the reader's language.
        """
        return (
            float(bool(self._thing) and self._instance(unit.text)),
            float(bool(self._counted) and self._figure(unit, written)),
            min(len(self._pairs.intersection(pairwise(_stems(said)))), PAIRS) / PAIRS,
            float(self._procedure and bool(DOING.search(unit.text))),
            float(unit.kind != "list" and unit.text.rstrip().endswith(":")),
        )

    def _instance(self, text: str) -> bool:
        """Whether a name or a figure that the question does not have stands beside the noun."""
        told = _tokens(text)
        nouns = [at for at, (parts, _, _) in enumerate(told) if not self._thing.isdisjoint(parts)]
        return bool(nouns) and any(
            named and low not in self._asked and any(abs(at - noun) <= NEAR for noun in nouns)
            for at, (_, low, named) in enumerate(told)
        )

    def _figure(self, unit: Unit, written: Language) -> bool:
        """Whether a figure stands before the noun, or in a table's row under a header or lead that has the noun."""
        told = _tokens(unit.text)
        figures = _figures(unit.text, written == "en")
        if unit.cells and figures and not self._counted.isdisjoint(words_of(f"{' '.join(unit.header)} {unit.lead}")):
            return True
        return any(
            0 <= noun - at <= NEAR and not low.isdigit()
            for noun, (parts, low, _) in enumerate(told)
            if not self._counted.isdisjoint(parts) and not _describes(noun, told)
            for at in figures
        )


def pairs(text: str) -> frozenset[tuple[str, str]]:
    """The pairs of words that follow each other, by their stems."""
    return frozenset(pairwise(_stems(text)))


def _describes(at: int, told: Sequence[tuple[tuple[str, ...], str, bool]]) -> bool:
    """Whether a word only says which kind the noun after it is of: "five employed skippers" counts skippers, not the employed."""
    following = told[at + 1][1] if at + 1 < len(told) else ""
    found = lexicon("norwegian").find([following], 0) if following and following not in stopwords() else None
    return found is not None and found[0].term.is_noun and found[0].several


@lru_cache(maxsize=8192)
def _stems(text: str) -> tuple[str, ...]:
    return tuple([stem(word, "nb") for word in words_of(text)])


@lru_cache(maxsize=8192)
def _tokens(text: str) -> tuple[tuple[tuple[str, ...], str, bool], ...]:
    """Each word: its parts as they are matched, in lower case, and whether it is a name (not by its place alone) or a figure."""
    return tuple(
        (
            words_of(match.group()),
            match.group().lower(),
            bool(NAMED.match(match.group())) and (match.start() > 0 or match.group()[0].isdigit()),
        )
        for match in WORD.finditer(text)
    )


@lru_cache(maxsize=8192)
def _figures(text: str, english: bool) -> tuple[int, ...]:
    """Which words of a text are figures, written or not."""
    found = [*facts(text, "number"), *(word for word in number_words(text, english) if word.text.lower() not in VAGUE)]
    starts = [match.start() for match in WORD.finditer(text)]
    return tuple(at for at, start in enumerate(starts) if any(fact.start <= start < fact.end for fact in found))
