"""What stands on a PDF's pages but is no part of its text: running headers and footers, page numbers, lines of contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.readers.pdf_lines import Line
from ingest.readers.pdf_page import Page

EDGE = 0.12  # of the page's height, above and below, where running lines stand
EDGE_LINES = 3  # of a page's first and last lines, how many may be running
SHARE = 0.4  # of the pages that a running line stands on

_DIGITS = re.compile(r"\d+|\b[ivxl]+\b")
_PAGE_NUMBER = re.compile(
    r"(?:(?:side|page|s\.|p\.)\s*)?[-–]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–]?(?:\s*(?:av|of|/)\s*\d{1,4})?", re.I
)
_LEADERS = re.compile(r".*\S\s*(?:\.\s?){4,}\s*\d{1,4}$")
_CONTENTS = re.compile(r"(?:contents|table of contents|innhold|innhald|innholdsfortegnelse|innhaldsliste)\s*:?", re.I)
_CONTENTS_LINE = re.compile(r"(?:contents|innhold|innhald)\s*:\s+\S.*", re.I)
_ENDS_WITH_NUMBER = re.compile(r".*\S\s+\d{1,4}$")


def without_frame(pages: Sequence[Page]) -> list[list[Line]]:
    """The lines of each page that belong to the text."""
    edges = [_edge_lines(page) for page in pages]
    counts = Counter(key for lines in edges for key in {_key(line) for line in lines})
    needed = max(2, SHARE * len(pages))
    kept = []
    in_contents = False
    for page, edge in zip(pages, edges, strict=True):
        running = {id(line) for line in edge if counts[_key(line)] >= needed or _PAGE_NUMBER.fullmatch(line.text)}
        lines = []
        for line in page.lines:
            if id(line) in running:
                continue
            in_contents = _CONTENTS.fullmatch(line.text) is not None or (
                in_contents and _ENDS_WITH_NUMBER.match(line.text) is not None
            )
            if not in_contents and not _LEADERS.fullmatch(line.text) and not _CONTENTS_LINE.fullmatch(line.text):
                lines.append(line)
        kept.append(lines)
    return kept


def _edge_lines(page: Page) -> list[Line]:
    """The lines nearest the upper and lower edge."""
    by_height = sorted(page.lines, key=lambda line: -line.y)
    top = [line for line in by_height[:EDGE_LINES] if line.y > page.height * (1 - EDGE)]
    return top + [line for line in by_height[-EDGE_LINES:] if line.y < page.height * EDGE]


def _key(line: Line) -> tuple[str, int]:
    """Running lines are alike but for numbers, and stand at the same height."""
    return _DIGITS.sub("#", line.text.lower()), round(line.y / 4)
