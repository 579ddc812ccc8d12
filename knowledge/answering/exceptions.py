"""What a sentence names only to leave it out answers no question about it: "this holds for all but the schools"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answering.echoes import near
from knowledge.answering.likeness import likeness
from knowledge.answering.meanings import meanings_of
from knowledge.answering.phrasebook import everyday_glossary
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.wordtable import words_of

BUT = re.compile(
    r"\b(?:utenom|utanom|unntatt|unnateke|bortsett\s+fra|bortsett\s+frå|med\s+unntak\s+av|(?:men\s+|og\s+)(?:ikke|ikkje)\s+(?:fra|frå|for|i|til|med)"
    r"|men\s+(?:ikke|ikkje)|except(?:\s+for)?|apart\s+from|other\s+than|but\s+not|excluding)\b(?P<left_out>[^.;:!?]*)",
    re.I,
)
ASKED_OUT = re.compile(
    r"\b(?:ikke|ikkje|unntak\w*|unntatt|utenom|utanom|bortsett|not|except\w*|exclu\w+|apart|other\s+than)\b|n't\b",
    re.I,
)
STANDS = 0.55  # how well a word must stand at a unit
VERY = 0.9  # likeness by form from which a word is the very same: no boat of another kind
SAME = 0.6  # likeness by form from which two words are one


def left_out(evidence: Evidence) -> bool:
    """Whether something that a question names stands at the best sentence only where that leaves it out, and at no other near it."""
    asked = evidence.asked
    if asked.kind == "yes_no" or ASKED_OUT.search(asked.text):
        return False
    best, *others = near(evidence)
    names = _left_out(evidence, best)
    return bool(names) and not any(
        one.own[number] >= STANDS for number in names for one in others if not BUT.search(one.unit.text)
    )


def _left_out(evidence: Evidence, candidate: Candidate) -> list[int]:
    """The numbers of the question's words that a unit has behind its "but not" alone."""
    unit, asked = candidate.unit, evidence.wanted.meant
    found = BUT.search(unit.text)
    if not found:
        return []
    behind = words_of(found["left_out"])
    outside = words_of(" ".join((unit.text[: found.start()], unit.text[found.end() :], unit.lead, unit.heading)))
    return [
        number
        for number, word in enumerate(asked)
        if candidate.own[number] >= STANDS
        and same(word, behind)
        and not any(likeness(word, other) >= VERY for other in outside)
    ]


def same(word: str, among: Sequence[str]) -> bool:
    """Whether a word stands among some, by form or by meaning."""
    meant = meanings_of(everyday_glossary(), (word,))
    return any(
        likeness(word, other) >= SAME or not meant.isdisjoint(meanings_of(everyday_glossary(), (other,)))
        for other in among
    )
