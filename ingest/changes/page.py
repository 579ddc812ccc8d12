"""A comparison as a page to read: one file of HTML, without scripts and without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources
from itertools import groupby

from ingest.changes.highlights import GROUPS, Highlight, highlights
from ingest.changes.model import Change, Comparison, HeadingChange
from ingest.changes.order import bare
from ingest.changes.summary import section_of, texts
from knowledge.clauses import Clause
from knowledge.html_page import html_page
from knowledge.language.spoken_dates import say_day, say_period
from knowledge.types import Language, Metadata


@dataclass(frozen=True, slots=True)
class Side:
    """Which version stands on one side of a comparison."""

    number: int | None
    metadata: Metadata


def page(comparison: Comparison, old: Side, new: Side, language: Language) -> str:
    """The page in `language`; the clauses keep their own."""
    t = texts()
    title = new.metadata.title or old.metadata.title or t("untitled", language)
    return frame(t("title", language, title=title), body(comparison, title, old, new, language), language)


def frame(title: str, body: Iterable[str], language: Language) -> str:
    """A whole page around a body: its style inline, nothing fetched, no script allowed."""
    style = resources.files("ingest.changes").joinpath("page.css").read_text(encoding="utf-8")
    return html_page(title, style, body, language)


def body(comparison: Comparison, title: str, old: Side, new: Side, language: Language) -> Iterator[str]:
    """The comparison of one document: its head with the figures, what matters most, and every clause."""
    t = texts()
    yield "<header>"
    yield f'<p class="eyebrow">{escape(new.metadata.publisher or "")}</p>' if new.metadata.publisher else ""
    yield f"<h1>{escape(t('title', language, title=title))}</h1>"
    sides = t("versions", language, old=_side(old, language), new=_side(new, language))
    sides = sides[:1].upper() + sides[1:]
    yield f'<p class="versions">{escape(sides)}</p>'
    yield from _figures(comparison, language)
    yield "</header>\n<main>"
    if comparison.identical:
        yield f"<p>{escape(t('identical', language))}</p>"
    else:
        yield from _matters(highlights(comparison), title, language)
        yield from _about(comparison, language)
        yield from _clauses(comparison, title, language)
    yield "</main>"


def _side(side: Side, language: Language) -> str:
    t = texts()
    updated = say_day(side.metadata.updated or "–", language)
    name = t("version", language, number=side.number) if side.number is not None else updated
    period = say_period(side.metadata.valid_from, side.metadata.valid_to, language)
    return f"{name} ({t('valid', language, period=period)})" if period else name


def _figures(comparison: Comparison, language: Language) -> Iterator[str]:
    yield '<dl class="figures">'
    for kind in ("added", "removed", "reworded", "moved", "unchanged"):
        count, name = comparison.counts[kind], texts()(f"counts.{kind}", language)
        yield f'<div class="{kind}{"" if count else " none"}"><dd>{count}</dd><dt>{escape(name)}</dt></div>'
    yield "</dl>"


def _matters(found: Sequence[Highlight], title: str, language: Language) -> Iterator[str]:
    if not found:
        return
    t = texts()
    yield f'<section class="matters"><h2>{escape(t("matters", language))}</h2>'
    for group in GROUPS:
        members = [highlight for highlight in found if highlight.group == group]
        if not members:
            continue
        yield f"<h3>{escape(t(f'groups.{group}', language))}</h3>\n<ul>"
        for highlight in members:
            yield f"<li>{_highlight(highlight, title, language)}</li>"
        yield "</ul>"
    yield "</section>"


def _highlight(highlight: Highlight, title: str, language: Language) -> str:
    t = texts()
    where = f'<span class="where">{escape(section_of(highlight, title, language))}</span>'
    spoken = highlight.change.place.language
    if (highlight.before or highlight.after) and highlight.how == "changed":
        before = ", ".join(f'<del lang="{spoken}">{escape(text)}</del>' for text in highlight.before)
        after = ", ".join(f'<ins lang="{spoken}">{escape(text)}</ins>' for text in highlight.after)
        return f"{before}{' → ' if before and after else ''}{after} {where}{_context(highlight)}"
    tag = {"new": "ins", "gone": "del"}.get(highlight.how)
    if highlight.change.kind == "reworded":
        text = f"<span>{_words(highlight.change)}</span>"
    else:
        text = f"<{tag}>{_whole(highlight.change)}</{tag}>"
    how = escape(t(f"how.{highlight.how}", language))
    return f'<b class="how {highlight.how}">{how}</b> <span lang="{spoken}">{text}</span> {where}'


def _context(highlight: Highlight) -> str:
    change = highlight.change
    return (
        f'<p class="context" lang="{change.place.language}">{_words(change)}</p>' if change.kind == "reworded" else ""
    )


def _words(change: Change) -> str:
    tags = {"same": "{}", "deleted": "<del>{}</del>", "inserted": "<ins>{}</ins>"}
    marked = "".join(tags[segment.kind].format(escape(segment.text)) for segment in change.words)
    return _cells(marked) if change.place.kind == "row" else marked


def _whole(change: Change) -> str:
    text = escape(change.new_text or change.old_text)
    return _cells(text) if change.place.kind == "row" else text


def _cells(row: str) -> str:
    """A table row without its outer bars, and with points between the cells."""
    return row.strip().removeprefix("|").removesuffix("|").strip().replace(" | ", ' <span class="cell">·</span> ')


def _about(comparison: Comparison, language: Language) -> Iterator[str]:
    t = texts()
    if comparison.metadata:
        yield f'<section class="about"><h2>{escape(t("about", language))}</h2>\n<table>'
        for change in comparison.metadata:
            nothing = f'<span class="where">{escape(t("nothing", language))}</span>'
            before = f"<del>{escape(change.before)}</del>" if change.before else nothing
            after = f"<ins>{escape(change.after)}</ins>" if change.after else nothing
            yield f"<tr><th>{escape(t(f'fields.{change.field}', language))}</th><td>{before}</td><td>{after}</td></tr>"
        yield "</table></section>"


def _clauses(comparison: Comparison, title: str, language: Language) -> Iterator[str]:
    t = texts()
    key = t("key", language, deleted="\0d\0", inserted="\0i\0")
    marks = (
        ("\0d\0", f"<del>{escape(t('key_deleted', language))}</del>"),
        ("\0i\0", f"<ins>{escape(t('key_inserted', language))}</ins>"),
    )
    for mark, shown in marks:
        key = key.replace(mark, shown)
    yield f'<section class="all"><h2>{escape(t("all", language))}</h2>\n<p class="key">{key}</p>'
    headings = {bare(change.new): change for change in comparison.headings if change.new}
    for section, members in groupby(comparison.changes, key=lambda change: change.place.section):
        yield f"<h3>{_heading(section, headings.get(bare(section)), title)}</h3>"
        for unchanged, run in groupby(members, key=lambda change: change.kind == "unchanged"):
            changes = list(run)
            yield from _unchanged(changes, language) if unchanged else [_change(c, title, language) for c in changes]
    yield from _gone_headings(comparison, language)
    yield "</section>"


def _heading(section: tuple[str, ...], change: HeadingChange | None, title: str) -> str:
    if not section:
        return escape(title)
    parents = "".join(f'<span class="parent">{escape(text)} › </span>' for text in section[:-1])
    name = escape(section[-1])
    if change and change.kind == "renamed":
        name = f"<del>{escape(change.old[-1])}</del> <ins>{name}</ins>"
    elif change:
        name = f"<ins>{name}</ins>"
    return parents + name


def _gone_headings(comparison: Comparison, language: Language) -> Iterator[str]:
    shown = {bare(change.place.section) for change in comparison.changes}
    gone = [c for c in comparison.headings if c.kind == "removed" and bare(c.old) not in shown]
    if gone:
        names = ", ".join(f"<del>{escape(change.old[-1])}</del>" for change in gone)
        yield f'<p class="key">{escape(texts()("heading.removed", language))}: {names}</p>'


def _unchanged(run: Sequence[Change], language: Language) -> Iterator[str]:
    name = escape(texts()("unchanged_run", language, count=len(run)))
    yield f"<details><summary>{name}</summary>"
    for change in run:
        yield f'<p lang="{change.place.language}">{_label(change.new)}{_whole(change)}</p>'
    yield "</details>"


def _change(change: Change, title: str, language: Language) -> str:
    t = texts()
    notes = []
    if change.moved and change.old:
        notes.append(t("moved_from", language, section=change.old[0].heading or title))
    if change.place.page:
        notes.append(t("page", language, page=change.place.page))
    if change.kind == "reworded":
        text = _words(change)
    else:
        tag = {"added": "ins", "removed": "del"}.get(change.kind, "span")
        text = f"<{tag}>{_whole(change)}</{tag}>"
    note = f'<span class="where">{escape(" · ".join(notes))}</span>' if notes else ""
    badge = escape(t(f"badge.{change.kind}", language))
    return (
        f'<article class="{change.kind}"><p class="badge">{badge}</p>'
        f'<p class="text" lang="{change.place.language}">{_label(change.new or change.old)}{text} {note}</p></article>'
    )


def _label(clauses: Sequence[Clause]) -> str:
    label = clauses[0].label
    return f'<span class="label">{escape(label)}</span> ' if label else ""
