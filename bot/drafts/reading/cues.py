"""Fields said in running text: "formålet er å …", "vi bidrar med …", "vi søker midler fra …"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from bot.drafts.form_files import form_of
from bot.drafts.forms import RequestType
from bot.drafts.reading.clauses import QUOTED, at_boundary, clause_before
from bot.drafts.reading.funding import funding_clauses
from bot.drafts.reading.giving import is_paid, read_gifts
from bot.drafts.reading.hits import Hit, Strength
from bot.drafts.reading.message import Message
from bot.drafts.reading.titles import LEADS_TO_TITLE

COMPLEMENT = (
    r"(?: (?:vårt|vår|våre|our|her|here|også|altså|da|med (?:prosjektet|dette|det|samarbeidet|studien|"
    r"piloten|det hele|this)|for (?:prosjektet|oss|innbyggerne|innbyggere|tjenestene|tjenesten|"
    r"kommunen|dette|samarbeidet|the project|us|residents|the residents|citizens|brukerne|brukarane|elevene|"
    r"byen|pasientene|de ansatte|tjenester og innbyggere|services and residents)|of (?:the |this |"
    r"our )?(?:project|study|pilot|collaboration|request)|"
    r"i prosjektet|i dette|fra kommunen|fra oss|fra vår side|from us|from our side|from the municipality|"
    r"på dette|on our side))*"
)
COPULA = (
    r",? (?:er|blir|is|are|will be|would be|vil være|vil bli|skal være|var|was|må være|må bli|bør være|"
    r"should be|kan være|could be|består av|består i|handler om|går ut på|kommer fra|comes from|ligger i)"
    r"(?: (?:altså|først og fremst|mainly|primarily|nok|vel|egentlig|da|foreløpig|i hovedsak|rett og slett|"
    r"simply|probably))*(?: (?:at|that|som følger|as follows))?:? "
)
NOT_SAID = frozenset(
    {"municipal_unit", "university_unit"}
)  # "NTNU er en god partner" names no unit; `units` reads them
BEFORE_TITLE = re.compile(
    r"(?:\b(?:titt?el\w*|title|prosjekt\w*|project|pilot\w*|studie\w*|study|henvendelse\w*|forespørsel\w*|"
    r"førespurnad\w*|request|kall\w*|kaller|heter|hete|called|call it|titled|entitled|named?|navn\w*|"
    r"samarbeid\w*|collaboration|om|about|on)\W{0,3}(?:er|is|med|for|to|til|om|on|about|som heter|"
    r"som vi kaller|called|titled|we call|(?:kan|skal|bør|må|kunne|could|can|might|should)(?: (?:være|hete|heite|bli|be))?)?\W{0,3})$"
)


@dataclass(frozen=True)
class Cues:
    """A field's patterns. `more`: words that say the value is to be added."""

    lead: tuple[re.Pattern[str], ...] = ()
    whole: tuple[re.Pattern[str], ...] = ()
    weak: tuple[re.Pattern[str], ...] = ()
    more: re.Pattern[str] | None = None
    trail: re.Pattern[str] | None = None


@cache
def cue_table() -> dict[str, Cues]:
    """The patterns of `cues.toml` by field."""
    table = cue_lists()
    parts = {name: str(value) for name, value in table["parts"].items()}
    fields = {name: _cues(value, parts) for name, value in table.items() if name not in {"parts", "extra", "vague"}}
    for name, patterns in table["extra"].items():
        fields[name] = Cues(lead=_compiled(patterns, parts))
    return fields


@cache
def cue_lists() -> dict[str, Any]:
    """The lists of `cues.toml`, as they stand there."""
    return tomllib.loads(resources.files("bot.drafts.reading").joinpath("cues.toml").read_text(encoding="utf-8"))


def _cues(table: dict[str, Any], parts: dict[str, str]) -> Cues:
    more = table.get("more")
    lead, whole, weak = (_compiled(table.get(kind, []), parts) for kind in ("lead", "whole", "weak"))
    trail = table.get("trail")
    behind = r",? (?:og |and |så )?(?:det|that|this|dette|it)(?: er| blir|’s| is)(?: nok| da| jo)? (?:{})\b"
    return Cues(
        lead,
        whole,
        weak,
        re.compile(r"\b(?:" + "|".join(more) + r")\b") if more else None,
        re.compile(behind.format("|".join(trail))) if trail else None,
    )


def _compiled(patterns: list[str], parts: dict[str, str]) -> tuple[re.Pattern[str], ...]:
    found = []
    for pattern in patterns:
        for name, value in parts.items():
            pattern = pattern.replace("{" + name + "}", value)
        found.append(re.compile(r"(?<!\w)" + pattern))
    return tuple(found)


