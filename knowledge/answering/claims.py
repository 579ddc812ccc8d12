"""What a quoted unit claims of what was asked, as values that can be compared: dates, lengths of time, counts, holders of roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from knowledge.answering.asking import Asked
from knowledge.answering.units import Unit
from knowledge.answering.weekdays import asks_opening, channel, open_days
from knowledge.clauses import mentions
from knowledge.contradictions import Source, Statement, statements
from knowledge.contradictions.values import Value, bound_before, dates_differ, quantities_differ
from knowledge.types import Chunk, Passage

TIME = re.compile(r"^\d+(?:\.\d+)? (?:day|working day|week|month|year)$")
DIGIT_OR_NAME = re.compile(
    r"\d|[A-ZÆØÅ]\w+ [A-ZÆØÅ]|\b(?:ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.I,
)
NEW_YEARS = re.compile(r"\b(?:ny[et]?|new|more|further|hele|heile)\s+(?:år|years?|måneder|månader|months?)\b", re.I)
TOPICS: dict[str, re.Pattern[str]] = {
    "signed": re.compile(r"\b(?:signer\w*|undertegn\w*|underskr\w*|skr(?:e|ei)v\s+under|skrevet\s+under|sign(?:ed|ing|s)?)\b", re.I),
    "ends": re.compile(r"\b(?:slutt\w*|avslutt\w*|utløp\w*|går\s+ut|varer\s+til|ends?|ended|expires?|until\s+when|til\s+når)\b", re.I),
    "begins": re.compile(r"\b(?:begyn\w*|byrj\w*|start\w*|trer\s+i\s+kraft|begins?|began|commence\w*)\b", re.I),
    "deadline": re.compile(r"\b(?:\w*frist\w*|deadline)\b", re.I),
    "duration": re.compile(
        r"\b(?:hvor\s+lenge|kor\s+lenge|how\s+long|varighet\w*|varigheit\w*|var(?:er|ar)\b|lasts?\b|duration|years?\b|år\b)", re.I
    ),
}  # fmt: skip
RELATED = {"ends": {"ends", "duration"}, "begins": {"begins"}, "duration": {"duration", "ends"}}
COUNTING = re.compile(r"\b(?:hvor\s+mange|kor\s+mange|how\s+many)\b|\b(?:\w+)\s+(?:eller|or)\s+(?:\w+)\b", re.I)


@dataclass(frozen=True, slots=True)
class Claim:
    """One value that a unit claims: of what ("ends", "duration", "count:…", "holder:…"), and the statement it was read from, if it was."""

    attribute: str
    value: Value
    statement: Statement | None = None


def topics(asked: Asked) -> frozenset[str]:
    """What a question asks values of: names of attributes, "count" and "holder" for all of these; empty where it asks for none."""
    if asked.kind == "who":
        return frozenset({"holder"})  # who signed is not contradicted by another day of signing
    if asks_opening(asked.text):
        return frozenset({"open"})
    named = [name for name, words in TOPICS.items() if words.search(asked.text)]
    if asked.kind in {"when", "how_long", "yes_no", "what"} and named:
        return frozenset(RELATED.get(named[0], {named[0]}))
    return frozenset({"count"}) if COUNTING.search(asked.text) else frozenset()


def claims(unit: Unit, passage: Passage, wanted: frozenset[str]) -> tuple[Claim, ...]:
    """The claims of a unit on the topics."""
    if "open" in wanted:
        days = open_days(unit.text)
        numbers = "".join(map(str, sorted(days or ())))
        return (Claim(f"open:{channel(unit.text)}", Value(numbers, numbers)),) if days is not None else ()
    if not DIGIT_OR_NAME.search(unit.text):
        return ()
    title = passage.version.metadata.title or ""
    chunk = replace(passage.chunk, text=unit.text)
    found = _stated(chunk, passage.version.document.identity, title)
    told = [Claim(one.attribute, one.value, one) for one in found if one.attribute.partition(":")[0] in wanted]
    return (*told, *_durations(unit, found)) if "duration" in wanted else tuple(told)


@lru_cache(maxsize=4096)
def _stated(chunk: Chunk, identity: str, title: str) -> tuple[Statement, ...]:
    source = Source(identity, title, chunk.language, [chunk])
    return tuple(one for one in statements(source) if one.clause.text in chunk.text)


def _durations(unit: Unit, found: Sequence[Statement]) -> Iterator[Claim]:
    """Lengths that are not told as such: "four new years", and the time between the two dates of a period."""
    about = found[0] if found else None
    language = about.clause.language if about else "nb"
    for mention in mentions(unit.text, language) if about else ():
        if mention.kind == "number" and NEW_YEARS.match(unit.text[mention.end :].lstrip()) and " " not in mention.value:
            yield Claim(
                "duration",
                Value(f"{mention.value} year", mention.text, bound_before(unit.text[: mention.start])),
                about,
            )
    begins = [one for one in found if one.attribute == "begins"]
    ends = [one for one in found if one.attribute == "ends"]
    if begins and ends and (days := _days(begins[0].value.normal, ends[0].value.normal)):
        yield Claim("duration", Value(f"{days} day", f"{begins[0].value.shown} – {ends[0].value.shown}"), ends[0])


def _days(begin: str, end: str) -> int:
    try:
        return (date.fromisoformat(end) - date.fromisoformat(begin)).days
    except ValueError:
        return 0


def differ(one: Claim, other: Claim) -> bool:
    """Whether two claims of the same cannot both be right."""
    kind = one.attribute.partition(":")[0]
    if kind != other.attribute.partition(":")[0]:
        return False
    if kind == "holder":
        return one.attribute == other.attribute and not set(one.value.normal.split()) & set(other.value.normal.split())
    if kind == "open":
        return one.attribute == other.attribute and one.value.normal != other.value.normal
    if kind in {"duration", "count"}:
        return quantities_differ(_counted(one.value), _counted(other.value))
    return dates_differ(one.value.normal, other.value.normal)


def _counted(value: Value) -> Value:
    """A count without what is counted: the question has said what that is."""
    return value if TIME.match(value.normal) else Value(value.normal.split(" ")[0], value.shown, value.bound)
