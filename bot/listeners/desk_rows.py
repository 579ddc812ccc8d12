"""What follows from an action at the desk, as rows of the inbox: every card gets its new face, desk and author are told."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from bot.drafts.desk import DeskAction
from bot.drafts.deskwork import Case
from bot.events.inbox import enqueue
from bot.events.types import Incoming
from bot.listeners.draft_replies import card_row
from bot.services import Services

CARD, NOTE = "desk.update", "draft.note"


def follow_up(services: Services, connection: Connection, case: Case, action: DeskAction, who: str, text: str) -> None:
    """The rows of one action, in the transaction that logs it. Their ids count the log, so that none comes twice."""
    told: dict[str, Any] = {
        "team": services.own.team,
        "number": case.number,
        "action": action,
        "who": who,
        "text": text,
    }
    for place in case.cards:
        payload = told | {"channel": place.channel, "ts": place.thread}
        identity = f"{CARD}:{case.number}:{case.steps}:{place.channel}"
        enqueue(connection, Incoming(identity, CARD, f"desk:{case.number}", 0.0, payload))
    if action != "answer":
        payload = told | {"channel": case.author.channel, "thread_ts": case.author.thread, "user": case.request.author}
        identity = f"{NOTE}:{case.number}:{case.steps}"
        enqueue(connection, Incoming(identity, NOTE, f"desk:{case.number}", 0.0, payload))
    if action == "route":
        enqueue(connection, card_row(services.own.team, text.strip(), case.number, who=who))
