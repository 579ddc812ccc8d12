"""Building the lexical index of a generation: entries in, a directory of numpy arrays out.

Texts are cut into words once; stems, 4-grams and vectors are worked out for each different word, and everything after that is arithmetic.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.language import analysis
from knowledge.language.vectors import WordVectors
from knowledge.lexical_postings import Hashes, Postings, pack, reduce_counts
from knowledge.types import Language

GRAM = 4
GROUPS = 2  # ranked by themselves: Norwegian (0) and English (1)
BATCH = 4096  # chunks whose 4-grams are counted at a time: bounds memory at 100,000 chunks
TITLE_WEIGHT, SECTION_WEIGHT = 1, 1  # how often a title's and a heading's words count

Ints = NDArray[np.int32]


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


def hash_words(vocabulary: Iterable[str]) -> Hashes:
    """64-bit hashes of strings, the same on every machine."""
    digests = b"".join(hashlib.blake2b(word.encode(), digest_size=8).digest() for word in vocabulary)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def gram_codes(vocabulary: Sequence[str]) -> tuple[Hashes, NDArray[np.int64]]:
    """All words' padded 4-grams, each packed exactly into 64 bits, and each word's number of them."""
    if not vocabulary:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    padded = [f"_{word}_".ljust(GRAM, "\0") for word in vocabulary]
    lengths = np.fromiter(map(len, padded), dtype=np.int64, count=len(padded))
    points = np.frombuffer("".join(padded).encode("utf-32-le"), dtype="<u4").astype(np.uint64) & np.uint64(0xFFFF)
    counts = lengths - (GRAM - 1)
    ends = np.cumsum(counts)
    at = np.arange(int(ends[-1])) + np.repeat(np.arange(len(padded)) * (GRAM - 1), counts)
    codes = np.zeros(len(at), dtype=np.uint64)
    for offset in range(GRAM):
        codes = (codes << np.uint64(16)) | points[at + offset]
    return codes, counts


@dataclass
class _Texts:
    """The entries as numbers: for each (chunk, word) its count, words numbered in `vocabulary`."""

    vocabulary: list[str]
    chunks: Ints
    words: Ints
    counts: NDArray[np.uint8]


def _count_words(entries: Sequence[LexicalEntry]) -> _Texts:
    numbers: dict[str, int] = {}
    flat: list[int] = []
    lengths: list[int] = []
    none = analysis.stopwords()
    for entry in entries:
        heading = " ".join([*[entry.title] * TITLE_WEIGHT, *entry.section * SECTION_WEIGHT])
        found = [
            numbers.setdefault(w, len(numbers)) for w in analysis.words(f"{heading}\n{entry.text}") if w not in none
        ]
        flat += found
        lengths.append(len(found))
    chunks = np.repeat(np.arange(len(entries), dtype=np.int64), lengths)
    keys, counts = np.unique((chunks << 32) | np.array(flat, dtype=np.int64), return_counts=True)
    return _Texts(
        vocabulary=list(numbers),
        chunks=(keys >> 32).astype(np.int32),
        words=(keys & 0xFFFFFFFF).astype(np.int32),
        counts=np.minimum(counts, 255).astype(np.uint8),
    )


def build(directory: Path, entries: Sequence[LexicalEntry], vectors: WordVectors | None) -> None:
    """Write the index of `entries` into an empty or missing directory."""
    directory.mkdir(parents=True, exist_ok=True)
    texts = _count_words(entries)
    keys: dict[str, int] = {}
    documents = np.array([keys.setdefault(entry.document_key, len(keys)) for entry in entries], dtype=np.int32)
    groups = np.array([group_of(entry.language) for entry in entries], dtype=np.uint8)
    _save(directory, "ids", np.array([entry.chunk_id for entry in entries], dtype=np.int64))
    _save(directory, "documents", documents)
    _save(directory, "groups", groups)
    _save(directory, "sections", hash_words("\0".join((entry.document_key, *entry.section)) for entry in entries))
    _save_vocabulary(directory, texts, len(entries), vectors)
    _save_grams(directory, texts, documents, len(entries), len(keys))
    _save_stems(directory, texts, documents, groups, len(entries), len(keys))


def _save(directory: Path, name: str, array: NDArray[np.generic]) -> None:
    np.save(directory / f"{name}.npy", array, allow_pickle=False)


def _save_vocabulary(directory: Path, texts: _Texts, size: int, vectors: WordVectors | None) -> None:
    """The words sorted by hash, their strings, vectors and document frequencies; each chunk's words (the forward index)."""
    hashes = hash_words(texts.vocabulary)
    order = np.argsort(hashes)
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    ordered = [texts.vocabulary[i] for i in order]
    encoded = [word.encode() for word in ordered]
    _save(directory, "words.hashes", hashes[order])
    _save(directory, "words.text", np.frombuffer(b"".join(encoded), dtype=np.uint8))
    _save(directory, "words.ends", np.cumsum([len(word) for word in encoded], dtype=np.int64))
    _save(directory, "words.df", np.bincount(rank[texts.words], minlength=len(order)).astype(np.int32))
    _save(directory, "forward.words", rank[texts.words])
    _save(directory, "forward.starts", np.searchsorted(texts.chunks, np.arange(size + 1)).astype(np.int64))
    if vectors is not None:
        _save(directory, "words.vectors", vectors.of_words(ordered).astype(np.float16))


def _save_grams(directory: Path, texts: _Texts, documents: Ints, size: int, document_count: int) -> None:
    codes, counts = gram_codes(texts.vocabulary)
    terms, numbers = np.unique(codes, return_inverse=True)
    starts = np.cumsum(counts) - counts
    of_chunks, of_documents = [], []
    for first in range(0, size, BATCH):
        low, high = np.searchsorted(texts.chunks, [first, first + BATCH])
        words = texts.words[low:high]
        each = counts[words]
        at = np.arange(int(each.sum())) + np.repeat(starts[words] - (np.cumsum(each) - each), each)
        units = np.repeat(texts.chunks[low:high], each)
        tf = np.repeat(texts.counts[low:high], each)
        of_chunks.append(reduce_counts(pack(numbers[at], units, tf)))
        of_documents.append(reduce_counts(pack(numbers[at], documents[units], tf)))
    Postings.build(terms, of_chunks, size).save(directory, "chunk.grams")
    Postings.build(terms, of_documents, document_count).save(directory, "document.grams")


def _save_stems(
    directory: Path, texts: _Texts, documents: Ints, groups: NDArray[np.uint8], size: int, document_count: int
) -> None:
    """Each word's stem by its chunk's language: "forskningen" in a Norwegian chunk, "agreements" in an English one."""
    hashes = np.zeros(len(texts.words), dtype=np.uint64)
    languages: tuple[Language, Language] = ("nb", "en")
    for group, language in enumerate(languages):
        mine = np.flatnonzero(groups[texts.chunks] == group)
        used, at = np.unique(texts.words[mine], return_inverse=True)
        hashes[mine] = hash_words(analysis.stems(language, [texts.vocabulary[i] for i in used]))[at]
    terms, numbers = np.unique(hashes, return_inverse=True)
    Postings.build(terms, [pack(numbers, texts.chunks, texts.counts)], size).save(directory, "chunk.stems")
    of_documents = pack(numbers, documents[texts.chunks], texts.counts)
    Postings.build(terms, [of_documents], document_count).save(directory, "document.stems")
