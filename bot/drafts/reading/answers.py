"""The answer to the field that was asked, a labelled value, a correction: a piece of text read as one field's value."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.drafts.forms import TYPE_FIELD, Field, RequestType, form_of
from bot.drafts.reading import choices, cues, dates, labels, people, periods, wishes
from bot.drafts.reading.choices import Similarity
from bot.drafts.reading.date_patterns import NUMBERS
from bot.drafts.reading.hits import Context, Hit, Reading, Strength
from bot.drafts.reading.intents import is_chatter, tidy
from bot.drafts.reading.message import Message
from bot.drafts.reading.spans import TRAILING, at_boundary
from knowledge.partnership import Partnership

WRAPPER = re.compile(
    r"^(?:(?:ja|yes|jo|ok|okay|vel|well|hm+|eh+|tja|å|oh|so|så|altså|da|nei|vi tenker(?: på| kanskje)?|"
    r"jeg tenker(?: på)?|vi tror|jeg tror|i think|we think|i guess|jeg antar|det (?:er|blir|må (?:bli|være)|"
    r"kan være|skal være|vil være|var|vil bli)|den (?:er|blir)|"
    r"it(?:’s| is| will be| would be| should be)|that(?:’s| is| would be| will be)|they are|kanskje|maybe|"
    r"perhaps|probably|sannsynligvis|nok|vel nok|muligens|mulig|helst|preferably|for eksempel|f\.eks\.?|"
    r"for example|si|let’s say|la oss si|først og fremst|mainly|gjerne|how about|what about|hva med|"
    r"skal vi si|kanskje vi kan si|noe sånt som|something like|vi foreslår|jeg foreslår|we suggest|i suggest|"
    r"vi sier|we’ll say|svar:|answer:)\b[,.:!]? +)+"
)
TAIL = re.compile(
    r"(?:,? (?:tror jeg|trur eg|tenker jeg|i think|i guess|kanskje|maybe|antar jeg|eller noe sånt|"
    r"or something(?: like that)?|hvis det går|if possible|vel|da|liksom|ikke sant|takk|thanks|please|"
    r"for eksempel|foreløpig|for now|håper vi|håper jeg|sånn ca|omtrent|cirka|i utgangspunktet))+$"
)
PROCESS = re.compile(
    r"\b(?:sikt|nsd|rek|kommunen|ntnu|trd|universitetskommune\w*|frist\w*|deadline|skjema|form|kontrakt\w*|"
    r"contract|søk\w*|apply|godkjen\w*|approv\w*|personvern\w*|personopplysninger|gdpr|temaområde\w*|"
    r"theme areas?|offphd|avtale\w*|agreement|kontakt\w*|contact|koordinator|coordinator|du|dere|you|"
    r"samarbeid\w*)\b"
)
NONE_WORDS = re.compile(
    r"\b(?:ingen|ikke noen|ikkje nokon|inga|no|none|not any|ikke|nei|haster ikke|hastar ikkje|ingen hast|"
    r"ikke noe hast|ikke hast|no rush|no hurry|not urgent|når som helst|whenever|any ?time|når (?:dere|de|"
    r"det) (?:kan|passer|har tid)|open|åpen|ingenting|nope|without)\b"
)
NO_END = re.compile(
    r"\b(?:løpende|lauspande|åpen slutt|open[- ]ended|ingen slutt\w*|ubestemt|permanent|varig|fast|"
    r"no end(?: date)?|indefinite\w*|ongoing)\b"
)
FIRST_PERSON = re.compile(r"^(?:vi|jeg|we|i|det er|det var|dette er|it is|først|first|jo,|altså) ")
CLAUSE = re.compile(
    r"^(?:vi|jeg|de|prosjektet|kommunen|innbyggerne|oppstarten?|we|i|they|the (?:municipality|project|residents)|there) "
    r"(?:kan|vil|skal|har|er|må|bør|blir|får|regner|håper|tror|starter|begynner|ønsker|trenger|bidrar|stiller|søker|tenker|planlegger|"
    r"can|will|would|have|has|are|is|must|should|get|hope|think|start|begin|want|need|contribute|apply|plan|expect|am)\b"
)
LONGEST_TITLE = 25  # words


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
    partnership: Partnership,
    likeness: Similarity | None,
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
    if not _says_something(message.text[start:end]) or (
        is_chatter(message.text[start:end]) and not short_answer(message, context)
    ):
        return reading
    alone = not hits and not reading.question and reading.months is None and not reading.type
    if not alone and reading.months is not None and field.kind == "date":
        return reading
    if field.verbatim and _is_not_known(message.text[start:end].strip(), field):
        return replace(reading, not_known=True)
    value = as_answer(message, start, end, field, context, partnership, likeness)
    if value is not None:
        hit = Hit(field.id, value, start, end, Strength.ASKED)
        return replace(reading, hits=(*hits, hit), vague=field.kind == "long_text" and cues.is_vague(value.lower()))
    if NOT_KNOWN.match(message.text[start:end].strip()):
        return replace(reading, not_known=True)
    chatter = field.kind in {"date", "email", "number", "choice", "yes_no_unknown"} and len(words.split()) > 8
    return replace(reading, unread=True, chatter=chatter) if alone else reading


NOT_KNOWN = re.compile(
    r"(?:det |jeg |vi |i |we |nei,? |hm+,? |tja,? |har |er |eh+,? |puh,? )*(?:vet (?:jeg |vi )?ikke|usikker[et]?|aner ikke|don’t know|"
    r"not sure|no idea|ikke (?:bestemt|avklart|sikker|helt sikker)|uavklart|unknown|ukjent|ingen anelse|unsure|har ikke bestemt|"
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


def _says_something(text: str) -> bool:
    words = re.findall(r"[^\W_]+", text)
    return bool(words) and (len(words) == 1 or not set(words) <= EMPTY_WORDS)


def islands(message: Message, hits: tuple[Hit, ...], field: Field) -> tuple[Hit, ...]:
    """What an answer to a question for someone's own words says beside it: what begins a clause of its own.

    "Ingen ennå, men vi søker Forskningsrådet i februar" answers what was asked; the February in it is no start.
    """
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


def as_answer(
    message: Message,
    start: int,
    end: int,
    field: Field,
    context: Context,
    partnership: Partnership,
    likeness: Similarity | None,
) -> str | None:
    """A piece of a message as the value of a field, None when it cannot be one."""
    low = message.text[start:end].strip()
    if field.kind == "yes_no_unknown":
        return choices.yes_no(low, field.id)
    if field.id == "theme_area":
        return _theme(low, partnership, likeness)
    if field.kind == "choice":
        return choices.option(low, field)
    if field.kind == "email":
        match = people.EMAIL.search(low)
        return message.words(start + match.start(), start + match.end()) if match else None
    if field.kind == "number":
        match = re.search(r"\d[\d ]*", low)
        number = (
            re.sub(r"\D", "", match.group())
            if match
            else str(next((NUMBERS[w] for w in low.split() if w in NUMBERS), ""))
        )
        return number or None
    if field.kind == "date":
        return _date(low, field, context)
    if field.kind == "person":
        return _person(message, start, end)
    return _text(message, start, end, field)


def _theme(low: str, partnership: Partnership, likeness: Similarity | None) -> str | None:
    short = len(low.split()) <= 8 and not CLAUSE.match(low)
    told = re.search(
        r"\b(?:tema|område|gjelder|handler|hører|under|theme|area|about|belongs?|innenfor|within|fits?|passer|mest|nærmest)",
        low,
    )
    return choices.theme_area(low, partnership, likeness) if short or told else None


def _date(low: str, field: Field, context: Context) -> str | None:
    found = dates.find_dates(low, context.today)
    if found:
        start = context.values.get("period_start")
        first = found[0].after(start) if field.id == "period_end" and start else found[0]
        return first.value if len(low.split()) <= 14 else None
    if field.none_word and NONE_WORDS.search(low) and len(low.split()) <= 14:
        return "none"
    return None


def _person(message: Message, start: int, end: int) -> str | None:
    lead = WRAPPER.match(message.text[start:end])
    begin = start + (lead.end() if lead else 0)
    begin += (
        len(match.group())
        if (match := re.match(r"(?:meg|me|jeg|i|undertegnede|myself)\b[,:( –-]*", message.text[begin:end]))
        else 0
    )
    found = people.name_at(message, begin, small=len(message.text[begin:end].split()) <= 4)
    if found and found[2] <= end + 1:
        return found[0]
    words = message.words(begin, end).strip(" ,.")
    plain = re.fullmatch(r"[^\W\d_]{2,}(?:[ -][^\W\d_]{2,}){0,3}", words)
    return words if plain and words[:1].isupper() else None


def _text(message: Message, start: int, end: int, field: Field) -> str | None:
    low = message.text[start:end]
    begin = start
    lead = WRAPPER.match(low)
    if lead and lead.end() < len(low):
        begin += lead.end()
    tail = TAIL.search(message.text[begin:end])
    if tail and tail.start() > 2:
        end = begin + tail.start()
    words = message.words(begin, end).strip(" \n\t,;–-")
    words = re.sub(r"(?<=\w)[.!]+$", "", words)
    quoted = cues.QUOTED.fullmatch(words)
    if field.id == "title":
        inner = cues.QUOTED.search(words)
        if inner and not quoted:
            return (inner.group(1) or inner.group(2)).strip()
        if quoted is None and (
            len(words.split()) > LONGEST_TITLE
            or (FIRST_PERSON.match(message.text[begin:end]) and len(words.split()) > 4)
        ):
            return None
    if field.id in {"municipal_unit", "university_unit"}:
        words = re.sub(
            r"(?i)^(?:(?:jeg|vi|eg|i|we)(?:'m|’re|'re)? (?:jobber|jobbar|er|work|are|am|arbeider|tenker|har (?:snakket|vært i kontakt|hatt kontakt|kontakt|dialog|en avtale)|kjenner|have (?:talked|been talking|spoken)|know)(?: litt| allerede| med| to| with| a bit)*(?: (?:i|på|"
            r"ved|for|hos|fra|in|at|with|from))? |(?:på|i|ved|hos|at|in|from|with|med) (?:the )?)",
            "",
            words,
        )
        if len(words.split()) > 25 or CLAUSE.match(message.text[begin:end]):
            return None
    if quoted:
        words = (quoted.group(1) or quoted.group(2)).strip()
    return words.rstrip("?") if field.id != "research_question" else words or None


def labelled(
    message: Message, found: labels.Labelled, context: Context, partnership: Partnership, likeness: Similarity | None
) -> list[Hit]:
    """The hits of a labelled value: one field, or start and end of a period, or a contact with an address beside the name."""
    start, end = found.value_start, found.value_end
    low = message.text[start:end].strip()

    def hit(field: str, value: str | None) -> list[Hit]:
        return [Hit(field, value, found.start, end, Strength.LABELLED)] if value else []

    if found.field == TYPE_FIELD:
        return hit(
            TYPE_FIELD, wishes.plain_type(low) or wishes.read_type(Message(message.words(start, end)), partnership)
        )
    if found.field == labels.PERIOD:
        inside, months = periods.read_periods(low, replace(context, asked="period_start"))
        both = [replace(each, start=found.start, end=end, strength=Strength.LABELLED) for each in inside]
        begin = next((each.value for each in both if each.field == "period_start"), None)
        if months and begin and not any(each.field == "period_end" for each in both):
            both.append(
                Hit("period_end", periods.derived_end(begin, months), found.start, end, Strength.LABELLED, derived=True)
            )
        return both
    field = context.form.field(found.field)
    if field is None or re.fullmatch(r"[\s?–-]*", low):
        return []
    if field.kind != "yes_no_unknown" and re.fullmatch(
        r"(?:vet ikke|don’t know|ukjent|unknown|tbd|usikker|not sure|n/?a)(?: ennå| yet| enno)?", low
    ):
        return [Hit(field.id, None, found.start, end, Strength.LABELLED)]
    if field.kind == "date":
        return hit(field.id, _labelled_date(low, field, context))
    if field.kind == "person":
        return [*hit(field.id, _person(message, start, end)), *_address(message, start, end)]
    value = as_answer(message, start, end, field, context, partnership, likeness)
    if field.verbatim:
        value = (
            message.words(start, end).strip(" \n\t,;*_–-")
            if field.kind == "long_text"
            else value or message.words(start, end).strip()
        )
    return hit(field.id, value)


def _labelled_date(low: str, field: Field, context: Context) -> str | None:
    found = dates.find_dates(low, context.today)
    if found:
        return found[0].value
    return "none" if field.none_word and NONE_WORDS.search(low) else None


def _address(message: Message, start: int, end: int) -> list[Hit]:
    match = people.EMAIL.search(message.text, start, end)
    return (
        [Hit("contact_email", message.words(*match.span()), match.start(), match.end(), Strength.LABELLED)]
        if match
        else []
    )
