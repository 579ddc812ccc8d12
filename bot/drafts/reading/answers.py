"""The answer to the field that was asked, a labelled value, a correction: a piece of text read as one field's value."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.drafts.forms import Field, RequestType, form_of
from bot.drafts.reading import choices, cues
from bot.drafts.reading.clauses import at_boundary
from bot.drafts.reading.hits import Context, Hit, Reading, Strength
from bot.drafts.reading.intents import is_chatter, tidy
from bot.drafts.reading.message import Message
from bot.drafts.reading.spans import TRAILING
from bot.drafts.reading.themes import Themes
from bot.drafts.reading.values import NONE_WORDS, as_answer

PROCESS = re.compile(
    r"\b(?:sikt|nsd|rek|kommunen|ntnu|trd|universitetskommune\w*|frist\w*|deadline|skjema|form|kontrakt\w*|"
    r"contract|søk\w*|apply|godkjen\w*|approv\w*|personvern\w*|personopplysninger|gdpr|temaområde\w*|"
    r"theme areas?|offphd|avtale\w*|agreement|kontakt\w*|contact|koordinator|coordinator|du|dere|you|"
    r"samarbeid\w*)\b"
)


def form_for(type_id: str | None) -> RequestType:
    """The form to read with."""
    return form_of(type_id)


def asked_field(context: Context) -> Field | None:
    """The field that was asked, None when none was."""
    return context.form.field(context.asked) if context.asked else None


def takes_yes_no(context: Context) -> bool:
    """Whether "ja" or "nei" alone answers what was asked."""
    field = asked_field(context)
    if field is None:
        return False
    if field.kind == "yes_no_unknown" or field.none_word:
        return True
    return field.id in {"funding", "contribution"}  # "nei" says that there is none


def is_asked_for(message: Message, span: tuple[int, int], context: Context) -> bool:
    """Whether a sentence in the form of a question is the value that was asked: a research question, a title in quotation marks."""
    words = message.text[span[0] : span[1]]
    if context.asked == "research_question":
        return not PROCESS.search(words)
    if context.asked == "title":
        raw = message.words(*span).strip()
        return raw[:1] in '«"“' and not PROCESS.search(words)
    return False


def short_answer(message: Message, context: Context) -> bool:
    """Whether what looks like small talk answers the question that was asked ("ja", "ingen", a name)."""
    field = asked_field(context)
    if field is None or not re.search(r"\w", message.text):
        return False
    text = tidy(message.text)
    if field.kind == "yes_no_unknown":
        return choices.yes_no(text, field.id) is not None
    if field.none_word:
        return bool(NONE_WORDS.search(text)) and len(text.split()) <= 6
    if field.kind == "email":
        return "@" in text
    return False


def with_answer(
    message: Message,
    text: str,
    context: Context,
    reading: Reading,
    themes: Themes,
) -> Reading:
    """The reading with what is left of the message taken as the answer to the asked field."""
    field = asked_field(context)
    if field is None:
        return reading
    hits = islands(message, reading.hits, field)
    if any(hit.field == field.id for hit in hits):
        return replace(reading, hits=hits)
    start, end = leading(message, text, hits)
    words = message.words(start, end)
    reading = replace(reading, hits=hits)
    if not _says_something(message.text[start:end], alone=not hits) or (
        is_chatter(message.text[start:end]) and not short_answer(message, context)
    ):
        return reading
    alone = not hits and not reading.question and reading.months is None and not reading.type
    if not alone and reading.months is not None and field.kind == "date":
        return reading
    if field.verbatim and _is_not_known(message.text[start:end].strip(), field):
        return replace(reading, not_known=True)
    value = as_answer(message, start, end, field, context, themes)
    if value is not None:
        hit = Hit(field.id, value, start, end, Strength.ASKED)
        return replace(
            reading,
            hits=(*hits, hit),
            vague=field.kind == "long_text" and field.id != "funding" and cues.is_vague(value.lower()),
        )
    if NOT_KNOWN.match(message.text[start:end].strip()):
        return replace(reading, not_known=True)
    chatter = field.kind in {"date", "email", "number", "choice", "yes_no_unknown"} and len(words.split()) > 8
    return replace(reading, unread=True, chatter=chatter) if alone else reading


NOT_KNOWN = re.compile(
    r"(?:det |jeg |vi |i |we |nei,? |hm+,? |tja,? |har |er |eh+,? |puh,? )*(?:vet (?:jeg |vi )?ikke|"
    r"usikker[et]?|aner ikke|don’t know|"
    r"not sure|no idea|ikke (?:bestemt|avklart|sikker|helt sikker)|uavklart|unknown|ukjent|ingen anelse|"
    r"unsure|har ikke bestemt|"
    r"not decided|haven’t decided|undecided|uvisst|tbd)\b"
)
EMPTY_WORDS = frozenset(
    [
        "og",
        "i",
        "på",
        "er",
        "en",
        "ei",
        "et",
        "det",
        "den",
        "de",
        "vi",
        "jeg",
        "til",
        "for",
        "av",
        "som",
        "med",
        "å",
        "at",
        "ja",
        "nei",
        "ok",
        "hei",
        "så",
        "da",
        "spør",
        "etter",
        "kontakt",
        "ring",
        "and",
        "the",
        "a",
        "of",
        "to",
        "is",
        "we",
        "i",
        "you",
        "it",
        "that",
        "in",
        "on",
        "at",
        "yes",
        "no",
        "so",
        "then",
        "please",
        "ask",
        "også",
        "men",
        "but",
        "skriv",
        "write",
        "kan",
        "can",
        "du",
        "mail",
        "e-post",
        "epost",
        "heter",
        "my",
        "min",
    ]
)


def _is_not_known(low: str, field: Field) -> bool:
    """Whether someone's own words only say that it is not known. Of funding, "not settled" is a status and kept."""
    match = NOT_KNOWN.match(low)
    if match is None or (field.id == "funding" and re.search(r"avklart|bestemt|decided", match.group())):
        return False
    return len(low[match.end() :].split()) <= 3


