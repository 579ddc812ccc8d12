"""A comparison in a few lines: for a message in Slack and for the terminal."""

from __future__ import annotations

from functools import cache

from ingest.changes.highlights import Highlight, highlights
from ingest.changes.model import ChangeKind, Comparison
from knowledge.texts import Texts
from knowledge.types import Language

_COUNTED: tuple[ChangeKind, ...] = ("added", "removed", "reworded", "moved", "unchanged")
_SHORT = 110  # characters of a clause in one line


@cache
def texts() -> Texts:
    """The words of a comparison."""
    return Texts.load("ingest.changes", "texts.toml")


def summary(comparison: Comparison, title: str | None, language: Language, limit: int = 8) -> tuple[str, ...]:
    """Lines of plain text: the counts, then at most `limit` of what matters most."""
    lines = [headline(comparison, title, language)]
    found = highlights(comparison)
    lines += ["• " + line_of(highlight, title, language) for highlight in found[:limit]]
    if len(found) > limit:
        lines.append(texts()("summary_more", language, count=len(found) - limit))
    return tuple(lines)


def headline(comparison: Comparison, title: str | None, language: Language) -> str:
    """One sentence with how many clauses came, went, changed and stayed."""
    name = title or texts()("untitled", language)
    if comparison.identical:
        return f"{name}: {texts()('identical', language)}"
    counts = comparison.counts
    told = [f"{counts[kind]} {texts()(f'counts.{kind}', language)}" for kind in _COUNTED if counts[kind]]
    return texts()("summary", language, title=name, counts=", ".join(told))


def line_of(highlight: Highlight, title: str | None, language: Language) -> str:
    """`Dates: 31. desember 2021 → 31. desember 2032 (Varighet)`."""
    group = texts()(f"groups.{highlight.group}", language)
    return f"{group}: {_what(highlight, language)} ({section_of(highlight, title, language)})"


def section_of(highlight: Highlight, title: str | None, language: Language) -> str:
    """The heading that a highlight stands under (above the first one, the document's title), with its page."""
    place = highlight.change.place
    heading = place.heading or title or texts()("top", language)
    return f"{heading}, {texts()('page', language, page=place.page)}" if place.page else heading


def _what(highlight: Highlight, language: Language) -> str:
    nothing = "–"
    if highlight.before or highlight.after:
        before, after = ", ".join(highlight.before) or nothing, ", ".join(highlight.after) or nothing
        return f"{before} → {after}"
    how = texts()(f"how.{highlight.how}", language)
    text = (highlight.change.new_text or highlight.change.old_text).strip("| ")
    return f"{how}: {shortened(text)}"


def shortened(text: str, limit: int = _SHORT) -> str:
    """`text`, cut at a word with an ellipsis when it is longer than `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + " …"
