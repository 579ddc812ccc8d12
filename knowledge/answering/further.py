"""When a further sentence is worth its room: it answers something of the question that the first one leaves open.

A sentence beside the first one needs little for that, one of another document much. The numbers are shares of the question's words,
weighed by rarity, and were set on questions that are not part of the repository.
"""

from __future__ import annotations

import re

import numpy as np

from knowledge.answering.ranking import Candidate, Evidence

LEVEL = 0.35  # log-odds below the first up to which a sentence beside it is as good an answer
BESIDE_NEW, BESIDE_OWN = 0.1, 0.25
WITHIN_NEW, WITHIN_OWN, WITHIN_LEVEL = 0.2, 0.3, 0.25
APART_NEW, APART_OWN, APART_LEVEL = 0.2, 0.35, 1.0
ATTRIBUTED = re.compile(
    r"((?:[^\s.,;:]+\s+){0,5}?[^\s.,;:]*(?:side|sida|siden|dokument\w*|avtale\w*|rapport\w*|page|website|document|agreement|report))"
    r"(?:,[^,]{3,60},)?\s+(?:oppgir|skriver|skriv|sier|seier|nevner|nemner|snakker\s+om|snakkar\s+om|gives|says|speaks\s+of|states|writes)\b",
    re.I,
)
DIFFER = re.compile(  # what a document says above a list of what its sources say: one of them alone is half the truth
    r"\b(?:(?:sier|seier)\s+(?:ikke|ikkje)\s+det\s+samm?e|(?:ikke|ikkje)\s+(?:einige?|enige?|samde)|uenige?|usamde|(?:forskjellige|ulike)\s+ting"
    r"|disagree|(?:do|does)\s+not\s+agree|(?:say|give|state)\s+different)\b[^.?!]*:\s*$",
    re.I,
)
TWIN = 2.5  # log-odds below a foreign list of that sort up to which one in the reader's language goes before it
ROW_OWN, ROW_LEVEL = 0.3, 0.6  # a second row of the same table must be about what was asked itself


def adds(candidate: Candidate, first: Candidate, evidence: Evidence) -> bool:
    """Whether a candidate says something of what was asked beyond the first one, and is a sentence that stands by itself."""
    if _leads_on(candidate):
        return False
    weights = evidence.wanted.weights
    own = float(weights @ candidate.own)
    new = float(weights @ np.maximum(candidate.own - first.own, 0.0))
    gap = first.score - candidate.score
    if candidate.passage.chunk.id == first.passage.chunk.id:
        if candidate.unit.kind == first.unit.kind == "row" and own < ROW_OWN and gap > ROW_LEVEL:
            return False
        return new >= BESIDE_NEW or (gap <= LEVEL and own >= BESIDE_OWN)
    if candidate.passage.version.id == first.passage.version.id:
        return (gap <= WITHIN_LEVEL and own >= WITHIN_OWN / 2) or (new >= WITHIN_NEW and own >= WITHIN_OWN)
    if candidate.signal("foreign") > first.signal("foreign"):
        return False  # a reader who has an answer in their own language needs no foreign one beside it
    return new >= APART_NEW and own >= APART_OWN and gap <= APART_LEVEL


def otherwise(candidate: Candidate, first: Candidate) -> bool:
    """Whether two sentences of one passage each tell what a source of its own says ("the page gives …", "the report speaks of …")."""
    if candidate.passage.chunk.id != first.passage.chunk.id or not candidate.signal("expected"):
        return False
    sources = [found[1].lower() for one in (candidate, first) if (found := ATTRIBUTED.match(one.unit.text))]
    return len(sources) == 2 and sources[0] != sources[1]


def sources_differ(evidence: Evidence) -> Candidate | None:
    """The item of a list of what sources say differently, where one is the best there is; one in the reader's language first."""
    best = evidence.candidates[0]
    if best.unit.kind not in {"item", "list"} or not DIFFER.search(best.unit.lead):
        return None
    told = [one for one in evidence.candidates if one.unit.kind == best.unit.kind and DIFFER.search(one.unit.lead)]
    return next((one for one in told if best.score - one.score <= TWIN and not one.signal("foreign")), best)


def _leads_on(candidate: Candidate) -> bool:
    """A sentence that only announces what comes after it."""
    return candidate.unit.kind == "sentence" and not candidate.unit.text.rstrip().endswith((".", "!", "?", "»", "”"))
