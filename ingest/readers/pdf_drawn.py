"""What is drawn on a PDF page: the ruled lines of tables, bullets that are shapes and no letters, images."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

MAX_OBJECTS = 4000  # of a page, looked through
COVERED = 0.5  # of a page's area
THIN = 3.0  # points: a shape thinner than this is a line
_SEGMENT_MOVE, _SEGMENT_LINE = 2, 0
_PATH, _IMAGE, _FORM = 2, 3, 5


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: horizontal (`at` is its y, from x to x) or vertical (`at` is its x, from y to y)."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A small shape of about equal height and width: its edges and its middle's height."""

    x0: float
    x1: float
    y: float


@dataclass(slots=True)
class Drawn:
    """What is drawn on one page."""

    rules: list[Rule] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    has_image: bool = False
    is_covered: bool = False


def is_dot(left: float, bottom: float, right: float, top: float) -> bool:
    """Whether a shape with these edges may be a bullet."""
    width, height = right - left, top - bottom
    return 1.5 <= width <= 9 and 1.5 <= height <= 9 and 0.6 <= width / height <= 1.6


def drawn_on(page: Any) -> Drawn:
    """What is drawn on a page."""
    import pypdfium2.raw as pdfium

    drawn = Drawn()
    for n in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)):
        shape = pdfium.FPDFPage_GetObject(page, n)
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind in {_IMAGE, _FORM}:
            drawn.has_image = True
            drawn.is_covered = drawn.is_covered or (kind == _IMAGE and _covers(page, shape))
        elif kind == _PATH:
            edges = [ctypes.c_float() for _ in range(4)]
            if pdfium.FPDFPageObj_GetBounds(shape, *edges):
                left, bottom, right, top = (edge.value for edge in edges)
                drawn.rules += _rules(shape, left, bottom, right, top)
                drawn.dots += [Dot(left, right, (bottom + top) / 2)] if is_dot(left, bottom, right, top) else []
    return drawn


def _covers(page: Any, image: Any) -> bool:
    """Whether an image takes up at least half of its page, as a scan does and a logo does not."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(image, left, bottom, right, top):
        return False
    area = (right.value - left.value) * (top.value - bottom.value)
    return bool(area >= COVERED * pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page))


def _rules(path: Any, left: float, bottom: float, right: float, top: float) -> Iterator[Rule]:
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
