"""Reading a question for retrieval: its content words, what each may stand for, and the terms each language group is searched with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from knowledge.language import analysis
from knowledge.language.vectors import Floats, WordVectors
from knowledge.lexical import LexicalIndex, gram_terms, group_of, hash_words
from knowledge.lexical_postings import Hashes
from knowledge.types import Language


@dataclass(frozen=True)
class Query:
    """A question's content words and, beside each, its weight (idf) and vector."""

    language: Language
    words: tuple[str, ...]
    weights: Floats
    vectors: Floats
    grams: Hashes
    gram_counts: Floats
    stems: tuple[Hashes, Hashes]

    @property
    def group(self) -> int:
        """The language group of the asker."""
        return group_of(self.language)


def read_query(text: str, language: Language, index: LexicalIndex, vectors: WordVectors | None) -> Query:
    """The question as the index is searched for it. A question of stopwords alone is searched for with these."""
    found = analysis.content_words(text) or analysis.words(text)
    words = list(dict.fromkeys(found))
    grams, counts = gram_terms(found)
    return Query(
        language=language,
        words=tuple(words),
        weights=index.idf(index.find_words(words)),
        vectors=vectors.of_words(words) if vectors else np.zeros((0, 0), dtype=np.float32),
        grams=grams,
        gram_counts=counts,
        stems=(
            hash_words([analysis.stem(word, "nb") for word in words]),
            hash_words([analysis.stem(word, "en") for word in words]),
        ),
    )
