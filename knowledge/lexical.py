"""The lexical index of a generation: BM25 by 4-grams and stems, by chunk and by document, and late interaction over word vectors.

`build` writes a directory of numpy arrays, `LexicalIndex.open` memory-maps it in milliseconds. Norwegian and English chunks stand in
parts of their own.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from knowledge.language.analysis import words
from knowledge.lexical_build import GROUPS, LexicalEntry, build, group_of
from knowledge.lexical_part import LexicalPart

__all__ = ["LexicalEntry", "LexicalIndex", "build", "group_of"]


class LexicalIndex:
    """A directory of arrays, open for questions. Holds no file but through the maps; needs no closing."""

    def __init__(self, parts: tuple[LexicalPart, ...]) -> None:
        self.parts = parts

    @classmethod
    def open(cls, directory: Path) -> LexicalIndex:
        """Memory-map the arrays that `build` wrote. Raises OSError or ValueError where they are missing or torn."""
        return cls(tuple(LexicalPart(directory / name, language) for name, language in GROUPS))

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def rarity(self, word: str) -> float:
        """The weight (idf) of a word among all chunks: about 0 for one in every chunk, 7.3 for one in a single chunk of 2,000."""
        found = words(word)[:1]
        df = sum(int(part.word_df[number]) for part in self.parts for number in part.find_words(found) if number >= 0)
        df = max(df, 1)
        return float(np.log1p(max(len(self) - df + 0.5, 0.0) / (df + 0.5)))
