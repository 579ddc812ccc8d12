"""The mark by which a posted message names its event: in Slack's message metadata, and in the id of one of its blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.events.types import Event

METADATA = "samspill_event"


@dataclass(frozen=True, slots=True)
class Mark:
    """Which part of an event's reply a message is; `final`: the answer, not the sign that stands there before it."""

    event: str
    part: int
    final: bool


def metadata_of(event: Event, part: int, final: bool) -> dict[str, Any]:
    """The mark as message metadata."""
    return {"event_type": METADATA, "event_payload": {"event": event.id, "part": part, "final": final}}


def marked(event: Event, blocks: Iterable[Mapping[str, Any]], part: int, final: bool) -> list[dict[str, Any]]:
    """The blocks, the first with the mark as its id: where metadata are not kept (the local workspace) it is enough."""
    found = [dict(block) for block in blocks]
    if found:
        found[0]["block_id"] = f"{METADATA}|{part}|{int(final)}|{event.id}"[:255]
    return found


def mark_of(posted: Mapping[str, Any]) -> Mark | None:
    """The mark of a posted message; None where it has none."""
    metadata = posted.get("metadata") or {}
    if metadata.get("event_type") == METADATA:
        payload = metadata.get("event_payload") or {}
        return Mark(str(payload.get("event")), int(payload.get("part", 0)), bool(payload.get("final")))
    for block in posted.get("blocks") or []:
        pieces = str(block.get("block_id", "")).split("|", 3)
        if len(pieces) == 4 and pieces[0] == METADATA:
            return Mark(pieces[3], int(pieces[1]), pieces[2] == "1")
    return None
