"""How sure it is that the evidence answers a question, and that the question belongs to what the documents are about.

Two logistic regressions over a few signals each. Their weights stand in `weights.json`; `knowledge.evaluation.fitting.refusal` finds
them. How much a passage speaks of the words of a question tells little: a question that the documents leave open is often put in
their very words. What tells more is whether there is a fact of the kind that was asked for, and whether it is bound to what it was
asked of.
"""

from __future__ import annotations

import re
from functools import cache
from math import log2

import numpy as np

from knowledge.answering.asking import Asked, AskedKind
from knowledge.answering.echoes import new_facts, new_words
from knowledge.answering.fitted import fitted
from knowledge.answering.likeness import likeness
from knowledge.answering.meanings import meanings_of
from knowledge.answering.people import people_in
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.wording import title_of
from knowledge.answering.wordtable import Floats, words_of
from knowledge.language.glossary import Glossary

OUTRIGHT = (
    0.75  # the least probability where a fact is told outright: so many of such facts answered, when it was fitted
)
MET = 0.6  # how well a word of the question stands at the best unit to be met
NOWHERE = 0.4  # a word of the question that no passage covers better stands nowhere
STANDS = 0.9  # and one that is covered so well stands there itself, which makes it a word of the field
HARD_FACTS: frozenset[AskedKind] = frozenset({"contact", "address", "reference"})
COUNTED: frozenset[AskedKind] = frozenset({"how_many", "how_much", "list", "what", "how_long"})
COPULA = re.compile(
    r"\b(?:hva|kva|ka|hvem|kven|kem|når|hvor|kor|what|who|when|where|(?:hvilken|hvilket|kva|which|what)\s+\w+)\s+"
    r"(?:er|e|var|is|are|was|were|heter|heiter|het|koster|kostar)\b",
    re.I,
)
LONGEST_LABEL = 60  # characters of a line that announces what comes under it
MOST_NEWS = 20  # words that a unit says beyond the question, from which on more tell nothing
TOP = 5  # candidates whose documents are counted

SIGNALS = (
    "typed", "foreign", "gap", "documents", "names", "unbound", "no_count", "no_amount", "head", "no_contact", "words",
    "heading", "counted", "no_money", "years", "late", "asked", "unmet", "new_fact", "news",
)  # fmt: skip
SCOPE_SIGNALS = ("chunk", "retrieved", "field", "nowhere", "words")


def answerable(evidence: Evidence) -> float:
    """The fitted probability that the evidence answers the question."""
    likely = _probability("refusal", signals(evidence))
    return max(likely, OUTRIGHT) if told_outright(evidence) else likely


def told_outright(evidence: Evidence) -> bool:
    """Whether the best unit holds a new fact of the kind asked for and meets every word of the question, in the asker's language."""
    best, asked = evidence.candidates[0], evidence.asked
    met = bool(asked.expected) and float(best.covered.min(initial=1.0)) >= MET and not best.signal("foreign")
    return met and bool(new_facts(best, asked))


def in_scope(evidence: Evidence) -> float:
    """The fitted probability that the question is about what the documents are about."""
    return _probability("scope", scope_signals(evidence))


def _probability(name: str, values: list[float]) -> float:
    table = fitted()[name]
    return float(1 / (1 + np.exp(-(float(np.dot(table["weights"], values)) + table["bias"]))))


def signals(evidence: Evidence) -> list[float]:
    """What the decision to answer rests on, in the order of `SIGNALS`. There is at least one candidate."""
    best, asked, weights = evidence.candidates[0], evidence.asked, evidence.wanted.weights
    missing = best.signal("missing")
    focus_own, focus_covered = (_of_word(evidence, asked.focus, covered) for covered in (best.own, best.covered))
    around = f"{best.passage.chunk.text} {' '.join(best.passage.chunk.section)} {title_of(best.passage)}"
    return [
        _typed(evidence),
        best.signal("foreign"),
        float((weights * (1 - best.covered)).max(initial=0.0)),
        float(len({candidate.passage.version.document.file_name for candidate in evidence.candidates[:TOP]})),
        min((_of_word(evidence, name, best.covered) for name in asked.names), default=1.0),
        float(bool(COPULA.search(asked.text))) * (1 - max(focus_own, _announced(best, asked.focus))),
        missing * (asked.kind == "how_many"),
        missing * (asked.kind == "how_much"),
        best.signal("head"),
        missing * (asked.kind in HARD_FACTS),
        log2(len(weights) + 1),
        best.signal("heading"),
        focus_covered * (asked.kind in COUNTED),
        missing * (asked.expected == ("money",)),
        float(all(year in around for year in asked.years)),
        best.signal("late"),
        float(len(words_of(asked.text))),
        float((best.covered < MET).sum()),
        float(not asked.expected or bool(new_facts(best, asked))),
        float(min(len(new_words(best, asked)), MOST_NEWS)),
    ]


def _announced(best: Candidate, focus: str) -> float:
    """How well what a unit stands under, its lead-in or heading, names what a question asks for: "Contact" above a person's name."""
    above = words_of(f"{best.unit.lead} {best.unit.heading}") if len(best.unit.lead) <= LONGEST_LABEL else ()
    return max((likeness(focus, word) for word in above), default=0.0)


def _typed(evidence: Evidence) -> float:
    """The score of the best candidate that holds a fact of the kind asked for; 0 where none does. Without such a kind, the best."""
    if not evidence.asked.expected:
        return evidence.candidates[0].score
    return next((candidate.score for candidate in evidence.candidates if _holds(candidate, evidence.asked)), 0.0)


def _holds(candidate: Candidate, asked: Asked) -> bool:
    """Whether a unit holds a fact of the kind asked for; a name also where it stands behind "Contact:"."""
    written = candidate.passage.chunk.language
    person = asked.expected == ("person",) and bool(people_in(candidate.unit.text, written, written))
    return bool(candidate.signal("expected")) or person


def scope_signals(evidence: Evidence) -> list[float]:
    """What tells whether the question is about the documents' field, in the order of `SCOPE_SIGNALS`."""
    weights = evidence.wanted.weights
    passages = {candidate.passage.chunk.id: candidate.passage for candidate in evidence.candidates}.values()
    known = np.array([bool(meanings_of(_field(), (word,))) for word in evidence.wanted.meant], dtype=np.float32)
    known = np.maximum(known, evidence.anywhere >= STANDS) if len(known) else known
    return [
        max(_chunk(candidate) for candidate in evidence.candidates),
        max(passage.signals.get("whole", 0.0) for passage in passages),
        float(weights @ known) if len(known) else 0.0,
        float(weights @ (evidence.anywhere < NOWHERE)),
        log2(len(weights) + 1),
    ]


def _chunk(candidate: Candidate) -> float:
    return candidate.signal("chunk")


@cache
def _field() -> Glossary:
    return Glossary.load()


def _of_word(evidence: Evidence, word: str, covered: Floats) -> float:
    """How well one word of the question is covered; 1 for a word that is not looked for."""
    words = evidence.wanted.words
    return float(covered[words.index(word)]) if word in words else 1.0
