"""Fields that a message says are not known, named beside or instead of what was asked: "oppstarten vet vi ikke ennå"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.drafts.form_files import form_of
from bot.drafts.forms import Field
from bot.drafts.reading.hits import Context, Hit, Strength
from bot.drafts.reading.message import Message
from bot.drafts.reading.small_words import small_words

STATUS = frozenset({"funding"})  # of money "not settled" says how it stands, and is kept
NONE_YET = frozenset({"funding", "deadline", "contribution"})  # that there is none so far is an answer
WORD = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)?")
CUT = re.compile(
    r"[;–]|, (?:og|men|and|but|så|so|mens|while|eller|or) |,? (?:og|men|and|but) (?=(?:hvem|hva|når|who|what|when|det|den|vi|we|it)\b)"
)
BUT = re.compile(r"[ ,;–]*(?:men|but|kanskje|maybe|perhaps)\b")
ONLY_NAME = re.compile(r"navnet?|namnet?|name")  # of a person, or of the project
MOST_OTHERS = 1  # words beside the field's name and the not knowing


@dataclass(frozen=True)
class Doubts:
    """The patterns and words of `not_known.toml`."""

    core: re.Pattern[str]
    none_yet: re.Pattern[str]
    ask_me: re.Pattern[str]
    asked_of: Mapping[str, str]
    says_so: frozenset[str]
    general: frozenset[str]


@cache
def _doubts() -> Doubts:
    text = resources.files("bot.drafts.reading").joinpath("not_known.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return Doubts(
        re.compile(rf"\b(?:{'|'.join(table['core'])})(?!\w)"),
        re.compile(table["none_yet"]),
        re.compile(table["ask_me"]),
        {field: "|".join(patterns) for field, patterns in table["asked_of"].items()},
        frozenset(table["words"]["says_so"].split()),
        frozenset(table["words"]["general"]),
    )


def says_not_known(text: str, field: Field) -> bool:
    """Whether a labelled value (lower case) only says that the field is not known."""
    if field.id in STATUS or _doubts().core.search(text) is None:
        return False
    return all(word in small_words() or word in _doubts().says_so for word in WORD.findall(text))


def read_not_known(message: Message, context: Context) -> list[Hit]:
    """A hit without a value for each field that a sentence names and says is not known; "unknown" for a yes or no."""
    return [
        hit
        for start, end in message.sentences
        for begin, stop in _clauses(message.text, start, end)
        if (hit := _of(message, begin, stop, context)) is not None
    ]


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence's parts that can each speak of a field of their own."""
    cuts = [match.span() for match in CUT.finditer(text, start, end)]
    return list(zip([start, *(stop for _, stop in cuts)], [*(begin for begin, _ in cuts), end], strict=True))


def _of(message: Message, start: int, end: int, context: Context) -> Hit | None:
    sentence = message.text[start:end]
    known = _doubts().core.search(sentence)
    later = None if known else _doubts().none_yet.search(sentence)
    if (known or later) is None or _doubts().ask_me.search(message.text, start):
        return None
    for identity, name in _names(context.form.id):
        field = context.form.field(identity)
        named = name.search(sentence)
        if (
            field is None
            or named is None
            or named.group() in _doubts().general
            or identity in (STATUS if known else NONE_YET)
        ):
            continue
        if (identity == context.asked or ONLY_NAME.fullmatch(named.group())) and BUT.match(message.text, end):
            continue  # "the title I'm not sure of, but …" goes on with one
        rest = sentence[: named.start()] + " " + sentence[named.end() :]
        others = [word for word in WORD.findall(rest) if word not in small_words() and word not in _doubts().says_so]
        if len(others) <= MOST_OTHERS:
            value = "unknown" if field.kind == "yes_no_unknown" else None
            return Hit(identity, value, start, end, Strength.LABELLED)
    return None


@cache
def _names(type_id: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """How fields are named, those that are named by a question first."""
    fields = form_of(type_id).fields
    asked = [(name, re.compile(rf"\b(?:{pattern})(?!\w)")) for name, pattern in _doubts().asked_of.items()]
    return (*asked, *((field.id, re.compile(_by_name(field))) for field in fields if field.names))


def _by_name(field: Field) -> str:
    return rf"(?<!\w)(?:{'|'.join(sorted(field.names, key=len, reverse=True))})(?!\w)"
