"""Labelled forms: "Tittel: …", "Formål - …", "**Frist:** …", one a line or one after another in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.drafts.form_files import form_of
from bot.drafts.forms import TYPE_FIELD
from bot.drafts.reading.bare_labels import bare_labels
from bot.drafts.reading.clauses import QUOTED
from bot.drafts.reading.message import Message

PERIOD = "period"
EXTRA_NAMES = {
    PERIOD: (
        "(?:prosjekt)?period(?:e|en|a)?",
        "(?:prosjekt)?tid(?:srom(?:met)?|sperspektiv)?",
        "varigh?eit(?:a)?",
        "varighet(?:en)?",
        "når",
        "(?:project )?period",
        "timeline",
        "duration",
        "dates",
        "tidsramme(?:n|r)?",
        "tidsplan",
        "start og slutt",
        "start/slutt",
        "oppstart og slutt",
        "start and end",
        "when",
    ),
    TYPE_FIELD: (
        "(?:henvendelses)?type(?:n)?",
        "type (?:samarbeid|henvendelse|førespurnad|prosjekt)",
        "(?:request |project |collaboration )?type",
        "type of (?:request|collaboration|project)",
    ),
}
# "the benefit? Fewer falls" puts the question for the other; "the deadline? When is it?" asks
ASKS = (
    r"(?:hva|hvem|hvordan|hvorfor|når|hvor|hvilke\w*|what|who|how|why|when|where|which|kan|må|skal|er|har|can|must|should|is|"
    r"are|do|does|did)\b"
)
LEAD = (
    r"(?:^|(?<=[\n,;.|(!?]))[ \t]*(?:[-*•–·][ \t]*|\d{1,2}[.)][ \t]*)?[*_]{0,2}(?:(?:oh|å|ja|og|and|so|så|also|"
    r"men|but|ok|forresten|dessuten|"
    r"by the way|btw|ellers)[, ]+)*"
    r"(?:(?:(?:kan|vil) (?:du|dere) |(?:can|could|will) you |vennligst |please |bare |just )?"
    r"(?:skriv|skrive|noter|notere|før|føre|sett|sette|legg|legge|ta|put|note|write|add|enter)(?: (?:inn|opp|ned|down|in))?"
    r"(?: (?:dette|det|denne|følgende|this|that|the following))?(?: (?:inn|opp|ned|down|in))? (?:på|under|som|for|as|in) )?"
    r"(?:(?:the|our|vårt|vår) )?"
)
WHOSE = (
    r"(?: (?:vårt|vår|våre|hos oss|i prosjektet|fra oss|frå oss|fra vår side|from us|from our (?:side|end)|"
    r"on our (?:side|part|end)))?"
)
UNKNOWN = re.compile(
    r"(?:^|\n)[ \t]*(?:[-*•–][ \t]*|"
    r"\d{1,2}[.)][ \t]*)?[*_]{0,2}[a-zæøå][a-zæøå/ -]{1,38}[*_]{0,2}[ \t]*:[*_]{0,2}[ \t]"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled value's place in the message's text."""

    field: str
    start: int
    value_start: int
    value_end: int


@cache
def _patterns(type_id: str) -> tuple[tuple[re.Pattern[str], ...], tuple[tuple[str, re.Pattern[str]], ...]]:
    form = form_of(type_id)
    names = [(field.id, field.names) for field in form.fields] + list(EXTRA_NAMES.items())
    either = "|".join(name for _, group in names for name in sorted(group, key=len, reverse=True))
    colon = re.compile(
        rf"{LEAD}(?P<label>{either})[*_]{{0,2}}{WHOSE}(?: \([^)\n]{{1,30}}\))?[ \t]*(?:[:=]|\?(?= "
        rf"?(?:ja|nei|yes|no|vet|ikke|ingen)\b| (?!{ASKS})[\w«\"“]))[*_]{{0,2}}[ \t]*"
    )
    dash = re.compile(
        rf"(?:^|\n)[ \t]*(?:[-*•–][ \t]*|\d{{1,2}}[.)][ \t]*)?[*_]{{0,2}}(?P<label>{either})[*_]{{0,2}}[ "
        rf"\t]+[-–—>]+[ \t]+"
    )
    return (colon, dash), tuple((identity, re.compile("|".join(group))) for identity, group in names)


def read_labels(message: Message, type_id: str | None) -> list[Labelled]:
    """Every labelled value, in order. A value runs to the next label or to the end of its line; a field without a value is left out."""
    text = message.text
    patterns, names = _patterns(type_id or "")
    places: list[tuple[int, int, str]] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end, _ in places):
                identity = next(identity for identity, name in names if name.fullmatch(match.group("label")))
                places.append((match.start(), match.end(), identity))
    fields = {field.id for field in form_of(type_id or "").fields}
    for bare in bare_labels(message, len(places)):
        if bare[2] in fields and not any(start < bare[1] and bare[0] < end for start, end, _ in places):
            places.append(bare)
    known = sorted(places)
    breaks = sorted({start for start, _, _ in known} | {match.start() for match in UNKNOWN.finditer(text)})
    return [found for place in known if (found := _value(text, place, breaks, many=len(known) > 1)) is not None]


def _value(text: str, place: tuple[int, int, str], breaks: list[int], *, many: bool) -> Labelled | None:
    start, value_start, identity = place
    limit = next((other for other in breaks if other >= value_start), len(text))
    line = re.compile(r"\n\s*\n" if many else r"\n").search(text, value_start, limit)
    end = line.start() if line else limit
    while end > value_start and text[end - 1] in " \t\n,;|*_":
        end -= 1
    quoted = QUOTED.match(text, value_start, end)
    if quoted and identity == "title":
        end = quoted.end()  # "Tittel: «Lys», og oppstarten er …"
    return Labelled(identity, start, value_start, end) if end > value_start else None


def names_field(text: str, type_id: str | None) -> str | None:
    """The field that a few words name ("tittelen", "the purpose"), or None."""
    words = re.sub(r"^(?:på |the |our |vårt |vår |min |mitt |feltet |field )+|[\s.!?]+$", "", text.strip())
    return next((identity for identity, name in _patterns(type_id or "")[1] if name.fullmatch(words)), None)
