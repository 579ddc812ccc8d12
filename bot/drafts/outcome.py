"""What a turn knows before it acts, and what it has come to: the engine's values, for the contract and for Slack alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.drafts.asking import optional
from bot.drafts.draft import Draft
from bot.drafts.effects import AnswerQuestion, AskField, AskType, Differing, Effect, Noted, Say, Summary, Why
from bot.drafts.export.document import build_document
from bot.drafts.form_files import form_of
from bot.drafts.forms import RequestType
from bot.drafts.handling import Turned
from bot.drafts.lines import Line
from bot.drafts.reading.hits import Reading
from bot.drafts.replies import question, say, why
from bot.drafts.rules import RuleLookup
from bot.drafts.sessions import Route, State, route
from bot.drafts.shown import Wording
from bot.drafts.summing import differing
from knowledge.types import Answer


@dataclass(frozen=True, slots=True)
class Seed:
    """What was said before, elsewhere than in the engine: earlier turns, and what a draft may begin from.

    `told`: the person's own words so far, from which the fields of a draft that begins are read; None where none begins from them.
    `question` with its `citations`: the answer that it begins from, where there is one.
    """

    history: tuple[tuple[str, str], ...] = ()
    question: str | None = None
    told: str | None = None
    citations: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A line as it was read, with the state that was met; `answer` where it asks the documents something and they were asked.

    `proposed`: what a model read in it, unchecked; None where none was asked.
    """

    line: Line
    state: State
    reading: Reading
    today: date
    seed: Seed
    answer: Answer | str | None = None
    proposed: object = None

    @property
    def asks(self) -> bool:
        """Whether it asks the documents something that is for the bot to answer."""
        return bool(self.reading.question) and self.way != "silent"

    @property
    def form(self) -> RequestType:
        """The form of the draft that it is about."""
        draft = self.state.draft
        return form_of(self.reading.type or (draft.type if draft else None))

    @property
    def way(self) -> Route:
        """Where it goes."""
        return route(self.line, self.state, self.reading)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn has come to; it is saved with the transaction in which it was decided."""

    understood: Understood
    way: Route
    turned: Turned

    @property
    def asked(self) -> bool:
        """Whether an answer from the documents is part of it."""
        return any(isinstance(effect, AnswerQuestion) for effect in self.turned.effects)


# The parts of a reply, in words but not yet in any surface's form


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """One line that was understood. `old`: what stood there; `derived`: counted, not said."""

    field: str
    label: str
    value: str
    old: str | None = None
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. `field` None: for the type of the request. `kind`: the field's."""

    text: str
    field: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole draft, as the document that would be submitted. `optional`: labels of what could be told beside it."""

    document: Mapping[str, Any]
    optional: tuple[str, ...] = ()


Part = Told | Understanding | Asked | Shown


def parts_of(draft: Draft, effects: list[Effect], words: Wording, rules: RuleLookup, today: date) -> list[Part]:
    """The parts for the effects of one step, in their order."""
    parts: list[Part] = []
    for effect in effects:
        if isinstance(effect, Noted):
            value = words.value(draft, effect.field, effect.value)
            old = words.value(draft, effect.field, effect.old) if effect.old is not None else None
            parts.append(Understanding(effect.field, words.label(draft, effect.field), value, old, effect.derived))
        elif isinstance(effect, Say):
            parts.append(Told(say(draft, effect, words)))
        elif isinstance(effect, AskField):
            field = draft.form.field(effect.field)
            parts.append(Asked(question(draft, effect, words), effect.field, field.kind if field else None))
        elif isinstance(effect, AskType):
            parts.append(Asked(words("begin.ask_type")))
        elif isinstance(effect, Why):
            parts.append(Told(why(draft, effect.field, words, rules)[0]))
        elif isinstance(effect, Differing):
            text = differing(draft, effect, words, rules)[0]
            parts += [Told(text)] if text else []
        elif isinstance(effect, Summary):
            parts.append(shown(draft, words, rules, today))
    return parts


def shown(draft: Draft, words: Wording, rules: RuleLookup, today: date) -> Shown:
    """A draft as it stands."""
    labels = tuple(words.label(draft, name) for name in optional(draft)) if draft.is_open else ()
    return Shown(build_document(draft, words, rules, today=today), labels)
