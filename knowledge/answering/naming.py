"""A name in a question says which thing is meant: a document that never speaks of it seldom answers, however many other words it shares."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from knowledge.answering.ranking import Evidence
from knowledge.answering.wordtable import Floats

LOSS = 2.0  # log-odds that a unit loses by each name that its document does not speak of
NOWHERE = 0.4  # a name that a document covers less is not spoken of there
STANDS = 0.9  # and one that some document covers so well is a name that documents use


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
        version = candidate.passage.version.id
        best[version] = np.maximum(best[version], candidate.covered) if version in best else candidate.covered
    return best
