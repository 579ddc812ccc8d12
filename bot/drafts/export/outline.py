"""The outline of an exported request: headings, tables and paragraphs, the same for every format that people read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from bot.drafts.latest import say_latest
from knowledge.language.spoken_dates import in_oslo, say_day, say_moment
from knowledge.texts import Texts
from knowledge.types import Language


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `head` may be empty; `shares` are the columns' shares of the width and add up to 1."""

    rows: tuple[tuple[str, ...], ...]
    head: tuple[str, ...] = ()
    shares: tuple[float, ...] = (0.3, 0.7)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str


Piece = Heading | Grid | Paragraph


@cache
def export_texts() -> Texts:
    """Headings and labels."""
    return Texts.load("bot.texts", "drafts_export.toml")


BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
TURNING = re.compile(
    "[\u202a-\u202e\u2066-\u2069]"
)  # marks that make text read backwards: none of our languages needs them


def outline(document: Mapping[str, Any]) -> list[Piece]:
    """The pieces of a request's document, in order. Parts without content are left out; every line break is "\\n"."""
    return [_even(piece) for piece in _pieces(document, document["language"])]


def _even(piece: Piece) -> Piece:
    if isinstance(piece, Grid):
        return replace(piece, rows=tuple(tuple(_lines(cell) for cell in row) for row in piece.rows))
    return replace(piece, text=_lines(piece.text))


def _lines(text: str) -> str:
    return TURNING.sub("", BREAKS.sub("\n", text))


def _pieces(document: Mapping[str, Any], language: Language) -> Iterator[Piece]:
    texts = export_texts()
    yield Heading(texts("heading.request", language, type=document["type_name"]), 1)
    if document["title"]:
        yield Paragraph(document["title"])
    yield Heading(texts("heading.record", language))
    yield Grid(tuple(_record(document, language)))
    yield Heading(texts("heading.fields", language))
    head = (texts("column.field", language), texts("column.value", language))
    yield Grid(tuple((field["label"], _value(field, language)) for field in document["fields"]), head)
    if document["missing"]:
        yield Heading(texts("heading.missing", language))
        yield Paragraph(", ".join(entry["label"] for entry in document["missing"]))
    yield from _duties(document, language)
    yield from _decision(document, language)
    if document["origin"]:
        yield Heading(texts("heading.origin", language))
        yield Paragraph(document["origin"]["question"])
    yield from _rules(document, language)
    yield from _history(document, language)


def _record(document: Mapping[str, Any], language: Language) -> Iterator[tuple[str, str]]:
    texts = export_texts()
    sender = document["sender"]
    unset = texts("record.not_set", language)
    people = [part for part in (sender["name"], sender["email"], sender["unit"]) if part]
    for key, value in (
        ("number", document["number"] or texts("record.draft", language)),
        ("date", say_day(document["date"], language)),
        ("sender", ", ".join(people) or sender["user"]),
        ("recipient", document["recipient"]),
        ("case_number", document["case_number"] or unset),
        ("access_code", document["access_code"] or unset),
    ):
        yield texts(f"record.{key}", language), value


def _value(field: Mapping[str, Any], language: Language) -> str:
    texts = export_texts()
    if field["value"] is None:
        return texts("value.unknown" if field["mark"] == "unknown" else "value.skipped", language)
    if field["mark"] == "vague":
        return texts("value.vague", language, value=field["text"])
    return texts("value.derived", language, value=field["text"]) if field["source"] == "derived" else str(field["text"])


def _duties(document: Mapping[str, Any], language: Language) -> Iterator[Piece]:
    if not document["obligations"]:
        return
    texts = export_texts()
    yield Heading(texts("heading.obligations", language))
    head = (texts("column.duty", language), texts("column.latest", language), texts("column.source", language))
    unsaid = texts("source.unsaid", language)
    rows = tuple(
        (
            duty["text"],
            say_latest(duty["latest"], duty.get("start"), language) if duty["latest"] else "–",
            "; ".join(_source(rule) for rule in duty["rules"]) or unsaid,
        )
        for duty in document["obligations"]
    )
    yield Grid(rows, head, (0.5, 0.18, 0.32))


def _decision(document: Mapping[str, Any], language: Language) -> Iterator[Piece]:
    if document["decides"]:
        texts, rule = export_texts(), document.get("decision")
        yield Heading(texts("heading.decision", language))
        yield Paragraph(texts("decision.area", language, area=document["decides"]))
        if rule:
            yield Paragraph(texts("decision.rule", language, quote=rule["quote"], source=_source(rule)))


def _source(rule: Mapping[str, Any]) -> str:
    return f"{rule['title']} ({rule['document']})"


def _rules(document: Mapping[str, Any], language: Language) -> Iterator[Piece]:
    rules = {entry["rule"]["quote"]: entry["rule"] for entry in document["rules"] if entry["rule"]}
    for duty in document["obligations"]:
        rules.update({rule["quote"]: rule for rule in duty["rules"]})
    if rules:
        texts = export_texts()
        yield Heading(texts("heading.rules", language))
        head = (texts("column.quote", language), texts("column.source", language))
        yield Grid(tuple((f"«{quote}»", _source(rule)) for quote, rule in rules.items()), head, (0.65, 0.35))


def _moment(at: str, language: Language) -> str:
    """A moment by Norwegian clocks, with the name of their time: winter and summer differ."""
    there = in_oslo(datetime.fromisoformat(at))
    return f"{say_moment(there, language)} {there.tzname()}"


def _history(document: Mapping[str, Any], language: Language) -> Iterator[Piece]:
    if not document["history"]:
        return
    texts = export_texts()
    labels = {field["id"]: field["label"] for field in document["fields"]}
    yield Heading(texts("heading.history", language))
    head = tuple(texts(f"column.{name}", language) for name in ("revision", "when", "who", "changes"))
    rows = []
    for entry in document["history"]:
        changed = ", ".join(labels.get(name, name) for name in entry["changes"] if not name.startswith("("))
        if changed:
            rows.append(
                (
                    str(entry["revision"]),
                    _moment(entry["at"], language),
                    entry["author"],
                    changed,
                )
            )
    if rows:
        yield Grid(tuple(rows), head, (0.08, 0.22, 0.2, 0.5))
