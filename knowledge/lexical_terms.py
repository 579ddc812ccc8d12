"""Words, stems and 4-grams as 64-bit numbers: what the lexical index is sorted by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.language import analysis
from knowledge.lexical_postings import Hashes

GRAM = 4


def hash_words(vocabulary: Iterable[str]) -> Hashes:
    """64-bit hashes of strings, the same on every machine."""
    digests = b"".join([hashlib.blake2b(word.encode(), digest_size=8).digest() for word in vocabulary])
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


def signatures(vocabulary: Sequence[str]) -> Hashes:
    """The letter pairs of each word (padded, without æøå) as bits of a 64-bit number: like words differ in few bits."""
    if not vocabulary:
        return np.zeros(0, np.uint64)
    padded = [f"_{analysis.fold(word)}_" for word in vocabulary]
    lengths = np.fromiter(map(len, padded), dtype=np.int64, count=len(padded))
    points = np.frombuffer("".join(padded).encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    pairs = np.zeros(len(points), dtype=np.uint64)
    pairs[:-1] = np.uint64(1) << ((points[:-1] * np.uint64(37) + points[1:] * np.uint64(11)) & np.uint64(63))
    ends = np.cumsum(lengths)
    pairs[ends - 1] = 0  # the pair that reaches into the next word
    return np.bitwise_or.reduceat(pairs, ends - lengths)
