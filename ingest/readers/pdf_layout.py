"""From the lines of a PDF to headings, paragraphs and lists, also where a page ends in the middle of one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from ingest.readers.joining import join_lines
from ingest.readers.outline import BULLET, NUMBER, is_heading_like
from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_tables import Table
from ingest.readers.tables import table_block
from knowledge.types import Block

LARGER = 1.1  # times the body's size: a heading
SMALLER = 0.88  # times the body's size: a footnote, when it stands at the foot
FOOT = 250.0  # points from the page's lower edge
NEXT_PARAGRAPH = 1.25  # times the usual distance of lines
INDENT = 8.0  # points
MAX_HEADING_LINE = 160  # characters
FULL = 0.85  # of the text's width: a line that the margin broke

_ENDS = re.compile(r"[.!?:;»”\")]$")
_SURE_BULLETS = "•◦▪▫‣·●○■□➢➤✓"


class Layout:
    """Takes lines and tables in reading order, page by page, and gives blocks."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """`lines`: all of the document's, to learn its body size, its headings' sizes, its spacing and its width."""
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[line.size] += len(line.text)
        self._body = sizes.most_common(1)[0][0] if sizes else 10.0
        bold = sum(len(line.text) for line in lines if line.bold and line.size == self._body)
        self._bold_body = bold > sizes[self._body] / 2
        styles = sorted({(line.size, line.bold) for line in lines if self._is_heading(line)}, reverse=True)
        self._levels = {style: min(n, 6) for n, style in enumerate(styles, 1)}
        gaps = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and 0 < a.y - b.y < 2.5 * a.size]
        self._leading = median(gaps) if gaps else 1.2 * self._body
        self._edges: dict[tuple[int, int], float] = {}
        for line in lines:
            place = self._column(line)
            self._edges[place] = max(self._edges.get(place, 0.0), line.x1)
        self._blocks: list[Block] = []
        self._notes: list[Block] = []
        self._levels_of_list: list[float] = []
        self._last_note: Line | None = None
        self._open: list[Line] = []
        self._text = ""
        self._marker: re.Match[str] | None = None

    def add(self, page: Iterable[Line | Table]) -> None:
        """One page."""
        for entry in page:
            if isinstance(entry, Table):
                self._close()
                self._blocks += table_block(entry.rows, entry.page)
            elif self._is_heading(entry):
                self._heading(entry)
            elif entry.size <= SMALLER * self._body and entry.y < FOOT:
                self._footnote(entry)
            else:
                self._line(entry)

    def blocks(self) -> Iterator[Block]:
        """The blocks of all pages so far."""
        self._close()
        yield from self._blocks
        yield from self._notes

    def _is_heading(self, line: Line) -> bool:
        larger = line.size >= LARGER * self._body
        heavy = line.bold and not self._bold_body and line.size >= self._body
        text = line.text
        if not (larger or heavy) or len(text) > MAX_HEADING_LINE or text[0] in _SURE_BULLETS:
            return False
        return sum(c.isalpha() for c in text) >= 2 and (larger or is_heading_like(text))

    def _heading(self, line: Line) -> None:
        last = self._open[-1] if self._open else None
        goes_on = (
            not self._text
            and last is not None
            and self._blocks
            and self._blocks[-1].kind == "heading"
            and (last.size, last.bold, last.page) == (line.size, line.bold, line.page)
            and 0 < last.y - line.y <= 1.6 * line.size
        )
        if goes_on:
            heading = self._blocks.pop()
            self._blocks.append(
                Block("heading", join_lines(heading.text, line.text), level=heading.level, page=heading.page)
            )
        else:
            self._close()
            self._blocks += self._notes
            self._notes = []
            self._blocks.append(
                Block("heading", line.text, level=self._levels.get((line.size, line.bold), 1), page=line.page)
            )
        self._open = [line]

    def _footnote(self, line: Line) -> None:
        """Small print at the foot stands aside, so that the text above it can go on over the page."""
        last = self._last_note
        if (
            self._notes
            and last
            and last.page == line.page
            and 0 < last.y - line.y <= 1.6 * line.size
            and not _ENDS.search(last.text)
        ):
            self._notes.append(Block("paragraph", join_lines(self._notes.pop().text, line.text), page=line.page))
        else:
            self._notes.append(Block("paragraph", line.text, page=line.page))
        self._last_note = line

    def _line(self, line: Line) -> None:
        marker = BULLET.match(line.text) or NUMBER.match(line.text)
        if marker and marker["marker"] not in _SURE_BULLETS and self._text and self._goes_on(line):
            marker = None  # a date or a dash that happens to begin a line
        if self._text and marker is None and self._goes_on(line):
            self._text = join_lines(self._text, line.text)
            self._open.append(line)
            return
        self._close()
        self._open, self._text, self._marker = [line], line.text, marker

    def _goes_on(self, line: Line) -> bool:
        """Whether a line continues the open paragraph or item."""
        last, ended = self._open[-1], _ENDS.search(self._text) is not None
        if abs(line.size - last.size) > 0.1 * last.size:
            return False
        left, right = self._open[0].x0, self._edges.get(self._column(self._open[-1]), last.x1)
        full = last.x1 - left >= FULL * (right - left)
        hangs = self._marker is not None and line.x0 > self._open[0].x0 + 2
        if line.page != last.page or line.y > last.y + 2:
            return not ended and (hangs or line.text[:1].islower() or self._text.endswith((",", "-")))
        if last.y - line.y > NEXT_PARAGRAPH * self._leading and last.y - line.y > NEXT_PARAGRAPH * line.size:
            return False
        if self._marker is not None:
            return hangs or (full and not ended) or (full and abs(line.x0 - self._open[0].x0) <= 2 and not ended)
        indented = line.x0 > self._open[0].x0 + INDENT and len(self._open) > 1
        return not (ended and (indented or not full))

    def _item(self, first: Line, text: str) -> None:
        """An item joins the list above it, indented as it stands on the page."""
        above = self._blocks.pop() if self._blocks and self._blocks[-1].kind == "list" else None
        self._levels_of_list = [x for x in self._levels_of_list if above and x < first.x0 - INDENT / 2] + [first.x0]
        item = f"{'  ' * min(len(self._levels_of_list) - 1, 4)}{text}"
        items = (*above.items, item) if above else (item,)
        self._blocks.append(Block("list", items=items, page=above.page if above else first.page))

    def _column(self, line: Line) -> tuple[int, int]:
        """Lines of one page that begin at the same place share their right edge."""
        return line.page, round(line.x0 / INDENT)

    def _close(self) -> None:
        """The open paragraph or item becomes a block, or joins the list above it."""
        if not self._text:
            self._open = []
            return
        first, text, marker = self._open[0], self._text, self._marker
        self._open, self._text, self._marker = [], "", None
        if marker is not None:
            self._item(first, f"{marker['marker']} {text[marker.end() :].strip()}")
        else:
            self._blocks.append(Block("paragraph", text, page=first.page))
