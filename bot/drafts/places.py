"""Where a conversation stands in Slack: a thread in a channel, or the conversation with the bot alone."""

from __future__ import annotations

from dataclasses import dataclass

DIRECT = "dm:"


@dataclass(frozen=True, slots=True)
class Place:
    """`channel` may be a person's id: the conversation with the bot alone. `thread` is the first message's ts."""

    channel: str
    thread: str | None = None


def conversation_in(channel: str, root: str | None, user: str) -> str:
    """The id of the conversation: what is said to the bot alone is one line of talk, in whichever thread."""
    return f"{DIRECT}{user}" if not channel or channel.startswith(("D", "U", "W")) else f"{channel}:{root}"


def place_of(conversation: str | None, owner: str) -> Place:
    """Where to write to the owner of a draft that was last talked about in `conversation`."""
    if conversation is None or conversation.startswith(DIRECT) or ":" not in conversation:
        return Place(owner)
    channel, _, thread = conversation.partition(":")
    return Place(channel, thread or None)
