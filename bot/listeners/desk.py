"""`Send the question to the co-ordinators` under a refusal: the question goes to the desk's channel, once, however often
the button is clicked."""

from __future__ import annotations

from typing import Any

from bot.blocks.mrkdwn import inert
from bot.blocks.notes import note, ready
from bot.events.inbox import once
from bot.events.types import Event, Handler, Incoming, Reply
from bot.listeners.sources import language_of
from bot.services import Services

LONGEST = 2000


def register(routes: dict[str, Handler], services: Services) -> None:
    """The button, and the row that it puts into the inbox."""

    async def clicked(event: Event) -> Reply:
        answered = str(event.payload.get("value"))
        kept: Any = await services.in_thread(services.memory.kept, answered)
        language, channel = language_of(kept), services.desk
        if not kept.get("question") or channel is None:
            return Reply((note(services.texts("sources.gone", language), "person"),))
        payload = {"channel": channel, "asker": event.user, "asked_in": event.channel, "text": kept["question"]}
        row = Incoming(
            f"desk:{answered}", "desk", f"desk:{channel}", 0.0, payload | {"language": language}, user=event.user
        )
        sent = note(services.texts("desk.sent", language), "person")
        return Reply((sent,), effects=once(row))

    async def passed_on(event: Event) -> Reply:
        language = services.desk_language
        lines = [
            services.texts("desk.question", language, user=event.payload["asker"]),
            "\n".join(f">{line}" for line in inert(event.text[:LONGEST]).split("\n")),
            services.texts("desk.where", language, channel=event.payload["asked_in"]),
        ]
        return Reply((ready("\n".join(lines)),))

    routes["action:answer.ask_desk"] = clicked
    routes["desk"] = passed_on
