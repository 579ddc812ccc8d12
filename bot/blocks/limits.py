"""Slack's limits, and splitting that loses nothing: texts at paragraphs, sentences or words, messages between blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

SECTION_TEXT = 3_000
BLOCKS_A_MESSAGE = 50
MESSAGE_TEXT = 3_900  # chat.update takes 4,000
MESSAGE_TOTAL = 12_000  # all texts of a message's blocks together; Slack refuses far larger ones (msg_blocks_too_long)
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
HEADER_TEXT = 150
MODAL_TITLE = 24
MODAL_BLOCKS = 100

_ENTITY = re.compile(r"&(?:amp|lt|gt)?\Z")


def split_text(text: str, limit: int = SECTION_TEXT) -> list[str]:
    """Pieces of at most `limit` characters, cut at a paragraph, a line, a sentence or a word; never inside `&amp;` or a link."""
    pieces: list[str] = []
    rest = text.strip()
    while len(rest) > limit:
        cut = _cut(rest, limit)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest:
        pieces.append(rest)
    return pieces


def _cut(text: str, limit: int) -> int:
    window = text[:limit]
    opened = window.rfind("<")
    if opened > window.rfind(">") and opened > 0:
        window = window[:opened]
    for mark in ("\n\n", "\n", ". ", " "):
        found = window.rfind(mark, len(window) // 3)
        if found > 0:
            return found + len(mark)
    entity = _ENTITY.search(window[-5:])
    cut = len(window) - (len(entity.group()) if entity else 0)
    return cut if cut > 0 else limit


def pack(blocks: Iterable[Mapping[str, Any]], foot: Sequence[Mapping[str, Any]] = ()) -> list[list[Mapping[str, Any]]]:
    """Blocks dealt out to messages, in order, within Slack's limits; `foot` stays together in the last one."""
    messages: list[list[Mapping[str, Any]]] = [[]]
    size = 0
    for block in blocks:
        weight = text_size(block)
        if messages[-1] and (len(messages[-1]) >= BLOCKS_A_MESSAGE or size + weight > MESSAGE_TOTAL):
            messages.append([])
            size = 0
        messages[-1].append(block)
        size += weight
    if foot and (len(messages[-1]) + len(foot) > BLOCKS_A_MESSAGE or size + sum(map(text_size, foot)) > MESSAGE_TOTAL):
        messages.append([])
    messages[-1].extend(foot)
    return messages


def text_size(block: Any) -> int:
    """All characters of text in a block."""
    if isinstance(block, Mapping):
        own = len(block["text"]) if isinstance(block.get("text"), str) else 0
        return own + sum(text_size(value) for value in block.values() if not isinstance(value, str))
    if isinstance(block, list | tuple):
        return sum(text_size(item) for item in block)
    return 0
