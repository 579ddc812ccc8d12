"""What an answer says beside the answer: which of a message's other readings stand, and which of them end it.

Who answers a question answers it: "we recruit more nurses" behind "How will residents benefit?" is the benefit, whatever "recruit" may
tell elsewhere. Only what names its own field ("oppstarten er …", "kontaktperson: …") begins something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.drafts.forms import Field
from bot.drafts.reading.choices import PERSONAL, REK
from bot.drafts.reading.clauses import at_boundary
from bot.drafts.reading.cues import named_at, named_behind
from bot.drafts.reading.date_roles import clause_start
from bot.drafts.reading.durations import find_durations
from bot.drafts.reading.giving import read_gifts
from bot.drafts.reading.hits import Context, Hit, Strength
from bot.drafts.reading.message import Message
from bot.drafts.reading.period_cues import ANSWER
from bot.drafts.reading.small_words import small_words
from bot.drafts.reading.spans import blanked, sentence_end
from bot.drafts.reading.themes import CUE as THEME_CUE

DATE_NAMED = re.compile(
    r"\b(?:prosjekt\w*|project|(?:opp)?start\w*|begynne\w*|begin\w*|slutt\w*|ferdig\w*|avslutt\w*|ends?|ending|"
    r"finish\w*|frist\w*|svarfrist\w*|deadline|svar\w*|answer\w*|reply|tilbakemelding\w*|perioden?|run|runs|"
    r"varer|vare|(?:skal|vil|will) (?:gå|pågå|foregå)|pågå[r]?|foregå[r]?|holder på|"
    r"beskjed|hear back|get back|i gang|kick\w*|launch\w*|fram til|frem til|until|går|tar|takes?|lasts?|"
    r"(?:år|måneder|years?|months?) (?:fra|from)|wrap\w*|i mål|første dag|first day)\b"
)
RUNS = re.compile(
    r"\b(?:skal|vil|will) (?:gå|pågå|foregå|vare|run|last|go on) (?:fra|i|til|from|in|until) "
)  # "målingene skal gå fra april"
ARRIVES = re.compile(
    r"\b(?:komme[r]?|kjem|come|comes|arrive[sd]?|er her|are here)\b"
)  # "studentene kommer i januar og er her til juni"
ANSWER_WANTED = re.compile(
    r"\b(?:trenger|må|ønsker|vil|håper|need|want|would|hope|please|frist\w*|svarfrist\w*|deadline|innen|senest|"
    r"før|by|before)\b"
)
UNIT_NAMED = re.compile(
    r"^(?:og |and )?(?:(?:vår|our|min|my|den|the|ansvarlig|municipal) )*(?:enhet|unit|avdeling|department|eining)|"
    r"(?:det er|it(?:’s| is)(?: the)?) [\w æøå-]{3,40} (?:som|that|who|which) |"
    r"(?:(?:jeg|vi|i|we)(?:’m| am| are)? (?:skriver|melder|writing|asking) )?(?:på vegne av|on behalf of)\b|(?:her er det) "
)
STANDS_BEHIND = re.compile(
    r" (?:står bak|spør|er ansvarlig|har ansvaret|eier (?:dette|prosjektet|behovet)|is (?:behind|asking|"
    r"responsible)|asks)\b"
)
PARTNER_NAMED = re.compile(r"\b(?:ntnu|universitet\w*|university|fagmiljø\w*|partner\w*|samarbeid\w*|collaborat\w*)\b")
SHORT_TITLE = 4  # words
LONG_TEXTS = frozenset({"purpose", "benefit", "contribution", "funding"})
FOR_WHOM = re.compile(
    r"for (?:\w+ ){1,3}?(?:betyr|betyr det|vil det|blir|it means|this means|that means|means)\b"
)  # says who gains
THEME_BEHIND = re.compile(
    r",? (?:as|som|for|(?:er|blir|is|would be|will be|må være|må bli|must be|passer (?:best )?som|fits (?:best )?as)(?: nok| vel| da)?) "
    r"(?:the |our |vårt )?(?:theme|tema|area|område)"
)
SURE_VERBS = {
    "contribution": re.compile(
        r"\b(?:(?:bidra\w*|stille[r]?(?: \w+)?) (?:(?:også|gjerne|selv|also) )?(?:med|with)|legge[r]? inn|sette[r]? av|"
        r"contribut\w+ (?!to\b)|puts? in|set aside)\b"
    ),
    "funding": re.compile(
        r"(?:\d{2,3}[ .]\d{3}\b|finansier|fund|penge|midl|money|søk|appl|kroner|millioner?|nok\b|tilskudd|støtte|grant|forskningsråd)"
    ),
    "purpose": re.compile(
        r"^\b(?:formål|mål|hensikt|the purpose|the aim|the goal|purpose|aim|goal|our (?:aim|goal|purpose))"
    ),
    "benefit": re.compile(r"^\b(?:nytte|gevinst|the benefit|benefit|fordel)"),
}


def beside(
    message: Message, hits: Iterable[Hit], field: Field, context: Context
) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    """The hits that stand beside an answer to `field`, and those of them at which the answer ends."""
    kept: list[Hit] = []
    ends: list[Hit] = []
    hits = tuple(hits)
    nothing_else = _is_all(message.text, hits)
    for hit in hits:
        if hit.field == field.id:
            if hit.strength >= Strength.LABELLED or _own(message, hit, field, context):
                kept.append(hit)
                ends.append(hit)
            continue
        if (
            (nothing_else and hit in _typed(hits))
            or hit.strength >= Strength.LABELLED
            or _begins_something(message, hit, field, context)
        ):
            kept.append(hit)
            ends.append(hit)
        elif _said_in_passing(hit, field, context):
            kept.append(hit)
    return tuple(kept), tuple(ends)


def _typed(hits: tuple[Hit, ...]) -> list[Hit]:
    return [
        hit for hit in hits if hit.field not in LONG_TEXTS and hit.field != "title" and hit.strength >= Strength.CUED
    ]


def _is_all(text: str, hits: tuple[Hit, ...]) -> bool:
    """Whether a message says nothing but what has a shape of its own: "helse og velferd", "from next autumn, for two years"."""
    rest = blanked(
        text,
        [*((hit.start, hit.end) for hit in _typed(hits)), *((start, end) for start, end, _ in find_durations(text))],
    )
    return not set(re.findall(r"[^\W_]+", rest)) - small_words()


def _sentence(message: Message, hit: Hit) -> int:
    return next((start for start, end in message.sentences if start <= hit.start < end), 0)


def _own(message: Message, hit: Hit, field: Field, context: Context) -> bool:
    """Whether a reading of the asked field is better than the message as it stands: the field is named, or the shape known."""
    if hit.strength is Strength.WEAK:
        return False
    named = named_at(message.text, hit.start, context.form, field.id) or named_behind(message.text, hit.end, field.id)
    return field.kind != "long_text" or named


def _said_in_passing(hit: Hit, field: Field, context: Context) -> bool:
    """A name, an address or a unit that is in the answer, and that nobody has told yet."""
    if hit.field == "personal_data" and field.kind == "text":
        return hit.field not in context.values
    passing = {"contact_email", "municipal_unit", "university_unit", "contact_name"}
    return hit.field in passing and hit.strength >= Strength.CUED and hit.field not in context.values


def _dated_clause(text: str, hit: Hit, field: Field) -> bool:
    """Whether a date stands in a clause of its own that says what it is of: "…, og så skal vi være ferdige før jul"."""
    if hit.field not in {"period_start", "period_end", "deadline"} or hit.strength is Strength.WEAK:
        return False
    begin = clause_start(text, hit.start, 0)
    arrives = field.kind == "text" and ARRIVES.search(text, begin, hit.end)
    lead = (
        arrives
        or DATE_NAMED.search(text, begin, hit.end)
        or (hit.field == "deadline" and ANSWER.search(text, 0, hit.start))
    )
    return bool(lead) and (field.kind == "text" or begin > 0 or RUNS.search(text, begin, hit.end) is not None)


def _begins_something(message: Message, hit: Hit, field: Field, context: Context) -> bool:
    text = message.text
    if hit.field == "contribution" and any(gift.sure and gift.start == hit.start for gift in read_gifts(message, text)):
        return True
    if hit.field == "theme_area" and THEME_BEHIND.match(text, hit.end):
        return True
    if not at_boundary(text, hit.start):
        return hit.field == "contact_email" or _dated_clause(text, hit, field)
    if field.id == "title" and hit.field in LONG_TEXTS:
        # "kommunen kan låne bort to biler" is no title; "Elevene får ro" may be one
        stop = message.raw.rstrip().endswith(".")
        return hit.strength is Strength.CUED or len(text.split()) > SHORT_TITLE or stop
    if hit.field == "contact_name" and any(start == hit.start for start, _ in message.sentences):
        return True  # "jeg er Siv Lande"
    if hit.field == "benefit" and FOR_WHOM.match(text, hit.start):
        return True
    if hit.strength is Strength.WEAK:
        return False
    words = text[hit.start : hit.end]
    if hit.field == "contact_email":
        return True
    if named_at(text, hit.start, context.form, hit.field):
        return True
    if hit.field in LONG_TEXTS and named_behind(text, hit.end, hit.field):
        return True
    if hit.field in LONG_TEXTS:
        return bool(SURE_VERBS[hit.field].search(words[:60]))
    if hit.field in {"period_start", "period_end", "deadline"}:
        if hit.field == "deadline" and hit.value != "none" and field.kind == "long_text":
            return bool(
                ANSWER_WANTED.search(text, _sentence(message, hit), hit.end)
            )  # "søkt, svar i desember" waits for money
        named = ANSWER.search(words) if hit.field == "deadline" else None
        arrives = field.kind == "text" and ARRIVES.search(text, _sentence(message, hit), hit.end)
        return (
            bool(named or arrives or DATE_NAMED.search(text, _sentence(message, hit), hit.end)) or hit.value == "none"
        )
    if hit.field == "personal_data":
        return bool(PERSONAL.search(words)) and field.id != "ethics_rek"
    if hit.field == "ethics_rek":
        return bool(REK.search(words))
    if hit.field == "theme_area":
        alone = (
            text[hit.end : sentence_end(message, hit.start)].strip(" .!") == "" and _sentence(message, hit) == hit.start
        )
        return alone or bool(THEME_CUE.match(words + " "))
    if hit.field == "municipal_unit":
        return field.kind == "text" or bool(UNIT_NAMED.match(words) or STANDS_BEHIND.match(text, hit.end))
    if hit.field == "university_unit":
        if field.kind == "text":
            return True
        return bool(PARTNER_NAMED.search(text[max(0, hit.start - 30) : hit.start])) and field.id != "municipal_unit"
    return True
