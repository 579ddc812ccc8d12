"""The request types as they are written, in `request_types/*.toml`. A new type is one more file there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from bot.drafts.forms import KINDS, ByLanguage, Condition, Expectation, Field, Obligation, Option, RequestType, RuleRef
from knowledge.types import LANGUAGES

PACKAGE = "bot.drafts.request_types"
COMMON = "common.toml"


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
