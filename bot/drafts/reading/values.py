"""A piece of a message as the value of one field, by the field's kind."""

from __future__ import annotations

import re

from bot.drafts.forms import Field
from bot.drafts.reading import choices, dates, names, people, several
from bot.drafts.reading.clauses import QUOTED
from bot.drafts.reading.date_patterns import NUMBERS
from bot.drafts.reading.hits import Context
from bot.drafts.reading.message import Message
from bot.drafts.reading.remarks import is_sentence
from bot.drafts.reading.themes import Themes
from bot.drafts.reading.titles import title_in
from bot.drafts.reading.yes_no import yes_no

WRAPPER = re.compile(
    r"^(?:(?:ja|yes|jo|ok|okay|vel|well|hm+|eh+|tja|å(?=,)|oh|so|så|altså|da|nei|vi tenker(?: på| kanskje)?|"
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
NONE_WORDS = re.compile(
    r"\b(?:ingen|ikke noen|ikkje nokon|inga|no|none|not any|ikke|nei|hast(?:er|ar) ikke|ingen hast|"
    r"s[åo] (?:fort|snart|raskt) (?:dere|du|de|det|vi) \w+|as soon as you can|"
    r"ikke noe hast|ikke hast|no rush|no hurry|not urgent|når som helst|whenever|any ?time|når (?:dere|de|"
    r"det) (?:kan|passer|har tid)|open|åpen|ingenting|nope|without)\b"
)
# "my colleague Sunniva Ree", "kollegaen min, Sunniva Ree": whose role stands before the name
ROLE = re.compile(
    r"(?:(?i:my|our|the|min|mi|mitt|vår|den) (?:[a-zæøå-]+ ){1,4}?|[A-ZÆØÅa-zæøå][a-zæøå-]+ (?:min|mi|vår),? |"
    r"(?i:(?:my |our |the |min |vår )?(?:sjef\w*|kollega\w*|colleague|manager|boss|\w*leder\w*|\w*leiar\w*|"
    r"\w*rådgiv\w*|\w*koordinator\w*|\w*direktør\w*|rektor\w*|"
    r"head|director|coordinator|adviser|advisor))(?: (?:min|mi|vår|hos oss))?[,:]? )(?=[A-ZÆØÅ][a-zæøåé])"
)
SEASONS = {"høst": "til høsten", "vår": "til våren", "sommer": "til sommeren", "vinter": "til vinteren", "autumn": "in the autumn",
           "spring": "in the spring", "summer": "in the summer", "winter": "in the winter"}  # fmt: skip
FIRST_PERSON = re.compile(r"^(?:vi|jeg|we|i|det er|det var|dette er|it is|først|first|jo,|altså) ")
CLAUSE = re.compile(
    r"^(?:vi|jeg|de|prosjektet|kommunen|innbyggerne|oppstarten?|we|i|they|the (?:municipality|project|"
    r"residents)|there) "
    r"(?:kan|vil|skal|har|er|må|bør|blir|får|regner|håper|tror|starter|begynner|ønsker|trenger|bidrar|"
    r"stiller|søker|tenker|planlegger|"
    r"can|will|would|have|has|are|is|must|should|get|hope|think|start|begin|want|need|contribute|apply|plan|"
    r"expect|am)\b"
)
# "Våt ungdom funker vel": what is said of a title
FITS = re.compile(
    r"(?<! som)(?<! that)(?<! which) (?:funker|fungerer|duger|holder|går|passer|works|will do|would (?:do|work))(?: (?:vel|nok|fint|"
    r"bra|greit|det|fine|well))*$"
)
IS_DATE = re.compile(
    r"(?:(?:i|in|fra|from|til|to|tidlig|early|sent|late) )?(?:høst\w*|haust\w*|vår\w*|sommer\w*|sumar\w*|vinter\w*|winter|spring|"
    r"autumn|fall|summer|jan\w*|feb\w*|mars|march|"
    r"april|mai|may|jun[ie]?|jul[iy]?|aug\w*|sep\w*|okt\w*|oct\w*|nov\w*|des\w*|dec\w*)? ?(?:19|20)\d\d"
)
LONGEST_TITLE, SHORT_SENTENCE = 25, 5  # words; a longer sentence that somebody says is no title


def as_answer(
    message: Message,
    start: int,
    end: int,
    field: Field,
    context: Context,
    themes: Themes,
) -> str | None:
    """A piece of a message as the value of a field, None when it cannot be one."""
    low = message.text[start:end].strip()
    if field.kind == "yes_no_unknown":
        return yes_no(low, field.id)
    if field.id == "theme_area":
        return _theme(low, themes)
    if field.kind == "choice":
        return choices.option(low, field)
    if field.kind == "email":
        found = names.find_email(message.words(start, end))
        return found[0] if found else None
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
        return person_value(message, start, end)
    if field.kind == "choices":
        return several.options(low, field)
    if field.kind == "period":
        return several.period(low, context)
    if field.kind == "file":
        return several.file_names(message.words(start, end), field)
    return _text(message, start, end, field)


def _theme(low: str, themes: Themes) -> str | None:
    if re.search(r"[,;] (?:and |og )?(?:not|ikke) ", low) and not themes.named(low):
        return None  # "two schools, not three" puts something else right
    short = len(low.split()) <= 8 and not CLAUSE.match(low)
    told = re.search(
        r"\b(?:tema|område|gjelder|handler|hører|under|theme|area|about|belongs?|innenfor|within|fits?|passer|"
        r"mest|nærmest)",
        low,
    )
    return themes.of(low) if short or told else None


def _date(low: str, field: Field, context: Context) -> str | None:
    found = dates.find_dates(SEASONS.get(low.strip(" .!"), low), context.today)
    exact = [later for later in found[1:] if found[0].kind != "named" and later.value.startswith(found[0].value)]
    if found:
        found = [*exact, *found]  # "early next year, February say"
        start = context.values.get("period_start")
        first = found[0].after(start) if field.id == "period_end" and start else found[0]
        return first.value if len(low.split()) <= 14 else None
    if field.none_word and NONE_WORDS.search(low) and len(low.split()) <= 14:
        return "none"
    return None


def person_value(message: Message, start: int, end: int) -> str | None:
    lead = WRAPPER.match(message.text[start:end])
    begin = start + (lead.end() if lead else 0)
    begin += (
        len(match.group())
        if (
            match := re.match(
                r"(?:(?:det er|det blir|that’s|that is|it’s|it is|that would be) )?(?:(?:meg|me|jeg|i|undertegnede|"
                r"myself)\b"
                r"(?: (?:selv|sjølv|myself))?[,:( –-]*)?(?:(?:heter|navnet (?:mitt )?er|namnet (?:mitt )?er|er|am|’m|"
                r"my name is) )?",
                message.text[begin:end],
            )
        )
        else 0
    )
    begin += len(role.group()) if (role := ROLE.match(message.words(begin, end))) else 0
    found = people.name_at(message, begin, small=len(message.text[begin:end].split()) <= 4)
    inside = next(
        (each for each in names.NAME.finditer(message.words(begin, end)) if not names.no_name(each.group())), None
    )
    if found and found[2] <= end + 1 and (inside is None or " " in found[0]):
        return found[0]
    if inside is not None:
        return inside.group()
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
    quoted = QUOTED.fullmatch(words)
    if field.id == "title":
        inner = QUOTED.search(words)
        if inner and not quoted and (title := title_in(words)) != words:
            return title
        if quoted is None and (
            len(words.split()) > LONGEST_TITLE
            or re.search(r"\w{2}[.!?]\s+\w", words)
            or (is_sentence(low[begin - start :]) and len(words.split()) > SHORT_SENTENCE)
            or (FIRST_PERSON.match(message.text[begin:end]) and len(words.split()) > 4)
        ):
            return None
        words = FITS.sub("", words)
    if field.id in {"municipal_unit", "university_unit"}:
        if IS_DATE.fullmatch(words.lower()):
            return None
        words = re.sub(
            r"(?i)^(?:(?:jeg|vi|eg|i|we)(?:'m|’re|'re)? (?:jobber|jobbar|er|work|are called|are|am|arbeider|heter|"
            r"heiter|tenker|"
            r"har (?:snakket|vært i kontakt|hatt kontakt|kontakt|dialog|en avtale)|kjenner|have (?:talked|"
            r"been talking|spoken)|know)(?: litt| allerede| med| to| with| a bit)*(?: (?:i|på|"
            r"ved|for|hos|fra|in|at|with|from))? |(?:på|i|ved|hos|at|in|from|with|med) (?:the )?)",
            "",
            words,
        )
        if len(words.split()) > 25 or CLAUSE.match(message.text[begin:end]):
            return None
    if quoted:
        words = (quoted.group(1) or quoted.group(2)).strip()
    return words.rstrip("?") if field.id != "research_question" else words or None
