"""Cross-references that only follow the new numbering ("punkt 3.2" is "punkt 3.3" now) are no change of their clause."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.changes.exact import Pairing
from knowledge.clauses import Clause, mentions
from knowledge.clauses.folding import fold

_NUMBER = re.compile(r"\d+(?:[.\-–]\d+)*")


def renumbering(pairing: Pairing) -> Mapping[str, str]:
    """Old number → new number, of labels and headings of paired clauses; only where it is one and the same everywhere."""
    found: dict[str, set[str]] = {}
    for a, b in pairing.of_old.items():
        old, new = pairing.old[a], pairing.new[b]
        for before, after in [(old.label, new.label), *zip(old.section, new.section, strict=False)]:
            numbers = _NUMBER.match(before.lstrip("§( ")), _NUMBER.match(after.lstrip("§( "))
            if numbers[0] and numbers[1]:
                found.setdefault(numbers[0][0], set()).add(numbers[1][0])
    return {before: after.pop() for before, after in found.items() if len(after) == 1}


def only_renumbered(old: Sequence[Clause], new: Sequence[Clause], numbers: Mapping[str, str]) -> bool:
    """Whether the texts differ in cross-references only, and those differ as the numbering does."""
    if len(old) != 1 or len(new) != 1:
        return False
    before, references_before = _without_references(old[0])
    after, references_after = _without_references(new[0])
    return before == after and all(
        a == b or numbers.get(a) == b for a, b in zip(references_before, references_after, strict=True)
    )


def _without_references(clause: Clause) -> tuple[str, list[str]]:
    text, references, end = "", [], 0
    for mention in mentions(clause.text, clause.language):
        if mention.kind == "reference":
            text += clause.text[end : mention.start] + "‹›"
            references.append(mention.value)
            end = mention.end
    return fold(text + clause.text[end:]), references
