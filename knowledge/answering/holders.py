"""A name is a promise, too: it answers who holds a role only where the role and its body stand at the name.

Other bodies have such roles as well, and a document that speaks of a role need not name who holds it.
"""

from __future__ import annotations

import re

from knowledge.answering.asked_facts import holds_fact
from knowledge.answering.deadlines import stands
from knowledge.answering.echoes import near, new_facts
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.language.analysis import stopwords

NAME_ASKED = re.compile(
    r"\b[hk]va\s+(?:het|heit)(?:er|te)?\s+(?!det\b|dette\b)|\b(?:navn|namn)\w{0,3}\s+(?:på|til)\b|\bnames?\s+of\b", re.I
)
GENERAL = frozenset(
    [
        "hvem",
        "kven",
        "who",
        "navn",
        "navnet",
        "navnene",
        "namn",
        "namnet",
        "namna",
        "heter",
        "heiter",
        "hete",
        "name",
        "names",
        "nå",
        "no",
        "now",
        "dag",
        "today",
    ]
)


def unheld(evidence: Evidence) -> bool:
    """Whether a person was asked for by what they are, and no name stands with all of that."""
    if evidence.asked.expected != ("person",):
        return False
    named = [one for one in evidence.candidates if _person(one)]
    if not named or not (_person(evidence.candidates[0]) or NAME_ASKED.search(evidence.asked.text)):
        if evidence.asked.kind == "who" and NAME_ASKED.search(evidence.asked.text):
            return True
        return not any(new_facts(one, evidence.asked, ("person", "role")) for one in near(evidence))
    telling = [
        number for number, word in enumerate(evidence.wanted.words) if word not in GENERAL and word not in stopwords()
    ]
    return not any(all(stands(evidence, number, one) for number in telling) for one in named)


def _person(candidate: Candidate) -> bool:
    return holds_fact(candidate.unit, ("person",), candidate.passage.chunk.language)
