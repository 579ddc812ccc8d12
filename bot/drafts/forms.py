"""What a request type is made of: its fields, the rules they rest on, and the obligations that follow from the answers.

A form says what is asked, of which kind, why, and when; it never decides the order of a talk (`conversation` does).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from knowledge.types import Language

Kind = Literal[
    "text", "long_text", "choice", "choices", "date", "period", "person", "email", "number", "yes_no_unknown", "file"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
VERBATIM_KINDS: frozenset[Kind] = frozenset({"text", "long_text"})

TYPE_FIELD = "request_type"  # what is asked while a draft has no type yet

COMMON_IDS = (
    "title", "purpose", "theme_area", "municipal_unit", "university_unit", "contact_name", "contact_email", "contribution",
    "benefit", "funding", "period_start", "period_end", "personal_data", "ethics_rek", "deadline",
)  # fmt: skip
"""The field ids that every draft shows, by the contract of `samspill chat --jsonl`."""

ByLanguage = Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class RuleRef:
    """What to look for in the documents: `search` words, and words of which each group (a|b) must stand in the passage."""

    search: str
    must: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """When something applies, by the facts of `bot.drafts.facts`: all of `all`, one of `any` (if given), none of `none`."""

    all: frozenset[str] = frozenset()
    any: frozenset[str] = frozenset()
    none: frozenset[str] = frozenset()

    def holds(self, facts: Iterable[str]) -> bool:
        """Whether it holds for these facts."""
        known = set(facts)
        return self.all <= known and (not self.any or bool(self.any & known)) and not self.none & known


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a choice; `words` are the regular expressions that name it in talk."""

    value: str
    label: ByLanguage
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a value should hold (a regular expression); where it does not, `remark` is said once. Nothing is refused for it."""

    pattern: str
    remark: ByLanguage


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a request says.

    `core`: nothing can be submitted without it. `required`: asked in the talk. `extra`: only when the person wants to tell more.
    """

    id: str
    kind: Kind
    label: ByLanguage
    ask: ByLanguage
    example: ByLanguage
    why: ByLanguage
    names: tuple[str, ...]
    ask_alone: ByLanguage | None = None
    required: bool = False
    core: bool = False
    extra: bool = False
    none_word: bool = False
    rule: RuleRef | None = None
    applies: Condition = Condition()
    options: tuple[Option, ...] = ()
    expects: Expectation | None = None

    @property
    def verbatim(self) -> bool:
        """Whether the person's own words are kept as they are."""
        return self.kind in VERBATIM_KINDS


@dataclass(frozen=True, slots=True)
class Obligation:
    """What follows from the answers. `days_before` the start is the latest date; `before_start`: the day it starts.

    `also`: a rule that may say otherwise; `alone`: the text where only one of the two is found.
    """

    id: str
    name: ByLanguage
    when: Condition
    text: ByLanguage
    alone: ByLanguage | None = None
    rule: RuleRef | None = None
    also: RuleRef | None = None
    days_before: int | None = None
    before_start: bool = False


@dataclass(frozen=True, slots=True)
class RequestType:
    """A kind of request: the common fields, then its own; `strong` and `weak` words tell it in free text.

    `decides`: the rule that says who decides on a request.
    """

    id: str
    name: ByLanguage
    fields: tuple[Field, ...]
    obligations: tuple[Obligation, ...]
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    decides: RuleRef | None = None

    def field(self, identity: str) -> Field | None:
        """The field with this id, or None."""
        return next((field for field in self.fields if field.id == identity), None)

    @property
    def ids(self) -> tuple[str, ...]:
        """All field ids: the contract's common ones first, then the others in the form's order."""
        others = (field.id for field in self.fields if field.id not in COMMON_IDS)
        return (*COMMON_IDS, *others)
