"""Structure where a text has no markup: bullets, numbered lines, and short lines that are headings.

Readers hand over paragraphs whose lines are kept apart by `\\n`; out come paragraphs of one line, lists, and, where the
document has no headings of its own, headings told by their form: a short line, alone, without a full stop, above a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.cleaning import clean_line, is_boilerplate
from ingest.readers.joining import join_lines
from ingest.readers.metadata import iso_date, updated_line
from knowledge.types import Block

MAX_HEADING, MAX_HEADING_WORDS = 90, 13  # characters, words
WRAPPED = 55  # lines longer than this were broken by a margin, shorter ones by the writer

BULLET = re.compile(r"\s*(?P<marker>[•◦▪▫‣·●○■□➢➤✓–—*+-]|o(?=\s\s?[^\s]))\s+(?=\S)")
NUMBER = re.compile(r"\s*(?P<marker>\(?(?:\d{1,2}|[a-zæøå]|[ivx]{1,4})[.)])\s+(?=\S)")
_UNDERLINE = re.compile(r"(=|-|\*|~){3,}")
_SECTION_NUMBER = re.compile(r"(?:§\s*)?(?P<number>\d{1,2}(?:[.\-]\d{1,2}){0,4})\.?\s+(?=\S)")
_NO_HEADING = re.compile(r"[.,;:…!|]$|@|https?:|www\.|: |\t")
_ADDRESS = re.compile(r"@|://|www\.")
_ALWAYS = re.compile(
    r"(?:kontakt(?:person(?:er)?|informasjon|oss)?|contacts?(?: us| person)?|se også|sjå også|see also|les mer|les meir|read more|"
    r"vedlegg|appendi(?:x|ces)|om oss|spørsmål og svar|lenker|lenkjer|links|relaterte sider)",
    re.I,
)


def structured(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Lists out of bullets, and headings out of short lines when the document has none (or only its title)."""
    flat = _levelled(_joined_lists(block for raw in blocks for block in _split(raw)))
    headings = [block for block in flat if block.kind == "heading"]
    if len(headings) > 1 or (headings and flat[0].kind != "heading"):
        return tuple(flat)
    return tuple(_with_headings(flat))


def _levelled(blocks: list[Block]) -> list[Block]:
    """Headings of level 0 (bold lines) stand one below the last heading that has a level of its own."""
    last = 1
    levelled = []
    for block in blocks:
        if block.kind == "heading" and block.level == 0:
            block = replace(block, level=min(last + 1, 9))
        elif block.kind == "heading":
            last = block.level
        levelled.append(block)
    return levelled


def _split(block: Block) -> Iterator[Block]:
    """A paragraph of several lines becomes paragraphs and lists; anything else stays as it is."""
    if block.kind != "paragraph":
        yield block
        return
    lines = [line for line in block.text.split("\n") if line.strip()]
    if len(lines) == 2 and _UNDERLINE.fullmatch(lines[1].strip()):
        yield replace(block, kind="heading", text=lines[0].strip(), level=1 if "=" in lines[1] else 2)
        return
    for listed, group in groupby(_with_continuations(lines), key=lambda line: _marker(line) is not None):
        if listed:
            yield replace(block, kind="list", text="", items=tuple(_item(line) for line in group))
        else:
            for text in _unwrapped(list(group)):
                yield replace(block, text=text)


def _with_continuations(lines: list[str]) -> Iterator[str]:
    """A line without a marker below an item belongs to it when it is indented or the item's line was full."""
    current: str | None = None
    previous = ""
    for line in lines:
        full = len(previous.strip()) > WRAPPED and not previous.rstrip().endswith((".", "!", "?", ":"))
        if current is not None and _marker(current) and not _marker(line) and (line[:2].isspace() or full):
            current = join_lines(current, line.strip())
        else:
            if current is not None:
                yield current
            current = line
        previous = line
    if current is not None:
        yield current


def _marker(line: str) -> str | None:
    found = BULLET.match(line) or NUMBER.match(line)
    return found["marker"] if found else None


