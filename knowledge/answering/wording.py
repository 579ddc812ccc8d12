"""The answerer's own words: where something stands, how old it is, dates and figures as the reader's language writes them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from knowledge.answering.facts import MONTHS_EN, MONTHS_NB, facts
from knowledge.texts import Texts
from knowledge.types import Language, Metadata, Passage

ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?!\d)")
MONTH_NUMBER = {name.lower(): number for names in (MONTHS_NB, MONTHS_EN) for number, name in enumerate(names)}
_MONTH = "|".join("(?-i:May)" if name == "may" else name for name in MONTH_NUMBER)  # "5 may apply" is no date
DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})(?:,?\s+((?:19|20)\d\d))?(?!\w)", re.I
)
MONTH_FIRST = re.compile(rf"\b({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+((?:19|20)\d\d))?(?!\d)", re.I)
MONTH_ALONE = re.compile(rf"\b({_MONTH})(?=\s+(?:19|20)\d\d)", re.I)
SEASONS = {
    "våren": "spring",
    "sommeren": "summer",
    "høsten": "autumn",
    "vinteren": "winter",
    "sommaren": "summer",
    "hausten": "autumn",
}
SEASONS_BACK = {"spring": "våren", "summer": "sommeren", "autumn": "høsten", "fall": "høsten", "winter": "vinteren"}
THOUSANDS_NB = re.compile(r"(?<![\d,.])(\d{1,3})((?:[ \u00a0\u202f]\d{3})+)(?!\d)")
THOUSANDS_EN = re.compile(r"(?<![\d,.])(\d{1,3})((?:,\d{3})+)(?![\d,])")
DECIMAL_NB = re.compile(r"(?<![\d,])(\d+),(\d{1,2})(?![\d,])")
DECIMAL_EN = re.compile(r"(?<![\w.])(\d+)\.(?!0\b)(\d{1,2})(?![\d.])(?=\s*(?:%|\w)|\s*$)")


@cache
def texts() -> Texts:
    """The texts of this package."""
    return Texts.load("knowledge.answering", "texts.toml")


def quoted(text: str, language: Language) -> str:
    """A quotation as the reply's language writes it."""
    return f"“{text}”" if language == "en" else f"«{text}»"


def norwegian(language: Language) -> bool:
    """Bokmål or nynorsk: each reads the other."""
    return language != "en"


def understood_by(asker: Language, document: Language) -> bool:
    """Whether a reader of `asker` reads `document` without help."""
    return norwegian(asker) == norwegian(document)


def say_date(iso: str, language: Language) -> str:
    """An ISO date, or what of one the document says, as a person writes it."""
    match = ISO.fullmatch(iso.strip())
    if not match:
        return localise(iso, language)
    return _day(int(match[3]), int(match[2]) - 1, match[1], language)


def localise(text: str, language: Language) -> str:
    """Dates and figures of the other language rewritten: "20 February" as "20. februar", "42 000" as "42,000", "103,7" as "103.7"."""
    if language == "en":
        text = NUMERIC.sub(lambda m: _numeric(m, language), text)
        text = DAY_FIRST.sub(lambda m: _day(int(m[1]), MONTH_NUMBER[m[2].lower()], m[3], language), text)
        text = MONTH_ALONE.sub(lambda m: MONTHS_EN[MONTH_NUMBER[m[1].lower()]], text)
        text = THOUSANDS_NB.sub(lambda m: m[1] + re.sub(r"\s", ",", m[2]), text)
        text = DECIMAL_NB.sub(r"\1.\2", text)
        return _words(text, SEASONS)
    text = MONTH_FIRST.sub(lambda m: _day(int(m[2]), MONTH_NUMBER[m[1].lower()], m[3], language), text)
    text = DAY_FIRST.sub(lambda m: _day(int(m[1]), MONTH_NUMBER[m[2].lower()], m[3], language), text)
    text = MONTH_ALONE.sub(lambda m: MONTHS_NB[MONTH_NUMBER[m[1].lower()]], text)
    text = THOUSANDS_EN.sub(lambda m: m[1] + m[2].replace(",", " "), text)
    text = DECIMAL_EN.sub(r"\1,\2", text)
    return _words(
        text,
        SEASONS_BACK | ({"autumn": "hausten", "fall": "hausten", "summer": "sommaren"} if language == "nn" else {}),
    )


