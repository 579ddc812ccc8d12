"""The clauses of a version, read back from its chunks.

A chunk is made for searching: long lists repeat their lead-in over each part, small sections share a chunk with `## Heading` lines
between them. Here that is undone, so that the clauses depend on the document only and not on where its chunks were cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from knowledge.clauses.folding import clause_hash, fold
from knowledge.language.sentences import split_sentences
from knowledge.types import Language

ClauseKind = Literal["sentence", "item", "row"]

_MARKER = re.compile(r"\s*(?:[-*+•◦▪·–—‣●○■□➢➤✓]\s+|(?P<label>\(?(?:\d{1,3}|[a-zæøå]|[ivxlcIVXLC]{1,6})[.)])\s+)(?=\S)")
_NUMBERED = re.compile(
    r"\s*(?P<label>(?:§+\s*)?\d{1,3}(?:[.\-–]\d{1,3}){1,4}[.)]?(?:\s*\((?:\d+|[a-z])\))?|§+\s*\d+[a-z]?\.?|\((?:\d{1,3}|[a-z])\))\s+(?=\D)"
)
_LETTER = re.compile(r"[^\W_]")


class TextPiece(Protocol):
    """What a clause is read from: `Chunk` and `ChunkDraft` both are such pieces."""

    @property
    def text(self) -> str: ...
    @property
    def section(self) -> tuple[str, ...]: ...
    @property
    def page(self) -> int | None: ...
    @property
    def language(self) -> Language: ...


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a version.

    `text` is the document's own words, without `label`, the number or letter in front. `ordinal` counts within the version from 0,
    `paragraph` is shared by the sentences of one paragraph, item or row, `piece` is the position of its chunk. `hash` is the same
    for clauses that differ by typesetting only. `led_by` is the lead-in that a list item or a table row stands under ("The parties
    shall:", the header row), empty where there is none.
    """

    text: str
    section: tuple[str, ...]
    page: int | None
    language: Language
    kind: ClauseKind
    label: str
    ordinal: int
    paragraph: int
    piece: int
    hash: str
    led_by: str = ""

    @property
    def heading(self) -> str:
        """The nearest heading above, empty at the top of a document."""
        return self.section[-1] if self.section else ""


def clauses(pieces: Iterable[TextPiece]) -> list[Clause]:
    """The clauses of a version's chunks (in reading order), in reading order."""
    found: list[Clause] = []
    lead_ins: dict[tuple[str, ...], set[str]] = {}
    lines = ((number, piece, line) for number, piece in enumerate(pieces) for line in _lines(piece, lead_ins))
    for paragraph, (number, piece, line) in enumerate(lines):
        for text in line.texts():
            found.append(
                Clause(
                    text=text,
                    section=line.section,
                    page=piece.page,
                    language=piece.language,
                    kind=line.kind,
                    label=line.label,
                    ordinal=len(found),
                    paragraph=paragraph,
                    piece=number,
                    hash=clause_hash(text),
                    led_by=line.led_by,
                )
            )
    return found


def clause_hashes(quote: str) -> tuple[str, ...]:
    """The hashes of the clauses that a quotation (a sentence, list item or table row, or several) consists of."""
    return tuple(clause_hash(text) for raw in quote.splitlines() if raw.strip() for text in _line(raw, (), "").texts())


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    section: tuple[str, ...]
    kind: ClauseKind
    label: str
    led_by: str

    def texts(self) -> list[str]:
        """The clauses on this line; what has no letter or digit is none."""
        parts = [self.text] if self.kind == "row" else split_sentences(self.text)
        return [part for part in parts if _LETTER.search(part)]


def _lines(piece: TextPiece, lead_ins: dict[tuple[str, ...], set[str]]) -> Iterator[_Line]:
    """The lines of a chunk with their section; headings within it and repeated lead-ins are taken out."""
    raw = [line for line in piece.text.split("\n") if line.strip()]
    section, in_heading, opening, led_by = piece.section, False, True, ""
    for n, text in enumerate(raw):
        if text.startswith("## "):
            section = (*(section if in_heading else piece.section), text[3:].strip())
            in_heading, opening, led_by = True, False, ""
            continue
        in_heading = False
        if _leads(text, raw[n - 1] if n else "", raw[n + 1] if n + 1 < len(raw) else ""):
            known = lead_ins.setdefault(piece.section, set())
            repeated = opening and fold(text) in known
            known.add(fold(text))
            led_by = text
            if not repeated:
                yield _line(text, section, "")
            continue
        opening = False
        line = _line(text, section, led_by)
        if line.kind == "sentence":
            led_by = ""
        yield line


def _leads(text: str, above: str, following: str) -> bool:
    """Whether a line stands above a list's items, or is the first row of a table."""
    if text.startswith("|"):
        return following.startswith("|") and not above.startswith("|")
    below_is_item = following.startswith("|") or _MARKER.match(following) is not None
    return below_is_item and _MARKER.match(text) is None


def _line(text: str, section: tuple[str, ...], led_by: str) -> _Line:
    if text.lstrip().startswith("|"):
        return _Line(text.strip(), section, "row", "", led_by)
    found = _MARKER.match(text)
    if found:
        return _Line(text[found.end() :].strip(), section, "item", found["label"] or "", led_by)
    found = _NUMBERED.match(text)
    if found:
        return _Line(text[found.end() :].strip(), section, "sentence", found["label"].strip(), led_by)
    return _Line(text.strip(), section, "sentence", "", "")
