"""A deadline is a promise: a date answers a question for one only where it is the deadline of the very thing that was asked about.

Documents hold the dates of many calls, most of them long past. "When is the deadline?" names no call, and the deadline of some call is
not that of an enquiry to the municipality. So what says which one is meant must stand at the date: every name and year, and nearly all of
the rest.
"""

from __future__ import annotations

import re
from functools import cache

from knowledge.answering.asking import YEAR
from knowledge.answering.likeness import likeness
from knowledge.answering.moments import spent
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.language.analysis import fold, words

DEADLINE = re.compile(
    r"\b\w*(?:frist|fristen|frister|fristar|fristene|fristane)\b|\bdeadlines?\b|\bdue\s+date\b|\bclosing\s+date\b|\bcut-?off\b"
    r"|\b(?:siste|last)\s+(?:dag|day|mulighet|sjanse|chance)\b|\bby\s+(?:which|what|when)\b.*\b(?:apply|submit|send|hand)|\binnen\s+når\b|\bhow\s+late\b"
    r"|\b(?:senest|seinast)\b|\bat\s+the\s+latest\b",
    re.I,
)
# Words of a question for a deadline that do not tell which one is meant.
GENERAL_WORDS = """
    når fristen frist frister fristene fristar søknadsfrist søknadsfristen søknadsfrister siste dag dato datoen søknad
    søknaden søknader søke søkje søknadar sende sender sendt sendes inn innen levere leverer leveres innsending neste
    nye deadline deadlines due date closing cut off last day application applications apply applying applied submit
    submitting submission send sent latest next dates must need kan må skal senest seinast late sjanse mulighet chance
"""
MISSED = (
    0.34  # share of the telling words that may be missing at the deadline: "when must applicants at the latest hear"
)
MISSED_NAMED = 0.65  # the same where a name or a year of the question tells which call is meant
BOUND = 0.55  # how well a word must stand at the fact, in its section or in its document's title


def left_open(evidence: Evidence) -> bool:
    """Whether a deadline was asked for, and none that is the one of what was asked about stands in the evidence."""
    if not (evidence.asked.expected and DEADLINE.search(evidence.asked.text)):
        return False
    general = _general() | {fold(word) for word in spent(evidence.asked.text)}
    names = _names(evidence)
    telling = [n for n, word in enumerate(evidence.wanted.words) if word in names or fold(word) not in general]
    return not telling or not any(
        one.signal("expected") and _is_of(evidence, telling, one) for one in evidence.candidates
    )


def _is_of(evidence: Evidence, telling: list[int], candidate: Candidate) -> bool:
    """Whether a date is the deadline of what was asked about: its names and years stand there, and of the other words nearly all."""
    missed = [number for number in telling if not stands(evidence, number, candidate)]
    weights, words = evidence.wanted.weights, evidence.wanted.words
    names = _names(evidence)
    if any(words[number] in names for number in missed):
        return False
    most = MISSED_NAMED if any(words[number] in names for number in telling) else MISSED
    return float(weights[missed].sum()) <= most * float(weights[telling].sum())


def _names(evidence: Evidence) -> set[str]:
    """The names and years of a question, by which one call is told from another."""
    return {*evidence.asked.names, *(word for word in evidence.wanted.words if YEAR.fullmatch(word))}


def stands(evidence: Evidence, number: int, candidate: Candidate) -> bool:
    """Whether a word of the question stands at a candidate, or is in the name of its document's publisher."""
    publisher = words(candidate.passage.version.metadata.publisher or "")
    return candidate.covered[number] >= BOUND or any(
        likeness(evidence.wanted.meant[number], word) >= BOUND for word in publisher
    )


@cache
def _general() -> frozenset[str]:
    """Words of a question for a deadline that do not tell which one is meant."""
    return frozenset(fold(word) for word in GENERAL_WORDS.split())
