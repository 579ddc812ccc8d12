"""What a document says of itself, put into `Metadata`: dates as ISO, languages as nb, nn or en, the rest as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date

from knowledge.types import Language, Metadata

MAX_VALUE = 1000  # characters of one value: what is longer is no title, name or address
MAX_KEYWORDS = 5000
DATES = frozenset({"valid_from", "valid_to", "updated", "review_date"})

_KEYS = frozenset(field.name for field in fields(Metadata))
_LANGUAGES: Mapping[str, Language] = {
    **dict.fromkeys(("nb", "no", "nb-no", "no-no", "nob", "nor", "bokmål", "norsk", "norwegian", "norsk bokmål"), "nb"),
    **dict.fromkeys(("nn", "nn-no", "nno", "nynorsk", "norsk nynorsk"), "nn"),
    **dict.fromkeys(("en", "eng", "en-gb", "en-us", "engelsk", "english"), "en"),
}
_MONTH_NAMES = {
    **{
        name: n
        for n, name in enumerate(
            ["jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des"], 1
        )
    },
    **{"may": 5, "oct": 10, "dec": 12},
}
_MONTH = r"(?P<month>jan|feb|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|des|dec)[a-z]*\.?"
_SHAPES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ]\d\d:?\d\d.*)?"),
    re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})"),
    re.compile(rf"(?P<day>\d{{1,2}})\.? {_MONTH},? (?P<year>\d{{4}})", re.I),
    re.compile(rf"{_MONTH} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})", re.I),
    re.compile(rf"{_MONTH} (?P<year>\d{{4}})", re.I),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})"),
)
_UPDATED = re.compile(
    r"(?:sist (?:oppdatert|endra|endret)|oppdatert|last (?:updated|modified|changed)|updated(?: on)?)"
    r"\s*:?\s*(.{4,40}?)(?:\s+kl\.?\s.*)?\.?",
    re.I,
)


def iso_date(text: str) -> str | None:
    """A date as exact as it was said (`2022-03-16`, `2022-03`, `2022`), or None when it is none."""
    for shape in _SHAPES:
        found = shape.fullmatch(text.strip())
        if found:
            return _iso(found.groupdict())
    return None


def _iso(parts: Mapping[str, str | None]) -> str | None:
    year, month, day = parts["year"] or "", parts.get("month"), parts.get("day")
    number = int(month) if month and month.isdigit() else _MONTH_NAMES.get((month or "")[:3].lower(), 1)
    try:
        date(int(year), number, int(day or 1))
    except ValueError:
        return None
    return year + (f"-{number:02}" if month else "") + (f"-{int(day):02}" if day else "")


def language_code(text: str) -> Language | None:
    """A language by its code or name, None for one that is not kept apart here."""
    code = text.strip().lower().replace("_", "-")
    return _LANGUAGES.get(code) or _LANGUAGES.get(code.split("-")[0])


def updated_line(line: str) -> str | None:
    """The date of a line that says nothing else than when the page was last changed."""
    found = _UPDATED.fullmatch(line.strip())
    return iso_date(found.group(1)) if found else None


def metadata_from_properties(title: str, keywords: str, has_heading: bool) -> tuple[Metadata, tuple[str, ...]]:
    """The same for formats without front matter: `status: example; id: a-1` among a file's keywords.

    The title property is often an old file's or a template's, so a heading in the text comes before it.
    """
    pairs = (part.partition(":") for part in re.split(r"[;\n]", keywords[:MAX_KEYWORDS]))
    values = {key.strip().lower(): value.strip() for key, colon, value in pairs if colon}
    metadata, warnings = metadata_from(values)
    if metadata.title is None and not has_heading:
        metadata = replace(metadata, title=" ".join(title.split())[:MAX_VALUE] or None)
    return metadata, warnings


def _understood(key: str, value: str) -> str | None:
    if key in DATES:
        return iso_date(value) or iso_date(value.split(",")[0])
    return language_code(value) if key == "language" else value


def metadata_from(values: Mapping[str, str]) -> tuple[Metadata, tuple[str, ...]]:
    """Known keys become `Metadata`, unknown ones are ignored; values that cannot be understood are warned of."""
    known: dict[str, str | None] = {}
    warnings = []
    for key, value in values.items():
        value = " ".join(value.split())[:MAX_VALUE]
        if key not in _KEYS or not value:
            continue
        known[key] = _understood(key, value)
        if known[key] is None:
            warnings.append(f"front_matter_value: {key}")
    if known.get("status"):
        known["status"] = str(known["status"]).lower()
    return Metadata(**known), tuple(warnings)  # type: ignore[arg-type]
