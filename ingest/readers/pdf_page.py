"""One page of a PDF as lines of words with their places, in the order of the text, by PDFium.

Fonts are asked for a few characters of a line only: a call for every
character of 300 pages would take longer than all the rest.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.cleaning import SYMBOL_BULLETS
from ingest.readers.pdf_drawn import Rule, drawn_on
from ingest.readers.pdf_lines import Line, Word, with_bullets

if TYPE_CHECKING:
    import pypdfium2

_BOLD = re.compile(rb"bold|black|heavy|semibold|demi", re.I)
FONT_EVERY = 4  # words of a line: the font of each is asked for
_LINE_ENDS = {"\r\n", "\n", "\r"}
_BROKEN = "\x02\ufffe"  # what PDFium makes of a hyphen at a line's end, running on without the line's end itself
_TOKENS = re.compile(rf"\r\n|\r|\n|[^\s\x00{_BROKEN}]+[{_BROKEN}]?")


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    has_image: bool
    is_covered: bool = False


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
        drawn = drawn_on(page.raw)
        return Page(
            number, height, with_bullets(lines, drawn.dots), tuple(drawn.rules), drawn.has_image, drawn.is_covered
        )
    finally:
        page.close()


def _lines(text: Any, number: int) -> Iterator[Line]:
    place = _Places(text)
    words: list[Word] = []
    size, bold = 0.0, True
    for found in _TOKENS.finditer(SYMBOL_BULLETS.sub("•", _characters(text))):
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
