"""A draft as a value: what has been said, how it was told, what was asked. Frozen; every change makes a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from bot.drafts.form_files import form_of
from bot.drafts.forms import RequestType
from knowledge.types import Language

Status = Literal["collecting", "paused", "ready", "submitted", "cancelled"]
OPEN: frozenset[Status] = frozenset({"collecting", "paused", "ready"})

Mark = Literal["said", "vague", "unknown", "skipped"]
Source = Literal["words", "click", "model", "derived"]


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What stands in one field.

    `value` is None when the person does not know it or skipped it. `mark` vague: taken as said though it says little.
    `source` words: read from what was written; click: chosen; model: proposed by a model and not confirmed; derived: counted
    from something said (an end from a start and a duration). `weak`: read without the field being named; stronger words replace it.
    """

    value: str | None
    mark: Mark = "said"
    source: Source = "words"
    weak: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Talk:
    """Where the conversation about a draft stands.

    `asked`: the field last asked. `path`: fields asked before it, for "back". `followed_up`: fields whose vague answer has had its
    one follow-up. `recent`: fields last changed, newest first, which a bare correction goes to. `seen`: the digest of the content whose
    summary was shown. `more`: the extra fields are being asked. `months`: a duration told before its start. `undo`: what the last message
    replaced. `suggested`: a value put forward for the asked field, which "yes" takes. `topic`: what the opening message was about.
    """

    asked: str | None = None
    path: tuple[str, ...] = ()
    followed_up: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    seen: str | None = None
    more: bool = False
    months: int | None = None
    undo: Mapping[str, FieldValue | None] = field(default_factory=dict)
    suggested: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The answer a draft began from: the question, and its citations as they are written out."""

    question: str
    citations: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One request in the making. `type` is None until it is told; `revision` counts saved changes from 1."""

    id: str
    owner: str
    type: str | None = None
    status: Status = "collecting"
    language: Language = "nb"
    revision: int = 0
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    talk: Talk = field(default_factory=Talk)
    origin: Origin | None = None
    number: str | None = None

    @property
    def form(self) -> RequestType:
        """The form of its type."""
        return form_of(self.type)

    @property
    def is_open(self) -> bool:
        """Whether it can still change."""
        return self.status in OPEN

    def value(self, identity: str) -> str | None:
        """The value of a field, None when there is none."""
        found = self.fields.get(identity)
        return found.value if found else None

    def answered(self, identity: str) -> bool:
        """Whether the field was said, is not known, or was skipped: never to be asked again."""
        return identity in self.fields

    def with_field(self, identity: str, value: FieldValue | None) -> Draft:
        """The draft with one field set, or emptied."""
        fields = dict(self.fields)
        if value is None:
            fields.pop(identity, None)
        else:
            fields[identity] = value
        return replace(self, fields=fields)

    def with_talk(self, **changes: Any) -> Draft:
        """The draft with the talk moved on."""
        return replace(self, talk=replace(self.talk, **changes))


def to_record(draft: Draft) -> dict[str, Any]:
    """The part of a draft that is stored as JSON: fields, talk, origin."""
    talk = asdict(draft.talk)
    return {
        "fields": {name: asdict(value) for name, value in draft.fields.items()},
        "talk": talk,
        "origin": {"question": draft.origin.question, "citations": list(draft.origin.citations)}
        if draft.origin
        else None,
    }


def from_record(record: Mapping[str, Any], **columns: Any) -> Draft:
    """A draft from its stored JSON and the columns beside it."""
    talk = dict(record["talk"])
    undo = {name: FieldValue(**value) if value else None for name, value in talk.pop("undo").items()}
    lists: dict[str, Any] = {name: tuple(talk.pop(name)) for name in ("path", "followed_up", "recent")}
    origin = record.get("origin")
    return Draft(
        fields={name: FieldValue(**value) for name, value in record["fields"].items()},
        talk=Talk(undo=undo, **lists, **talk),
        origin=Origin(origin["question"], tuple(origin["citations"])) if origin else None,
        **columns,
    )
