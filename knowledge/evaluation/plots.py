"""Plots as inline SVG. Colours and type come from the page's style sheet through classes, so that they follow light and dark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.evaluation.html import Html, el, join
from knowledge.evaluation.intervals import Share

WIDTH, HEIGHT = 380, 250
LEFT, RIGHT, TOP, BOTTOM = 44, 14, 14, 42


@dataclass(frozen=True, slots=True)
class Series:
    """A line: its name, its colour class (c1, c2, c3), and its points; a y of None is a gap."""

    name: str
    colour: str
    points: Sequence[tuple[float, float | None]]
    dots: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis: from where to where, which values are marked, and how they are written."""

    low: float
    high: float
    ticks: Sequence[float]
    label: str
    written: Callable[[float], str] = lambda value: f"{value:g}"
    log: bool = False


def percent(value: float) -> str:
    """0.5 as "50 %", which does not break over two lines."""
    return f"{100 * value:.0f}\u00a0%"


PERCENT_TICKS = (0, 0.25, 0.5, 0.75, 1)


def percent_scale(label: str) -> Scale:
    """An axis from 0 to 100 %."""
    return Scale(0, 1, PERCENT_TICKS, label, percent)


def line_chart(
    title: str, series: Sequence[Series], x: Scale, y: Scale, marks: Sequence[tuple[float, str]] = ()
) -> Html:
    """Lines over a common x axis; `marks` are dashed verticals with a word each. Hovering a dot tells its value."""
    return _svg(
        title,
        _axes(x, y),
        *(_mark(x, at, word, row) for row, (at, word) in enumerate(marks)),
        *(_line(one, x, y) for one in series),
    )


def histogram_chart(
    title: str,
    edges: Sequence[float],
    counts: Sequence[int],
    x: Scale,
    y: Scale,
    marks: Sequence[tuple[float, str]] = (),
) -> Html:
    """Bars between edges."""
    bars = []
    for low, high, count in zip(edges, edges[1:], counts, strict=False):
        if count:
            left, right, top = _x(x, low), _x(x, high), _y(y, count)
            tip = el("title", f"{x.written(low)} - {x.written(high)}: {count}")
            bars.append(
                el(
                    "rect",
                    tip,
                    x=left + 0.7,
                    y=top,
                    width=right - left - 1.4,
                    height=_y(y, 0) - top,
                    rx=1.5,
                    class_="bar",
                )
            )
    return _svg(title, _axes(x, y), *bars, *(_mark(x, at, word, row) for row, (at, word) in enumerate(marks)))


def whisker(share: Share, good_above: float | None = None) -> Html:
    """A share as a dot on a bar from 0 to 100 %, with its interval as a line."""
    width, height, pad = 260, 18, 6

    def at(value: float) -> float:
        return pad + value * (width - 2 * pad)

    middle = height / 2
    grid = [el("line", x1=at(t), x2=at(t), y1=2, y2=height - 2, class_="grid") for t in PERCENT_TICKS]
    span = el("line", x1=at(share.low), x2=at(share.high), y1=middle, y2=middle, class_="whisker")
    dot = el("circle", cx=at(share.value), cy=middle, r=4.5, class_="dot" if good_above is None else "dot ok")
    tip = el("title", f"{share.hits}/{share.of}: {percent(share.low)} - {percent(share.high)}")
    return el(
        "svg",
        tip,
        *grid,
        span,
        dot,
        viewBox=f"0 0 {width} {height}",
        class_="whiskers",
        role="img",
        preserveAspectRatio="xMinYMid",
    )


def legend(series: Sequence[Series]) -> Html:
    """The lines' names beside their colours."""
    return el("p", *(el("span", el("i", class_=one.colour), one.name) for one in series), class_="legend")


