"""Buttons, menus and dates of a draft, and the buttons that attach it as a file. A click on something that is over changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from bot.blocks.drafting import closed_blocks, tidied_blocks
from bot.blocks.elements import MENU
from bot.blocks.notes import note
from bot.drafts.deskwork import DeskWork
from bot.drafts.draft import Draft
from bot.drafts.lines import Line
from bot.drafts.outcome import Seed, Understood
from bot.drafts.places import conversation_in
from bot.events.inbox import once
from bot.events.types import Event, Handler, Message, Reply
from bot.listeners.draft_replies import reply_of, slack_texts
from bot.listeners.drafting import turn_row
from bot.services import Services
from knowledge.errors import NotFound
from knowledge.types import Language

FREE = frozenset({"resume", "new", "insist", "list", "start_draft"})  # about no particular draft, or about another one
OF_THE_QUESTION = frozenset({"skip", "unknown", "back"})  # mean the question that was asked when the button was shown
AFTER_THE_END = {"cancelled": frozenset({"undo", "resume"}), "submitted": frozenset({"submit"})}


def register(routes: dict[str, Handler], services: Services) -> None:
    """Clicks on a draft, and files."""

    async def pressed(event: Event) -> Reply:
        if not event.channel:  # on the Home tab: the talk goes on in the conversation with the bot alone
            action, value = str(event.payload["about"]).split("|")[0], event.payload.get("value")
            return Reply(effects=once(turn_row(event, action=action, value=value)))
        return await _pressed(services, event)

    async def wanted(event: Event) -> Reply:
        reply: Reply = await services.in_thread(_file, services, event)
        return reply

    routes["action:draft"] = pressed
    routes["action:draft_file"] = wanted


def _parts(event: Event) -> tuple[str, Any, str, str]:
    """A click as the engine's action and value, the draft it was shown for, and what was asked then."""
    action, draft, asked = [*str(event.payload.get("about")).split("|"), "", ""][:3]
    value = event.payload.get("value")
    if action == MENU:
        return str(value), None, draft, asked
    return action, None if value == "-" else value, draft, asked


async def _pressed(services: Services, event: Event) -> Reply:
    action, value, draft, asked = _parts(event)
    line = Line(conversation_in(event.channel, event.root, event.user), event.user, action=action, value=value)
    understood: Understood = await services.in_thread(services.drafting.understand, line, services.today(), Seed())
    over = over_key(understood.state.draft, event.user, action, draft, asked)
    if over is not None:
        return Reply((_over(over, understood),))
    await services.in_thread(services.drafting.look_up, understood)

    def decide(connection: Connection) -> Reply:
        outcome = services.drafting.decide(connection, understood, last=event.last)
        reply = reply_of(services, event, outcome, connection)
        shown, draft_now = event.payload.get("blocks") or [], outcome.turned.draft
        left = tidied_blocks(shown) if draft_now is None or draft_now.is_open else closed_blocks(shown)
        if not left or left == shown or draft_now is None:
            return reply
        taken_away = Message(str(left[0].get("text", {}).get("text") or "…"), tuple(left), "edit")
        return replace(reply, messages=(taken_away, *reply.messages))

    return Reply(decide=decide)


def over_key(draft: Draft | None, user: str, action: str, shown_for: str, asked: str) -> str | None:
    """Why a click is about something that is over: a key under `note.`; None where it counts."""
    if draft is not None and draft.is_open and draft.owner != user:
        return "not_yours"
    if action in FREE:
        return None
    if draft is None or draft.id != shown_for:
        return "elsewhere"
    if draft.owner != user:
        return "not_yours"
    if not draft.is_open and action not in AFTER_THE_END.get(draft.status, frozenset()):
        return "sent_already" if draft.status == "submitted" else "cancelled"
    return "passed" if action in OF_THE_QUESTION and asked != (draft.talk.asked or "") else None


def _over(key: str, understood: Understood) -> Message:
    language, draft = understood.reading.language, understood.state.draft
    return note(slack_texts()(f"note.{key}", language, number=(draft.number if draft else None) or ""), "person")


# Files


def _file(services: Services, event: Event) -> Reply:
    """A request or draft as a file in the thread, for its author and for the desk."""
    kind, identity = [*str(event.payload.get("about")).split("|"), ""][:2]
    store = services.drafting.store
    try:
        with store.snapshot() as connection:
            draft = store.find(connection, identity)
    except NotFound:
        return Reply((note(slack_texts()("note.gone", services.desk_language), "person"),))
    language: Language = draft.language
    if event.user != draft.owner and event.channel != services.desk and not _is_adviser(services, event, draft):
        return Reply((note(slack_texts()("note.not_yours", language), "person"),))
    name = f"samspill-{draft.number or draft.id}.{kind}"
    said = note(slack_texts()("note.attached", language, name=name))
    return Reply((Message(name, (), "file", {"draft": draft.id, "kind": kind}), said))


def _is_adviser(services: Services, event: Event, draft: Draft) -> bool:
    with services.drafting.store.snapshot() as connection:
        case = DeskWork(connection).of_draft(draft.id)
    return case is not None and case.state.adviser == event.user