@cache
def _copulas(type_id: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """ "formålet med prosjektet er …" for each field that is said that way."""
    form = form_of(type_id)
    return tuple(
        (
            field.id,
            re.compile(rf"(?<![\w-])(?:(?:the|our|vårt|vår) )?(?:{'|'.join(field.names)})(?:{COMPLEMENT}{COPULA}|’s )"),
        )
        for field in form.fields
        if field.verbatim and field.id not in NOT_SAID
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a value of a field begins; where it ends is seen when all are known."""

    field: str
    start: int
    value_start: int
    strength: Strength
    more: bool = False
    whole: bool = False
    end: int | None = None


def read_openings(message: Message, text: str, form: RequestType) -> list[Opening]:
    """Where values begin in running text. `text` is the message's text with what is taken blanked out."""
    found: list[Opening] = []
    for field, pattern in _copulas(form.id):
        found += [Opening(field, match.start(), match.end(), Strength.CUED) for match in pattern.finditer(text)]
    known = {field.id for field in form.fields}
    for field, cues in cue_table().items():
        if field in known:
            found += _of_field(text, field, cues, message)
    found += [
        Opening("contribution", gift.start, gift.value_start, Strength.CUED, end=gift.end, whole=gift.end is not None)
        for gift in read_gifts(message, text)
    ]
    paid = list(funding_clauses(message, text))
    found = [
        opening
        for opening in found
        if not (opening.field == "contribution" and is_paid(message, text, opening.start, paid))
    ]
    found += [Opening("funding", start, start, Strength.CUED, whole=True) for start in paid]
    return _without_overlap(found)


def named_at(text: str, start: int, form: RequestType, field: str) -> bool:
    """Whether a field is named where a reading begins: "formålet er …", not "vi vil …"."""
    named = next((pattern for identity, pattern in _copulas(form.id) if identity == field), None)
    return bool(named and named.match(text, start))


def named_behind(text: str, end: int, field: str) -> bool:
    """Whether a field is named behind a reading: "…, that is what we contribute"."""
    trail = cue_table().get(field, Cues()).trail
    return bool(trail and trail.match(text, end))


def lead_in(text: str, start: int, end: int, form: RequestType, field: str) -> int:
    """Where an answer's own words begin: behind "formålet er", "vi vil", "vi bidrar med", which only lead to them."""
    cues = cue_table().get(field, Cues())
    named = [pattern for identity, pattern in _copulas(form.id) if identity == field]
    for pattern in (*named, *cues.lead, *cues.weak):
        match = pattern.match(text, start, end)
        if match and match.end() < end and re.search(r"\w", text[match.end() : end]):
            return match.end()
    return start


def _of_field(text: str, field: str, cues: Cues, message: Message) -> Iterator[Opening]:
    for pattern in cues.lead:
        for match in pattern.finditer(text):
            more = bool(cues.more and cues.more.search(text[match.start() : match.end() + 12]))
            yield Opening(field, match.start(), match.end(), Strength.CUED, more)
    for pattern in cues.whole:
        for match in pattern.finditer(text):
            if field == "benefit" and not _opens_clause(text, match.start()):
                continue
            more = bool(cues.more and cues.more.search(match.group()))
            strength = Strength.CUED if field == "funding" else Strength.WEAK
            start = _clause_start(text, match.start()) if field == "funding" else match.start()
            hedge = HEDGE.search(text, _before(start), start)
            yield Opening(field, hedge.start() if hedge else start, start, strength, more, whole=True)
    for match in cues.trail.finditer(text) if cues.trail else ():
        start = next((begin for begin, end in message.sentences if begin <= match.start() < end), 0)
        yield Opening(field, start, start, Strength.CUED, end=match.start())
    for pattern in cues.weak:
        for match in pattern.finditer(text):
            yield Opening(field, match.start(), match.end(), Strength.WEAK)


LONGEST_LEAD = 120  # characters
CLOSE = 4  # characters: so near behind an opening another of the same field is the same
HEDGE = re.compile(
    r"\b(?:vi|jeg|we|i) (?:regner med|tror|håper|forventer|mener|venter|antar|expect|believe|think|hope|reckon)(?: at| that)? $"
)


def _clause_start(text: str, position: int) -> int:
    """Where the clause around a place begins, if that is at most four words back: they belong to what is said."""
    start = position
    for _ in range(4):
        if at_boundary(text, start):
            return start
        before = re.compile(r"[\wæøå’-]+ $").search(text, _before(start), start)
        if before is None:
            return position
        start = before.start()
    return start if at_boundary(text, start) else position


def _before(start: int) -> int:
    """Where to look from for what leads to a place: not from the beginning, for each place anew."""
    return max(0, start - LONGEST_LEAD)


OPENS = re.compile(
    r"(?:^|[.!?\n:;]\s*|(?:^|[.!?\n]\s*)(?:da|så|and|og|then|slik|ja,?|nei,?|vel,?|altså|at|"
    r"(?:vi|jeg|we|i) (?:regner med|tror|håper|forventer|mener|expect|believe|think|hope)(?: at| that)?) |"
    r"[,;] (?:og|and) )(?:at |that )?$"
)


def _opens_clause(text: str, start: int) -> bool:
    return bool(OPENS.search(text, _before(start), start))


def _without_overlap(found: list[Opening]) -> list[Opening]:
    kept: list[Opening] = []
    taken, of_field = 0, dict.fromkeys((opening.field for opening in found), 0)  # up to where a value may not begin
    for opening in sorted(found, key=lambda o: (o.start, -o.strength, -o.value_start)):
        if opening.start >= max(taken, of_field[opening.field]):
            kept.append(opening)
            taken = max(taken, opening.value_start)
            of_field[opening.field] = max(of_field[opening.field], opening.value_start + CLOSE)
    return kept


def quoted_title(message: Message) -> Hit | None:
    """A title in quotation marks: «…» after a word such as "prosjektet", "tittelen", "om"."""
    for match in QUOTED.finditer(message.raw):
        start, end = message.text_offset(match.start()), message.text_offset(match.end())
        before = message.text[max(0, start - 60) : start]
        if led := LEADS_TO_TITLE.search(before):
            lead = clause_before(message.text, start - len(before) + led.start())
            return Hit("title", (match.group(1) or match.group(2)).strip(), lead, end, Strength.LABELLED)
        if BEFORE_TITLE.search(before):
            sure = bool(re.search(r"titt?el|kall|heter|hete|called|call|titled|named|navn|title", before))
            strength = Strength.CUED if sure else Strength.WEAK
            return Hit("title", (match.group(1) or match.group(2)).strip(), start, end, strength)
    return None
