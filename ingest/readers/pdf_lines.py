"""Words and lines of a PDF page. Lengths are in points, y grows upwards, as PDF has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf_drawn import Dot

REACH = 24.0  # points between a drawn bullet and its line
MAX_DOTS = 500
ROUND_GAP = 0.5  # font sizes behind the letter o that is a bullet


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a space between them: left and right edge, baseline, font size."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line, as they follow each other in the text, with the line's edges, baseline and font size."""

    words: tuple[Word, ...]
    bold: bool
    page: int
    text: str
    x0: float
    x1: float
    y: float
    size: float


def with_bullets(lines: Sequence[Line], dots: Sequence[Dot]) -> tuple[Line, ...]:
    """The lines, those behind a drawn bullet with one written before them, and Word's round letter for a bullet as one."""
    return tuple(_rounded(_marked(line, dots[:MAX_DOTS])) for line in lines)


def _rounded(line: Line) -> Line:
    first = line.words[0]
    if first.text != "o" or len(line.words) < 2 or line.words[1].x0 - first.x1 < ROUND_GAP * line.size:
        return line
    return replace(line, words=(replace(first, text="◦"), *line.words[1:]), text=f"◦{line.text[1:]}")


def _marked(line: Line, dots: Sequence[Dot]) -> Line:
    middle = line.y + 0.3 * line.size
    for dot in dots:
        if abs(dot.y - middle) <= 0.4 * line.size and -1 <= line.x0 - dot.x1 <= REACH:
            bullet = Word("•", dot.x0, dot.x1, line.y, line.size)
            return replace(line, words=(bullet, *line.words), text=f"• {line.text}", x0=dot.x0)
    return line
