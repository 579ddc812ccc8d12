"""Where clauses and quotations begin and end: what several readers share. Works on `Message.text` (lower case)."""

from __future__ import annotations

import re

BOUNDARY = re.compile(
    r"(?:^|[.,;:!?\n()–—·-])\s*(?:(?:og|and|men|but|mens|while|samt|så|so|da|then|også|also|dessuten|der|for|"
    r"where)\s+)*$|\b(?:og|and|men|but|mens|while|samt)\s+(?:så |at |also |også )?$|"
    r"\b(?:sier|sa|seier|mener|meiner|tror|fortalte|says?|said|thinks?|told me) (?:at|that) $"
)
QUOTED = re.compile(r"[«“\"„]([^«»“”\"„\n]{2,160})[»”\"“]|(?<!\w)'([^'\n]{4,120})'(?!\w)")


def at_boundary(text: str, position: int) -> bool:
    """Whether a clause begins at a place."""
    return bool(BOUNDARY.search(text[max(0, position - 24) : position]))


def clause_before(text: str, position: int) -> int:
    """Where the clause that a place stands in begins."""
    cuts = [match.end() for match in re.finditer(r"[.,;:!?\n]\s*|\b(?:og|and|men|but|å)\s+", text[:position])]
    return cuts[-1] if cuts else 0
