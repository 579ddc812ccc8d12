"""A year or a name that a question gives says which of several like things is meant: the answer must be of that one.

The figure of one call is not that of another year's, and the employees of one institution are not another's.
"""

from __future__ import annotations

import re

from knowledge.answering.deadlines import stands
from knowledge.answering.echoes import near
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.wording import title_of

NOWHERE = 0.4  # a word that no candidate covers better stands nowhere
COMMON = 0.8  # of the mean weight of a question's words, below which a name is one that all documents speak of
ORDINALS = tuple(
    re.compile(rf"\b(?:{words})\b|(?<!\d){number}(?:\.(?=\s+[a-zæøå])|rd\b|th\b)", re.I)
    for number, words in enumerate(
        ("(?<!hver )(?<!kvar )tredje|third", "fjerde|fourth", "femte|fifth", "sjette|sixth", "sjuende|syvende|seventh"),
        3,
    )
)
ALTERNATIVES = re.compile(r"\b(?:19|20)\d\d\s+(?:eller|or)\s+(?:\w+\s+){0,2}?(?:19|20)\d\d\b", re.I)


def elsewhere(evidence: Evidence) -> bool:
    """Whether what the best sentences say is of another year, or of something of another name, than the question gives."""
    return other_year(evidence) or other_place(evidence) or unknown_name(evidence) or other_name(evidence)


def other_year(evidence: Evidence) -> bool:
    """Whether a year that the question gives stands neither at any sentence that might lead nor in its passage or document's head."""
    years = evidence.asked.years
    if not years or ALTERNATIVES.search(evidence.asked.text):
        return False
    return not any(all(year in _around(one) for year in years) for one in near(evidence))


def other_place(evidence: Evidence) -> bool:
    """Whether the third, fourth or fifth of some things was asked about, and no sentence that might lead is of that one or a list."""
    found = next((ordinal for ordinal in ORDINALS if ordinal.search(evidence.asked.text)), None)
    if found is None or not evidence.asked.expected:
        return False
    units = [one.unit for one in near(evidence)]
    return not any(found.search(" ".join((unit.lead, unit.heading, unit.text))) for unit in units)


def _around(candidate: Candidate) -> str:
    version = candidate.passage.version
    head = (
        version.metadata.valid_from,
        version.metadata.updated,
        version.document.file_name,
        title_of(candidate.passage),
    )
    return " ".join((candidate.passage.chunk.text, *candidate.passage.chunk.section, *(part or "" for part in head)))


def unknown_name(evidence: Evidence) -> bool:
    """Whether the names of a question stand together at no candidate at all."""
    names = _names(evidence)
    return bool(names) and not any(
        all(one.covered[number] >= NOWHERE or stands(evidence, number, one) for number in names)
        for one in evidence.candidates
    )


def other_name(evidence: Evidence) -> bool:
    """Whether a fact was asked of something by a telling name, and no sentence that might lead is about it."""
    mean = 1 / max(len(evidence.wanted.words), 1)
    names = [number for number in _names(evidence) if evidence.wanted.weights[number] >= COMMON * mean]
    if not evidence.asked.expected or not names:
        return False
    return not any(all(stands(evidence, number, one) for number in names) for one in near(evidence))


def _names(evidence: Evidence) -> list[int]:
    """The numbers of the words that are names; parts of a compound with a hyphen ("FoU-strategi") are none."""
    compounds = {part for word in re.findall(r"\w+-[\w-]+", evidence.asked.text.lower()) for part in word.split("-")}
    return [
        number
        for number, word in enumerate(evidence.wanted.words)
        if word in evidence.asked.names and word not in compounds
    ]
