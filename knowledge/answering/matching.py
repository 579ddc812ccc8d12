"""How well words of a question stand in a text: by form (`likeness`), by glossary (`meanings`), by likeness of word vectors.

A question's words are compared once with all distinct words of its passages (small matrices, words of the question × words of the
texts, values 0 to 1); what a sentence covers is then a maximum over its own words, weighed by how rare each word of the question is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from knowledge.answering.asked_words import Wanted
from knowledge.answering.likeness import likeness
from knowledge.answering.meanings import meanings_of, meanings_of_turns, terms_of
from knowledge.answering.wordtable import Floats, WordTable, words_of
from knowledge.language.analysis import content_words
from knowledge.language.glossary import Glossary

GLOSSARY, MEANING = 0.85, 0.8  # of a word that the glossary or word vectors hold for the same
OVERLAP_FLOOR = 0.45  # shared 3-grams of the shorter word from which a pair is looked at closely
MEANING_FLOOR = 0.5  # cosine of word vectors from which a word counts as related
MEANT = 0.95  # of the likeness of the word that was meant by a misspelt one
LATE_FLOOR = 0.3  # cosine from which a word adds to late interaction, as in retrieval


class Cover:
    """How well each word of a question stands in some text: by form and glossary, by likeness of meaning too, by late interaction.

    `terms`: which of the question's glossary terms stand there. It may be of many texts at once: then each is an array with a row a text.
    """

    __slots__ = ("_rows", "_words")

    def __init__(self, rows: Floats, words: int) -> None:
        """`rows` holds form, meaning and late, each of `words` values, and then the terms, along its last axis."""
        self._rows, self._words = rows, words

    @property
    def form(self) -> Floats:
        return self._rows[..., : self._words]

    @property
    def meaning(self) -> Floats:
        return self._rows[..., self._words : 2 * self._words]

    @property
    def late(self) -> Floats:
        return self._rows[..., 2 * self._words : 3 * self._words]

    @property
    def terms(self) -> Floats:
        return self._rows[..., 3 * self._words :]

    def each(self, start: int, step: int) -> Cover:
        """Of many texts each `step`th, from one on."""
        return Cover(self._rows[start::step], self._words)


class Matcher:
    """One question against the texts of its passages. `glossary` gives meanings across languages, `table` likeness of meaning."""

    def __init__(
        self, question: str, wanted: Wanted, texts: Sequence[str], table: WordTable, glossary: Glossary
    ) -> None:
        self.wanted = wanted
        self._glossary = glossary
        vocabulary = list(dict.fromkeys(word for text in texts for word in words_of(text)))
        self._column = {word: number for number, word in enumerate(vocabulary)}
        meant = wanted.meant or wanted.words
        turns = meanings_of_turns(glossary, words_of(question))
        self._meanings = [
            meanings_of(glossary, (word,)) | meanings_of(glossary, (right,)) | turns.get(word, frozenset())
            for word, right in zip(wanted.words, meant, strict=True)
        ]
        self._terms = terms_of(glossary, words_of(question))
        form, cosines = _compare(wanted.words, vocabulary, table)
        if meant != wanted.words:
            likewise, near = _compare(meant, vocabulary, table)
            form, cosines = np.maximum(form, MEANT * likewise), np.maximum(cosines, near)
        related = np.where(cosines >= MEANING_FLOOR, MEANING * cosines, 0.0)
        late = np.where(cosines >= LATE_FLOOR, cosines * cosines, 0.0)
        # A row a word written; form, meaning and late of each word asked beside each other, so that one maximum serves all three.
        self._likeness = np.ascontiguousarray(np.concatenate((form, np.maximum(form, related), late)).T)

    def cover(self, text: str) -> Cover:
        """What a text covers of the question. The text's words must be among the texts given at the start; others do not count."""
        return Cover(self.covers([(text,)])._rows[0], len(self.wanted.words))

    def covers(self, groups: Sequence[Sequence[str]]) -> Cover:
        """What each group of texts covers together, all at once: a question has hundreds of them. No group is empty."""
        number: dict[str, int] = {}
        flat = [number.setdefault(text, len(number)) for group in groups for text in group]
        starts = np.cumsum([0, *map(len, groups)])[:-1]
        rows = self._of_texts([words_of(text) for text in number])
        return Cover(np.maximum.reduceat(rows[flat], starts, axis=0) if groups else rows, len(self.wanted.words))

    def standing_for(self, word: str, floor: float) -> frozenset[str]:
        """The words of the texts that stand for one word of the question, by likeness from a floor on or by the glossary."""
        if word not in self.wanted.words:
            return frozenset()
        number = self.wanted.words.index(word)
        like = self._likeness[:, len(self.wanted.words) + number]
        meant = self._meanings[number]
        return frozenset(
            written
            for written, column in self._column.items()
            if like[column] >= floor or (meant and not meant.isdisjoint(meanings_of(self._glossary, (written,))))
        )

    def weighed(self, covered: Floats) -> float:
        """The share of the question that is covered, its rare words weighing more."""
        return self.shares([covered])[0]

    def shares(self, covered: Iterable[Floats]) -> list[float]:
        """As `weighed`, of each row."""
        share = self.wanted.weights.dot
        return [float(share(one)) for one in covered]

    def missed(self, covered: Floats) -> Floats:
        """What the word that is missed most weighs, of the whole question; a value a row."""
        missed: Floats = (self.wanted.weights * (1 - covered)).max(axis=-1, initial=0.0)
        return missed

    def _of_texts(self, texts: Sequence[tuple[str, ...]]) -> Floats:
        """What each text covers, from its words: (texts, values of a `Cover`)."""
        asked = len(self.wanted.words)
        rows = np.zeros((len(texts), 3 * asked + len(self._terms)), dtype=np.float32)
        column = self._column
        found = [[column[word] for word in text if word in column] for text in texts]
        having = [number for number, columns in enumerate(found) if columns]
        if having and asked:
            starts = np.cumsum([0, *(len(found[number]) for number in having)])[:-1]
            flat = [one for columns in found for one in columns]
            rows[having, : 3 * asked] = np.maximum.reduceat(self._likeness[flat], starts, axis=0)
        sought: frozenset[int] = frozenset().union(*self._meanings, *self._terms)
        for row, text, columns in zip(rows, texts, found, strict=True):
            theirs = meanings_of(self._glossary, text)
            if not sought.isdisjoint(theirs):
                self._by_glossary(row, theirs, bool(columns))
        return rows

    def _by_glossary(self, row: Floats, theirs: frozenset[int], given: bool) -> None:
        """Count the terms that stand in a text by their meaning, and the words, where some of the text's words were `given`."""
        asked = len(self.wanted.words)
        row[3 * asked :] = [not one.isdisjoint(theirs) for one in self._terms]
        for number, one in enumerate(self._meanings if given else ()):
            if not one.isdisjoint(theirs):
                row[number] = max(row[number], GLOSSARY)
                row[asked + number] = max(row[asked + number], GLOSSARY)


