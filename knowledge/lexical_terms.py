"""Words, stems and 4-grams as 64-bit numbers: what the lexical index is sorted by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.lexical_postings import Hashes

GRAM = 4


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
