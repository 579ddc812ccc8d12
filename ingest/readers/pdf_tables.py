"""Tables of a PDF page: cells between ruled lines, or, without lines, columns that stand below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.joining import join_lines
from ingest.readers.pdf_drawn import Rule
from ingest.readers.pdf_lines import Line, Word
from ingest.readers.pdf_page import Page

TOUCHING = 3.0  # points within which two ruled lines meet
MAX_RULES = 1500
COLUMN_GAP = 2.0  # font sizes between two words that stand in different columns
ALIGNED = 8.0  # points within which two lines begin at the same column

Row = list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, and the number of the line (in the page's order) where the table stands."""

    rows: list[Row]
    position: int
    page: int


def tables_of(page: Page) -> tuple[list[Line], list[Table]]:
    """(the lines outside tables, the tables). `position` counts the lines that come before a table."""
    lines = list(page.lines)
    tables: list[Table] = []
    for grid in _grids(page.rules):
        inside = [line for line in lines if all(grid.cell(word) is not None for word in line.words)]
        if len(inside) < 2 or grid.columns < 2 or grid.rows < 2:
            continue
        position = lines.index(inside[0])
        taken = {id(line) for line in inside}
        before = len(lines)
        lines = [line for line in lines if id(line) not in taken]
        tables = [_moved(table, position, before - len(lines)) for table in tables]
        tables.append(Table(grid.filled([word for line in inside for word in line.words]), position, page.number))
    return _aligned(lines, sorted(tables, key=lambda table: table.position))


def _moved(table: Table, position: int, taken: int) -> Table:
    return Table(table.rows, table.position - taken, table.page) if table.position > position else table


class _Grid:
    """Ruled lines that meet: their crossings make cells; where a line is missing between two cells, they are one."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._across = [rule for rule in rules if rule.horizontal]
        self._down = [rule for rule in rules if not rule.horizontal]
        self._ys = _clustered([r.at for r in self._across] + [y for r in self._down for y in (r.start, r.end)])[::-1]
        self._xs = _clustered([r.at for r in self._down] + [x for r in self._across for x in (r.start, r.end)])
        self.rows, self.columns = max(len(self._ys) - 1, 0), max(len(self._xs) - 1, 0)

    def cell(self, word: Word) -> tuple[int, int] | None:
        """(row from the top, column from the left) of a word."""
        x, y = (word.x0 + word.x1) / 2, word.y + word.size / 3
        row = next((n for n in range(self.rows) if self._ys[n] >= y > self._ys[n + 1]), None)
        column = next((n for n in range(self.columns) if self._xs[n] <= x < self._xs[n + 1]), None)
        return (row, column) if row is not None and column is not None else None

    def filled(self, words: Sequence[Word]) -> list[Row]:
        """The rows; a cell merged downwards is repeated in each row, one merged to the right stands in its first column."""
        contents: dict[tuple[int, int], list[Word]] = {}
        for word in words:
            place = self.cell(word)
            if place:
                contents.setdefault(self._first(*place), []).append(word)
        texts = {place: _flowing(inside) for place, inside in contents.items()}
        return [
            [
                texts.get(self._first(row, column), "") if self._left(row, column) == column else ""
                for column in range(self.columns)
            ]
            for row in range(self.rows)
        ]

    def _first(self, row: int, column: int) -> tuple[int, int]:
        column = self._left(row, column)
        while row > 0 and not self._ruled_above(row, column):
            row -= 1
        return row, column

    def _left(self, row: int, column: int) -> int:
        middle = (self._ys[row] + self._ys[row + 1]) / 2
        while column > 0 and not _covered(self._down, self._xs[column], middle):
            column -= 1
        return column

    def _ruled_above(self, row: int, column: int) -> bool:
        return _covered(self._across, self._ys[row], (self._xs[column] + self._xs[column + 1]) / 2)


def _covered(rules: Sequence[Rule], at: float, middle: float) -> bool:
    return any(
        abs(rule.at - at) <= TOUCHING and rule.start - TOUCHING <= middle <= rule.end + TOUCHING for rule in rules
    )


def _clustered(values: Sequence[float]) -> list[float]:
    clusters: list[float] = []
    for value in sorted(values):
        if not clusters or value - clusters[-1] > TOUCHING:
            clusters.append(value)
    return clusters


def _grids(rules: Sequence[Rule]) -> Iterator[_Grid]:
    """Ruled lines by the tables that they belong to."""
    waiting = list(rules[:MAX_RULES])
    while waiting:
        group = [waiting.pop()]
        for rule in group:
            met = [other for other in waiting if _meet(rule, other)]
            group += met
            taken = {id(other) for other in met}
            waiting = [other for other in waiting if id(other) not in taken]
        if len(group) >= 4:
            yield _Grid(group)


def _meet(a: Rule, b: Rule) -> bool:
    if a.horizontal == b.horizontal:
        overlap = min(a.end, b.end) - max(a.start, b.start)
        return abs(a.at - b.at) <= TOUCHING and overlap >= -TOUCHING
    return b.start - TOUCHING <= a.at <= b.end + TOUCHING and a.start - TOUCHING <= b.at <= a.end + TOUCHING


def _flowing(words: Sequence[Word]) -> str:
    """The words of a cell, line by line."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.y):
        if lines and abs(lines[-1][0].y - word.y) <= word.size / 3:
            lines[-1].append(word)
        else:
            lines.append([word])
    text = ""
    for line in lines:
        text = join_lines(text, " ".join(word.text for word in sorted(line, key=lambda word: word.x0)))
    return text


