"""Words that say nothing for a field: interjections, hedges, remarks about the talk itself."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.drafts.form_files import form_of
from bot.drafts.reading.message import Message


@dataclass(frozen=True)
class Remarks:
    """The patterns of `remarks.toml`."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    whole: re.Pattern[str]
    inside: re.Pattern[str]


@cache
def _remarks() -> Remarks:
    text = resources.files("bot.drafts.reading").joinpath("remarks.toml").read_text(encoding="utf-8")
    table = {name: "|".join(patterns) for name, patterns in tomllib.loads(text).items()}
    return Remarks(
        before=re.compile(
            rf"(?:(?:(?:{table['before']})(?!\w)|(?:{table['before_stop']})(?=[,.:;!?…–-]|\s*$|"
            rf"\s[–-]\s))[\s,.:;!?…–-]*)+"
        ),
        behind=re.compile(
            rf"(?:(?:\s+(?:{table['behind']})|[,;–-]\s*(?:{table['behind']}|{table['behind_stop']}))[\s.!?…]*)+$"
        ),
        whole=re.compile(rf"(?:{table['whole']})"),
        inside=re.compile(rf"\b(?:{table['inside']})\b"),
    )


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the interjections and hedges before and behind it; an empty one when there is nothing else."""
    known = _remarks()
    lead = known.before.match(text, start, end)
    start = lead.end() if lead else start
    tail = known.behind.search(text[start:end])
    return start, start + tail.start() if tail else end


def says_nothing(message: Message, start: int, end: int) -> bool:
    """Whether every sentence of a span is a remark about the talk, or an interjection, and none can be a value."""
    return all(
        _is_remark(message.text, max(begin, start), min(stop, end))
        for begin, stop in message.sentences
        if begin < end and stop > start
    )


def without_remarks(message: Message, start: int, end: int) -> tuple[int, int]:
    """A span without the sentences before and behind a value that are mere remarks."""
    inside = [(max(begin, start), min(stop, end)) for begin, stop in message.sentences if begin < end and stop > start]
    while len(inside) > 1 and _is_remark(message.text, *inside[0]):
        inside.pop(0)
    while len(inside) > 1 and _is_remark(message.text, *inside[-1]):
        inside.pop()
    return (inside[0][0], inside[-1][1]) if inside else (start, end)


def _is_remark(text: str, start: int, end: int) -> bool:
    known = _remarks()
    begin, stop = bare(text, start, end)
    words = text[begin:stop].strip(' .,!?…:;)(–-"')
    return not words or bool(known.whole.fullmatch(words) or known.inside.search(words))


ONLY_NAME = re.compile(r"(?:the )?(?:navn|namn|name)(?:et)?\b(?! på kontakt)")


@cache
def _names(type_id: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (
            field.id,
            re.compile(
                rf"(?:(?:og|and|men|but|så|so|when it comes to|as for|når det gjelder|hva angår|om) )*(?:the |our |vår |"
                rf"vårt )?"
                rf"(?:{'|'.join(field.names)})(?:[,:?]|\s[–-]\s| (?:er|blir|is|will be)\b)"
            ),
        )
        for field in form_of(type_id).fields
        if field.names
    )


def names_another(text: str, start: int, field: str, type_id: str) -> bool:
    """Whether a text begins with the name of another field than the asked one: "oppstart, tja, vi må se det an"."""
    begin = bare(text, start, len(text))[0]
    found = next((identity for identity, name in _names(type_id) if name.match(text, begin)), None)
    if found == "contact_name" and field == "title" and ONLY_NAME.match(text, begin):
        return False  # "navnet er …" of the project
    return found is not None and found != field


SUBJECT = (
    r"(?:ntnu|kommunen|the municipality|the university|universitetet|prosjektet|vi|jeg|me|dere|du|det|den|han|hun|de|"
    r"we|i|you|it|they|there|he|she|that|this)"
)
FINITE = (
    r"(?:er|var|har|hadde|skal|skulle|må|måtte|kan|kunne|vil|ville|bør|blir|ble|får|fikk|går|gikk|kommer|kom|"
    r"tror|trenger|ønsker|tenker|vet|"
    r"jobber|starter|begynner|slutter|snakket|is|are|’s|’re|’m|’ve|’ll|’d|was|were|has|have|had|will|would|can|"
    r"could|must|may|might|"
    r"should|need|needs|want|think|know|start|starts|begin|do|does|did|am)"
)
SENTENCE = re.compile(rf"\b(?:{SUBJECT}(?: ?| \w+ ){FINITE}|{FINITE} {SUBJECT})(?![\w])")


def is_sentence(text: str) -> bool:
    """Whether words are a sentence that someone says, as no title is: a pronoun does something."""
    return bool(SENTENCE.search(text))