def legend_svg(series: Sequence[Series]) -> Html:
    """The same in the lower right corner of a plot, for one that stands alone."""
    parts = []
    for row, one in enumerate(reversed(series)):
        at, right = HEIGHT - BOTTOM - 12 - 16 * row, WIDTH - RIGHT - 8
        parts.append(el("line", x1=right - 18, x2=right, y1=at, y2=at, class_=f"line {one.colour}"))
        parts.append(el("text", one.name, x=right - 24, y=at + 4, text_anchor="end"))
    return join(*parts)


def nice_ticks(high: float, wanted: int = 4) -> tuple[float, ...]:
    """Round values from 0 up to at least `high`: steps of 1, 2, 2.5 or 5 times a power of ten."""
    step, power = high / wanted, 1e-6
    while power * 10 <= step:
        power *= 10
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= step * 0.999)
    count = int(high / step + 0.999)
    return tuple(step * i for i in range(count + 1))


def _svg(title: str, *children: Html) -> Html:
    return el("svg", el("title", title), *children, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", class_="plot")


def _place(scale: Scale, value: float) -> float:
    if scale.log:
        from math import log10

        return (log10(value) - log10(scale.low)) / (log10(scale.high) - log10(scale.low))
    return (value - scale.low) / ((scale.high - scale.low) or 1)


def _x(scale: Scale, value: float) -> float:
    return LEFT + max(0.0, min(1.0, _place(scale, value))) * (WIDTH - LEFT - RIGHT)


def _y(scale: Scale, value: float) -> float:
    return HEIGHT - BOTTOM - max(0.0, min(1.0, _place(scale, value))) * (HEIGHT - TOP - BOTTOM)


def _axes(x: Scale, y: Scale) -> Html:
    parts = []
    for tick in y.ticks:
        at = _y(y, tick)
        parts.append(el("line", x1=LEFT, x2=WIDTH - RIGHT, y1=at, y2=at, class_="grid"))
        parts.append(el("text", y.written(tick), x=LEFT - 7, y=at + 3.5, text_anchor="end"))
    for tick in x.ticks:
        parts.append(el("text", x.written(tick), x=_x(x, tick), y=HEIGHT - BOTTOM + 16, text_anchor="middle"))
    base = HEIGHT - BOTTOM
    parts.append(el("line", x1=LEFT, x2=WIDTH - RIGHT, y1=base, y2=base, class_="axis"))
    parts.append(el("text", x.label, x=(LEFT + WIDTH - RIGHT) / 2, y=HEIGHT - 6, text_anchor="middle", class_="label"))
    if y.label:
        turned = f"rotate(-90 11 {(TOP + base) / 2:.0f})"
        parts.append(
            el("text", y.label, x=11, y=(TOP + base) / 2, text_anchor="middle", class_="label", transform=turned)
        )
    return join(*parts)


def _mark(x: Scale, value: float, word: str, row: int) -> Html:
    """A dashed vertical with its word, each word on a row of its own."""
    at = _x(x, value)
    side = "end" if at > WIDTH * 0.66 else "start"
    text = el("text", word, x=at + (-5 if side == "end" else 5), y=TOP + 9 + 15 * row, text_anchor=side, class_="mark")
    return join(el("line", x1=at, x2=at, y1=TOP, y2=HEIGHT - BOTTOM, class_="marker"), text)


def _line(series: Series, x: Scale, y: Scale) -> Html:
    parts, pieces = [], [[]]  # type: list[Html], list[list[str]]
    for at, value in series.points:
        if value is None:
            pieces.append([])
            continue
        pieces[-1].append(f"{_x(x, at):.1f},{_y(y, value):.1f}")
        if series.dots:
            tip = el("title", f"{series.name}: {x.written(at)} → {y.written(value)}")
            parts.append(el("circle", tip, cx=_x(x, at), cy=_y(y, value), r=3.4, class_=f"point {series.colour}"))
    lines = [
        el("polyline", points=" ".join(piece), class_=f"line {series.colour}") for piece in pieces if len(piece) > 1
    ]
    return join(*lines, *parts)
