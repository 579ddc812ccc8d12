"""The answer to the field that was asked, a labelled value, a correction: a piece of text read as one field's value."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.drafts.forms import Field, RequestType, form_of
from bot.drafts.reading import choices, cues
from bot.drafts.reading.beside import beside
from bot.drafts.reading.clauses import QUOTED, at_boundary
from bot.drafts.reading.dates import find_dates
from bot.drafts.reading.hits import Context, Hit, Reading, Strength
from bot.drafts.reading.intents import is_chatter, tidy
from bot.drafts.reading.message import Message
from bot.drafts.reading.people import NAME, no_name
from bot.drafts.reading.small_words import small_words
from bot.drafts.reading.spans import TRAILING, sentence_end
from bot.drafts.reading.themes import Themes
from bot.drafts.reading.values import CLAUSE, NONE_WORDS, as_answer

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


WRONG = re.compile(r"\b(?:feil|galt|mente|mener|meant|mean|wrong|typo|rettelse|skulle|should|endre|change|men|but)\b")


def says_no(message: Message, context: Context) -> bool:
    """Whether "nei, det er ikke nødvendig" answers the yes or no that was asked, and corrects nothing."""
    field = asked_field(context)
    if field is None or field.kind != "yes_no_unknown" or WRONG.search(message.text):
        return False
    return choices.yes_no(message.text, field.id) is not None


WONDERED = re.compile(
    r"(?:det )?(?:vi|we) (?:lurer på|undres på|wonder|are wondering|are curious|er nysgjerrige på),? "
    r"(?:om|hvorfor|hvordan|hva som|whether|if|why|how|what)\b"
)


GOES_ON = re.compile(r"(?:,|;| \(| or\b| eller\b| og\b| and\b| v/| ved\b| at\b| [–-]) ?(?!(?:ikke|not)\b)(?=[^.!?\n])")


def _to_its_end(message: Message, text: str, hit: Hit, ends: tuple[Hit, ...]) -> Hit:
    """A unit that answers, with what goes on behind it: "NTNU Samfunnsforskning, eller noe lignende"."""
    if hit.field not in {"university_unit", "municipal_unit"} or hit.strength is not Strength.CUED or hit.value is None:
        return hit
    if GOES_ON.match(message.text, hit.end) is None or "·" in text[hit.end : sentence_end(message, hit.end)]:
        return hit
    stop = min([sentence_end(message, hit.end), *(other.start for other in ends if other.start > hit.end)])
    rest = message.words(hit.end, stop)
    if not at_boundary(message.text, stop) and stop < sentence_end(message, hit.end):
        return hit
    if len(rest.split()) > 12 or CLAUSE.match(rest.lower().lstrip(" ,;–-")):
        return hit
    tail = re.sub(r"[\s,;.–-]+$|\s+(?:og|and)[\s,]*$", "", rest)
    return replace(hit, value=hit.value + tail, end=stop)


def is_asked_for(message: Message, span: tuple[int, int], context: Context) -> bool:
    """Whether a sentence in the form of a question is the value that was asked: a research question, a title in quotation marks."""
    words = message.text[span[0] : span[1]]
    if context.asked == "research_question":
        return not PROCESS.search(words)
    if context.asked in {"purpose", "challenge"}:
        return bool(WONDERED.match(words)) and not PROCESS.search(words)
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
    if field.kind == "person":
        name = NAME.search(message.raw)  # "kollegaen min, Anne Lie" is no talk about a colleague
        return name is not None and not no_name(name.group())
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
    if field.verbatim:
        hits, ends = beside(message, reading.hits, field, context)
    else:
        hits = ends = _without_reasons(reading.hits, field)
    if any(hit.field == field.id for hit in hits):
        return replace(
            reading, hits=tuple(_to_its_end(message, text, hit, ends) if hit.field == field.id else hit for hit in hits)
        )
    start, end = leading(message, text, ends)
    words = message.words(start, end)
    reading = replace(reading, hits=hits)
    if field.kind == "text" and reading.months is not None:
        return reading  # "prosjektet varer i to år" is no title
    long = bool(hits) or len(words.split()) > LONGEST_BEFORE + 2  # "17. mai for alle" may be a title
    if field.id == "title" and long and _tells_a_day(message, start, end, context):
        return reading  # "styret møtes 12. januar, men …" is no title
    if field.id == "title" and hits and not _stands_alone(message, start, end):
        return reading
    if (
        field.verbatim
        and ends
        and len(words.split()) <= LONGEST_BEFORE
        and re.match(r"(?:vi|jeg|we|i) ", words.lower())
    ):
        return reading  # "vi har sjekket, og …" leads to what is said
    if hits and SLIP.search(message.text[start:end]) and len(words.split()) <= LONGEST_BESIDE:
        return reading  # "oi, jeg ga deg feil adresse" leads to what is right
    if not _says_something(message.text[start:end], alone=not hits) or (
        is_chatter(message.text[start:end]) and not short_answer(message, context)
    ):
        return reading
    alone = not hits and not reading.question and reading.months is None and not reading.type
    if not alone and reading.months is not None and field.kind == "date":
        return reading
    if field.verbatim and _is_not_known(message.text[start:end].strip(), field):
        return replace(reading, not_known=True)
    if field.kind == "long_text":
        start = cues.lead_in(message.text, start, end, context.form, field.id)
    value = as_answer(message, start, end, field, context, themes)
    if field.id == "theme_area" and hits and value and not themes.named(message.text[start:end]):
        return reading  # "Zion sykehjem er enheten vår" is about the unit, though a nursing home means health
    if field.id == "title" and hits and value and not value[:1].isupper() and "«" not in words and '"' not in words:
        return reading
    if value is not None:
        hit = Hit(field.id, value, start, end, Strength.ASKED)
        return replace(
            reading,
            hits=(*hits, hit),
            vague=field.verbatim and field.id not in {"funding", "title"} and cues.is_vague(value.lower()),
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


def _is_not_known(low: str, field: Field) -> bool:
    """Whether someone's own words only say that it is not known. Of funding, "not settled" is a status and kept."""
    match = NOT_KNOWN.match(low)
    if match is None or (field.id == "funding" and re.search(r"avklart|bestemt|decided", match.group())):
        return False
    return len(low[match.end() :].split()) <= 3


