"""The words of a question that carry its subject, each weighed by how rare it is in the library."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from knowledge.answering.wordtable import Floats, WordTable
from knowledge.language.analysis import stopwords, words

FROM_THREAD = 0.4  # weight of a word that only the thread adds
TELLING = frozenset(  # stopwords that tell one sentence from another
    (
        *("own", "first", "last", "before", "after", "only", "every", "alone"),
        *("først", "første", "fyrst", "sist", "siste", "før", "etter"),
        *("bare", "berre", "kun", "hver", "kvar", "alene", "åleine"),
    )
)
TELLING_WEIGHT = 1.0
DATE_ASKED = re.compile(  # "on which day": says what kind of answer is wanted, and stands in no answer
    r"\b(?:hvilken|hvilket|kva(?:\s+for)?(?:\s+ei[nt]?)?|which|what)\s+(dag|dato|år|årstall?|måned|månad|tidspunkt|date|day|year|month)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class AskedWords:
    """What the library knows of a question's words: how rare each is, and for misspelt ones the word that was probably meant."""

    idf: Callable[[str], float]
    meant: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a question that carry its subject, and each one's weight (sums to 1).

    `meant` holds for each word the one that was probably meant, which is the word itself unless it is misspelt.
    """

    words: tuple[str, ...]
    weights: Floats
    meant: tuple[str, ...] = ()

    @classmethod
    def of(cls, asked: str, subject: str, library: AskedWords, table: WordTable) -> Wanted:
        """The content words of a question, weighed by rarity; those that only its thread adds (`subject`) count less.

        A few words that no index is searched by ("own", "first") can tell one sentence from another, and count a little.
        """
        own = set(words(asked))
        asks = DATE_ASKED.search(asked)
        idle = words(asks[1]) if asks else ()
        found = tuple(dict.fromkeys(word for word in words(subject) if word not in stopwords() or word in TELLING))
        found = tuple(word for word in found if word not in idle) or found or tuple(dict.fromkeys(words(subject)))
        meant = tuple(library.meant.get(word, word) for word in found)
        rare = [_weight(right, word in own, library.idf) for word, right in zip(found, meant, strict=True)]
        weights = np.array(rare, dtype=np.float32) * table.telling(meant)
        return cls(found, weights / weights.sum() if len(found) else weights, meant)


def _weight(word: str, own: bool, idf: Callable[[str], float]) -> float:
    if word in TELLING and word in stopwords():
        return TELLING_WEIGHT
    return max(idf(word), 0.1) * (1.0 if own else FROM_THREAD)
