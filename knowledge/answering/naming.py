"""A name in a question says which thing is meant: a document that never speaks of it seldom answers, however many other words it shares."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.wordtable import Floats

LOSS = 2.0  # log-odds that a unit loses by each name that its document does not speak of
NOWHERE, STANDS = (
    0.4,
    0.9,
)  # how well a name must be covered by a document to be spoken of, and by another one to be a name of the field


def unspoken_names(evidence: Evidence) -> Mapping[int, float]:
    """What each document's units lose, by the version's number: for every name that it lacks and that another document has."""
    numbers = [number for number, word in enumerate(evidence.wanted.words) if word in evidence.asked.names]
    best = _by_document(evidence)
    told = [number for number in numbers if any(covered[number] >= STANDS for covered in best.values())]
    return {
        version: LOSS * sum(float(covered[number] < NOWHERE) for number in told) for version, covered in best.items()
    }


def _by_document(evidence: Evidence) -> dict[int, Floats]:
    best: dict[int, Floats] = {}
    for candidate in evidence.candidates:
        version = _version(candidate)
        best[version] = np.maximum(best[version], candidate.covered) if version in best else candidate.covered
    return best


def _version(candidate: Candidate) -> int:
    return candidate.passage.version.id
