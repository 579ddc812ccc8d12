"""The pieces that a chunk is made of: what must stay in one piece, and how a text too long for a chunk is divided.

A unit is a paragraph, some sentences of a long one, a list with its lead-in, or rows of a table with their header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.language.sentences import split_sentences
from knowledge.types import Block, ChunkKind

MAX_CHARACTERS = 1200  # of a chunk's text: what a passage may hold
TARGET_CHARACTERS = 1000
MAX_LEAD_IN = 400  # a longer lead-in is not repeated over the parts of its list

_LEADS_IN = re.compile(
    r"(:|[^.!?])$|\b(følgende|følgjande|following|nedenfor|nedanfor|below|disse|desse|these)\b[^.!?]*[.:]$", re.I
)
_CLAUSE_END = re.compile(r"(?<=[;:,–])\s+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of text that stays whole. `joins`: it goes on in the same paragraph as the unit before."""

    text: str
    kind: ChunkKind = "text"
    page: int | None = None
    joins: bool = False


def units(blocks: Sequence[Block]) -> Iterator[Unit]:
    """The units of one section's blocks, each at most MAX_CHARACTERS long."""
    for n, block in enumerate(blocks):
        following = blocks[n + 1] if n + 1 < len(blocks) else None
        if block.kind == "paragraph":
            if following is None or not _belongs_to(block, following):
                yield from paragraph_units(block.text, block.page)
        else:
            lead = blocks[n - 1] if n and _belongs_to(blocks[n - 1], block) else None
            yield from _item_units(block, lead)


def _belongs_to(block: Block, following: Block) -> bool:
    """Whether a paragraph stands right above a list or table and so leads it in."""
    return block.kind == "paragraph" and following.kind in {"list", "table"}


def paragraph_units(text: str, page: int | None) -> Iterator[Unit]:
    """A paragraph whole, or in parts of about equal length that end with a sentence."""
    if len(text) <= TARGET_CHARACTERS:
        yield Unit(text, page=page)
        return
    wanted = len(text) / -(-len(text) // TARGET_CHARACTERS)
    pieces = [piece for sentence in split_sentences(text) for piece in short_enough(sentence)]
    for n, part in enumerate(_packed(pieces, round(wanted), MAX_CHARACTERS, " ")):
        yield Unit(part, page=page, joins=n > 0)


def _item_units(block: Block, lead: Block | None) -> Iterator[Unit]:
    kind: ChunkKind = "table" if block.kind == "table" else "list"
    whole = "\n".join(block.items)
    page = lead.page if lead else block.page
    if lead and len(lead.text) + 1 + len(whole) <= MAX_CHARACTERS:
        yield Unit(f"{lead.text}\n{whole}", kind, page)
        return
    head, repeated = _lead_in(lead)
    yield from (unit for text in head for unit in paragraph_units(text, page))
    header = block.items[: int(block.kind == "table" and len(block.items[0]) <= MAX_LEAD_IN)]
    repeated = [*repeated, *header]
    items = block.items[len(header) :] or header
    room = MAX_CHARACTERS - sum(len(line) + 1 for line in repeated)
    pieces = [piece for item in items for piece in short_enough(item, room)]
    size = sum(len(piece) + 1 for piece in pieces)
    wanted = size if size <= room else size // -(-size // min(room, TARGET_CHARACTERS))
    for part in _packed(pieces, wanted, room, "\n"):
        yield Unit("\n".join([*repeated, part]), kind, block.page)


def _lead_in(lead: Block | None) -> tuple[list[str], list[str]]:
    """(what stands before the lead-in, the lead-in to repeat above each part)."""
    if lead is None:
        return [], []
    *before, last = split_sentences(lead.text)
    if len(last) > MAX_LEAD_IN or not _LEADS_IN.search(last):
        return [lead.text], []
    return ([" ".join(before)] if before else []), [last]


def short_enough(text: str, room: int = MAX_CHARACTERS) -> list[str]:
    """The text itself, or, where a single sentence, item or row is longer than a chunk, parts cut where it hurts least."""
    if len(text) <= room:
        return [text]
    sentences = split_sentences(text)
    if len(sentences) > 1:
        return [part for group in _packed(sentences, room, room, " ") for part in short_enough(group, room)]
    clauses = _CLAUSE_END.split(text)
    words = clauses if all(len(clause) <= room for clause in clauses) else text.split()
    pieces = [word[n : n + room] for word in words for n in range(0, len(word), room)]
    return list(_packed(pieces, room, room, " "))


def _packed(pieces: Sequence[str], wanted: int, most: int, glue: str) -> Iterator[str]:
    """Neighbouring pieces joined until `wanted` characters are reached, never more than `most`."""
    current: list[str] = []
    size = 0
    for piece in pieces:
        longer = size + len(glue) + len(piece)
        if current and (longer > most or (size >= wanted / 2 and longer > wanted + len(piece) / 2)):
            yield glue.join(current)
            current, size = [], 0
        size += len(piece) + (len(glue) if current else 0)
        current.append(piece)
    if current:
        yield glue.join(current)
