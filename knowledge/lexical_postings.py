"""BM25 over one kind of term (4-grams or stems) and one kind of unit (chunks or documents), as memory-mapped arrays.

Score of a unit: sum over terms of idf · tf / (tf + k1 · (1 - b + b · length / mean length)), idf = ln(1 + (n - df + .5) / (df + .5))
(Robertson and Zaragoza 2009; the constant factor k1 + 1 is left out).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

K1, B = 0.6, 0.75
BLOCK = 65_536  # postings that are scored at once: what stays in the processor's cache takes half the time at 100,000 chunks

Floats = NDArray[np.float32]
Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]


# A posting packed into 64 bits, so that sorting numbers sorts postings: term number (30), unit (26), count (8).
_NUMBER_SHIFT, _UNIT_SHIFT = np.uint64(34), np.uint64(8)
_UNIT_MASK, _COUNT_MASK = np.uint64((1 << 26) - 1), np.uint64(255)


def pack(numbers: NDArray[Any], units: NDArray[Any], counts: NDArray[np.uint8]) -> Hashes:
    """Postings as sortable numbers, from arrays of equal length."""
    return (numbers.astype(np.uint64) << _NUMBER_SHIFT) | (units.astype(np.uint64) << _UNIT_SHIFT) | counts


def reduce_counts(keys: Hashes) -> Hashes:
    """Sorted keys with the counts of equal (term, unit) pairs added up, to 255 at most."""
    if not len(keys):
        return keys
    keys = np.sort(keys)
    pairs = keys >> _UNIT_SHIFT
    first = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1])))
    sums = np.add.reduceat(keys & _COUNT_MASK, first)
    return (pairs[first] << _UNIT_SHIFT) | np.minimum(sums, _COUNT_MASK)


def load_array(path: Path) -> NDArray[Any]:
    """A memory-mapped array, seen as a plain one: numpy's own class for maps makes every slice cost ten times as much."""
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


@dataclass(frozen=True)
class Postings:
    """Where each term stands. `terms` sorted; the units of term i are `units[starts[i]:starts[i + 1]]`, with `counts` beside them."""

    terms: Hashes
    starts: NDArray[np.int64]
    units: NDArray[np.int32]
    counts: NDArray[np.uint8]
    lengths: Floats

    @property
    def size(self) -> int:
        """The number of units."""
        return len(self.lengths)

    @classmethod
    def build(cls, terms: Hashes, keys: Sequence[Hashes], size: int) -> Postings:
        """From batches of `pack`ed keys, whose numbers count in the sorted `terms`; equal pairs are added up."""
        merged = (
            reduce_counts(np.concatenate([reduce_counts(batch) for batch in keys])) if keys else np.zeros(0, np.uint64)
        )
        numbers = merged >> _NUMBER_SHIFT
        units = ((merged >> _UNIT_SHIFT) & _UNIT_MASK).astype(np.int32)
        counts = (merged & _COUNT_MASK).astype(np.uint8)
        starts = np.searchsorted(numbers, np.arange(len(terms) + 1, dtype=np.uint64)).astype(np.int64)
        lengths = np.bincount(units, weights=counts, minlength=size).astype(np.float32)
        return cls(terms, starts, units, counts, lengths)

    def save(self, directory: Path, name: str) -> None:
        """Write the arrays as `<name>.<array>.npy`."""
        for part in ("terms", "starts", "units", "counts", "lengths"):
            np.save(directory / f"{name}.{part}.npy", getattr(self, part), allow_pickle=False)

    @classmethod
    def open(cls, directory: Path, name: str) -> Postings:
        """Memory-map the arrays."""
        parts = ("terms", "starts", "units", "counts", "lengths")
        return cls(*(load_array(directory / f"{name}.{part}.npy") for part in parts))

    def find(self, terms: Hashes) -> Numbers:
        """The number of each term, -1 for one that stands nowhere."""
        if not len(self.terms):
            return np.full(len(terms), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.terms, terms), len(self.terms) - 1)
        return np.where(self.terms[at] == terms, at, -1).astype(np.int64)

    def idf(self, numbers: Numbers) -> Floats:
        """The weight of found terms (by number); a term that stands nowhere weighs as much as one that stands once."""
        df = np.where(numbers >= 0, self.starts[numbers + 1] - self.starts[numbers], 1)
        weights: Floats = np.log1p((self.size - df + 0.5) / (df + 0.5)).astype(np.float32)
        return weights


class Ranker:
    """Postings ready for questions: the units' length norms are worked out once."""

    def __init__(self, postings: Postings, k1: float = K1, b: float = B) -> None:
        self.postings = postings
        lengths = np.asarray(postings.lengths)
        mean = float(lengths.mean()) if len(lengths) else 1.0
        self._norms = (k1 * (1 - b + b * lengths / (mean or 1.0))).astype(np.float32)

    def scores(self, terms: Hashes, weights: Floats) -> Floats:
        """BM25 of every unit for weighted terms; equal terms are added up. (units,) float32."""
        p = self.postings
        terms, owners = np.unique(terms, return_inverse=True)
        summed = np.bincount(owners, weights=weights, minlength=len(terms)).astype(np.float32)
        numbers = p.find(terms)
        found = np.flatnonzero(numbers >= 0)
        if not len(found):
            return np.zeros(p.size, dtype=np.float32)
        numbers = numbers[found]
        lows, highs = p.starts[numbers], p.starts[numbers + 1]
        slices = [slice(low, high) for low, high in zip(lows.tolist(), highs.tolist(), strict=True)]
        idf, counts = p.idf(numbers) * summed[found], highs - lows
        total = np.zeros(p.size)
        for block in _blocks(np.cumsum(counts)):
            units = np.concatenate([p.units[s] for s in slices[block]], dtype=np.intp)
            tf = np.concatenate([p.counts[s] for s in slices[block]], dtype=np.float32)
            below = tf + self._norms[units]
            tf *= np.repeat(idf[block], counts[block])
            tf /= below
            np.add.at(
                total, units, tf.astype(np.float64)
            )  # with both types as they are here it adds without converting each
        return total.astype(np.float32)


def _blocks(ends: Numbers) -> Iterator[slice]:
    """Runs of terms with at most BLOCK postings together, of a longer one alone; `ends` sums the terms' postings up."""
    start, done = 0, 0
    while start < len(ends):
        stop = max(int(np.searchsorted(ends, done + BLOCK, side="right")), start + 1)
        yield slice(start, stop)
        start, done = stop, int(ends[stop - 1])
