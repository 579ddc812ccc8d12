"""Which sentence, list item or table row answers best: a weighted sum of signals, the weights fitted and kept in `weights.json`.

`knowledge.evaluation.fitting.selection` finds them, on questions that are not part of the repository; nothing is learned at run time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2

import numpy as np

from knowledge.answering.agents import agent_in
from knowledge.answering.asked_facts import holds_fact
from knowledge.answering.asked_words import AskedWords, Wanted
from knowledge.answering.asking import Asked, AskedKind
from knowledge.answering.binding import Binding
from knowledge.answering.facts import facts
from knowledge.answering.fitted import weights
from knowledge.answering.matching import Cover, Matcher
from knowledge.answering.moments import same_moment
from knowledge.answering.rendering.translating import render
from knowledge.answering.units import Unit, read_lists, read_units
from knowledge.answering.wording import norwegian, understood_by
from knowledge.answering.wordtable import Floats, WordTable, words_of
from knowledge.language.analysis import stopwords
from knowledge.language.glossary import Glossary
from knowledge.types import Language, Passage

SIGNALS = (
    "form", "meaning", "context", "chunk", "place", "total", "retrieved", "expected", "missing", "length", "item", "row", "first", "news",
    "terms", "foreign", "list", "list_wanted", "item_wanted", "heading", "late", "head", "modal", "year", "enumerates",
    "moment", "gap", "own_gap", "doer", "instance", "counted", "pairs", "doing", "announces", "leading"
)  # fmt: skip
BOUND = ("instance", "counted", "pairs", "doing", "announces")  # `Binding.signals`


HEARD = 8  # of the best passages the foreign ones are read in the reader's language, too
HEAD = 60  # characters before a colon that make a head
ENUMERATION = re.compile(r"[,:;].*\b(?:og|and|samt|or|eller)\b|\b\w+ (?:og|and) \w+", re.I)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MODAL = re.compile(
    r"\b(?:kan|må|skal|bør|trenger|treng|kreves|gjelder|gjeld|ikke|ikkje|ingen|bare|berre|også|alltid|aldri|ja|nei"
    r"|can|cannot|may|must|shall|should|need|needs|required|not|no|only|also|always|never|yes|mandatory|compulsory)\b", re.I
)  # fmt: skip


DATED: frozenset[AskedKind] = frozenset({"when", "how_long"})
DATE_NAMED = re.compile(r"\b(?:\w*dato\w*|\w*frist\w*|deadlines?|dates?|tidspunkt\w*)\b", re.I)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit of a passage with its signals (`SIGNALS`, in that order) and its score; `rank` counts passages from 0.

    `own` is, for each word of the question, how well the unit covers it; `covered` the same with what stands around it.
    """

    unit: Unit
    passage: Passage
    rank: int
    signals: tuple[float, ...]
    score: float
    own: Floats
    covered: Floats

    def signal(self, name: str) -> float:
        """One signal by its name."""
        return self.signals[SIGNALS.index(name)]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The candidates for a question, best first, the words they were measured by, and how well each word stands in any passage."""

    asked: Asked
    wanted: Wanted
    candidates: tuple[Candidate, ...]
    anywhere: Floats


def gather(
    asked: Asked,
    passages: Sequence[Passage],
    words: AskedWords,
    table: WordTable,
    glossary: Glossary,
    language: Language,
    subject: str | None = None,
) -> Evidence:
    """Every unit of the passages, scored for the question. `subject`: the words to look for, where they are not the question's own."""
    text = subject or asked.text
    wanted = Wanted.of(asked.text, text, words, table)
    texts = [text for passage in passages for text in (passage.chunk.text, _surroundings(passage))]
    texts += [rough for passage in passages[:HEARD] for rough in _roughly(passage, language)]
    matcher = Matcher(text, wanted, texts, table, glossary)
    binding = Binding(asked, text, matcher)
    totals = {side: _highest(p for p in passages if norwegian(p.chunk.language) is side) for side in (True, False)}
    readings = [
        _Reading(asked, p, rank, totals[norwegian(p.chunk.language)], language) for rank, p in enumerate(passages)
    ]
    whole = matcher.covers([(reading.passage.chunk.text, reading.around) for reading in readings]).meaning
    found = sorted(_candidates(asked, readings, whole, matcher, binding), key=lambda candidate: -candidate.score)
    anywhere = np.max(whole, axis=0) if readings else np.zeros_like(wanted.weights)
    return Evidence(asked, wanted, tuple(found), anywhere)


