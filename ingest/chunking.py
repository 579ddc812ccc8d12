"""A parsed document cut into chunks that follow its headings.

A chunk keeps its section path and page, never cuts a sentence, an item or a row, keeps a list with its lead-in, and has one
language. Where small neighbouring sections share a chunk, each heading stands above its text as a line `## Heading`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.bilingual import clear_language, sides_apart
from ingest.units import MAX_CHARACTERS, TARGET_CHARACTERS, Unit, units
from knowledge.language.detection import detect_language
from knowledge.types import Block, ChunkDraft, ChunkKind, Language, ParsedDocument

SMALL_CHARACTERS = 120  # a section below this joins a neighbour under the same heading
MERGED_CHARACTERS = 500  # of sections that share a chunk; larger ones stand alone, so that a citation names its section
TAIL_CHARACTERS = 200  # what is left of a section below this stays with what stands before it
PAGE_BREAK_CHARACTERS = 300  # with this much in it, a chunk ends where the page does
TELLING_CHARACTERS = 100  # below this a text does not tell its language, but where it is another beyond doubt
SPEAKING_CHARACTERS = 40  # below this it does not even then
LETTERS = 2000  # of a section, enough to tell

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

    `fallback_language` is used where neither the document's metadata nor its text tells the language. What a document says twice, word
    for word under the same headings, is one chunk, the first: thousands of equal ones would drown the index.
    """
    document = replace(document, blocks=tuple(sides_apart(document.blocks)))
    declared = document.metadata.language
    words = " ".join(f"{block.text} {' '.join(block.items)}" for block in document.blocks[:40])
    default = declared or detect_language(words, fallback_language)
    speaks = _Speaks(default, declared is not None)
    parts = [part for path, blocks in _sections(document) for part in _parts(path, tuple(units(blocks)), speaks)]
    drafts = [_draft(group, speaks) for group in _merged(parts)]
    return list({draft.content_hash: draft for draft in reversed(drafts)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class _Speaks:
    """Tells languages apart. What a document declares is believed between bokmål and nynorsk; English shows by itself."""

    default: Language
    declared: bool

    def __call__(self, text: str, before: Language | None = None) -> Language:
        """The language of a text; a short one speaks as what comes before it, else as the document, but where it clearly does not."""
        expected = before or self.default
        if len(text) < SPEAKING_CHARACTERS:
            return expected
        short = len(text) < TELLING_CHARACTERS
        found = (clear_language(text, expected) or expected) if short else detect_language(text, expected)
        if found == expected:
            return expected
        return found if not self.declared or "en" in {found, self.default} else self.default


def _sections(document: ParsedDocument) -> Iterator[tuple[Path, list[Block]]]:
    """Each heading's path with the blocks below it; a title that the metadata hold already is left out of the path.

    A heading with nothing below it, not even other headings, is a line of the section above: no word is lost.
    """
    title = (document.metadata.title or "").casefold()
    above: list[tuple[int, str]] = []
    blocks: list[Block] = []
    for n, block in enumerate(document.blocks):
        if block.kind != "heading":
            blocks.append(block)
            continue
        yield from _section(above, blocks, is_leaf=block.level <= (above[-1][0] if above else 0))
        above = [(level, text) for level, text in above if level < block.level]
        above += [] if n == 0 and block.text.casefold() == title else [(block.level, block.text)]
        blocks = []
    yield from _section(above, blocks, is_leaf=bool(above))


def _section(above: list[tuple[int, str]], blocks: list[Block], is_leaf: bool) -> Iterator[tuple[Path, list[Block]]]:
    path = tuple(text for _, text in above)
    if blocks:
        yield path, blocks
    elif is_leaf:
        yield path[:-1], [Block("paragraph", f"## {path[-1]}")]


def _parts(path: Path, pieces: Sequence[Unit], speaks: _Speaks) -> Iterator[_Part]:
    """A section's units packed into parts of about TARGET_CHARACTERS; one language each, and if possible one page."""
    current: list[Unit] = []
    size = 0
    language = speaks(" ".join(unit.text for unit in pieces)[:LETTERS])
    for unit in pieces:
        spoken = speaks(unit.text, language)
        if current and (spoken != language or _is_full(size, unit, current[-1])):
            yield _Part(path, tuple(current), language)
            current, size = [], 0
        current.append(unit)
        size += len(unit.text) + 1
        language = spoken
    if current:
        yield _Part(path, tuple(current), language)


def _is_full(size: int, unit: Unit, last: Unit) -> bool:
    """Whether a part of this size ends before the next unit."""
    longer = size + len(unit.text) + 1
    enough = size >= TAIL_CHARACTERS and len(unit.text) >= TAIL_CHARACTERS
    new_page = unit.page != last.page and not unit.joins
    return (
        longer > MAX_CHARACTERS
        or (longer > TARGET_CHARACTERS and enough)
        or (new_page and size >= PAGE_BREAK_CHARACTERS)
    )


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
    related = group[0].section[:-1] == part.section[:-1] or part.section[: len(group[0].section)] == group[0].section
    return (
        related
        and group[0].language == part.language
        and min(len(_text(group)), part.size) < SMALL_CHARACTERS
        and len(_text([*group, part])) <= MERGED_CHARACTERS
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


def _draft(group: Sequence[_Part], speaks: _Speaks) -> ChunkDraft:
    text, section = _text(group), _common(group)
    language = speaks(text, group[0].language)
    digest = hashlib.sha256("\x1f".join([text, *section, language]).encode()).hexdigest()
    return ChunkDraft(text, section, group[0].units[0].page, language, _kind(group), digest)


def _kind(group: Sequence[_Part]) -> ChunkKind:
    """What most of the text is."""
    sizes: dict[ChunkKind, int] = {"text": 0, "list": 0, "table": 0}
    for part in group:
        for unit in part.units:
            sizes[unit.kind] += len(unit.text)
    return max(sizes, key=lambda kind: sizes[kind])
