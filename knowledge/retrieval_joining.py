"""A passage's text: the chunk, and around it what of its section still fits.

Before and after the chunk stand whole lines and sentences of the same section, in the document's order, so that an answer that begins at
the end of one chunk and ends in the next is read whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.language.sentences import split_sentences
from knowledge.lexical_part import LexicalPart
from knowledge.types import Chunk

LONGEST = 1200  # characters of a passage


def neighbours(part: LexicalPart, position: int) -> list[int]:
    """The chunk ids right before and right after a chunk in the same document, as far as there are any."""
    return [
        int(part.ids[other])
        for other in (position - 1, position + 1)
        if 0 <= other < len(part) and part.documents[other] == part.documents[position]
    ]


def widened(chunk: Chunk, around: Sequence[Chunk]) -> str:
    """The chunk's text with what fits of its neighbours, at most LONGEST characters; `around` holds its neighbours, if any."""
    by_ordinal: Mapping[int, Chunk] = {
        other.ordinal: other
        for other in around
        if other.version_id == chunk.version_id and other.section == chunk.section
    }
    after, before = by_ordinal.get(chunk.ordinal + 1), by_ordinal.get(chunk.ordinal - 1)
    following = _pieces(after.text) if after else []
    preceding = _pieces(before.text)[::-1] if before else []
    room = LONGEST - len(chunk.text)
    head: list[str] = []
    tail: list[str] = []
    while following or preceding:  # one from each side in turns, until one does not fit: then that side is done
        for pieces, taken in ((following, tail), (preceding, head)):
            if pieces and len(pieces[0]) + 1 <= room:
                room -= len(pieces[0]) + 1
                taken.append(pieces.pop(0))
            else:
                pieces.clear()
    return "\n".join([*head[::-1], chunk.text, *tail])


def _pieces(text: str) -> list[str]:
    """A chunk's lines, running text by sentences."""
    return [piece for line in text.splitlines() for piece in (split_sentences(line) or [line]) if piece.strip()]
