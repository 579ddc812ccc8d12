"""Whom to turn to: the line of a contact section answers that, though it shares no word with the question.

"Kontakt: Kari Nes, rådgiver" says of itself neither who it is for nor at which house. So what counts is where it stands: under the
contact heading of a document that speaks of what the question names.
"""

from __future__ import annotations

import re

from knowledge.answering.contact import HEADING
from knowledge.answering.facts import has
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.wordtable import words_of

GAIN = 4.0  # log-odds that the line of a contact section gains
TURNS_TO = re.compile(
    r"\bkontakt(?:person(?:en)?|en|ar|er|e)?\b|\b(?:contact(?:\s+person)?|get\s+in\s+touch)\b"
    r"|\b(?:hvem|kven|kem|who|whom)\s+(?:kan|skal|bør|må|can|do|should|could|may)\s+(?:jeg|eg|æ|vi|man|ein|en|i|we|one|you)\s+"
    r"(?:spørre|spørje|snakke|ringe|ringje|henvende|vende|skrive|høre|høyre|ask|talk|speak|turn|call|write)\b"
    r"|\b(?:hvem|kven|who)\s+(?:kan|can)\s+(?:svare|hjelpe|answer|help)\b",
    re.I,
)


def turned_to(evidence: Evidence, candidate: Candidate) -> float:
    """What a candidate gains where the question asks whom to turn to, and it names somebody in a contact section of what was named."""
    if not TURNS_TO.search(evidence.asked.text) or not _is_contact(candidate):
        return 0.0
    spoken = _spoken_of(candidate, evidence)
    return GAIN if all(name in spoken for name in evidence.asked.names if not name.isdigit()) else 0.0


def _is_contact(candidate: Candidate) -> bool:
    """Whether a unit stands under a contact heading, or behind one, and names a person, an address or a number."""
    unit, section = candidate.unit, candidate.passage.chunk.section
    under = any(HEADING.match(text) for text in (unit.heading or (section or ("",))[-1], unit.lead, unit.text))
    return under and unit.kind != "list" and has(unit.text, ("person", "email", "phone"))


def _spoken_of(candidate: Candidate, evidence: Evidence) -> set[str]:
    """The words of a candidate's document, as far as it was found, and of who published it."""
    version = candidate.passage.version
    chunks = {one.passage.chunk.text for one in evidence.candidates if one.passage.version.id == version.id}
    metadata = version.metadata
    return set(
        words_of(" ".join((metadata.title or "", metadata.publisher or "", *candidate.passage.chunk.section, *chunks)))
    )
