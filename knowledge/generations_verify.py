"""Before anyone sees a generation: is every chunk in its dense index, and does it come up when its own vector is searched for?"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from knowledge.errors import IndexDamaged
from knowledge.index import EF_SEARCH, REBUILD, DenseIndex
from knowledge.types import LANGUAGES, Chunk, Language

if TYPE_CHECKING:
    from knowledge.embedding import Floats

SAMPLE = 500  # unchanged chunks that are looked up beside the changed ones
SHARE = 0.99  # of the chunks looked up must come up
FIRST = 3  # among this many
WIDTHS = (EF_SEARCH, 200, 400, 800, 1600, 3200)
SAME = 1e-5  # a cosine this near to 1 is the same vector: equal texts count as one
BATCH = 1_000


def verify(
    dense: DenseIndex,
    chunks: Mapping[int, Chunk],
    changed: Collection[int],
    vectors: Callable[[Sequence[Chunk]], Floats],
    generation: str,
    begin: int = EF_SEARCH,
) -> int:
    """Check ids exactly, and that changed chunks and a random sample of the others find themselves; widens the search until they do.

    `chunks` are all of the generation's, by number; `begin` is the search width that the index has. Returns the width that it has now.
    Raises IndexDamaged when a chunk is missing, one too many is there, or no width finds enough of them.
    """
    check_ids(dense, chunks, generation)
    others = sorted(chunks.keys() - set(changed))
    sample = random.Random(generation).sample(others, min(SAMPLE, len(others)))  # noqa: S311 - not a secret
    looked_up = [chunks[number] for number in sorted({*changed, *sample})]
    for width in (begin, *(width for width in WIDTHS if width > begin)):
        if width != begin:
            dense.search_width(width)
        if found_share(dense, looked_up, vectors) >= SHARE:
            return width
    raise IndexDamaged(generation=generation, command=REBUILD)


def check_ids(dense: DenseIndex, chunks: Mapping[int, Chunk], generation: str) -> None:
    """Raises IndexDamaged unless exactly these chunks are in the index, each in its language."""
    for language in LANGUAGES:
        found = dense.ids(language)
        expected = {number for number, chunk in chunks.items() if chunk.language == language}
        if len(found) != len(expected) or set(found) != expected:
            raise IndexDamaged(generation=generation, command=REBUILD)


def found_share(dense: DenseIndex, chunks: Sequence[Chunk], vectors: Callable[[Sequence[Chunk]], Floats]) -> float:
    """The share of chunks that come up among the first three when their own vector is searched for. 1 without any chunk."""
    found = 0
    for language, part in _batches(chunks):
        for chunk, hits in zip(part, dense.nearest(vectors(part), FIRST, language), strict=True):
            found += any(number == chunk.id for number, _ in hits) or (bool(hits) and hits[0][1] >= 1 - SAME)
    return found / len(chunks) if chunks else 1.0


def _batches(chunks: Sequence[Chunk]) -> Iterator[tuple[Language, Sequence[Chunk]]]:
    for language in LANGUAGES:
        mine = [chunk for chunk in chunks if chunk.language == language]
        for start in range(0, len(mine), BATCH):
            yield language, mine[start : start + BATCH]
