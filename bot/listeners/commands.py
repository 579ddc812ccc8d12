"""`/samspill <question>`: the answer is seen by the person alone, in any channel, also where the bot is no member."""

from __future__ import annotations

from bot.events.types import Event, Handler, Reply
from bot.listeners.asking import reply_to
from bot.services import Services

COMMAND = "/samspill"


def register(routes: dict[str, Handler], services: Services) -> None:
    """The slash command."""

    async def commanded(event: Event) -> Reply:
        return await reply_to(event, services, "response")

    routes["command"] = commanded
