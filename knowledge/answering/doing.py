"""Who does it, looked for further down: a sentence that says so shares with the question little more than its verb.

"Who has the last word on the new pier?" is answered by "the harbour master decides": what a search finds first speaks of piers. So where
none of the passages that were read says who does it, those after them are looked through for one whose sentence has the question's verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.agents import agent_in
from knowledge.answering.asking import Asked
from knowledge.answering.ranking import Evidence
from knowledge.answering.units import units_of
from knowledge.types import Passage

DEEP = 60  # passages that are looked through
MOST = 3  # of them that are read beside the first ones


def told_who(evidence: Evidence) -> bool:
    """Whether a sentence that was read says who does what the question asks the doer of, or none is asked for."""
    return evidence.asked.kind != "who" or any(one.signal("doer") == 1.0 for one in evidence.candidates)


def telling_who(asked: Asked, passages: Sequence[Passage]) -> list[Passage]:
    """The first passages with a sentence that says who does it."""
    return [one for one in passages if _tells(asked, one)][:MOST]


def _tells(asked: Asked, passage: Passage) -> bool:
    language = passage.chunk.language
    return any(agent_in(asked.text, unit, language, language) for unit in units_of(passage))