def _item(line: str) -> str:
    found = BULLET.match(line) or NUMBER.match(line)
    assert found is not None  # noqa: S101 - only lines with a marker come here
    indent = len(line) - len(line.lstrip())
    marker = {"*": "-", "+": "-", "o": "-"}.get(found["marker"], found["marker"])
    return f"{'  ' * min(indent // 4, 3)}{marker} {line[found.end() :].strip()}"


def _unwrapped(lines: list[str]) -> Iterator[str]:
    """Lines that a margin broke are joined; short lines (an address, a list of links) stay lines of their own."""
    lines = [line.strip() for line in lines]
    broken = max(len(line) for line in lines) > WRAPPED
    current = lines[0]
    for line in lines[1:]:
        if broken or (line[0].islower() and not _ADDRESS.search(line)):
            current = join_lines(current, line)
        else:
            yield current
            current = line
    yield current


def _joined_lists(blocks: Iterator[Block]) -> list[Block]:
    """Items with empty lines between them are one list; a single numbered short line is a heading's beginning, not a list."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if block.kind == "list" and last and last.kind == "list" and _counts(block) == _counts(last):
            joined[-1] = replace(last, items=last.items + block.items)
        else:
            joined.append(block)
    return [_numbered_heading(block) for block in joined]


def _counts(block: Block) -> bool:
    return NUMBER.match(block.items[0]) is not None


def _numbered_heading(block: Block) -> Block:
    if (
        block.kind == "list"
        and len(block.items) == 1
        and re.match(r"\d", block.items[0])
        and is_heading_like(block.items[0])
    ):
        return replace(block, kind="paragraph", text=block.items[0], items=())
    return block


def is_heading_like(line: str) -> bool:
    """Whether a line has the form of a heading: short, begins like one, does not end like a sentence."""
    if len(line) > 2 * MAX_HEADING:
        return False
    line = clean_line(line)
    letters = sum(c.isalpha() for c in line)
    return (
        2 < len(line) <= MAX_HEADING
        and len(line.split()) <= MAX_HEADING_WORDS
        and letters > len(line) / 2
        and (line[0].isupper() or line[0].isdigit() or line[0] in '«"“§(')
        and _NO_HEADING.search(line) is None
        and iso_date(line) is None
        and updated_line(line) is None
    )


def numbered_level(line: str) -> int | None:
    """How deep a heading's own number says that it lies: `2 Mål` 1, `2.1 Delmål` 2; None without a number."""
    found = _SECTION_NUMBER.match(line)
    return len(re.split(r"[.\-]", found["number"])) if found else None


def _with_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """Runs of heading-like lines, each judged by what stands below it."""
    blocks = _undoubled([b for b in blocks if b.kind != "paragraph" or not is_boilerplate(clean_line(b.text))])
    position, first = 0, True
    while position < len(blocks):
        end = position
        while end < len(blocks) and blocks[end].kind == "paragraph" and is_heading_like(blocks[end].text):
            end += 1
        run = blocks[position:end]
        yield from _judged(run, body_follows=end < len(blocks) and blocks[end].kind != "heading", opens=first)
        if end < len(blocks):
            yield blocks[end]
        position, first = end + 1, False


def _judged(run: Sequence[Block], *, body_follows: bool, opens: bool) -> Iterator[Block]:
    """The first line of a run is a heading, the last one too when a text follows; what stands between are lines."""
    for n, block in enumerate(run):
        last = n == len(run) - 1
        heading = (
            (body_follows and last)
            or (n == 0 and (not last or opens) and "," not in block.text)
            or (_ALWAYS.fullmatch(block.text.strip()) is not None and not last)
        )
        if heading:
            level = 1 if opens and n == 0 else 1 + (numbered_level(block.text) or 1)
            yield replace(block, kind="heading", level=level)
        else:
            yield block


def _undoubled(blocks: list[Block]) -> list[Block]:
    """Pages say their title twice: once in the frame, once above the text."""
    same = len(blocks) > 1 and blocks[0].text.casefold() == blocks[1].text.casefold() and blocks[0].text != ""
    return blocks[1:] if same else blocks
