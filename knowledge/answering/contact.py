"""The contact that the documents themselves name: a contact section with a person, an e-mail address or a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering.facts import has
from knowledge.answering.people import people_in
from knowledge.answering.units import units_of
from knowledge.partnership import Partnership
from knowledge.types import Language, Passage

QUERIES: tuple[tuple[Language, str], ...] = (
    ("nb", "kontakt kontaktperson e-post telefon spørsmål"),
    ("en", "contact person e-mail telephone"),
)
HEADING = re.compile(
    r"^\W*(?:kontakt\w*|contact\w*|spørsmål|questions|hvem\s+kan\s+jeg\s+spørre|kven\s+kan\s+eg\s+spørje)\b", re.I
)
SAYS_WHO = re.compile(r"\w\s+(?:er|is|heter|heiter)\s+[A-ZÆØÅ]")
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact line as a document writes it, and whether the document is one of the partnership's own."""

    line: str
    ours: bool


def find_contact(passages: Sequence[Passage], partnership: Partnership) -> Contact | None:
    """The best contact line of these passages, or None. The partnership's own documents come first."""
    found = [
        (_worth(passage, line, partnership), -number, line)
        for number, passage in enumerate(passages)
        for line in _lines(passage)
    ]
    if not found:
        return None
    (ours, _), _, line = max(found)
    return Contact(_named(line), ours)


def _named(line: str) -> str:
    """The person alone where a whole sentence says who it is."""
    return people_in(line, "nb", "nb") or line if SAYS_WHO.search(line) and not has(line, ("email", "phone")) else line


def _lines(passage: Passage) -> list[str]:
    section = passage.chunk.section[-1] if passage.chunk.section else ""
    lines = [
        unit.text
        for unit in units_of(passage)
        if any(HEADING.match(text) for text in (unit.heading or section, unit.lead, unit.text))
    ]
    return [line.strip(" .") for line in lines if len(line) <= LONGEST and has(line, ("person", "email", "phone"))]


def _worth(passage: Passage, line: str, partnership: Partnership) -> tuple[bool, int]:
    metadata = passage.version.metadata
    about = f"{metadata.title or ''} {metadata.publisher or ''}".lower()
    parties = (partnership.programme, partnership.municipality, partnership.university)
    names = {name.lower() for party in parties for name in party.all_names()}
    ours = any(name in about or (metadata.title or "-").lower() in name for name in names)
    return ours, 2 * has(line, ("email",)) + has(line, ("person",)) + has(line, ("phone",))
