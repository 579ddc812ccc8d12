"""A new file that is much like a document already in, under another name or address, is proposed as that document's next version.

Likeness is counted in shingles: runs of five words, folded as clauses are. How much of the shorter text stands in the longer one
(containment) finds a version that grew; how much they share in all (Jaccard) keeps a quotation from being taken for a version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from knowledge.clauses import TextPiece
from knowledge.clauses.folding import fold

SHINGLE = 5  # words
_WORD = re.compile(r"\w+")
_CONTAINED, _SHARED = 0.5, 0.2
_CLEAR = 0.1  # how much better the best candidate must be than the second


@dataclass(frozen=True, slots=True)
class Proposal:
    """That a new file is the next version of the document `identity`; `contained` and `shared` are shares of shingles, 0 to 1."""

    identity: str
    contained: float
    shared: float


def shingles(pieces: Iterable[TextPiece]) -> frozenset[int]:
    """The text's runs of five words, as numbers; a text shorter than that is one run."""
    words = [word for piece in pieces for word in _WORD.findall(fold(piece.text).lower())]
    runs = (words[n : n + SHINGLE] for n in range(max(1, len(words) - SHINGLE + 1)))
    return frozenset(crc32(" ".join(run).encode()) for run in runs if run)


def propose(new: Sequence[TextPiece], documents: Iterable[tuple[str, Sequence[TextPiece]]]) -> Proposal | None:
    """The document that a new file is most likely the next version of, None where none is like it or two are equally so."""
    return propose_all([new], documents)[0]


def propose_all(
    new: Sequence[Sequence[TextPiece]], documents: Iterable[tuple[str, Sequence[TextPiece]]]
) -> list[Proposal | None]:
    """The same for several new files at once: each document is looked at once."""
    mine = [shingles(pieces) for pieces in new]
    found: list[list[Proposal]] = [[] for _ in mine]
    for identity, pieces in documents:
        theirs = shingles(pieces)
        for own, proposals in zip(mine, found, strict=True):
            if proposal := _compared(own, identity, theirs):
                proposals.append(proposal)
    return [_clearest(proposals) for proposals in found]


def _clearest(found: list[Proposal]) -> Proposal | None:
    found.sort(key=lambda one: (-one.shared, one.identity))
    if not found or (len(found) > 1 and found[0].shared - found[1].shared < _CLEAR):
        return None
    return found[0]


def _compared(mine: frozenset[int], identity: str, theirs: frozenset[int]) -> Proposal | None:
    if not mine or not theirs:
        return None
    both = len(mine & theirs)
    contained, shared = both / min(len(mine), len(theirs)), both / len(mine | theirs)
    if contained < _CONTAINED or shared < _SHARED:
        return None
    return Proposal(identity, round(contained, 3), round(shared, 3))