def _says_something(text: str, *, alone: bool) -> bool:
    words = re.findall(r"[^\W_]+", text)
    return bool(words) and ((alone and len(words) == 1) or not set(words) <= EMPTY_WORDS)


def islands(message: Message, hits: tuple[Hit, ...], field: Field) -> tuple[Hit, ...]:
    """What an answer to a question for someone's own words says beside it: what begins a clause of its own.

    "Ingen ennå, men vi søker Forskningsrådet i februar" answers what was asked; the February in it is no start.
    """
    if field.id == "ethics_rek":  # "formålet er medisinsk" answers the question; it is no purpose
        return tuple(hit for hit in hits if not (hit.field == "purpose" and len((hit.value or "").split()) <= 4))
    if field.kind != "long_text":
        return hits
    kept = [hit for hit in hits if not (hit.field == field.id and hit.whole)]
    own = [hit for hit in kept if hit.field == field.id]
    if own:
        return tuple(kept)
    return tuple(
        hit
        for hit in kept
        if hit.field in {"contact_email", "contact_name"}
        or hit.strength >= Strength.LABELLED
        or (hit.strength is Strength.CUED and at_boundary(message.text, hit.start))
    )


def leading(message: Message, text: str, hits: tuple[Hit, ...]) -> tuple[int, int]:
    """What stands before the first thing that was read, to the end of its clause; what stands behind it when it comes first."""
    first = min((hit.start for hit in hits), default=len(text))
    blank = text.find("·")
    end = min(first, blank if blank >= 0 else len(text))
    end = _boundary_before(text, 0, end)
    start = 0
    mark = re.match("[·\\s]+", text)
    if end == 0 and mark and "·" in mark.group():  # a question or a label stands first, the answer behind it
        start = mark.end()
        later = [hit.start for hit in hits if hit.start >= start]
        again = text.find("·", start)
        end = _boundary_before(text, start, min([*later, again if again >= 0 else len(text)]))
    while start < end and text[start] in " \t\n,.;:!?–-":
        start += 1
    end -= len(match.group()) if (match := TRAILING.search(text[start:end])) else 0
    return start, max(start, end)


def _boundary_before(text: str, start: int, end: int) -> int:
    """The last place at or before `end` where a clause begins: half a clause is no answer."""
    if end < len(text) and text[end] != "·":
        while end > start and not at_boundary(text, end):
            end -= 1
    return end
