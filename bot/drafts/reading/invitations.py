"""Content that comes as an invitation: "kan du ta med at vi stiller med to biler?", "please put down May as the start".

What the bot is asked to write down is said as plainly as without the asking, so a message is reworded before it is read.
"""

from __future__ import annotations

import re

from bot.drafts.reading.intents import is_chatter, read_intent
from bot.drafts.reading.labels import names_field
from bot.drafts.reading.message import Message

ASKING = (
    r"(?:(?:og|men|så|da|ok|okay|and|but|so|then|fine|fint|bra|good|great|also|også|forresten|btw|by the way)[,.!]? )*"
    r"(?:(?:kan|kunne|vil|ville|can|could|would|will|må|får) (?:du|dere|vi|jeg|you|we|i)(?: (?:please|kanskje|også|also|just|bare|"
    r"være så snill (?:å|og)|gjerne|like to|love to|mind|possibly|heller|vær så snill å))*|please|vennligst|vær så snill å|"
    r"(?:jeg|vi|i|we) (?:vil|skulle|ønsker|would like|want|need|må|’d like)(?: (?:gjerne|også|also|å|to))*|"
    r"(?:do you mind|er det (?:greit|ok|mulig) (?:om|at) (?:du|dere|vi)|is it (?:ok|okay|possible) (?:if we|if you|to))|"
    r"(?:it )?would be (?:good|great|nice) if you could|(?:det )?(?:hadde vært|er) fint om (?:du|dere) (?:kan|kunne))? ?"
)
NOTING = (
    r"(?:(?:not(?:e|ing)|add(?:ing)?|writ(?:e|ing)|put(?:ting)?|includ(?:e|ing)|mention(?:ing)?|record(?:ing)?|stat(?:e|ing)|jot|"
    r"list(?:ing)?|"
    r"enter(?:ing)?|log(?:ging)?|remember|say|mark(?:ing)?|have|noter[et]?|notere|legge?r?|ta|få|ha|skrive?|føre?|sette?|sett|"
    r"nevne?|registrere?|huske?|"
    r"merke?|fylle?|oppgi|si)"
    r"(?: (?:down|in|also|også|til|inn|med|opp|ned|på|ved|først|der))*)"
)
LEAD = re.compile(rf"^(?P<lead>{ASKING}(?P<noting>{NOTING}) )(?P<rest>.+?)[?.! ]*$", re.DOTALL)
THAT = re.compile(r"^(?:som |as )?(?:at|that)[ :]+(?P<said>.+)$", re.DOTALL)
AS = re.compile(
    r"^(?P<value>.{2,200}?),? (?:som|as|for|under|til) (?P<field>(?:the |our |vår |vårt )?[\wæøå -]{3,30})$", re.DOTALL
)
FIELD = re.compile(
    r"^(?:the |our |en |et |ei |a |an |vår |vårt )?(?P<field>[\wæøå-]{4,20}(?: (?:area|date|person|unit))?)(?P<mark>[:,]? )"
)
UNITS = frozenset(
    {"municipal_unit", "university_unit"}
)  # "sett opp Institutt for psykologi" names the unit, not the field
MOVED = re.compile(
    r"(?:til|to|from|fra|med|with)\b"
)  # "set the start to May" is a correction, "ta kontakt med Siri" an advice
AND = re.compile(rf"(?:,| og| and|, og|, and) (?={NOTING} )")


def reworded(message: Message, type_id: str | None) -> Message:
    """The message with what it invites the bot to write down said outright; the message itself where it invites to nothing."""
    plain = [_plain(message, start, end, type_id) for start, end in message.sentences]
    if not any(plain):
        return message
    said = [line or message.words(*span) for line, span in zip(plain, message.sentences, strict=True)]
    return Message("\n".join(line for line in said if not _is_nod(Message(line).text)))


def _is_nod(text: str) -> bool:
    """Whether a sentence is but the "fine" before the invitation."""
    return is_chatter(text) or read_intent(text)[0] == "yes"


def _plain(message: Message, start: int, end: int, type_id: str | None) -> str | None:
    """The lines that a sentence invites to; None when some part of it is no such thing."""
    if not LEAD.match(message.text[start:end]):
        return None
    lines: list[str] = []
    for begin, stop in _parts(message.text, start, end):
        line = _line(message, begin, stop, type_id)
        if line is None:
            return None
        lines.append(line)
    return "\n".join(lines)


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start, *(match.end() for match in AND.finditer(text, start, end)), end]
    heads = [*(match.start() for match in AND.finditer(text, start, end)), end]
    return list(zip(cuts, heads, strict=False))


def _line(message: Message, start: int, end: int, type_id: str | None) -> str | None:
    lead = LEAD.match(message.text[start:end])
    if lead is None:
        return None
    begin, stop = start + lead.start("rest"), start + lead.end("rest")
    rest = lead.group("rest")
    if that := THAT.match(rest):
        return message.words(begin + that.start("said"), stop) + "."
    if (put := AS.match(rest)) and names_field(put.group("field"), type_id):
        value = message.words(begin, begin + put.end("value"))
        return f"{message.words(begin + put.start('field'), stop)}: {value}"
    named = FIELD.match(rest)
    field = names_field(named.group("field"), type_id) if named else None
    if named and field and (named.group("mark") == ": " or field not in UNITS) and not MOVED.match(rest, named.end()):
        return f"{message.words(begin + named.start('field'), begin + named.end('field'))}: {message.words(begin + named.end(), stop)}"
    return None
