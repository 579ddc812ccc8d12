"""A parsed document cut into chunks that follow its headings.

A chunk keeps its section path and page, never cuts a sentence, an item or a row, keeps a list with its lead-in, and has one
language. Where small neighbouring sections share a chunk, each heading stands above its text as a line `## Heading`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.units import MAX_CHARACTERS, TARGET_CHARACTERS, Unit, units
from knowledge.language.detection import detect_language
from knowledge.types import Block, ChunkDraft, ChunkKind, Language, ParsedDocument

SMALL_CHARACTERS = 250  # a section below this joins a neighbour under the same heading
MERGED_CHARACTERS = 900  # of sections that share a chunk
PAGE_BREAK_CHARACTERS = 300  # with this much in it, a chunk ends where the page does
TELLING_CHARACTERS = 100  # below this a text does not tell its language

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """Some units that belong together, below their section's headings."""

    section: Path
    units: tuple[Unit, ...]
    language: Language

    @property
    def size(self) -> int:
        return sum(len(unit.text) + 1 for unit in self.units)


def chunk(document: ParsedDocument, fallback_language: Language) -> list[ChunkDraft]:
    """The chunks of a document in reading order, each at most 1,200 characters.

    `fallback_language` is used where neither the document's metadata nor its text tells the language.
    """
    default = document.metadata.language or fallback_language
    whole = " ".join(block.text for block in document.blocks[:40])
    default = default if document.metadata.language else detect_language(whole, default)
    parts = [part for path, blocks in _sections(document) for part in _parts(path, tuple(units(blocks)), default)]
    return [_draft(group, default) for group in _merged(parts) if _text(group)]


def _sections(document: ParsedDocument) -> Iterator[tuple[Path, list[Block]]]:
    """Each heading's path with the blocks below it; a title that the metadata hold already is left out of the path."""
    title = (document.metadata.title or "").casefold()
    above: list[tuple[int, str]] = []
    blocks: list[Block] = []
    opened = False
    for n, block in enumerate(document.blocks):
        if block.kind != "heading":
            blocks.append(block)
            continue
        if blocks or opened:
            yield tuple(text for _, text in above), blocks
        above = [(level, text) for level, text in above if level < block.level]
        is_title = n == 0 and block.text.casefold() == title
        above += [] if is_title else [(block.level, block.text)]
        blocks, opened = [], not is_title
    if blocks or opened:
        yield tuple(text for _, text in above), blocks


def _parts(path: Path, pieces: Sequence[Unit], default: Language) -> Iterator[_Part]:
    """A section's units packed into parts of about TARGET_CHARACTERS; one language each, and if possible one page."""
    current: list[Unit] = []
    language = default
    size = 0
    for unit in pieces:
        spoken = detect_language(unit.text, language) if len(unit.text) >= TELLING_CHARACTERS else language
        foreign = spoken != language and "en" in {spoken, language}
        too_long = size + len(unit.text) + 1 > TARGET_CHARACTERS and not (
            size < SMALL_CHARACTERS or len(unit.text) < SMALL_CHARACTERS
        )
        if current and (
            foreign
            or too_long
            or size + len(unit.text) + 1 > MAX_CHARACTERS
            or (size >= PAGE_BREAK_CHARACTERS and unit.page != current[-1].page and not unit.joins)
        ):
            yield _Part(path, tuple(current), language)
            current, size = [], 0
        current.append(unit)
        size += len(unit.text) + 1
        language = spoken
    if current or not pieces:
        yield _Part(path, tuple(current), language)


def _merged(parts: Sequence[_Part]) -> Iterator[list[_Part]]:
    """Small sections joined with a neighbour under the same heading."""
    group: list[_Part] = []
    for part in parts:
        if group and _fits(group, part):
            group.append(part)
            continue
        if group:
            yield group
        group = [part]
    if group:
        yield group


def _fits(group: list[_Part], part: _Part) -> bool:
    size = len(_text(group))
    related = group[0].section[:-1] == part.section[:-1] or part.section[: len(group[0].section)] == group[0].section
    return (
        related
        and min(size, part.size) < SMALL_CHARACTERS
        and len(_text([*group, part])) <= MERGED_CHARACTERS
        and ("en" in {group[0].language, part.language}) == (group[0].language == part.language == "en")
    )


def _common(group: Sequence[_Part]) -> Path:
    """The headings that all parts of a chunk stand under."""
    shared = group[0].section
    for part in group[1:]:
        while part.section[: len(shared)] != shared:
            shared = shared[:-1]
    return shared


def _text(group: Sequence[_Part]) -> str:
    depth = len(_common(group))
    shown: Path = _common(group)
    text = ""
    for part in group:
        for n, heading in enumerate(part.section[depth:], depth):
            if part.section[: n + 1] != shown[: n + 1]:
                text += f"\n## {heading}"
        shown = part.section
        for unit in part.units:
            text += (" " if unit.joins and text else "\n") + unit.text
    return text.strip()


def _draft(group: Sequence[_Part], default: Language) -> ChunkDraft:
    text, section = _text(group), _common(group)
    language = detect_language(text, group[0].language if len(text) >= TELLING_CHARACTERS else default)
    first = next((unit for part in group for unit in part.units), None)
    digest = hashlib.sha256("\x1f".join([text, *section, language]).encode()).hexdigest()
    return ChunkDraft(text, section, first.page if first else None, language, _kind(group), digest)


def _kind(group: Sequence[_Part]) -> ChunkKind:
    """What most of the text is."""
    sizes: dict[ChunkKind, int] = {"text": 0, "list": 0, "table": 0}
    for part in group:
        for unit in part.units:
            sizes[unit.kind] += len(unit.text)
    return max(sizes, key=lambda kind: sizes[kind])
