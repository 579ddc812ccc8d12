"""What the durable intake talks about: what came in, what was claimed, what is said in return. Values without I/O."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from sqlalchemy import Connection

Target = Literal["thread", "person", "response", "edit", "file"]


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something to be worked off, before it has been committed.

    `id` is the same for every delivery of it; `subject` the message it is about, so that a mention and the message event of
    the same message count once. `lane`: rows of a lane are worked off one after the other, by `position` (Slack's time in
    seconds). `thread` is `channel:root`. `due` (seconds since 1970) makes it a line of the timetable.
    `only_followup`: commit it only when the bot takes part in the thread, and the person or the text addresses it.
    """

    id: str
    kind: str
    lane: str
    position: float
    payload: Mapping[str, Any]
    subject: str | None = None
    thread: str | None = None
    user: str | None = None
    due: float = 0.0
    only_followup: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A claimed row. `attempt` counts from 1; `result` is what an earlier attempt had computed and stored.

    `last`: the draft it is about was changed under its reply time and again; the reply takes the draft as it finds it.
    """

    id: str
    kind: str
    lane: str
    thread: str | None
    payload: Mapping[str, Any]
    attempt: int
    claim: str
    result: Mapping[str, Any] | None = None
    last: bool = False

    @property
    def team(self) -> str:
        """The workspace it came from."""
        return str(self.payload.get("team") or "")

    @property
    def channel(self) -> str:
        """The channel or conversation."""
        return str(self.payload.get("channel") or "")

    @property
    def user(self) -> str:
        """The person who wrote or clicked."""
        return str(self.payload.get("user") or "")

    @property
    def text(self) -> str:
        """What the person wrote, without the bot's name."""
        return str(self.payload.get("text") or "")

    @property
    def root(self) -> str | None:
        """The thread's first message; replies go there. None where there is no thread (slash commands)."""
        found = self.payload.get("thread_ts") or self.payload.get("ts")
        return str(found) if found else None

    @property
    def is_direct(self) -> bool:
        """Whether it is said in a conversation with the bot alone."""
        return self.channel.startswith(("D", "U", "W"))


@dataclass(frozen=True, slots=True)
class Streamed:
    """A message as it looks at the end of a stream: `text` as markdown, which may have been shown in part, and the blocks under it."""

    text: str
    blocks: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message to post.

    thread: an answer in the event's thread, or in its channel where there is no thread. person: seen by the person alone.
    response: by a slash command's own address, seen by the person alone. edit: in place of the message that the event is about
    (the one that was clicked). file: `file` names what is attached in the thread; `Files` makes its content.
    `streamed`: the same where it was shown while it was written. It is not stored: after a crash the message is replaced whole.
    """

    text: str
    blocks: tuple[Mapping[str, Any], ...] = ()
    to: Target = "thread"
    file: Mapping[str, Any] | None = None
    streamed: Streamed | None = None

    def as_json(self) -> dict[str, Any]:
        """For the row."""
        kept = {"text": self.text, "blocks": [dict(b) for b in self.blocks], "to": self.to}
        return kept | ({"file": dict(self.file)} if self.file is not None else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Message:
        """From the row."""
        return cls(data["text"], tuple(data["blocks"]), data["to"], data.get("file"))


Effects = Callable[[Connection], None]


def together(*effects: Effects | None) -> Effects:
    """Several effects as one, in order; None is none."""

    def written(connection: Connection) -> None:
        for effect in effects:
            if effect is not None:
                effect(connection)

    return written


@dataclass(frozen=True, slots=True)
class Reply:
    """What a listener answers with.

    `said` is what the thread remembers of it, `keep` what a later click needs (kept as long as the row's text).
    `effects` are written in the one transaction that stores the reply: a draft's change and its event's completion are one.
    `decide` makes the reply itself in that transaction, where what is said depends on what is found there (a draft's revision). It may
    raise DraftChanged, before it writes anything, where what was computed ahead does not serve: the handler is asked again.
    """

    messages: tuple[Message, ...] = ()
    said: str | None = None
    keep: Mapping[str, Any] = field(default_factory=dict)
    effects: Effects | None = None
    decide: Callable[[Connection], Reply] | None = None

    def followed_by(self, message: Message, effects: Effects | None = None) -> Reply:
        """The same with one more message and its effects; a reply that says nothing stays silent."""
        if self.decide is not None:
            decide = self.decide
            return replace(self, decide=lambda connection: decide(connection).followed_by(message, effects))
        if not self.messages:
            return self
        return replace(self, messages=(*self.messages, message), effects=together(self.effects, effects))

    def as_json(self) -> dict[str, Any]:
        """For the row."""
        return {"messages": [m.as_json() for m in self.messages], "said": self.said, "keep": dict(self.keep)}


Handler = Callable[[Event], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is in its workspace (`auth.test`)."""

    team: str
    user: str
    bot: str | None = None
