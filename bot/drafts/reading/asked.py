"""The field that was asked: whether a yes, a no, a name or a sentence in the form of a question answers it."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.drafts.form_files import form_of
from bot.drafts.forms import Field, RequestType
from bot.drafts.reading.hits import Context, Reading
from bot.drafts.reading.intents import tidy
from bot.drafts.reading.message import Message
from bot.drafts.reading.names import NAME, no_name
from bot.drafts.reading.questions import ELLIPTIC
from bot.drafts.reading.values import NONE_WORDS
from bot.drafts.reading.yes_no import yes_no

MATTERS = (
    r"sikt|nsd|rek|kommunen|ntnu|trd|universitetskommune\w*|frist\w*|deadline|skjema|form|kontrakt\w*|"
    r"contract|søk\w*|apply|godkjen\w*|approv\w*|personvern\w*|personopplysninger|gdpr|temaområde\w*|"
    r"theme areas?|offphd|avtale\w*|agreement|kontakt\w*|contact|koordinator|coordinator|"
    r"samarbeid\w*"
)
OF_DOCUMENTS = re.compile(rf"\b(?:{MATTERS})\b")  # what documents are about
PROCESS = re.compile(rf"\b(?:{MATTERS}|du|dere|you)\b")


def form_for(type_id: str | None) -> RequestType:
    """The form to read with."""
    return form_of(type_id)


def asked_field(context: Context) -> Field | None:
    """The field that was asked, None when none was."""
    return context.form.field(context.asked) if context.asked else None


def about_asked(reading: Reading, context: Context) -> Reading:
    """The reading with what it asks told outright where only the asked field can be meant: "må vi det?"."""
    field, question = asked_field(context), reading.question
    if field is None or question is None or not ELLIPTIC.match(question.lower()):
        return reading
    return replace(reading, question=f"{field.label[reading.language]}: {question}")


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
    return yes_no(message.text, field.id) is not None


WONDERED = re.compile(
    r"(?:det )?(?:vi|we) (?:lurer på|undres på|wonder|are wondering|are curious|er nysgjerrige på),? "
    r"(?:om|hvorfor|hvordan|hva som|whether|if|why|how|what)\b"
)


def is_wondered(sentence: str) -> bool:
    """Whether a sentence says what people want to find out, of nothing that the documents are about."""
    return bool(WONDERED.match(sentence)) and not PROCESS.search(sentence)


def is_asked_for(message: Message, span: tuple[int, int], context: Context) -> bool:
    """Whether a sentence in the form of a question is the value that was asked: a research question, a title in quotation marks."""
    words = message.text[span[0] : span[1]]
    if context.asked == "research_question":
        return not PROCESS.search(words)
    if context.asked in {"purpose", "challenge"}:
        return is_wondered(words)
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
        return yes_no(text, field.id) is not None
    if field.none_word:
        return bool(NONE_WORDS.search(text)) and len(text.split()) <= 6
    if field.kind == "email":
        return "@" in text
    if field.kind == "person":
        name = NAME.search(message.raw)  # "kollegaen min, Anne Lie" is no talk about a colleague
        return name is not None and not no_name(name.group())
    return False
