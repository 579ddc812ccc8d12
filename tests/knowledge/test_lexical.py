"""The lexical index finds what was put in, from disk, by parts of words, and weighs rare words more."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge import lexical_postings
from knowledge.language import analysis
from knowledge.language.vectors import WordVectors
from knowledge.lexical import LexicalEntry, LexicalIndex, build
from knowledge.lexical_part import LexicalPart
from knowledge.lexical_postings import Postings, Ranker, pack
from knowledge.lexical_terms import gram_codes
from tests.making import contents

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


def scores(part: LexicalPart, question: str) -> NDArray[np.float32]:
    codes, _ = gram_codes(analysis.content_words(question))
    return part.chunk_grams.scores(codes, np.ones(len(codes), dtype=np.float32))


@pytest.mark.parametrize(
    ("question", "group", "chunk"),
    [
        ("Hvem signerte?", 0, 12),
        ("eldres helsetjeneste", 0, 11),
        ("barnehage", 0, 31),
        ("contracts", 1, 21),
        ("signeringen", 0, 12),
    ],
)
def test_finds_other_forms_of_a_word(index: LexicalIndex, question: str, group: int, chunk: int) -> None:
    """A chunk is found by other inflections and by parts of compounds, among the chunks of its language."""
    part = index.parts[group]
    assert part.ids[np.argmax(scores(part, question))] == chunk


def test_an_unknown_word_scores_nothing(index: LexicalIndex) -> None:
    """A word without a 4-gram in common with the texts scores nothing anywhere."""
    assert not any(scores(part, "xylofon").any() for part in index.parts)


def test_each_language_has_its_part(index: LexicalIndex) -> None:
    """Bokmål and nynorsk stand together, English by itself, and every chunk is in one of them."""
    assert [sorted(part.ids) for part in index.parts] == [[11, 12, 31], [21]]
    assert len(index) == 4


def test_words_and_strings(index: LexicalIndex) -> None:
    """Every word of the vocabulary is found by its string, and gives it back."""
    for part in index.parts:
        for number in range(len(part.word_hashes)):
            assert part.find_words([part.word(number)])[0] == number
        assert part.find_words(["xylofon"])[0] == -1


def test_places_of_chunks(index: LexicalIndex) -> None:
    """A chunk's number leads to its place, and one that is elsewhere to none."""
    part = index.parts[0]
    assert list(part.ids[part.places(part.ids[[2, 0]])]) == [31, 11]
    assert list(part.places(np.array([21, 999]))) == [-1, -1]


def test_reading_gives_headings_and_text_in_order(index: LexicalIndex) -> None:
    """A chunk is read back as its title's, its headings' and its text's content words, in order."""
    part = index.parts[0]
    place = int(part.places(np.array([12]))[0])
    reading = part.read(np.array([place]))
    assert list(reading.lengths) == [7]
    assert list(reading.heads) == [2]
    assert len(reading.words) == 7


def test_rarity(index: LexicalIndex) -> None:
    """A word in one chunk weighs more than one in two, an unknown one as much as the rarest."""
    assert index.rarity("ordføreren") > index.rarity("avtalen") > 0
    assert index.rarity("xylofon") == index.rarity("ordføreren")


def test_an_empty_library(tmp_path: Path) -> None:
    """An index of nothing can be built, opened and asked."""
    build(tmp_path, [], None)
    index = LexicalIndex.open(tmp_path)
    assert len(index) == 0
    assert index.rarity("avtale") >= 0
    for part in index.parts:
        assert scores(part, "avtale").shape == (0,)
        assert list(part.places(np.array([1]))) == [-1]


def test_odd_texts(tmp_path: Path) -> None:
    """Texts without words, of one letter, of emoji and of endless words are indexed like others."""
    texts = ["", "…", "a", "🙂 漢字 𝔘𝔫𝔦", "x" * 5000, "avtale " * 400]
    build(tmp_path, [LexicalEntry(n, "d", "", (), text, "nb") for n, text in enumerate(texts)], None)
    assert np.argmax(scores(LexicalIndex.open(tmp_path).parts[0], "avtalen")) == 5


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
    assert ranker.scores(terms, np.ones(1, dtype=np.float32)) == pytest.approx([expected, 0.0])


def test_what_an_earlier_index_knows_changes_nothing(tmp_path: Path) -> None:
    """Built with the words of an earlier one, an index is byte for byte the one built from nothing; only new words are worked out."""

    class Counting:
        """Word vectors that count what they are asked for."""

        def __init__(self) -> None:
            self.asked: list[str] = []

        def of_words(self, vocabulary: list[str]) -> NDArray[np.float32]:
            self.asked += vocabulary
            seeds = [sum(map(ord, word)) for word in vocabulary]
            return np.array([np.random.default_rng(seed).standard_normal(128) for seed in seeds], dtype=np.float32)

    vectors = Counting()
    build(tmp_path / "before", ENTRIES[:3], vectors)  # type: ignore[arg-type]
    vectors.asked.clear()
    build(tmp_path / "with", ENTRIES, vectors, tmp_path / "before")  # type: ignore[arg-type]
    assert set(vectors.asked) == set(analysis.content_words(f"Barnehagar {ENTRIES[3].text}"))
    build(tmp_path / "without", ENTRIES, vectors)  # type: ignore[arg-type]
    assert contents(tmp_path / "with") == contents(tmp_path / "without")
    build(tmp_path / "damaged", ENTRIES, vectors, tmp_path / "nothing")  # type: ignore[arg-type]
    assert contents(tmp_path / "damaged") == contents(tmp_path / "without")


def test_the_words_of_chunks_are_read_with_their_vectors(index: LexicalIndex) -> None:
    """Each word of a chunk comes with its own vector, each distinct word once."""
    part = index.parts[0]
    reading = part.read(np.array([0, 1]))
    vectors = WordVectors.load()
    assert vectors is not None
    words = analysis.content_words("Avtalen Mål Partene deler kunnskap om helsetjenester for eldre.")
    assert reading.lengths[0] == len(words)
    assert reading.vectors[reading.words[: len(words)]] == pytest.approx(vectors.of_words(words), abs=1e-3)
    assert len(reading.vectors) == len(set(reading.words.tolist()))


def test_what_is_scored_at_once_changes_no_score(index: LexicalIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """Postings scored a term at a time give the very same sums as all at once."""
    whole = [scores(part, "avtalen om studentar i praksis") for part in index.parts]
    monkeypatch.setattr(lexical_postings, "BLOCK", 1)
    each = [scores(part, "avtalen om studentar i praksis") for part in index.parts]
    assert any(one.any() for one in whole)
    assert all(np.array_equal(one, other) for one, other in zip(whole, each, strict=True))
