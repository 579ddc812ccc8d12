"""Norwegian compounds that the glossary does not have, by their two parts: "forskningsavtale" is research, and agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.language import analysis
from knowledge.language.glossary_lines import Group
from knowledge.language.inflection import folded_stem

SHORTEST_PART = 3  # letters in a part of a compound
KNOWN_START = 6  # letters of a line's word that the last part of a compound is looked up by
STARTS = range(2, KNOWN_START + 1)
JOINTS = ("", "s", "e")  # between the parts


class Compounds:
    """Splits of compounds over the words that the glossary has."""

    def __init__(self, meanings: Mapping[str, Sequence[Group]]) -> None:
        """`meanings`: what each Norwegian word means, by its folded stem."""
        self._meanings = meanings
        self._starts = frozenset(stem[:KNOWN_START] for stem in meanings)
        self._first = frozenset(start[:SHORTEST_PART] for start in self._starts)

    def parts(self, word: str) -> list[tuple[Group, ...]]:
        """The meanings of a compound's two parts; empty where no split has both on a line. The longest last part wins."""
        if len(word) < 2 * SHORTEST_PART:
            return []
        for at, folded in analysis.folded_ends(word, SHORTEST_PART):
            if folded[:SHORTEST_PART] not in self._first and folded[: SHORTEST_PART - 1] not in self._first:
                continue
            if self._starts.isdisjoint([folded[:length] for length in STARTS]):
                continue  # no line begins so, and a stem is the word without its end
            tail = self._meanings.get(folded_stem(word[at:], "nb"))
            if tail is None:
                continue
            for joint in JOINTS:
                head = word[:at].removesuffix(joint) if joint else word[:at]
                if len(head) >= SHORTEST_PART and (joint == "" or head != word[:at]):
                    of_head = self._meanings.get(folded_stem(head, "nb"))
                    if of_head is not None:
                        return [tuple(of_head), tuple(tail)]
        return []
