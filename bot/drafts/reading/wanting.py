"""How far a sentence is a wish to do something with the university, and how far a question about how things are: a score.

Not one pattern decides but many marks together: who speaks, how the sentence begins, whether a party is invited, something is to be
set going, rules and papers are asked about. The marks and their weights lie in `wanting.toml`.
"""

from __future__ import annotations

from bot.drafts.reading.marks import load_marks
from bot.drafts.reading.message import Message


def wanting(message: Message, span: tuple[int, int]) -> float:
    """The log-odds that a sentence is a wish for company rather than a question or anything else."""
    known = load_marks("wanting")
    return known.score("wish", known.of(message, span))
