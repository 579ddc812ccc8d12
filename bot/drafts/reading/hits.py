"""What readers give each other: what was read, where it stood, how surely."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from bot.drafts.forms import RequestType
from knowledge.types import Language


class Strength(IntEnum):
    """How surely a value belongs to its field. A weaker reading never replaces a stronger one."""

    WEAK = 1  # the field was not named: "for å redusere fravær" inside a wish for collaboration
    CUED = 2  # said about the field: "formålet er å redusere fravær", "vi starter i mars"
    LABELLED = 3  # in the form's own shape: "Formål: redusere fravær"
    ASKED = 4  # the answer to the question that was asked
    CORRECTED = 5  # "nei, det var Heimdal", "endre tittelen til …"


@dataclass(frozen=True, slots=True)
class Hit:
    """A value read for a field, from `start` to `end` of the message's text.

    `more`: to be added to what stands there. `derived`: counted, not said. `whole`: the words that gave it away are part of it.
    """

    field: str
    value: str | None
    start: int
    end: int
    strength: Strength = Strength.CUED
    more: bool = False
    derived: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader may know of the talk so far. `recent`: fields changed last, newest first. `sent`: the draft has become a request."""

    form: RequestType
    today: date
    language: Language = "nb"
    asked: str | None = None
    drafting: bool = False
    status: str = "collecting"
    recent: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    suggested: str | None = None
    months: int | None = None
    followed_up: bool = False
    offered_start: bool = False
    sent: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as it was understood.

    `intent`: a command ("pause", "show", …) or None. `type`: the request type that it tells. `hits`: field values. `unknown`: the
    asked field is not known. `question`: what is put to the documents. `months`: how long the project lasts, told without an end.
    `thesis`: a single student's thesis. `chatter`: nothing for the draft. `unread`: an answer that could not be taken
    as a value of the asked field. `how`: how to go about it was asked with the wish itself.
    `undecided`: more than one type was named, and it is open which.
    `not_known`: the asked field is not known, beside what else was said.
    """

    language: Language
    intent: str | None = None
    target: str | None = None
    type: str | None = None
    starts: bool = False
    hits: tuple[Hit, ...] = ()
    question: str | None = None
    months: int | None = None
    topic: str | None = None
    thesis: bool = False
    chatter: bool = False
    unread: bool = False
    not_known: bool = False
    vague: bool = False
    cut: bool = False
    words: str = ""
    how: bool = False
    undecided: bool = False
