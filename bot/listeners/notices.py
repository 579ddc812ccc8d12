"""What is stored, for how long, and whom to ask: told once to each person, beside the first reply to them."""

from __future__ import annotations

from bot.blocks.notes import notice
from bot.events.memory import meet
from bot.events.types import Event, Reply, Target
from bot.services import Services
from knowledge.types import Language


async def with_notice(
    event: Event, services: Services, language: Language, reply: Reply, to: Target = "thread"
) -> Reply:
    """The reply, with the notice for whom it is the first time."""
    if await services.in_thread(services.memory.has_met, event.team, event.user):
        return reply
    aside: Target = "thread" if event.is_direct and to == "thread" else "response" if to == "response" else "person"
    told = notice(services.texts, language, services.settings.retention_days, services.contact, aside)
    return reply.followed_by(told, meet(event.team, event.user))
