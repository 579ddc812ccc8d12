"""Late interaction over word vectors: how well each thing asked for stands in a chunk, and how close together.

For each question word the likeness of the chunk's nearest word, max cos² with cos < 0.3 counted as 0 (ColBERT's MaxSim, Khattab and Zaharia
2020, over static vectors). Summed with the words' weights over a whole chunk, and over its best stretch of 24 content words, about three
sentences: words that stand together answer rather than words that are strewn over a page.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.language.vectors import Floats
from knowledge.lexical_part import Reading
from knowledge.lexical_postings import Numbers

FLOOR = 0.3  # a cosine below this is chance and counts as none
BLOCK, BLOCKS = 8, 3  # words in a block; blocks in a stretch
HEADING = 0.5  # what stands in the headings counts for every stretch below them, at this share


@dataclass(frozen=True)
class Sought:
    """The words of all alternatives with their vectors. `owners`: each word's alternative; `factors` by alternative;
    `slots`: the first alternative of each slot; `weights` by slot.
    """

    vectors: Floats
    owners: Numbers
    factors: Floats
    slots: Numbers
    weights: Floats


@dataclass(frozen=True)
class Late:
    """By chunk: `covered` (chunks, slots) in 0..1, and the weighted sums over the whole chunk, its best stretch, its headings."""

    covered: Floats
    whole: Floats
    stretch: Floats
    heading: Floats


def interact(sought: Sought, reading: Reading) -> Late:
    """Late interaction of a question with some chunks."""
    size = len(reading.lengths)
    if not size or not len(sought.vectors) or not reading.vectors.size:
        nothing = np.zeros(size, dtype=np.float32)
        return Late(np.zeros((size, len(sought.slots)), dtype=np.float32), nothing, nothing, nothing)
    similar = reading.vectors @ sought.vectors.T
    similar *= similar >= FLOOR
    similar *= similar
    blocks = _blocks(reading)
    return _summed(sought, _by_block(similar, reading.words, blocks.starts), blocks, size)


def _by_block(similar: Floats, words: Numbers, starts: Numbers) -> Floats:
    """The maximum of each block's words, (blocks, words asked). Most words of a text are like none that is asked, and are passed over."""
    found = np.zeros((len(starts), similar.shape[1]), dtype=np.float32)
    like: NDArray[np.bool_] = np.any(similar, axis=1)
    near = np.flatnonzero(like[words])
    if len(near):
        block = np.searchsorted(starts, near, side="right") - 1
        first = np.flatnonzero(np.concatenate(([True], block[1:] != block[:-1])))
        counts = np.diff(first, append=len(near))
        values = similar[words[near]]
        most = values[first]
        for place in range(1, int(counts.max())):  # all blocks' second words, all third, ...: at most BLOCK rounds
            having = np.flatnonzero(counts > place)
            most[having] = np.maximum(most[having], values[first[having] + place])
        found[block[first]] = most
    return found


@dataclass(frozen=True)
class _Blocks:
    """Runs of up to BLOCK words, none over a chunk's end or its headings': where each starts, its chunk, if of headings."""

    starts: Numbers
    chunks: Numbers
    heading: NDArray[np.bool_]


def _blocks(reading: Reading) -> _Blocks:
    heads = reading.heads.astype(np.int64)
    lengths = np.stack([heads, reading.lengths - heads], axis=1).ravel()
    begins = np.cumsum(lengths) - lengths
    counts = -(-lengths // BLOCK)
    runs = np.repeat(np.arange(len(lengths)), counts)
    within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return _Blocks(begins[runs] + within * BLOCK, runs // 2, runs % 2 == 0)


def _summed(sought: Sought, found: Floats, blocks: _Blocks, size: int) -> Late:
    whole = _by_chunk(found, blocks.chunks, size)
    heads = _by_chunk(found[blocks.heading], blocks.chunks[blocks.heading], size)
    text, chunks = found[~blocks.heading], blocks.chunks[~blocks.heading]
    stretches = text.copy()
    for shift in range(1, BLOCKS):
        same = chunks[shift:] == chunks[:-shift]
        np.maximum(stretches[:-shift], text[shift:] * same[:, None], out=stretches[:-shift])
    covered, heading = _slots(whole, sought), _slots(heads, sought)
    best = _weighted(np.maximum(_slots(stretches, sought), HEADING * heading[chunks]), sought)
    stretch = np.zeros(size, dtype=np.float32)
    np.maximum.at(stretch, chunks, best)
    return Late(covered, _weighted(covered, sought), stretch, _weighted(heading, sought))


def _weighted(covered: Floats, sought: Sought) -> Floats:
    """Summed over the slots by weight. Not `@`: a handful of columns, and BLAS once warned of an invalid value where all were finite."""
    summed: Floats = np.einsum("rs,s->r", covered, sought.weights)
    return summed


def _by_chunk(found: Floats, chunks: Numbers, size: int) -> Floats:
    """The maximum of each chunk's blocks; zero for a chunk without."""
    most = np.zeros((size, found.shape[1]), dtype=np.float32)
    if len(chunks):
        first = np.flatnonzero(np.concatenate(([True], chunks[1:] != chunks[:-1])))
        most[chunks[first]] = np.maximum.reduceat(found, first, axis=0)
    return most


def _slots(found: Floats, sought: Sought) -> Floats:
    """(rows, words) to (rows, slots): an alternative of several words by the mean of its words, a slot by its best alternative."""
    first = np.searchsorted(sought.owners, np.arange(len(sought.factors)))
    by_word = np.ascontiguousarray(found.T)  # runs of whole rows are added much faster than runs inside rows
    by_alternative = np.add.reduceat(by_word, first, axis=0) * (sought.factors / np.bincount(sought.owners))[:, None]
    best = np.maximum.reduceat(by_alternative, sought.slots, axis=0).astype(np.float32)
    return np.ascontiguousarray(best.T)