def _aligned(lines: list[Line], tables: list[Table]) -> tuple[list[Line], list[Table]]:
    """Tables without ruled lines: at least two rows whose words stand in the same columns, wide gaps between."""
    kept: list[Line] = []
    found: list[Table] = []
    ruled = list(tables)
    n = 0
    while n < len(lines):
        while ruled and ruled[0].position <= n:
            found.append(Table(ruled[0].rows, len(kept), ruled.pop(0).page))
        rows, used = _run(lines[n : ruled[0].position if ruled else len(lines)])
        if used:
            found.append(Table(rows, len(kept), lines[n].page))
            n += used
        else:
            kept.append(lines[n])
            n += 1
    return kept, found + [Table(table.rows, len(kept), table.page) for table in ruled]


def _run(lines: Sequence[Line]) -> tuple[list[Row], int]:
    """(the rows of a table that begins with the first line, how many lines they take); ([], 0) when none does."""
    rows: list[Row] = []
    columns: list[float] = []
    used = full = 0
    while used < len(lines):
        taken, cells = _visual_row(lines, used)
        if len(cells) >= 2 and not columns:
            columns = [cell[0] for cell in cells]
        places = [next((n for n, x in enumerate(columns) if abs(x - cell[0]) <= ALIGNED), None) for cell in cells]
        if None in places or not columns:
            break
        if len(cells) >= 2 and places[0] == 0:
            rows.append([""] * len(columns))
            full += 1
        elif not rows or places[0] == 0:
            break
        for place, cell in zip(places, cells, strict=True):
            rows[-1][place or 0] = join_lines(rows[-1][place or 0], cell[1])
        used += taken
    return (rows, used) if full >= 2 else ([], 0)


def _visual_row(lines: Sequence[Line], start: int) -> tuple[int, list[tuple[float, str]]]:
    """(lines taken, cells as (left edge, text)) of what stands on one height, cut where the gaps are wide."""
    taken = 1
    while start + taken < len(lines) and abs(lines[start + taken].y - lines[start].y) <= lines[start].size / 4:
        taken += 1
    words = sorted((word for line in lines[start : start + taken] for word in line.words), key=lambda word: word.x0)
    cells: list[list[Word]] = [[words[0]]]
    for word in words[1:]:
        if word.x0 - cells[-1][-1].x1 > COLUMN_GAP * word.size:
            cells.append([word])
        else:
            cells[-1].append(word)
    return taken, [(cell[0].x0, " ".join(word.text for word in cell)) for cell in cells]
