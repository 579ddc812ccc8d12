"""Request types and their fields, read from `request_types/*.toml`. A new type is one more file there.

A form says what is asked, of which kind, why, and when; it never decides the order of a talk (`conversation` does).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

from knowledge.types import LANGUAGES, Language

Kind = Literal[
    "text", "long_text", "choice", "choices", "date", "period", "person", "email", "number", "yes_no_unknown", "file"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
VERBATIM_KINDS: frozenset[Kind] = frozenset({"text", "long_text"})

PACKAGE = "bot.drafts.request_types"
COMMON = "common.toml"
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


@cache
def request_types() -> Mapping[str, RequestType]:
    """Every request type by its id. Raises KeyError, TypeError or ValueError for a file that is not complete."""
    folder = resources.files(PACKAGE)
    common = tomllib.loads(folder.joinpath(COMMON).read_text(encoding="utf-8"))
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".toml") and item.name != COMMON)
    read = [parse_type(tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8")), common) for name in names]
    order = ("research", "innovation", "education")
    read.sort(key=lambda kind: order.index(kind.id) if kind.id in order else len(order))
    return {kind.id: kind for kind in read}


@cache
def untyped() -> RequestType:
    """The form of a draft whose type is still to be told: the common fields."""
    common = tomllib.loads(resources.files(PACKAGE).joinpath(COMMON).read_text(encoding="utf-8"))
    name: ByLanguage = {"nb": "henvendelse", "nn": "førespurnad", "en": "request"}
    return RequestType("", name, tuple(parse_field(table) for table in common["fields"]), (), (), ())


def form_of(type_id: str | None) -> RequestType:
    """The form of a type, or the common one."""
    return request_types().get(type_id or "") or untyped()


def parse_type(table: Mapping[str, Any], common: Mapping[str, Any]) -> RequestType:
    """A request type from its file's table and the common one."""
    fields = tuple(parse_field(entry) for entry in (*common["fields"], *table.get("fields", [])))
    ids = [field.id for field in fields]
    if len(set(ids)) != len(ids):
        raise ValueError(f"{table['id']}: a field stands twice")
    obligations = (*common.get("obligations", []), *table.get("obligations", []))
    return RequestType(
        id=str(table["id"]),
        name=_texts(table["name"]),
        fields=fields,
        obligations=tuple(_obligation(entry) for entry in obligations),
        strong=tuple(table["strong"]),
        weak=tuple(table["weak"]),
        decides=_rule(table.get("decides") or common.get("decides")),
    )


def parse_field(table: Mapping[str, Any]) -> Field:
    """A field from its table."""
    if table["kind"] not in KINDS:
        raise ValueError(f"{table['id']}: unknown kind")
    if table["kind"] == "choices" and not table.get("options"):
        raise ValueError(f"{table['id']}: several choices need options")
    return Field(
        id=str(table["id"]),
        kind=table["kind"],
        label=_texts(table["label"]),
        ask=_texts(table["ask"]),
        example=_texts(table["example"]),
        why=_texts(table["why"]),
        names=tuple(table["names"]),
        ask_alone=_texts(table["ask_alone"]) if "ask_alone" in table else None,
        required=bool(table.get("required")),
        core=bool(table.get("core")),
        extra=bool(table.get("extra")),
        none_word=bool(table.get("none_word")),
        rule=_rule(table.get("rule")),
        applies=_condition(table.get("applies", {})),
        options=tuple(_option(option) for option in table.get("options", [])),
        expects=_expectation(table.get("expects")),
    )


def _obligation(table: Mapping[str, Any]) -> Obligation:
    return Obligation(
        id=str(table["id"]),
        name=_texts(table["name"]),
        when=_condition(table["when"]),
        text=_texts(table["text"]),
        alone=_texts(table["alone"]) if "alone" in table else None,
        rule=_rule(table.get("rule")),
        also=_rule(table.get("also")),
        days_before=table.get("days_before"),
        before_start=bool(table.get("before_start")),
    )


def _option(table: Mapping[str, Any]) -> Option:
    if re.search(r"[,\s]", str(table["value"])):
        raise ValueError(f"{table['value']}: an option's value is one word")
    return Option(str(table["value"]), _texts(table["label"]), tuple(table.get("words", [])))


def _rule(table: Mapping[str, Any] | None) -> RuleRef | None:
    return RuleRef(str(table["search"]), tuple(table.get("must", []))) if table else None


def _expectation(table: Mapping[str, Any] | None) -> Expectation | None:
    return Expectation(str(table["pattern"]), _texts(table["remark"])) if table else None


def _condition(table: Mapping[str, Any]) -> Condition:
    return Condition(*(frozenset(table.get(name, [])) for name in ("all", "any", "none")))


def _texts(table: Mapping[str, Any]) -> ByLanguage:
    texts: ByLanguage = {language: str(table[language]) for language in LANGUAGES}
    if not all(texts.values()):
        raise ValueError("a text is empty")
    return texts
