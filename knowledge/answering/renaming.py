"""What is called something else now than the question calls it: a document that tells the new name is quoted with the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answering.ranking import Candidate, Evidence

LOOKED_AT = 60  # candidates
_NAME = r"[A-ZÆØÅ][\w-]*(?:\s+[A-ZÆØÅ][\w-]*){0,3}"
_BEFORE = r"(?:tidligere|tidlegare|formerly|previously|før)"
NEW_THEN_OLD = re.compile(
    rf"(?P<new>{_NAME})\s*[,(]?\s+?\(?(?:som\s+|which\s+was\s+|that\s+was\s+)?{_BEFORE}\s+"
    rf"(?:(?:het|heitte|heit|kalt|kalla|called|known\s+as|named)\s+)?(?P<old>{_NAME})"
)
OLD_THEN_NEW = re.compile(
    rf"(?P<old>{_NAME})\s*,?\s+(?:(?:som\s+|which\s+)?(?:nå|no|now)\s+(?:heter|heiter|er|is\s+called|is)|(?:skiftet|bytta|byttet|skifta)\s+navn\s+til"
    rf"|(?:was|is|has\s+been)\s+renamed(?:\s+to)?|heter\s+nå|heiter\s+no|is\s+now\s+called)\s+(?P<new>{_NAME})"
)


def renamed(question: str, text: str) -> tuple[str, str] | None:
    """The old and the new name, where a text says that what the question names has got another, which the question lacks."""
    for pattern in (NEW_THEN_OLD, OLD_THEN_NEW):
        for found in pattern.finditer(text):
            old, new = found["old"], found["new"]
            if re.search(rf"\b{re.escape(old)}\b", question) and old != new:
                return old, new
    return None


def tells_new_name(evidence: Evidence, quoted: Sequence[Candidate]) -> Candidate | None:
    """The best candidate that tells the new name of what is asked about, unless it is quoted already."""
    told = (
        one
        for one in evidence.candidates[:LOOKED_AT]
        if one.unit.kind != "list" and one.unit.quotable and renamed(evidence.asked.text, one.unit.text)
    )
    found = next(told, None)
    return None if found is None or any(found.unit == one.unit for one in quoted) else found
