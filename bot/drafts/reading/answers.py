"""The answer to the field that was asked, a labelled value, a correction: a piece of text read as one field's value."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.drafts.compound import COMPOUND
from bot.drafts.form_files import form_of
from bot.drafts.forms import Field
from bot.drafts.reading import cues, wishes
from bot.drafts.reading.answer_spans import (
    LONGEST_BEFORE,
    LONGEST_BESIDE,
    NOT_KNOWN,
    behind_not_known,
    is_not_known,
    leading,
    says_something,
    stands_alone,
    tells_a_day,
    to_its_end,
    to_its_start,
    without_reasons,
)
from bot.drafts.reading.asked import asked_field, short_answer, takes_yes_no
from bot.drafts.reading.beside import beside
from bot.drafts.reading.denying import takes_back
from bot.drafts.reading.doubts import with_doubt
from bot.drafts.reading.giving import read_gifts
from bot.drafts.reading.hits import Context, Hit, Reading, Strength
from bot.drafts.reading.intents import LAUGH, THANKS, is_chatter, tidy
from bot.drafts.reading.message import Message
from bot.drafts.reading.names import CAPITAL
from bot.drafts.reading.remarks import bare, is_sentence, names_another, says_nothing, without_remarks
from bot.drafts.reading.themes import Themes
from bot.drafts.reading.vagueness import is_vague
from bot.drafts.reading.values import as_answer


def is_idle(text: str, field: Field | None, raw: str = "") -> bool:
    """Whether a message says nothing for the draft. "Rooms, lunch and a nurse on Fridays" lists things, though lunch is small talk."""
    if not is_chatter(text):
        return False
    named = NAMES_A_MATTER.match(text) or (raw and re.fullmatch(rf"{CAPITAL}(?: {CAPITAL})+", raw.strip(" .!")))
    if field is not None and field.id == "title" and named and not is_sentence(text):
        return False  # "Lunch without the din"
    if (
        field is not None
        and field.kind == "long_text"
        and cues.lead_in(text, 0, len(text), form_of("research"), field.id)
    ):
        return False  # "we wonder whether coffee helps" is a purpose, though coffee is small talk
    listed = (
        re.search(r",| og | and ", text) is not None and len(text.split()) > LONGEST_BEFORE and not is_sentence(text)
    )
    return not (
        listed
        and field is not None
        and field.kind == "long_text"
        and not THANKS.match(tidy(text))
        and not LAUGH.match(tidy(text))
    )


def _about_the_contact(text: str, context: Context) -> bool:
    """Whether words speak of the contact whom somebody else replaces: "Eva has left"."""
    first = context.values.get("contact_name", "").lower().split(" ")[0]
    return bool(first) and re.search(rf"\b{re.escape(first)}\b", text) is not None


NOT_THIS = re.compile(r"(?:ikke|not) [^.!?]{2,60}\b(?:men|but) ")
# a noun with what it is about, and neither a wish, thanks nor the weather of a day
NAMES_A_MATTER = re.compile(
    r"(?!(?:god|good|nice|fint?|nydelig|så|so|for|takk|thanks?|endelig|finally|hva|what|vi|jeg|i|we|min|my|er|is)\b)(?:\w+ ){1,2}"
    r"(?:without|uten|utan|for|med|with|på|of|og|and|til|to|from|fra|ved|mot|som|that|under|against|as|i|in|at) "
    r"(?!(?:dag|today|helga|helgen|kveld|morgen|meg|me|oss|us|deg|you)\b)[\w ]+$"
)
SAYS_TYPE = re.compile(
    r"(?:det(?:te)?|this|that|it)(?: her)?(?: er| blir| is|’s)(?: (?:altså|da|jo|nok|vel|så|then|really|actually))* (?:(?:en?|et|ei|"
    r"an?) )?"
    r"(?:forskning|forsking|nyskaping|innovasjon|utdanning|research|innovation|education)\w*(?: (?:altså|da|then|project))?\W*$"
)
TOLD_OUTRIGHT = frozenset({"title", "purpose", "contribution", "benefit"})  # a refusal is no value of these
# "it lasts three weeks" says how long, and nothing else
LASTS = re.compile(
    r"(?:og |and )?(?:it|det|prosjektet|the project|this|dette|alt)(?: (?:will|skal|vil|bør|should|kan))?(?: bare| nok| only| probably)? "
    r"(?:lasts?|takes?|runs?|goes|vare[r]?|ta[r]?|gå[r]?|pågå[r]?|holde[r]? på)(?: (?:for|i|over|about|ca|omtrent))* [^.,;]{3,30}$"
)
SPOKEN = re.compile(
    r"(?:\w+ ){1,4}?(?:sier|sa|seier|mener|meiner|tror|fortalte|says?|said|thinks?|told me)(?: (?:at|that))?"
)
HOW_IT_STANDS = re.compile(
    r"\b(?:avklar\w*|bestem\w*|avgjor\w*|klart|uklart|clear|settled|decided|confirmed|søk\w*|appl\w+)\b"
)
SHORT_NO = 3  # words: "nei" is an answer where there may be none


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
        hits = ends = without_reasons(reading.hits, field)
    if any(hit.field == field.id for hit in hits):
        return replace(
            reading,
            hits=tuple(
                to_its_start(message, to_its_end(message, text, hit, ends)) if hit.field == field.id else hit
                for hit in hits
            ),
        )
    start, end = leading(message, text, ends)
    whole = (start, end)
    partner = _only_partner(message, reading.hits, field)
    if partner is not None:
        return replace(reading, hits=(*(hit for hit in hits if hit.field != partner.field), partner))
    if field.verbatim and not (takes_yes_no(context) and len(message.text[start:end].split()) <= SHORT_NO):
        if _about_the_contact(message.text[start:end], context) and any(hit.field == "contact_name" for hit in hits):
            return replace(reading, hits=hits)
        if not hits and not reading.question and is_not_known(message.text[start:end].strip(" ,.!"), field):
            return replace(reading, not_known=True)
        stands = field.id == "funding" and HOW_IT_STANDS.search(message.text, start, end)
        if (says_nothing(message, start, end) and not stands) or names_another(
            message.text, start, field.id, context.form.id
        ):
            nothing = not hits and not reading.question and reading.months is None and not reading.type
            return replace(reading, hits=hits, chatter=nothing)
        start, end = bare(message.text, *without_remarks(message, start, end))
    words = message.words(start, end)
    reading = replace(reading, hits=hits)
    if reading.months is not None and LASTS.match(message.text[start:end]):
        return reading
    if field.kind == "text" and reading.months is not None:
        return reading  # "prosjektet varer i to år" is no title
    long = bool(hits) or len(words.split()) > LONGEST_BEFORE + 2  # "17. mai for alle" may be a title
    if field.id == "title" and long and tells_a_day(message, start, end, context):
        return reading  # "styret møtes 12. januar, men …" is no title
    if field.id == "title" and any(hit.field.endswith("_unit") and start <= hit.start < end for hit in hits):
        return reading  # "ideally someone at the Department of Music" is no title
    if field.id == "title" and SAYS_TYPE.match(message.text, start, end) and wishes.plain_type(message.text[start:end]):
        return reading  # "this is innovation, then" tells the type
    if field.id == "title" and NOT_THIS.match(message.text, start):
        return reading  # "not the new ones, but students in their last year" puts something right
    if field.id == "title" and hits and message.text[end : end + 1] == ":":
        return reading  # "a joint effort: we pay half" has a heading, and no title
    if field.id == "title" and hits and not stands_alone(message, start, end):
        return reading
    if field.verbatim and any(hit.field in YES_OR_NO and LEADS_TO.fullmatch(text[end : hit.start]) for hit in ends):
        return reading  # "we only meet staff, so there are no personal data" gives its reason first
    if (
        field.verbatim
        and ends
        and len(words.split()) <= LONGEST_BEFORE
        and re.match(r"(?:vi|jeg|we|i) ", words.lower())
    ):
        return reading  # "vi har sjekket, og …" leads to what is said
    if hits and SPOKEN.fullmatch(message.text[start:end].strip()):
        return reading  # "sjefen sier at" leads to what is said
    if hits and SLIP.search(message.text[start:end]) and len(words.split()) <= LONGEST_BESIDE:
        return reading  # "oi, jeg ga deg feil adresse" leads to what is right
    if not says_something(message.text[start:end], alone=not hits) or (
        is_idle(message.text[start:end], field, message.words(start, end)) and not short_answer(message, context)
    ):
        return reading
    alone = not hits and not reading.question and reading.months is None and not reading.type
    if not alone and reading.months is not None and field.kind == "date":
        return reading
    if alone and field.id in TOLD_OUTRIGHT and takes_back(message.text[start:end]):
        return replace(reading, unread=True)  # "we won't use interviews after all" is no benefit
    if field.verbatim and is_not_known(message.text[start:end].strip(), field):
        return replace(reading, not_known=True)
    if field.id.endswith("_unit"):
        start, end = behind_not_known(message.text, start, end)
    if field.kind == "long_text":
        gift = next(
            (each for each in read_gifts(message, message.text) if each.start == start and each.end is None), None
        )
        if field.id == "contribution" and gift is not None and gift.value_start < end:
            start = gift.value_start
        start = cues.lead_in(message.text, start, end, context.form, field.id)
    value = as_answer(message, start, end, field, context, themes)
    if value == "none" and field.kind == "date" and hits and not SURE_NONE.search(message.text, start, end):
        return reading  # "nei, du har rett" before what is put right is no "no deadline"
    if field.id == "theme_area" and hits and value and not themes.named(message.text[start:end]):
        return reading  # "Zion sykehjem er enheten vår" is about the unit, though a nursing home means health
    if field.id == "title" and hits and value and not value[:1].isupper() and "«" not in words and '"' not in words:
        return reading
    if value is not None:
        value = with_doubt(message, *whole, value) if field.id == "funding" else value
        hit = Hit(field.id, value, start, end, Strength.ASKED)
        return replace(
            reading,
            hits=(*hits, hit),
            vague=field.verbatim and field.id not in {"funding", "title"} and is_vague(value.lower()),
        )
    if NOT_KNOWN.match(message.text[start:end].strip()):
        return replace(reading, not_known=True)
    chatter = (
        field.kind in {"date", "email", "number", "choice", "yes_no_unknown", *COMPOUND} and len(words.split()) > 8
    )
    return replace(reading, unread=True, chatter=chatter) if alone else reading


SURE_NONE = re.compile(
    r"\b(?:ingen|inga|ikke noen|none|not any|hast\w*|rush|hurry|urgent|frist\w*|deadline|når som helst|whenever|any ?time|open|åpen|"
    r"passer|ingenting|nope)\b|^\W*(?:nei|no)\b(?! ?[,.]? ?(?:du|dere|you|vi|jeg|we|i|det|it)\b)"
)
WHOM = re.compile(
    r"(?:(?:ok|hm+|tja|well|so|så|da|og|and|also),? )*(?:(?:vi|jeg|we|i)(?:’d|’re|’ve)? ?(?:are|have|had|would|har|hadde|kan|kunne|could|"
    r"might|håper|hope|vil|ønsker|skal|want|must|må)? ?)?"
    r"(?:(?:thinking of|thinking about|thought of|tenker på|tenker oss|tenkte på|tenkt på|tenkt oss|ser for oss|sett for oss|heller mot|"
    r"vurderer|considering|our eyes? on|øynene på|"
    r"snakket med|talked to|spoken (?:to|with)|in touch with|kontakt med|dialog med|lyst på|håper på|hope for|hoping for|like|prefer|"
    r"gjerne ha|helst ha|ha|ha med|få med|have|to have|to get|helst|ideally|preferably|gjerne)(?: (?:å|to|få|get|ha|have|med|with|on))*"
    r"(?: (?:someone|somebody|noen|en|ei|people|folk|the|a))*(?: (?:at|from|in|ved|på|fra|hos|med))?(?: the)? ?)+"
)
BEHIND_WHOM = re.compile(
    r"(?:[ ,]*(?:then|da|kanskje|maybe|perhaps|helst|gjerne|ideally|i think|tror jeg|på laget|on board|ved ntnu|"
    r"at ntnu|på ntnu|med på laget|here|først|first|til dette|for this|til det))*\W*"
)


def _only_partner(message: Message, hits: tuple[Hit, ...], field: Field) -> Hit | None:
    """The university's unit where a message says nothing but whom somebody would like: "we are thinking of Professor …"."""
    partner = next((hit for hit in hits if hit.field == "university_unit" and hit.value), None)
    if field.kind != "long_text" or partner is None:
        return None
    alone = WHOM.fullmatch(message.text[: partner.start].rstrip() + " ") and BEHIND_WHOM.fullmatch(
        message.text[partner.end :]
    )
    return partner if alone else None


YES_OR_NO = frozenset({"personal_data", "ethics_rek"})
LEADS_TO = re.compile(r",? (?:så|so|derfor|therefore|og dermed|and thus|da) (?:(?:det|there|vi|we|da|that|this) )?")
SLIP = re.compile(r"\b(?:feil|wrong|mistake|typo|skrivefeil|tastefeil|glemte|forgot|stryk|fjern|slett|remove|delete)\b")
