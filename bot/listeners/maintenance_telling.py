"""What is brought to the maintainers unasked: what `samspill watch` found, and a staged generation with its buttons."""

from __future__ import annotations

from typing import Any

from bot.blocks.maintenance import review_messages, trouble_message, words
from bot.blocks.mrkdwn import inert
from bot.events.inbox import enqueue
from bot.events.types import Event, Incoming, Reply
from bot.listeners.sources import language_of
from bot.services import Services
from knowledge.errors import NotFound
from knowledge.reports import FileReport

TELL = "maintenance.tell"


async def fan_out(services: Services, event: Event) -> Reply:
    """What `samspill watch` found, for the maintainers' channel or for each maintainer alone."""
    parts = services.maintenance
    channel = services.settings.maintainers_channel
    people = (channel,) if channel else await parts.who.all() if parts is not None else ()

    def effects(connection: Any) -> None:
        for one in people:
            payload = {**event.payload, "channel": one, "team": services.own.team}
            enqueue(connection, Incoming(f"{event.id}:{one}", TELL, f"person:{one}", 0.0, payload))

    return Reply(effects=effects)


async def tell(services: Services, event: Event) -> Reply:
    """A staged generation with its buttons, or what could not be read. What was decided meanwhile is not told any more."""
    parts, language = services.maintenance, language_of(event.payload)
    if parts is None:
        return Reply()
    if "trouble" in event.payload:
        lines = [
            FileReport(source, path, "refused", reason=reason, facts=facts, kept=kept)
            for source, path, reason, facts, kept in event.payload["trouble"]
        ]
        return Reply((trouble_message(lines, int(event.payload["count"]), language),))
    try:
        generation = str(event.payload["generation"])
        review = await services.in_thread(parts.keeper.review, generation, language, services.today())
    except NotFound:
        return Reply()
    count = event.payload.get("count")
    head = [inert(words()("watched.staged", language, count=count))] if count else []
    return Reply(review_messages(review, language, head))
