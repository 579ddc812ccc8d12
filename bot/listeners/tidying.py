"""Buttons of a question that has been answered, or of a summary that is no longer the newest, are taken away from their message.

Where a turn's reply stands is noted with the completion of its event; the next turn puts a row into the inbox that edits it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from bot.blocks.drafting import closed_blocks, tidied_blocks
from bot.drafts.places import conversation_in
from bot.drafts.store import Conversation
from bot.events.inbox import enqueue, messages_of
from bot.events.table import events
from bot.events.types import Effects, Event, Handler, Incoming, Message, Reply
from bot.services import Services
from knowledge.database import read

TIDY = "draft.tidy"
TURNS = (
    "mention",
    "direct",
    "follow_up",
    "action:draft",
    "action:answer.start_draft",
    "draft.turn",
    "draft.edited",
)
MARK = "drafting"  # in what a reply keeps: it is a turn of a draft


def register(routes: dict[str, Handler], services: Services) -> None:
    """The row that edits."""

    async def tidied(event: Event) -> Reply:
        reply: Reply = await services.in_thread(_tidied, services, event)
        return reply

    routes[TIDY] = tidied


def turn_posted(services: Services) -> Any:
    """Where the reply to a turn stands, noted with its row's completion."""

    def noting(event: Event, ts: str) -> Effects:
        def effects(connection: Connection) -> None:
            result = connection.execute(select(events.c.result).where(events.c.id == event.id)).scalar_one_or_none()
            if not result or MARK not in json.loads(result)["keep"]:
                return
            store = services.drafting.store
            identity = conversation_in(event.channel, event.root, event.user)
            conversation = store.conversation(connection, identity, lock=True)
            shown = {"channel": event.channel, "ts": ts, "event": event.id}
            store.save_conversation(connection, replace(conversation, shown=shown))

        return effects

    return noting


def tidy_up(services: Services, connection: Connection, event: Event, before: Conversation, closed: bool) -> None:
    """Put the row for the last message into the inbox, unless it is the one that was clicked: that one is edited at once."""
    shown = before.shown
    if shown is None or (event.kind.startswith("action:") and shown["ts"] == event.payload.get("ts")):
        return
    payload = {"team": services.own.team, **shown, "of": shown["event"], "closed": closed}
    lane = f"tidy:{shown['channel']}:{shown['ts']}"
    enqueue(connection, Incoming(f"tidy:{shown['event']}", TIDY, lane, 0.0, payload))


def _tidied(services: Services, event: Event) -> Reply:
    with read(services.memory.engine) as connection:
        query = select(events.c.result).where(events.c.id == str(event.payload["of"]))
        result = connection.execute(query).scalar_one_or_none()
    said = [message for message in messages_of(json.loads(result)) if message.to == "thread"] if result else []
    if not said:
        return Reply()  # the retention time is over: nothing is known of it any more
    blocks = [dict(block) for block in said[0].blocks]
    left = closed_blocks(blocks) if event.payload.get("closed") else tidied_blocks(blocks)
    return Reply((Message(said[0].text, tuple(left), "edit"),)) if left and left != blocks else Reply()
