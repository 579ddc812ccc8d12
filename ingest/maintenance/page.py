"""What is staged as one page to read: what publishing it touches, and each document's comparison. No script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from ingest.changes.page import Side, body, frame
from ingest.maintenance.comparing import DocumentChange
from ingest.maintenance.impact import Impact
from knowledge.contradictions.record import Recorded
from knowledge.texts import Texts
from knowledge.types import Language

if TYPE_CHECKING:
    from knowledge.library_rows import GenerationRecord


@cache
def texts() -> Texts:
    """The words of the maintainer's side."""
    return Texts.load("ingest.maintenance", "texts.toml")


def review_page(record: GenerationRecord, changes: Sequence[DocumentChange], found: Impact, language: Language) -> str:
    """The page in `language`; the clauses keep their own."""
    t = texts()
    compared = [change for change in changes if change.comparison is not None]
    title = compared[0].title if len(compared) == 1 and len(changes) == 1 else t("review", language)
    return frame(title, _body(record, changes, compared, found, language), language)


def impact_lines(found: Impact, language: Language) -> list[str]:
    """The impact in a few lines of plain text; one line where there is none."""
    t = texts()
    lines = []
    if found.answers:
        count = len({one.reference for one in found.answers})
        lines.append(t("answers", language, count=count))
    if found.drafts:
        lines.append(t("drafts", language, count=len({one.reference for one in found.drafts})))
    if found.contradictions:
        lines.append(t("contradictions", language, count=len(found.contradictions)))
        lines += [f"  {_plain(one)}" for one in found.contradictions[:5]]
    return lines or [t("no_impact", language)]


def _plain(one: Recorded) -> str:
    return f"«{one.one.quote}» ({one.one.title}) ≠ «{one.other.quote}» ({one.other.title})"


def _body(
    record: GenerationRecord,
    changes: Sequence[DocumentChange],
    compared: Sequence[DocumentChange],
    found: Impact,
    language: Language,
) -> Iterator[str]:
    if len(changes) != 1 or not compared:
        yield from _contents(record, changes, language)
    for number, change in enumerate(compared):
        assert change.before is not None  # noqa: S101 - a comparison has two sides
        assert change.after is not None  # noqa: S101
        assert change.comparison is not None  # noqa: S101
        sides = Side(change.before.id, change.before.metadata), Side(change.after.id, change.after.metadata)
        pieces = body(change.comparison, change.title, *sides, language)
        yield f'<section id="d{number}">'
        for piece in pieces:
            yield piece
            if number == 0 and piece.startswith("</header>"):
                yield from _impact(found, language)
        yield "</section>"
    if not compared:
        yield "<main>"
        yield from _impact(found, language)
        yield "</main>"


def _contents(record: GenerationRecord, changes: Sequence[DocumentChange], language: Language) -> Iterator[str]:
    t = texts()
    yield "<header>"
    yield f"<h1>{escape(t('review', language))}</h1>"
    yield f'<p class="versions">{escape(t("made", language, generation=record.id))}</p>'
    yield "<ul>"
    number = 0
    for change in changes:
        line = escape(change.summary(language, 0)[0])
        if change.comparison is not None:
            yield f'<li><a href="#d{number}">{line}</a></li>'
            number += 1
        else:
            yield f"<li>{line}</li>"
    yield "</ul>\n</header>"


def _impact(found: Impact, language: Language) -> Iterator[str]:
    t = texts()
    yield f'<section class="matters impact"><h2>{escape(t("impact", language))}</h2>\n<ul>'
    if not (found.answers or found.drafts or found.contradictions):
        yield f"<li>{escape(t('no_impact', language))}</li>"
    for name, touched in (("answers", found.answers), ("drafts", found.drafts)):
        if touched:
            yield f"<li>{escape(t(name, language, count=len({one.reference for one in touched})))}"
            gone = dict.fromkeys(text for one in touched for text in one.gone)
            yield "".join(f'<p class="context"><del>{escape(text)}</del></p>' for text in list(gone)[:12])
            yield "</li>"
    for one in found.contradictions:
        yield f"<li>{escape(t('contradicts', language))}"
        for side in (one.one, one.other):
            where = f"{side.title}, {side.section}" if side.section and side.section != side.title else side.title
            quote = escape(side.quote).replace(escape(side.value), f"<b>{escape(side.value)}</b>", 1)
            yield f'<p class="context">{quote} <span class="where">{escape(where)}</span></p>'
        yield "</li>"
    yield "</ul></section>"
