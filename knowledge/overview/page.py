"""The library on one page: figures, the timeline of validity, what wants care, and every document. No script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from html import escape
from importlib import resources

from knowledge.html_page import html_page
from knowledge.language.spoken_dates import say_day, say_period
from knowledge.library_rows import VersionRecord
from knowledge.overview.standing import Mark, Standing, counted
from knowledge.overview.timeline import Row, Span, span_of, timeline
from knowledge.texts import Texts
from knowledge.types import Language

FIGURES: tuple[Mark, ...] = ("in_force", "expiring", "expired", "superseded", "review", "no_owner", "never_cited")
DRAWN = 150  # documents in the timeline; more are not read


@cache
def texts() -> Texts:
    """The words of the overview."""
    return Texts.load("knowledge.overview", "texts.toml")


def report_page(
    found: Sequence[Standing],
    histories: Mapping[str, Sequence[VersionRecord]],
    contradictions: int,
    today: date,
    language: Language,
) -> str:
    """The page. `histories` are a document's versions, newest first, of which the timeline draws the earlier ones too."""
    title = texts()("title", language)
    style = resources.files("knowledge.overview").joinpath("page.css").read_text(encoding="utf-8")
    return html_page(title, style, _body(found, histories, contradictions, today, language), language)


def _body(
    found: Sequence[Standing],
    histories: Mapping[str, Sequence[VersionRecord]],
    contradictions: int,
    today: date,
    language: Language,
) -> Iterator[str]:
    t = texts()
    yield f"<header><h1>{escape(t('title', language))}</h1>"
    yield f'<p class="lead">{escape(t("lead", language, count=len(found), day=say_day(today.isoformat(), language)))}</p>'
    yield from _figures(found, contradictions, language)
    yield "</header>\n<main>"
    rows = [_row(one, histories.get(one.record.version.document.identity, ()), language) for one in found[:DRAWN]]
    drawing = timeline(rows, today, t("timeline", language), t("today", language))
    if drawing:
        yield f"<section><h2>{escape(t('timeline', language))}</h2>\n<figure>{drawing}</figure>"
        yield _legend(language)
        unknown = sum(not row.spans for row in rows)
        if unknown:
            yield f'<p class="note">{escape(t("unknown", language, count=unknown))}</p>'
        yield "</section>"
    care = [one for one in found if one.wants_care]
    if care:
        yield f"<section><h2>{escape(t('care', language))}</h2>"
        yield from _table(care, language)
        yield "</section>"
    yield f"<section><h2>{escape(t('all', language))}</h2>"
    yield from _table(found, language)
    yield "</section>\n</main>"


def _figures(found: Sequence[Standing], contradictions: int, language: Language) -> Iterator[str]:
    counts = counted(found)
    yield '<dl class="figures">'
    shown = [(mark, counts[mark], texts()(f"marks.{mark}", language)) for mark in FIGURES]
    shown.append(("contradictions", contradictions, texts()("contradictions", language)))  # type: ignore[arg-type]
    for name, count, label in shown:
        yield f'<div class="{name}{"" if count else " none"}"><dd>{count}</dd><dt>{escape(label)}</dt></div>'
    yield "</dl>"


def _row(one: Standing, history: Sequence[VersionRecord], language: Language) -> Row:
    spans: list[Span] = []
    for record in reversed(history):
        if record.version.id != one.record.version.id and record.published_at is not None:
            earlier = span_of(record.version.metadata, "earlier", _tip(record, language))
            spans += [earlier] if earlier else []
    now = span_of(one.record.version.metadata, one.marks[0], _tip(one.record, language))
    return Row(one.title, tuple([*spans, now] if now else spans))


def _tip(record: VersionRecord, language: Language) -> str:
    return texts()("tip", language, version=record.version.id, valid=_valid(record, language))


def _valid(record: VersionRecord, language: Language) -> str:
    metadata = record.version.metadata
    return say_period(metadata.valid_from, metadata.valid_to, language)


def _legend(language: Language) -> str:
    kinds = ("in_force", "not_yet", "expired", "superseded", "earlier")
    items = "".join(
        f'<li><i class="swatch {kind}"></i>{escape(texts()(f"legend.{kind}", language))}</li>' for kind in kinds
    )
    return f'<ul class="legend">{items}</ul>'


def _table(found: Sequence[Standing], language: Language) -> Iterator[str]:
    t = texts()
    head = t("columns", language).split("|")
    yield (
        '<div class="scroll"><table><thead><tr>'
        + "".join(f"<th>{escape(name)}</th>" for name in head)
        + "</tr></thead><tbody>"
    )
    for one in found:
        version, metadata = one.record.version, one.record.version.metadata
        marks = "".join(
            f'<span class="mark {mark}">{escape(t(f"marks.{mark}", language))}</span>' for mark in one.marks
        )
        review = say_day(metadata.review_date or "", language)
        by = " · ".join(part for part in (metadata.publisher, metadata.owner) if part)
        yield (
            f'<tr><td><b>{escape(one.title)}</b><br><span class="soft">{escape(version.document.file_name)}'
            f"{' · ' + escape(by) if by else ''}</span></td>"
            f'<td class="nowrap">{escape(_valid(one.record, language))}</td><td class="nowrap">{escape(review)}</td>'
            f'<td class="number">{one.answers}</td><td>{marks}</td></tr>'
        )
    yield "</tbody></table></div>"
