"""Files in the direct messages while a draft is being written: they become its attachments. A maintainer's are documents,
unless attachments were just asked for.
"""

from __future__ import annotations

from bot.drafts.lines import Line
from bot.drafts.outcome import Seed, Understood
from bot.drafts.places import conversation_in
from bot.events.types import Event, Handler, Reply
from bot.listeners.drafting import handed, take_turn
from bot.services import Services


def register(routes: dict[str, Handler], services: Services) -> None:
    """Before the maintainer's files, whose route is taken over."""
    routes["upload"] = _first_drafts(services, routes["upload"])


def _first_drafts(services: Services, others: Handler) -> Handler:
    async def handed_over(event: Event) -> Reply:
        line = Line(conversation_in(event.channel, event.root, event.user), event.user, event.text, files=handed(event))
        understood: Understood = await services.in_thread(services.drafting.understand, line, services.today())
        if not line.files or not await _is_for_the_draft(services, event, understood):
            return await others(event)
        return await take_turn(services, event, line, Seed())

    return handed_over


async def _is_for_the_draft(services: Services, event: Event, understood: Understood) -> bool:
    draft = understood.state.open_draft
    if draft is None:
        return understood.reading.starts and not await _maintains(services, event)
    if draft.owner != event.user or draft.status == "paused":
        return False
    asked = draft.form.field(draft.talk.asked or "")
    return (asked is not None and asked.kind == "file") or not await _maintains(services, event)


async def _maintains(services: Services, event: Event) -> bool:
    parts = services.maintenance
    return parts is not None and await parts.who.includes(event.user, event.team)
