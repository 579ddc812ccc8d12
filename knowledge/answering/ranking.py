"""Which sentence, list item or table row answers best: a weighted sum of signals, the weights fitted and kept in `weights.json`.

The script that fits them is `knowledge/evaluation/fit_answering.py`; nothing is learned at run time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from math import log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.asking import Asked
from knowledge.answering.facts import FactKind, facts
from knowledge.answering.matching import Floats, Matcher, Wanted, WordVectorSource
from knowledge.answering.units import Unit, units_of
from knowledge.language.analysis import stopwords, words
from knowledge.language.glossary import Glossary
from knowledge.types import Passage

SIGNALS = (
    "form", "meaning", "context", "chunk", "score", "rank", "expected", "missing", "length", "item", "row", "first", "news", "all"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit of a passage with its signals (`SIGNALS`, in that order) and its score; `rank` counts passages from 0.

    `covered` is, for each word of the question, how well the unit and what stands around it cover that word.
    """

    unit: Unit
    passage: Passage
    rank: int
    signals: tuple[float, ...]
    score: float
    covered: Floats

    def signal(self, name: str) -> float:
        """One signal by its name."""
        return self.signals[SIGNALS.index(name)]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The candidates for a question, best first, and the words they were measured by."""

    asked: Asked
    wanted: Wanted
    candidates: tuple[Candidate, ...]


def gather(
    asked: Asked,
    passages: Sequence[Passage],
    idf: Callable[[str], float],
    vectors: WordVectorSource | None,
    glossary: Glossary | None,
    subject: str | None = None,
) -> Evidence:
    """Every unit of the passages, scored for the question. `subject`: the words to look for, where they are not the question's own."""
    wanted = Wanted.of(subject or asked.text, idf)
    vocabulary = [word for passage in passages for word in _words(_surroundings(passage)) + _words(passage.chunk.text)]
    matcher = Matcher(wanted, vocabulary, vectors, glossary)
    highest = max((passage.score for passage in passages), default=1.0) or 1.0
    found: list[Candidate] = []
    for rank, passage in enumerate(passages):
        found += _candidates(asked, matcher, passage, rank, passage.score / highest)
    found.sort(key=lambda candidate: -candidate.score)
    return Evidence(asked, wanted, tuple(found))


def _candidates(asked: Asked, matcher: Matcher, passage: Passage, rank: int, relative: float) -> list[Candidate]:
    wanted = matcher.wanted
    around = _words(_surroundings(passage))
    whole = matcher.coverage((*around, *_words(passage.chunk.text)))[1]
    chunk = float(wanted.weights @ whole)
    found = []
    for unit in units_of(passage):
        own = _words(unit.text)
        form, meaning = matcher.coverage(own)
        covered = matcher.coverage(
            (*own, *_words(unit.lead), *_words(unit.heading), *_words(" ".join(unit.header)), *around)
        )[1]
        expected = bool(asked.expected) and bool(matching_facts(unit, asked.expected))
        own_cover, all_cover = float(wanted.weights @ meaning), float(wanted.weights @ covered)
        signals = (
            float(wanted.weights @ form), own_cover, all_cover - own_cover, chunk, relative, 1 / (1 + rank),
            float(expected), float(bool(asked.expected) and not expected), abs(log2(max(len(unit.text), 10) / 110)),
            float(unit.kind == "item"), float(unit.kind == "row"), 1 / (1 + unit.position), _news(own, form, wanted),
            float(bool((covered > 0.5).all())),
        )  # fmt: skip
        found.append(Candidate(unit, passage, rank, signals, float(weights("ranking") @ np.array(signals)), covered))
    return found


def matching_facts(unit: Unit, expected: tuple[FactKind, ...]) -> list[str]:
    """The facts of the expected kinds that a unit holds; figures inside dates, phone numbers and names like "3.0" do not count."""
    text = unit.text
    taken = [
        (f.start, f.end)
        for kind in ("date", "phone", "reference", "clock")
        if kind not in expected
        for f in facts(text, kind)
    ]
    return [
        fact.text
        for kind in expected
        for fact in facts(text, kind)
        if not any(start <= fact.start < end for start, end in taken)
    ]


def _news(own: tuple[str, ...], form: Floats, wanted: Wanted) -> float:
    """How much a unit says beyond the question's own words: up to 1 from five content words on."""
    none = stopwords()
    content = sum(word not in none for word in own)
    return min(1.0, max(0.0, content - float((form > 0.5).sum())) / 5)


def _surroundings(passage: Passage) -> str:
    title = passage.version.metadata.title or ""
    return f"{title} {' '.join(passage.chunk.section)}"


@lru_cache(maxsize=32_768)
def _words(text: str) -> tuple[str, ...]:
    return tuple(words(text))


@cache
def fitted() -> dict[str, Any]:
    """The fitted numbers of `weights.json`."""
    text = resources.files("knowledge.answering").joinpath("weights.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def weights(name: str) -> NDArray[np.float64]:
    """A fitted weight vector by its name."""
    return np.array(fitted()[name]["weights"], dtype=np.float64)
