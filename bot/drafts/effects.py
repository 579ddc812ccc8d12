"""What a step of the conversation gives back beside the draft: things to say, to ask, to look up. Rendered in `replies`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Noted:
    """A field was filled or replaced. `old` is what stood there; `derived`: counted, not said."""

    field: str
    value: str | None
    old: str | None = None
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence of `texts/drafts.toml`. Facts whose name begins with "label:" are field ids, "value:" a field's value, "duty:" an
    obligation's id, "date:" a date, "expects:" the id of a field whose expectation is told."""

    key: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AskField:
    """Ask for a field. `follow_up`: the answer was vague; `again`: after something in between; `edit`: it has a value already."""

    field: str
    follow_up: bool = False
    again: bool = False
    edit: bool = False


@dataclass(frozen=True, slots=True)
class Differing:
    """Quote what the documents say differently about an obligation; nothing where they do not."""

    obligation: str


@dataclass(frozen=True, slots=True)
class AskType:
    """Ask which type of request it is."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Show the whole draft, what is missing and what follows."""


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """Answer a question from the documents; the draft stays as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Why:
    """Say why a field is asked, with the rule it rests on."""

    field: str


@dataclass(frozen=True, slots=True)
class Submit:
    """Submit the draft as it stands."""


Effect = Noted | Say | Differing | AskField | AskType | Summary | AnswerQuestion | Why | Submit
