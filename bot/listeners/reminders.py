"""Reminders, as durable lines of the timetable: a draft that sleeps, a request nobody took, a question nobody answered.

A line looks when its time comes: what was touched since then is looked at again later, what is closed never again. A setting
of 0 days turns all of them off.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from bot.blocks.desk_card import person
from bot.blocks.elements import DRAFT, action_id, actions, button
from bot.blocks.mrkdwn import inert
from bot.blocks.request_card import section
from bot.drafts.desk import DeskState, Reminder, reminder_of
from bot.drafts.deskwork import DeskWork
from bot.drafts.places import Place, place_of
from bot.events.inbox import enqueue
from bot.events.types import Event, Handler, Incoming, Message, Reply
from bot.listeners.draft_replies import desk_blocks, reminder_row, slack_texts
from bot.services import Services
from knowledge.errors import NotFound
from knowledge.types import Language

MOST = 3  # who has let it rest three times over has decided


def register(routes: dict[str, Handler], services: Services) -> None:
    """The line of the timetable, and the reminder itself."""

    async def due(event: Event) -> Reply:
        return Reply(effects=lambda connection: _look(services, event, connection))

    async def remind(event: Event) -> Reply:
        reply: Reply = await services.in_thread(_remind, services, event)
        return reply

    routes["remind"] = due
    routes["reminder"] = remind


def _look(services: Services, event: Event, connection: Connection) -> None:
    """Remind where it is time, and look again later."""
    after, kind, identity = services.settings.reminder_days, str(event.payload["of"]), str(event.payload["id"])
    turn, now = int(event.payload["turn"]), time.time()
    found = _rested(services, connection, kind, identity)
    if after <= 0 or found is None:
        return
    touched, state, place = found
    whole = (
        (now - touched.timestamp()) // 86_400 // after * after
    )  # a line that comes late reminds as if it were in time
    seen = datetime.fromtimestamp(touched.timestamp(), UTC)
    moment = datetime.fromtimestamp(touched.timestamp() + whole * 86_400, UTC)
    due = reminder_of("draft" if kind == "draft" else "request", identity, state, seen, moment, after)
    if due is not None:
        enqueue(connection, _row(services, due, place, turn))
    if whole < MOST * after:
        following = reminder_row(services, kind, identity, turn + 1, touched.timestamp() + whole * 86_400)
        enqueue(connection, replace(following, due=max(following.due, now + 60.0)))


def _rested(
    services: Services, connection: Connection, kind: str, identity: str
) -> tuple[datetime, DeskState | None, Place] | None:
    """When it was touched last, the desk's state of a request, and where its author is told; None where it is closed or gone."""
    store = services.drafting.store
    try:
        if kind == "request":
            case = DeskWork(connection).case(identity)
            return case.touched, case.state, case.author
        draft, touched, conversation = store.rested(connection, identity)
    except NotFound:
        return None
    return (touched, None, place_of(conversation, draft.owner)) if draft.is_open else None


def _row(services: Services, due: Reminder, author: Place, turn: int) -> Incoming:
    desk = due.to == "desk" and services.desk is not None
    where = Place(services.desk or "") if desk else author
    payload = {"team": services.own.team, "channel": where.channel, "thread_ts": where.thread}
    told: dict[str, Any] = {"kind": due.kind, "id": due.id, "days": due.days}
    return Incoming(f"reminder:{due.kind}:{due.id}:{turn}", "reminder", f"remind:{due.id}", 0.0, payload | told)


def _remind(services: Services, event: Event) -> Reply:
    """The reminder, in the words of `texts/drafts_desk.toml`, with what to press."""
    kind, identity, days = (event.payload[name] for name in ("kind", "id", "days"))
    store = services.drafting.store
    try:
        with store.snapshot() as connection:
            draft = store.find(connection, identity)
    except NotFound:
        return Reply()
    language: Language = services.desk_language if kind == "waiting" else draft.language
    blocks = desk_blocks(services, language)
    words = services.drafting.records.wording(language)
    facts = {"name": inert(words.name(draft)), "number": inert(str(draft.number)), "days": days}
    text = blocks.desk(f"reminder.{kind}", language, **facts)
    row = []
    if kind == "sleeping":
        resume = action_id(DRAFT, "resume", draft.id, "")
        row = [button(resume, slack_texts()("home.resume", language), draft.id, "primary")]
    if kind == "unanswered":
        row = [blocks.answer(identity)]
    shown = text if kind != "sleeping" or event.is_direct else f"{person(draft.owner)} {text}"
    return Reply((Message(shown, (section(shown), *actions(row))),))