def _numeric(match: re.Match[str], language: Language) -> str:
    month = int(match[2])
    return _day(int(match[1]), month - 1, match[3], language) if 1 <= month <= 12 else match[0]


def _day(day: int, month: int, year: str | None, language: Language) -> str:
    written = f"{day} {MONTHS_EN[month]}" if language == "en" else f"{day}. {MONTHS_NB[month]}"
    return f"{written} {year}" if year else written


def _words(text: str, table: dict[str, str]) -> str:
    return re.sub(
        r"\b(" + "|".join(table) + r")\b(?=\s+(?:semester\s+)?(?:of\s+)?(?:19|20)\d\d)",
        lambda m: table[m[1].lower()],
        text,
        flags=re.I,
    )


def title_of(passage: Passage) -> str:
    """The document's title, or its file name."""
    return passage.version.metadata.title or passage.version.document.file_name


def where(passage: Passage, language: Language, heading: str = "", quote: str = "") -> str:
    """One short sentence: from which document and section, and how old that is. A foreign document's language is told.

    A section that is the quote itself, a headline, is not said again.
    """
    told = named_source(passage, language)
    if not understood_by(language, passage.chunk.language):
        written = texts()("written_en" if passage.chunk.language == "en" else "written_no", language)
        return ended(
            texts()("source.other_language", language, written=written, title=told["title"], dated=told["dated"])
        )
    section = (heading or _section(passage)).strip(" .:")
    if not section or section.lower() in told["title"].lower() or section == quote.strip(" .:"):
        return ended(texts()("source.whole", language, **told))
    return ended(texts()("source.here", language, section=section, **told))


def named_source(passage: Passage, language: Language) -> dict[str, str]:
    """What a text names a document by: its `title`, `publisher` and how old it is (`dated`), each with the marks before it."""
    metadata = passage.version.metadata
    title = title_of(passage)
    publisher = "" if passage.version.is_example else _publisher(title, metadata.publisher or "")
    return {"title": title, "publisher": publisher, "dated": _dated(metadata, language)}


def _section(passage: Passage) -> str:
    """The nearest heading; none where it is only the document's own, above its first chunk."""
    section = passage.chunk.section
    return section[-1] if len(section) > 1 or (section and passage.chunk.ordinal > 0) else ""


def _publisher(title: str, publisher: str) -> str:
    if not publisher or publisher.lower() in title.lower():
        return ""
    return f", {publisher}" if "(" in title + publisher else f" ({publisher})"


def ended(sentence: str) -> str:
    """One full stop is enough after a section or title that ends in a mark of its own."""
    return re.sub(r"([.?!…])\.$", r"\1", sentence)


def _dated(metadata: Metadata, language: Language) -> str:
    start = say_date(metadata.valid_from, language) if metadata.valid_from else None
    end = say_date(metadata.valid_to, language) if metadata.valid_to else None
    if start and end:
        return texts()("dated.period", language, start=start, end=end)
    if start:
        return texts()("dated.start", language, start=start)
    if end:
        return texts()("dated.end", language, end=end)
    updated = facts(metadata.updated or "", "date")
    return texts()("dated.updated", language, updated=say_date(updated[0].text, language)) if updated else ""


def parse_day(written: str | None, last: bool = False) -> date | None:
    """A document's date as a day; a year or month alone is its first day, or its last where `last`. None where it is none."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", (written or "").strip())
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or (12 if last else 1)), int(match[3] or 0)
    try:
        if day or not last:
            return date(year, month, day or 1)
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None
