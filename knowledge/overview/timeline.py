"""When each document holds, drawn: one row a document, a bar for each version's validity, a line for today. SVG, without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from knowledge.answering.wording import parse_day
from knowledge.types import Metadata

WIDTH, LABELS, RIGHT, ROW, TOP, BAR = 960, 300, 16, 30, 34, 14
LONGEST = 42  # characters of a title
# What has no known beginning or end fades out there.
_FADES = """<defs>
<linearGradient id="fade-out"><stop offset=".55" stop-color="#fff"/><stop offset="1" stop-color="#fff" stop-opacity=".08"/></linearGradient>
<linearGradient id="fade-in"><stop stop-color="#fff" stop-opacity=".08"/><stop offset=".45" stop-color="#fff"/></linearGradient>
<mask id="out" maskContentUnits="objectBoundingBox"><rect width="1" height="1" fill="url(#fade-out)"/></mask>
<mask id="in" maskContentUnits="objectBoundingBox"><rect width="1" height="1" fill="url(#fade-in)"/></mask>
</defs>"""
Kind = str  # in_force, not_yet, expired, superseded, closed; "earlier" for a version that another one has replaced


@dataclass(frozen=True, slots=True)
class Span:
    """A version's validity: days, None where it is not known; `open_end` ones fade out."""

    start: date | None
    end: date | None
    kind: Kind
    tip: str


@dataclass(frozen=True, slots=True)
class Row:
    """A document with the validity of its versions, the earliest first."""

    title: str
    spans: tuple[Span, ...]


def span_of(metadata: Metadata, kind: Kind, tip: str) -> Span | None:
    """A version's span; None where neither its beginning nor its end is known."""
    start, end = parse_day(metadata.valid_from), parse_day(metadata.valid_to, last=True)
    return Span(start, end, kind, tip) if start or end else None


def timeline(rows: Sequence[Row], today: date, label: str, today_label: str) -> str:
    """The drawing; empty where no row has a span. `label` tells what it shows to those who do not see it."""
    rows = [row for row in rows if row.spans]
    if not rows:
        return ""
    axis = _Axis.over(rows, today)
    height = TOP + ROW * len(rows) + 26
    pieces = [
        f'<svg class="timeline" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(label)}" '
        'xmlns="http://www.w3.org/2000/svg">',
        _FADES,
        *axis.years(height),
    ]
    for number, row in enumerate(rows):
        pieces += _row(row, TOP + ROW * number, axis, striped=number % 2 == 1)
    pieces += axis.today_line(today, height, today_label)
    return "\n".join([*pieces, "</svg>"])


@dataclass(frozen=True, slots=True)
class _Axis:
    first: int
    last: int  # the year after the last one

    @classmethod
    def over(cls, rows: Sequence[Row], today: date) -> _Axis:
        days = [day for row in rows for span in row.spans for day in (span.start, span.end) if day]
        years = [day.year for day in days] + [today.year]
        first, last = min(years), max(years) + 1
        # A far-off year ("2099") must not squeeze the rest into nothing.
        return cls(max(first, today.year - 15), min(max(last, today.year + 2), today.year + 15))

    def x(self, day: date) -> float:
        share = (day.toordinal() - date(self.first, 1, 1).toordinal()) / (
            date(self.last, 1, 1).toordinal() - date(self.first, 1, 1).toordinal()
        )
        return LABELS + (WIDTH - LABELS - RIGHT) * min(1.0, max(0.0, share))

    def years(self, height: int) -> Iterator[str]:
        step = max(1, round((self.last - self.first) / 12))
        for year in range(self.first, self.last + 1, step):
            x = self.x(date(year, 1, 1))
            yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 6}" y2="{height - 22}"/>'
            if year < self.last or step > 1:
                yield f'<text class="year" x="{x + 4:.1f}" y="{TOP - 12}">{year}</text>'

    def today_line(self, today: date, height: int, label: str) -> Iterator[str]:
        x = self.x(today)
        anchor = "end" if x > WIDTH - 90 else "start" if x < LABELS + 60 else "middle"
        yield f'<line class="today" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 6}" y2="{height - 20}"/>'
        yield f'<text class="today" x="{x:.1f}" y="{height - 6}" text-anchor="{anchor}">{escape(label)}</text>'


def _row(row: Row, top: int, axis: _Axis, *, striped: bool) -> Iterator[str]:
    if striped:
        yield f'<rect class="stripe" x="0" y="{top}" width="{WIDTH}" height="{ROW}"/>'
    title = row.title if len(row.title) <= LONGEST else row.title[: LONGEST - 1].rstrip() + "…"
    yield f'<text class="name" x="8" y="{top + ROW / 2 + 4.5:.1f}">{escape(title)}<title>{escape(row.title)}</title></text>'
    for span in row.spans:
        begin = axis.x(span.start) if span.start else LABELS
        end = axis.x(span.end) if span.end else WIDTH - RIGHT
        width = max(end - begin, 4.0)
        mask = "" if span.start and span.end else f' mask="url(#{"out" if span.start else "in"})"'
        y = top + (ROW - BAR) / 2
        yield (
            f'<rect class="bar {escape(span.kind)}" x="{begin:.1f}" y="{y:.1f}" width="{width:.1f}" height="{BAR}" rx="4"{mask}>'
            f"<title>{escape(span.tip)}</title></rect>"
        )
