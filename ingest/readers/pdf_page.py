"""One page of a PDF as words with places, lines in the order of the text, and the ruled lines of tables, by PDFium.

Lengths are in points, y grows upwards, as PDF has it. Fonts are asked for a few characters of a line only: a call for every
character of 300 pages would take longer than all the rest.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pypdfium2

MAX_OBJECTS = 4000  # of a page, looked through for ruled lines and images
THIN = 3.0
_BOLD = re.compile(rb"bold|black|heavy|semibold|demi", re.I)
FONT_EVERY = 4  # words of a line: the font of each is asked for
_LINE_ENDS = {"\r\n", "\n", "\r"}
_BROKEN = "\x02\ufffe"  # what PDFium makes of a hyphen at a line's end, running on without the line's end itself
_TOKENS = re.compile(rf"\r\n|\r|\n|[^\s\x00{_BROKEN}]+[{_BROKEN}]?")
_SEGMENT_MOVE, _SEGMENT_LINE = 2, 0
_PATH, _IMAGE, _FORM = 2, 3, 5


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


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: horizontal (`at` is its y, from x to x) or vertical (`at` is its x, from y to y)."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    has_image: bool


def read_page(document: pypdfium2.PdfDocument, number: int) -> Page:
    """Page `number`, counted from 1. Raises PdfiumError for a page that is broken."""
    page = document[number - 1]
    try:
        height = page.get_height()
        text = page.get_textpage()
        try:
            lines = tuple(_lines(text.raw, number))
        finally:
            text.close()
        rules, has_image = _drawn(page.raw)
        return Page(number, height, lines, tuple(rules), has_image)
    finally:
        page.close()


def _lines(text: Any, number: int) -> Iterator[Line]:
    place = _Places(text)
    words: list[Word] = []
    size, bold = 0.0, True
    for found in _TOKENS.finditer(_characters(text)):
        if found.group() in _LINE_ENDS:
            if words:
                yield _line(words, bold, number)
            words, bold = [], True
            continue
        if not words or len(words) % FONT_EVERY == 0:
            size, heavy = _font(text, found.start())
            bold = bold and heavy
        x0, y = place.origin(found.start())
        written = found.group()
        broken = written[-1] in _BROKEN
        right = place.right(found.end() - 1 - broken)
        words.append(Word(written[:-1] + "-" if broken else written, x0, max(x0, right), y, size))
        if broken:
            yield _line(words, bold, number)
            words, bold = [], True
    if words:
        yield _line(words, bold, number)


def _characters(text: Any) -> str:
    """The page's characters, one for each of PDFium's numbers."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(text)
    buffer = (ctypes.c_ushort * (count + 1))()
    if (
        count > 0 and pdfium.FPDFText_GetText(text, 0, count, buffer) == count + 1
    ):  # all at once: nothing was left out or doubled
        whole = bytes(buffer)[: 2 * count].decode("utf-16-le", errors="replace")
        if len(whole) == count:
            return whole
    codes = (pdfium.FPDFText_GetUnicode(text, n) for n in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _line(words: list[Word], bold: bool, number: int) -> Line:
    sizes = [word.size for word in words]
    return Line(
        words=tuple(words),
        bold=bold,
        page=number,
        text=" ".join(word.text for word in words),
        x0=words[0].x0,
        x1=max(word.x1 for word in words),
        y=words[0].y,
        size=max(set(sizes), key=sizes.count),
    )


class _Places:
    """Where characters stand. The numbers that PDFium fills in are made once a page: there are many words."""

    def __init__(self, text: Any) -> None:
        import pypdfium2.raw as pdfium

        self._text = text
        self._origin_of, self._box_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetCharBox
        self._left, self._right, self._bottom, self._top = (ctypes.c_double() for _ in range(4))

    def origin(self, n: int) -> tuple[float, float]:
        """Left end of the baseline."""
        self._origin_of(self._text, n, self._left, self._bottom)
        return self._left.value, self._bottom.value

    def right(self, n: int) -> float:
        """Right edge."""
        self._box_of(self._text, n, self._left, self._right, self._bottom, self._top)
        return self._right.value


def _font(text: Any, n: int) -> tuple[float, bool]:
    """(size as it is seen, whether it is bold) of a character's font."""
    import pypdfium2.raw as pdfium

    matrix, name, flags = pdfium.FS_MATRIX(), ctypes.create_string_buffer(128), ctypes.c_int()
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(text, n, matrix):
        scale = (matrix.b**2 + matrix.d**2) ** 0.5 or 1.0
    pdfium.FPDFText_GetFontInfo(text, n, name, 128, flags)
    heavy = pdfium.FPDFText_GetFontWeight(text, n) >= 600
    return round(pdfium.FPDFText_GetFontSize(text, n) * scale * 2) / 2, heavy or _BOLD.search(name.value) is not None


def _drawn(page: Any) -> tuple[list[Rule], bool]:
    """The ruled lines of a page, and whether there is an image on it."""
    import pypdfium2.raw as pdfium

    rules: list[Rule] = []
    has_image = False
    for n in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)):
        drawn = pdfium.FPDFPage_GetObject(page, n)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        has_image = has_image or kind in {_IMAGE, _FORM}
        if kind == _PATH:
            rules += _rules(drawn)
    return rules, has_image


def _rules(path: Any) -> Iterator[Rule]:
    import pypdfium2.raw as pdfium

    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(path, *edges):
        return
    left, bottom, right, top = (edge.value for edge in edges)
    if top - bottom <= THIN < right - left:
        yield Rule(True, (top + bottom) / 2, left, right)
    elif right - left <= THIN < top - bottom:
        yield Rule(False, (left + right) / 2, bottom, top)
    elif right - left > THIN and top - bottom > THIN and _is_stroked(path):
        yield from _straight_segments(path)


def _is_stroked(path: Any) -> bool:
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(path, fill, stroke)) and bool(stroke.value)


def _straight_segments(path: Any) -> Iterator[Rule]:
    """The horizontal and vertical strokes of a path: a rectangle's sides, a grid drawn in one go."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(path, matrix):
        return
    last: tuple[float, float] | None = None
    first: tuple[float, float] | None = None
    for n in range(min(pdfium.FPDFPath_CountSegments(path), MAX_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, n)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == _SEGMENT_MOVE:
            first = point
        elif kind == _SEGMENT_LINE and last is not None:
            yield from _rule(last, point)
        if pdfium.FPDFPathSegment_GetClose(segment) and first is not None:
            yield from _rule(point, first)
        last = point


def _rule(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Rule]:
    if abs(a[1] - b[1]) <= THIN / 2 < abs(a[0] - b[0]):
        yield Rule(True, (a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0]))
    elif abs(a[0] - b[0]) <= THIN / 2 < abs(a[1] - b[1]):
        yield Rule(False, (a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1]))
