"""The contact that the documents themselves name: a contact section with a person, an e-mail address or a number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answering.facts import has
from knowledge.answering.units import units_of
from knowledge.partnership import Partnership
from knowledge.types import Passage

QUERIES = (("nb", "kontakt kontaktperson e-post telefon spørsmål"), ("en", "contact person e-mail telephone"))
HEADING = re.compile(
    r"^\W*(?:kontakt\w*|contact\w*|spørsmål|questions|hvem\s+kan\s+jeg\s+spørre|kven\s+kan\s+eg\s+spørje)\b", re.I
)
LONGEST = 160


def find_contact(passages: Sequence[Passage], partnership: Partnership) -> str | None:
    """The best contact line of these passages, as the document writes it, or None. The partnership's own documents come first."""
    found = [
        (_worth(passage, line, partnership), -number, line)
        for number, passage in enumerate(passages)
        for line in _lines(passage)
    ]
    return max(found)[2] if found else None


def _lines(passage: Passage) -> list[str]:
    heads = passage.chunk.section and HEADING.match(passage.chunk.section[-1])
    units = units_of(passage)
    lines = [unit.text for unit in units if heads or HEADING.match(unit.lead) or HEADING.match(unit.text)]
    return [line.strip(" .") for line in lines if len(line) <= LONGEST and has(line, ("person", "email", "phone"))]


def _worth(passage: Passage, line: str, partnership: Partnership) -> int:
    metadata = passage.version.metadata
    about = f"{metadata.title or ''} {metadata.publisher or ''}".lower()
    ours = any(
        name.lower() in about for name in (*partnership.programme.all_names(), partnership.municipality.names["nb"])
    )
    return 4 * ours + 2 * has(line, ("email",)) + has(line, ("person",)) + has(line, ("phone",))