def _compare(asked: tuple[str, ...], vocabulary: list[str], table: WordTable) -> tuple[Floats, Floats]:
    """Likeness by form, and cosines, of each word asked with each word written."""
    if not asked or not vocabulary:
        nothing = np.zeros((len(asked), len(vocabulary)), dtype=np.float32)
        return nothing, nothing
    ours, our_vectors = table.rows(asked)
    theirs, their_vectors = table.rows(vocabulary)
    shared = ours @ theirs.T
    shorter = np.minimum(ours.sum(axis=1)[:, None], theirs.sum(axis=1)[None, :])
    form = np.zeros(shared.shape, dtype=np.float32)
    for row, column in np.argwhere(shared >= OVERLAP_FLOOR * shorter).tolist():
        form[row, column] = likeness(asked[row], vocabulary[column])
    return form, (our_vectors @ their_vectors.T).astype(np.float32) if our_vectors.shape[1] else np.zeros_like(form)


def covered_words(text: str, ground: str, table: WordTable, glossary: Glossary) -> Floats:
    """How well each content word of a text stands in another, by form, glossary or likeness of meaning: 0 to 1."""
    found = tuple(dict.fromkeys(content_words(text)))
    wanted = Wanted(found, np.full(len(found), 1.0 / max(len(found), 1), dtype=np.float32))
    return Matcher(text, wanted, [ground], table, glossary).cover(ground).meaning
