"""What a passage offers to quote: its sentences, list items and table rows, each word for word, each with what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from knowledge.answering.facts import MONTH
from knowledge.answering.rendering.verbs import verbs
from knowledge.answering.wordlists import SIDES
from knowledge.language.sentences import split_sentences
from knowledge.types import Passage

UnitKind = Literal["sentence", "item", "row", "list"]
SHORTEST_QUOTE = 20
HEADING = re.compile(r"^#{1,6}\s+(.*)")
MARKER = re.compile(  # "1. mars var …" begins with a date, not with a number of a list
    rf"^\s*(?:[-•*–·‣◦]|\(?\d{{1,2}}[.)](?!\s+(?i:{MONTH})(?!\w))|\(?[a-zæøå][.)])\s+"
)
RULE = re.compile(r"^[\s|:-]+$")
ASKS = re.compile(r"[?]|\b(?:hvem|hva|hvor|når|kven|kva|kvar|korleis|hvordan|who|what|when|where|how)\b", re.I)
SHORTEST_STATEMENT = 5  # words
LONG_ITEM = 220  # a list item longer than this is offered sentence by sentence as well


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that can be quoted, or a whole list (`kind` "list", its items on lines), which is quoted item by item.

    `text` stands word for word in the chunk (a list item without its marker, a row without its outer bars). `lead` is what makes it
    understood: the lead-in of an item, the header row of a row, the sentence before. `block` numbers the lists and tables of a chunk
    (-1 for running text), `position` counts the units of a chunk from 0, `cells` are a row's, `header` its table's. `heading` is the
    last heading above it inside the chunk, empty where the chunk's own section is the nearest.
    """

    text: str
    kind: UnitKind
    lead: str
    block: int
    position: int
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    heading: str = ""

    @property
    def quotable(self) -> bool:
        """Whether it is long enough to be a citation's quote by itself."""
        return len(self.text) >= SHORTEST_QUOTE


def units_of(passage: Passage) -> tuple[Unit, ...]:
    """The units of a passage in reading order, headings left out."""
    section = passage.chunk.section
    return read_units(passage.chunk.text, tuple(section))


@lru_cache(maxsize=4096)
def read_units(text: str, section: tuple[str, ...] = ()) -> tuple[Unit, ...]:
    """The units of a chunk's text. A line that repeats its heading is not offered; a heading that tells something is, as the last."""
    reader = _Reader({_plain(heading) for heading in section})
    for line in text.splitlines():
        reader.line(line)
    if section and _tells(section[-1]):
        reader.headline(section[-1].strip())
    return tuple(reader.units)


@lru_cache(maxsize=4096)
def read_lists(text: str, section: tuple[str, ...] = ()) -> tuple[Unit, ...]:
    """The lists of a chunk's text, each as one unit; a table counts as none, for its rows answer by themselves."""
    blocks: dict[int, list[Unit]] = {}
    for unit in read_units(text, section):
        if unit.kind == "item":
            blocks.setdefault(unit.block, []).append(unit)
    return tuple(
        replace(items[0], kind="list", text="\n".join(item.text for item in items))
        for items in blocks.values()
        if len(items) > 1
    )


class _Reader:
    def __init__(self, headings: set[str]) -> None:
        self.units: list[Unit] = []
        self._headings = headings
        self._lead = ""
        self._block = -1
        self._blocks = 0
        self._header: tuple[str, ...] | None = None
        self._heading = ""

    def line(self, line: str) -> None:
        stripped = line.strip()
        if not stripped or RULE.match(stripped):
            return
        if heading := HEADING.match(stripped):
            self._heading = self._lead = heading[1].strip()
            self._block, self._header = -1, None
        elif stripped.startswith("|"):
            self._row(stripped)
        elif marker := MARKER.match(line):
            self._item(line[marker.end() :].strip())
        else:
            self._running(stripped)

    def headline(self, text: str) -> None:
        """A heading that is itself a statement."""
        self._block, self._header, self._heading = -1, None, ""
        self._add(text, "sentence", "")

    def _running(self, line: str) -> None:
        self._block, self._header = -1, None
        if _plain(line) in self._headings:
            self._lead = line
            return
        for sentence in split_sentences(line):
            self._add(sentence, "sentence", self._lead)
            self._lead = sentence

    def _item(self, text: str) -> None:
        self._enter()
        self._add(text, "item", self._lead)
        sentences = split_sentences(text)
        if len(text) > LONG_ITEM and len(sentences) > 1:
            head = sentences[0]
            for sentence in sentences:
                self._add(sentence, "sentence", head if sentence != head else self._lead)

    def _row(self, line: str) -> None:
        self._enter()
        text = line.strip().strip("|").strip()
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        if self._header is None:
            self._header = cells
            return
        self._add(text, "row", self._lead, cells, self._header)

    def _enter(self) -> None:
        if self._block < 0:
            self._block = self._blocks
            self._blocks += 1

    def _add(
        self, text: str, kind: UnitKind, lead: str, cells: tuple[str, ...] = (), header: tuple[str, ...] = ()
    ) -> None:
        self.units.append(Unit(text, kind, lead, self._block, len(self.units), cells, header, self._heading))


@lru_cache(maxsize=4096)
def _tells(heading: str) -> bool:
    """Whether a heading is a statement with a figure in it ("The ferry sails until 2031"), as the headline of a piece of news is."""
    said = heading.lower().split()
    if len(said) < SHORTEST_STATEMENT or ASKS.search(heading) or not any(map(str.isdigit, heading)):
        return False
    forms = (form for side in SIDES for word in said[1:] for form in verbs(side).get(word) or ())
    return any(form.tense == "present" for form in forms)


def _plain(text: str) -> str:
    return " ".join(text.lower().strip(" #:*").split())