def _tells_a_day(message: Message, start: int, end: int, context: Context) -> bool:
    """Whether words that stand in no quotation marks tell a day of the calendar, as titles do not."""
    if QUOTED.search(message.words(start, end)):
        return False
    return any(found.kind in {"named", "numbers"} for found in find_dates(message.text[start:end], context.today))


SLIP = re.compile(r"\b(?:feil|wrong|mistake|typo|skrivefeil|tastefeil|glemte|forgot|stryk|fjern|slett|remove|delete)\b")
LONGEST_BESIDE, LONGEST_BEFORE = 12, 4  # words of a title that is a sentence of its own, or that something else follows


def _stands_alone(message: Message, start: int, end: int) -> bool:
    """Whether what is left over beside something else can be a title: a short sentence of its own, a few words before a comma."""
    words = len(message.text[start:end].split())
    after = message.text[end : end + 1]
    return words <= (LONGEST_BEFORE if after in {",", ";", " "} else LONGEST_BESIDE)


def _says_something(text: str, *, alone: bool) -> bool:
    """Whether what is left over can be an answer: beside something else it needs a word of its own."""
    words = re.findall(r"[^\W_]+", text)
    return bool(words) and (alone or not set(words) <= small_words())


def _without_reasons(hits: tuple[Hit, ...], field: Field) -> tuple[Hit, ...]:
    """ "Formålet er medisinsk" answers whether REK is needed; it is no purpose."""
    if field.id != "ethics_rek":
        return hits
    return tuple(hit for hit in hits if not (hit.field == "purpose" and len((hit.value or "").split()) <= 4))


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
