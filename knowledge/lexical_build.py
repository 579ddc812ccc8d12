"""Building the lexical index of a generation: entries in, a directory of numpy arrays out.

Texts are cut into words once; stems, 4-grams and vectors are worked out for each different word, and everything after that is arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.language import analysis
from knowledge.language.vectors import WordVectors
from knowledge.lexical_known import KnownWords
from knowledge.lexical_postings import Postings, pack, reduce_counts
from knowledge.lexical_terms import gram_codes, hash_words, signatures
from knowledge.types import Language

GROUPS: tuple[tuple[str, Language], ...] = (("norwegian", "nb"), ("english", "en"))  # directory, stemmer's language
BATCH = 4096  # chunks whose 4-grams are counted at a time: bounds memory at 100,000 chunks

Ints = NDArray[np.int32]
Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """A chunk as the index needs it. Chunks of one document stand together, in reading order."""

    chunk_id: int
    document_key: str
    title: str
    section: tuple[str, ...]
    text: str
    language: Language


def group_of(language: Language) -> int:
    """The language group a chunk is ranked in: 0 Norwegian, 1 English."""
    return 1 if language == "en" else 0


@dataclass
class _Texts:
    """The entries as numbers, words numbered in `vocabulary`: all words in order (`flat`, each chunk's from `starts`, its headings'
    first, `heads` many), and for each (chunk, word) the count.
    """

    vocabulary: list[str]
    flat: Ints
    starts: NDArray[np.int64]
    heads: Ints
    chunks: Ints
    words: Ints
    counts: NDArray[np.uint8]


@dataclass(frozen=True)
class _Sizes:
    chunks: int
    documents: int


def _count_words(entries: Sequence[LexicalEntry]) -> _Texts:
    numbers: dict[str, int] = {}
    flat: list[int] = []
    heads: list[int] = []
    lengths: list[int] = []
    none = analysis.stopwords()

    def add(text: str) -> int:
        found = [numbers.setdefault(word, len(numbers)) for word in analysis.words(text) if word not in none]
        flat.extend(found)
        return len(found)

    for entry in entries:
        heads.append(add(" ".join([entry.title, *entry.section])))
        lengths.append(heads[-1] + add(entry.text))
    chunks = np.repeat(np.arange(len(entries), dtype=np.int64), lengths)
    keys, counts = np.unique((chunks << 32) | np.array(flat, dtype=np.int64), return_counts=True)
    return _Texts(
        vocabulary=list(numbers),
        flat=np.array(flat, dtype=np.int32),
        starts=np.cumsum([0, *lengths], dtype=np.int64),
        heads=np.array(heads, dtype=np.int32),
        chunks=(keys >> 32).astype(np.int32),
        words=(keys & 0xFFFFFFFF).astype(np.int32),
        counts=np.minimum(counts, 255).astype(np.uint8),
    )


def build(
    directory: Path, entries: Sequence[LexicalEntry], vectors: WordVectors | None, base: Path | None = None
) -> None:
    """Write the index of `entries` into an empty or missing directory: a part for each language group.

    `base` is an earlier index of the same format: the stems and vectors of the words in it are taken from there.
    """
    for group, (name, language) in enumerate(GROUPS):
        mine = [entry for entry in entries if group_of(entry.language) == group]
        _build_part(directory / name, mine, language, vectors, KnownWords.of(base / name if base else None))


def _build_part(
    directory: Path, entries: Sequence[LexicalEntry], language: Language, vectors: WordVectors | None, known: KnownWords
) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    texts = _count_words(entries)
    keys: dict[str, int] = {}
    documents = np.array([keys.setdefault(entry.document_key, len(keys)) for entry in entries], dtype=np.int32)
    sizes = _Sizes(len(entries), len(keys))
    _save(directory, "ids", np.array([entry.chunk_id for entry in entries], dtype=np.int64))
    _save(directory, "documents", documents)
    _save(directory, "sections", hash_words("\0".join((entry.document_key, *entry.section)) for entry in entries))
    hashes = hash_words(texts.vocabulary)
    stems = known.stems(hashes, texts.vocabulary, language)
    _save_vocabulary(directory, texts, hashes, stems, known.vectors(hashes, texts.vocabulary, vectors))
    _save_grams(directory, texts, documents, sizes)
    _save_stems(directory, texts, documents, sizes.documents, stems)


def _save(directory: Path, name: str, array: NDArray[np.generic]) -> None:
    np.save(directory / f"{name}.npy", array, allow_pickle=False)


def _save_vocabulary(
    directory: Path, texts: _Texts, hashes: Hashes, stems: Hashes, vectors: NDArray[np.float16] | None
) -> None:
    """The words sorted by hash, their strings, stems, vectors and chunk frequencies; each chunk's words in order (the forward index)."""
    order = np.argsort(hashes)
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    ordered = [texts.vocabulary[i] for i in order]
    encoded = [word.encode() for word in ordered]
    _save(directory, "words.hashes", hashes[order])
    _save(directory, "words.stems", stems[order])
    _save(directory, "words.text", np.frombuffer(b"".join(encoded), dtype=np.uint8))
    _save(directory, "words.ends", np.cumsum([len(word) for word in encoded], dtype=np.int64))
    _save(directory, "words.signatures", signatures(ordered))
    _save(directory, "words.df", np.bincount(rank[texts.words], minlength=len(order)).astype(np.int32))
    _save(directory, "forward.words", rank[texts.flat])
    _save(directory, "forward.starts", texts.starts)
    _save(directory, "forward.heads", texts.heads)
    if vectors is not None:
        _save(directory, "words.vectors", vectors[order])


def _save_grams(directory: Path, texts: _Texts, documents: Ints, sizes: _Sizes) -> None:
    codes, counts = gram_codes(texts.vocabulary)
    terms, numbers = np.unique(codes, return_inverse=True)
    starts = np.cumsum(counts) - counts
    of_chunks, of_documents = [], []
    for first in range(0, sizes.chunks, BATCH):
        low, high = np.searchsorted(texts.chunks, [first, first + BATCH])
        words = texts.words[low:high]
        each = counts[words]
        at = np.arange(int(each.sum())) + np.repeat(starts[words] - (np.cumsum(each) - each), each)
        units = np.repeat(texts.chunks[low:high], each)
        tf = np.repeat(texts.counts[low:high], each)
        of_chunks.append(reduce_counts(pack(numbers[at], units, tf)))
        of_documents.append(reduce_counts(pack(numbers[at], documents[units], tf)))
    Postings.build(terms, of_chunks, sizes.chunks).save(directory, "chunk.grams")
    Postings.build(terms, of_documents, sizes.documents).save(directory, "document.grams")


def _save_stems(directory: Path, texts: _Texts, documents: Ints, size: int, stems: Hashes) -> None:
    terms, numbers = np.unique(stems, return_inverse=True)
    of_words = numbers[texts.words]
    of_documents = pack(of_words, documents[texts.chunks], texts.counts)
    Postings.build(terms, [of_documents], size).save(directory, "document.stems")