def _candidates(
    asked: Asked, readings: Sequence[_Reading], whole: Floats, matcher: Matcher, binding: Binding
) -> list[Candidate]:
    """Every unit of the passages with its signals, which are worked out for all units at once as far as they are numbers."""
    units = [(reading, unit, row) for row, reading in enumerate(readings) for unit in reading.units()]
    if not units:
        return []
    own, near, covered, heading, head = _covers(matcher, [(reading, unit) for reading, unit, _ in units])
    weighed = [matcher.shares(cover) for cover in (own.form, own.meaning, covered.meaning)]
    chunks = matcher.shares(whole)
    said = [reading.signals(unit, binding) for reading, unit, _ in units]
    terms = near.terms.mean(axis=1) if near.terms.shape[1] else np.zeros(len(units))
    columns = {name: [one[name] for one in said] for name in said[0]} | {
        "form": weighed[0], "meaning": weighed[1],
        "context": [around - alone for alone, around in zip(weighed[1], weighed[2], strict=True)],
        "chunk": [chunks[row] for _, _, row in units],
        "news": [_news(unit.text, told) for (_, unit, _), told in zip(units, (own.form > 0.5).sum(axis=1), strict=True)],
        "terms": terms,
        "heading": matcher.shares(heading.meaning),
        "late": matcher.shares(own.late),
        "head": matcher.shares(head.meaning),
        "gap": matcher.missed(covered.meaning), "own_gap": matcher.missed(own.meaning),
    }  # fmt: skip
    signals = np.column_stack([columns[name] for name in SIGNALS])
    fitted = weights("ranking")
    return [
        Candidate(unit, reading.passage, reading.rank, tuple(row.tolist()), float(fitted @ row), alone, together)
        for (reading, unit, _), row, alone, together in zip(units, signals, own.meaning, covered.meaning, strict=True)
    ]


def _covers(matcher: Matcher, units: Sequence[tuple[_Reading, Unit]]) -> list[Cover]:
    """What each unit covers: itself, with what it stands under, with the passage's title too; its heading alone, its first words."""
    groups: list[tuple[str, ...]] = []
    for reading, unit in units:
        heading, lead = reading.heard(unit.heading or reading.section), reading.heard(unit.lead)
        own = (*lead, *heading) if unit.kind == "list" else reading.heard(unit.text)  # its items say what, not whether
        near = (*own, *heading, *lead, " ".join(unit.header))
        groups += own, near, (*near, reading.around), heading, (_head(unit),)
    every = matcher.covers(groups)
    return [every.each(start, 5) for start in range(5)]


def _highest(passages: Iterable[Passage]) -> float:
    """The highest sum of retrieval's signals: sums of one language can be compared with each other only."""
    return max((passage.signals.get("total", 0.0) for passage in passages), default=0.0) or 1.0


def _roughly(passage: Passage, language: Language) -> list[str]:
    """The units of a foreign passage in the reader's language."""
    if understood_by(language, passage.chunk.language):
        return []
    units = read_units(passage.chunk.text, tuple(passage.chunk.section))
    return [render(text, language).text for unit in units for text in (unit.text, unit.lead, unit.heading) if text]


