"""Which sentence, list item or table row answers best: a weighted sum of signals, the weights fitted and kept in `weights.json`.

`knowledge.evaluation.fitting.selection` finds them, on questions that are not part of the repository; nothing is learned at run time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np

from knowledge.answering.agents import agent_in
from knowledge.answering.asking import Asked, AskedKind
from knowledge.answering.binding import Binding
from knowledge.answering.facts import VAGUE, FactKind, facts, number_words
from knowledge.answering.fitted import weights
from knowledge.answering.matching import AskedWords, Cover, Matcher, Wanted
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
        _Reading(asked, matcher, binding, p, rank, totals[norwegian(p.chunk.language)], language)
        for rank, p in enumerate(passages)
    ]
    found = sorted(
        (one for reading in readings for one in reading.candidates()), key=lambda candidate: -candidate.score
    )
    anywhere = (
        np.max([reading.whole.meaning for reading in readings], axis=0) if readings else np.zeros_like(wanted.weights)
    )
    return Evidence(asked, wanted, tuple(found), anywhere)


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

    def __init__(
        self,
        asked: Asked,
        matcher: Matcher,
        binding: Binding,
        passage: Passage,
        rank: int,
        best: float,
        language: Language,
    ) -> None:
        self._asked, self._matcher, self._passage, self._rank = asked, matcher, passage, rank
        self._language = language
        self._heard = rank < HEARD and not understood_by(language, passage.chunk.language)
        self._binding, self._dates = binding, asked.kind in DATED or bool(DATE_NAMED.search(asked.text))
        self._foreign = float(not understood_by(language, passage.chunk.language))
        self._around = matcher.cover(_surroundings(passage))
        self.whole = matcher.cover(passage.chunk.text) | self._around
        told = passage.signals
        self._common = (
            matcher.weighed(self.whole.meaning), passage.score, told.get("total", 0.0) / best, told.get("whole", 0.0), self._foreign
        )  # fmt: skip
        self._section = passage.chunk.section[-1] if passage.chunk.section else ""

    def candidates(self) -> list[Candidate]:
        text, section = self._passage.chunk.text, tuple(self._passage.chunk.section)
        return [self._candidate(unit) for unit in (*read_units(text, section), *read_lists(text, section))]

    def _candidate(self, unit: Unit) -> Candidate:
        matcher, asked = self._matcher, self._asked
        heading = self._cover(unit.heading or self._section)
        own = (
            self._cover(unit.text) if unit.kind != "list" else self._cover(unit.lead) | heading
        )  # its items say what, not whether
        near = own | heading | self._cover(unit.lead) | matcher.cover(" ".join(unit.header))
        covered = near | self._around
        expected = bool(asked.expected) and bool(matching_facts(unit, asked.expected, self._passage.chunk.language))
        own_cover = matcher.weighed(own.meaning)
        listed, wants = unit.kind == "list", asked.wants_list
        chunk, place, total, retrieved, foreign = self._common
        signals = (
            matcher.weighed(own.form), own_cover, matcher.weighed(covered.meaning) - own_cover, chunk, place, total, retrieved,
            float(expected), float(bool(asked.expected) and not expected),
            abs(log2(max(len(unit.text), 10) / 110)) * (not listed),
            float(unit.kind == "item"), float(unit.kind == "row"), 1 / (1 + unit.position), _news(unit.text, own.form),
            float(near.terms.mean()) if len(near.terms) else 0.0, foreign,
            float(listed), float(listed and wants), float(unit.kind == "item" and wants), matcher.weighed(heading.meaning),
            matcher.weighed(own.late), matcher.weighed(matcher.cover(_head(unit)).meaning),
            float(asked.kind == "yes_no" and bool(MODAL.search(unit.text))), self._year(unit),
            float(wants and bool(ENUMERATION.search(unit.text))),
            same_moment(asked.text, unit.text) if self._dates else 0.0,
            matcher.missed(covered.meaning), matcher.missed(own.meaning),
            self._doer(unit), *self._binding.signals(unit, self._passage.chunk.language, self._said(unit.text)), float(self._rank == 0),
        )  # fmt: skip
        score = float(weights("ranking") @ np.array(signals))
        return Candidate(unit, self._passage, self._rank, signals, score, own.meaning, covered.meaning)

    def _cover(self, text: str) -> Cover:
        """What a text covers, of a foreign one what its rough translation covers, too."""
        own = self._matcher.cover(text)
        return own | self._matcher.cover(self._said(text)) if self._heard and text else own

    def _said(self, text: str) -> str:
        """A text in the reader's language, roughly where it is foreign."""
        return render(text, self._language).text if self._heard and text else text

    def _doer(self, unit: Unit) -> float:
        """Whether a unit says who does what the question asks the doer of; half where it only names somebody."""
        if self._asked.kind != "who":
            return 0.0
        written = self._passage.chunk.language
        if agent_in(self._asked.text, unit, written, written):
            return 1.0
        return 0.5 * bool(facts(unit.text, "role") or facts(unit.text, "person"))

    def _year(self, unit: Unit) -> float:
        """Whether a year that the question names stands at the unit."""
        asked = set(YEAR.findall(self._asked.text))
        return float(
            bool(asked)
            and bool(
                asked & set(YEAR.findall(f"{unit.text} {unit.lead} {unit.heading} {_surroundings(self._passage)}"))
            )
        )


def _head(unit: Unit) -> str:
    """What a unit is about by its form: a row's first cell, what stands before a colon, else its first words."""
    if unit.cells:
        return unit.cells[0]
    before, colon, _ = unit.text.partition(":")
    return before if colon and len(before) < HEAD else " ".join(unit.text.split()[:6])


def matching_facts(unit: Unit, expected: tuple[FactKind, ...], written: Language) -> list[str]:
    """The facts of the expected kinds that a unit holds, in order; figures inside dates, phone numbers and references do not count."""
    text = unit.text
    taken = [
        (f.start, f.end)
        for kind in ("date", "phone", "reference", "clock")
        if kind not in expected
        for f in facts(text, kind)
    ]
    found = [fact for kind in expected for fact in facts(text, kind)]
    if "number" in expected:
        found += [word for word in number_words(text, written == "en") if word.text.lower() not in VAGUE]
    free = [fact for fact in found if not any(start <= fact.start < end for start, end in taken)]
    whole = [
        f
        for f in free
        if not any(o is not f and o.start <= f.start and f.end <= o.end and len(o.text) > len(f.text) for o in free)
    ]
    return [fact.text for fact in sorted(whole, key=lambda fact: fact.start)]


def _news(text: str, form: Floats) -> float:
    """How much a unit says beyond the question's own words: up to 1 from five content words on."""
    none = stopwords()
    content = sum(word not in none for word in words_of(text))
    return min(1.0, max(0.0, content - float((form > 0.5).sum())) / 5)


def _surroundings(passage: Passage) -> str:
    title = passage.version.metadata.title or ""
    return f"{title} {' '.join(passage.chunk.section)}"
