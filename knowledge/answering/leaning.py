"""Sentences that lean on the one before them ("The same goes for criteria"): what that one leaves open, they leave open."""

from __future__ import annotations

import re

from knowledge.answering.ranking import Evidence
from knowledge.answering.units import units_of

SAME_GOES = re.compile(
    r"^(?:det\s+samme\s+gjelder|det\s+same\s+gjeld|slik\s+er\s+det\s+også|the\s+same\s+(?:goes|applies|is\s+true|holds))\b",
    re.I,
)
SILENT = re.compile(
    r"\b(?:vet\s+vi\s+ikke|veit\s+vi\s+ikkje|(?:sier|står|oppgir|er)\s+ikke|(?:seier|står|oppgir|er)\s+ikkje"
    r"|(?:do(?:es)?\s+not|don't|doesn't)\s+(?:say|tell|state|know)|(?:is|are)\s+not\s+(?:stated|known|said|settled))\b",
    re.I,
)  # fmt: skip


def leans_on_silence(evidence: Evidence) -> bool:
    """Whether the best unit says that the same goes for a thing as for the one before, of which nothing is told."""
    best = evidence.candidates[0]
    if not SAME_GOES.match(best.unit.text) or best.unit.position == 0:
        return False
    return SILENT.search(units_of(best.passage)[best.unit.position - 1].text) is not None
