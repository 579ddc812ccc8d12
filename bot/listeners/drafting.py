"""Drafting in Slack: a message that says what one wants, a button under an answer, `/samspill ny`, the shortcuts; and every turn after.

Messages that have nothing to do with a draft go on to the listener that answers questions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from bot.blocks.notes import note
from bot.drafts.compound import FILE_ID, Attached
from bot.drafts.draft import OPEN
from bot.drafts.lines import Line
from bot.drafts.outcome import Seed, Understood
from bot.drafts.places import conversation_in
from bot.drafts.tables import draft_conversations, drafts
from bot.events.inbox import once
from bot.events.types import Event, Handler, Incoming, Reply
from bot.listeners.author import answered_by
from bot.listeners.draft_replies import reply_of, slack_texts
from bot.listeners.notices import with_notice
from bot.services import Services
from bot.uploads import safe_name
from knowledge.types import Language

NEW = re.compile(
    r"(?:ny|nytt|new)\b[\s:.,-]*(?:henvendelse|førespurnad|forespørsel|utkast|request|draft)?\b[\s:.,-]*(.*)",
    re.I | re.S,
)
FOR_QUESTIONS = frozenset({"answer", "help"})
BEGINS = frozenset({"begin", "new", "thesis", "resume", "list", "insist"})
TURN = "draft.turn"
SHORTCUTS = ("samspill_new", "samspill_from_message")


def register(routes: dict[str, Handler], services: Services) -> None:
    """Before the answering of questions, whose routes are taken over."""
    for kind in ("mention", "direct", "follow_up"):
        routes[kind] = _first_drafting(services, routes[kind])
    routes["command"] = _first_command(services, routes["command"])

    async def turned(event: Event) -> Reply:
        return await take_turn(services, event, line_of_row(event), seed_of(event.payload))

    async def from_answer(event: Event) -> Reply:
        return await _from_answer(services, event)

    async def from_shortcut(event: Event) -> Reply:
        return Reply(effects=once(turn_row(event, action="start_draft", told=event.text)))

    routes[TURN] = turned
    routes["action:answer.start_draft"] = from_answer
    for callback in SHORTCUTS:
        routes[f"shortcut:{callback}"] = from_shortcut


def claims(connection: Connection, incoming: Incoming) -> bool | None:
    """Whose message it is in a thread where a draft is being written: the author's is the draft's, a colleague's is nobody's."""
    query = (
        select(drafts.c.owner)
        .join(draft_conversations, draft_conversations.c.draft_id == drafts.c.id)
        .where(draft_conversations.c.id == incoming.thread)
        .where(drafts.c.status.in_([*sorted(OPEN - {"paused"}), "submitted"]))
    )
    found = connection.execute(query.add_columns(drafts.c.status)).one_or_none()
    if found is None:
        return None
    if found.owner == incoming.user:
        return True
    return None if found.status == "submitted" else False


def _first_drafting(services: Services, asking: Handler) -> Handler:
    async def talked(event: Event) -> Reply:
        place = conversation_in(event.channel, event.root, event.user)
        line = Line(place, event.user, text=event.text, files=handed(event))
        seed = Seed(history=await services.in_thread(_earlier, services, event))
        understood: Understood = await services.in_thread(services.drafting.understand, line, services.today(), seed)
        mine = understood.state.open_draft
        if mine is not None and mine.owner != event.user:
            return await asking(event) if event.kind == "mention" else Reply()
        answer = await answered_by(services, event, understood, asking)
        if answer is not None:
            return answer
        if mine is None and understood.way in FOR_QUESTIONS:
            return await asking(event)
        return await _go(services, event, understood)

    return talked


def handed(event: Event) -> tuple[Attached, ...]:
    """The files of a message, by name and by where they lie in Slack."""
    found = [(str(each.get("name") or ""), str(each.get("id") or "")) for each in event.payload.get("attached") or ()]
    return tuple(Attached(safe_name(name), identity if FILE_ID.fullmatch(identity) else "") for name, identity in found)


def _earlier(services: Services, event: Event) -> tuple[tuple[str, str], ...]:
    return tuple((turn.role, turn.text) for turn in services.memory.history(event))


def _first_command(services: Services, asking: Handler) -> Handler:
    """`/samspill ny …`, and a wish for collaboration told to the command: the draft is talked about with the bot alone."""

    async def commanded(event: Event) -> Reply:
        language: Language = services.detect(event.text)
        asked_new = NEW.fullmatch(event.text.strip())
        if asked_new is not None:
            row = turn_row(event, action="start_draft", told=asked_new.group(1))
        else:
            line = Line(conversation_in("", None, event.user), event.user, text=event.text)
            understood: Understood = await services.in_thread(services.drafting.understand, line, services.today())
            if understood.way not in BEGINS:
                return await asking(event)
            row = turn_row(event, text=event.text)
        told = note(slack_texts()("note.in_direct", language), "response")
        return Reply((told,), effects=once(row))

    return commanded


async def take_turn(services: Services, event: Event, line: Line, seed: Seed) -> Reply:
    """One turn of the engine as a reply."""
    understood: Understood = await services.in_thread(services.drafting.understand, line, services.today(), seed)
    return await _go(services, event, understood)


async def _go(services: Services, event: Event, understood: Understood) -> Reply:
    whole: Understood = await services.in_thread(services.drafting.answered, understood)
    await services.in_thread(services.drafting.look_up, whole)

    def decide(connection: Connection) -> Reply:
        outcome = services.drafting.decide(connection, whole, last=event.last)
        return reply_of(services, event, outcome, connection)

    reply = Reply(decide=decide)
    return await with_notice(event, services, understood.reading.language, reply)


# Beginnings from elsewhere


def turn_row(event: Event, **said: Any) -> Incoming:
    """A turn in the conversation with the bot alone, begun by something that happened elsewhere. `said`: text, or action and value."""
    payload = {"team": event.team, "channel": event.user, "user": event.user} | {k: v for k, v in said.items() if v}
    return Incoming(f"turn:{event.id}", TURN, f"turn:{event.user}", 0.0, payload, user=event.user)


def line_of_row(event: Event) -> Line:
    """The line of such a row."""
    conversation = conversation_in(event.channel, event.root, event.user)
    if "text" in event.payload:
        return Line(conversation, event.user, text=event.text)
    return Line(conversation, event.user, action=str(event.payload["action"]), value=event.payload.get("value"))


def seed_of(payload: Mapping[str, Any]) -> Seed:
    """What such a row was begun from."""
    if "told" not in payload and "question" not in payload:
        return Seed(told="" if payload.get("action") == "start_draft" else None)
    citations = tuple(payload.get("citations") or ())
    return Seed(told=str(payload.get("told") or ""), question=payload.get("question"), citations=citations)


async def _from_answer(services: Services, event: Event) -> Reply:
    """The button under an answer: the draft keeps the question, its citations, and what was told in the thread so far."""
    kept: Mapping[str, Any] = await services.in_thread(services.memory.kept, str(event.payload.get("value")))
    question = str(kept.get("question") or "") or None
    earlier = await services.in_thread(_earlier, services, event)
    told = "\n".join(dict.fromkeys([*(text for role, text in earlier if role == "user"), question or ""])).strip()
    citations = tuple(kept.get("citations") or ())
    line = Line(conversation_in(event.channel, event.root, event.user), event.user, action="start_draft")
    seed = Seed(history=earlier, told=told, question=question, citations=citations)
    understood: Understood = await services.in_thread(services.drafting.understand, line, services.today(), seed)
    theirs = understood.state.open_draft
    if theirs is not None and theirs.owner != event.user:
        # In this thread a colleague is writing a draft; this one is talked about elsewhere.
        row = turn_row(event, action="start_draft", told=told, question=question, citations=list(citations))
        said = note(slack_texts()("note.in_direct", understood.reading.language), "person")
        return Reply((said,), effects=once(row))
    return await _go(services, event, understood)