class _Reading:
    """One passage read for one question."""

    def __init__(self, asked: Asked, passage: Passage, rank: int, best: float, language: Language) -> None:
        self.passage, self.rank, self.around = passage, rank, _surroundings(passage)
        self.section = passage.chunk.section[-1] if passage.chunk.section else ""
        self._asked, self._language, self._written = asked, language, passage.chunk.language
        foreign = not understood_by(language, self._written)
        self._heard = rank < HEARD and foreign
        self._dates = asked.kind in DATED or bool(DATE_NAMED.search(asked.text))
        self._years = set(YEAR.findall(asked.text))
        self._common = {
            "place": passage.score, "total": passage.signals.get("total", 0.0) / best,
            "retrieved": passage.signals.get("whole", 0.0), "foreign": float(foreign), "leading": float(rank == 0),
        }  # fmt: skip

    def units(self) -> tuple[Unit, ...]:
        """The passage's units, its lists last."""
        text, section = self.passage.chunk.text, tuple(self.passage.chunk.section)
        return *read_units(text, section), *read_lists(text, section)

    def heard(self, text: str) -> tuple[str, ...]:
        """A text, and of a foreign one its rough translation, too."""
        return (text, self._said(text)) if self._heard and text else (text,)

    def signals(self, unit: Unit, binding: Binding) -> dict[str, float]:
        """The signals that do not rest on which words of the question a unit covers."""
        asked = self._asked
        expected = bool(asked.expected) and holds_fact(unit, asked.expected, self._written)
        listed, wants = unit.kind == "list", asked.wants_list
        bound = binding.signals(unit, self._written, self._said(unit.text))
        return self._common | {
            "expected": float(expected), "missing": float(bool(asked.expected) and not expected),
            "length": abs(log2(max(len(unit.text), 10) / 110)) * (not listed),
            "item": float(unit.kind == "item"), "row": float(unit.kind == "row"), "first": 1 / (1 + unit.position),
            "list": float(listed), "list_wanted": float(listed and wants), "item_wanted": float(unit.kind == "item" and wants),
            "modal": float(asked.kind == "yes_no" and bool(MODAL.search(unit.text))), "year": self._year(unit),
            "enumerates": float(wants and bool(ENUMERATION.search(unit.text))),
            "moment": same_moment(asked.text, unit.text) if self._dates else 0.0,
            "doer": self._doer(unit), **dict(zip(BOUND, bound, strict=True)),
        }  # fmt: skip

    def _said(self, text: str) -> str:
        """A text in the reader's language, roughly where it is foreign."""
        return render(text, self._language).text if self._heard and text else text

    def _doer(self, unit: Unit) -> float:
        """Whether a unit says who does what the question asks the doer of; half where it only names somebody."""
        if self._asked.kind != "who":
            return 0.0
        if agent_in(self._asked.text, unit, self._written, self._written):
            return 1.0
        return 0.5 * bool(facts(unit.text, "role") or facts(unit.text, "person"))

    def _year(self, unit: Unit) -> float:
        """Whether a year that the question names stands at the unit."""
        if not self._years:
            return 0.0
        return float(not self._years.isdisjoint(YEAR.findall(f"{unit.text} {unit.lead} {unit.heading} {self.around}")))


def _head(unit: Unit) -> str:
    """What a unit is about by its form: a row's first cell, what stands before a colon, else its first words."""
    if unit.cells:
        return unit.cells[0]
    before, colon, _ = unit.text.partition(":")
    return before if colon and len(before) < HEAD else " ".join(unit.text.split()[:6])


def _news(text: str, told: float) -> float:
    """How much a unit says beyond the `told` words of the question that stand in it: up to 1 from five content words on."""
    return min(1.0, max(0.0, _content(text) - float(told)) / 5)


@lru_cache(maxsize=8192)
def _content(text: str) -> int:
    """The number of content words."""
    none = stopwords()
    return sum(word not in none for word in words_of(text))


def _surroundings(passage: Passage) -> str:
    title = passage.version.metadata.title or ""
    return f"{title} {' '.join(passage.chunk.section)}"
