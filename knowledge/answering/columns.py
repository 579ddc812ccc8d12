"""Which column of a table a question asks for: a date in another column is another thing's date.

"Reports due | 3 May | see the course page" under "evening class" and "weekend class" tells the evening class's day alone.
"""

from __future__ import annotations

from knowledge.answering.asking import Asked
from knowledge.answering.echoes import near
from knowledge.answering.facts import has
from knowledge.answering.likeness import likeness
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.wordtable import words_of
from knowledge.language.analysis import stopwords

SAME = 0.6  # likeness by form from which a word of the question names a column
CLEARER = 0.3  # by which one column must be named better than every other


def other_column(evidence: Evidence) -> bool:
    """Whether each sentence that might lead is a table's row with the fact asked for in other columns than the one that is named."""
    return bool(evidence.asked.expected) and all(_beside(evidence.asked, one) for one in near(evidence))


def _beside(asked: Asked, candidate: Candidate) -> bool:
    unit = candidate.unit
    at = _named(asked, unit.header)
    return bool(unit.cells) and 0 < at < len(unit.cells) and not has(unit.cells[at], asked.expected)


def _named(asked: Asked, header: tuple[str, ...]) -> int:
    """The number of the column that a question names more clearly than all others; -1 where it names none."""
    said = [word for word in words_of(asked.text) if word not in stopwords()]
    named = [sum(_best(word, words_of(cell)) for word in said) for cell in header]
    if len(named) < 3:
        return -1
    best = max(named)
    others = sorted(named)[-2]
    return named.index(best) if best >= others + CLEARER else -1


def _best(word: str, cell: tuple[str, ...]) -> float:
    found = max((likeness(word, other) for other in cell), default=0.0)
    return found if found >= SAME else 0.0
