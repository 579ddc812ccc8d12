"""`Useful` and `Not useful` under an answer: noted once for each person, thanked to that person alone."""

from __future__ import annotations

from bot.blocks.notes import note
from bot.events.memory import give_feedback
from bot.events.types import Event, Handler, Reply
from bot.listeners.sources import language_of
from bot.services import Services


def register(routes: dict[str, Handler], services: Services) -> None:
    """The two buttons."""

    async def clicked(event: Event) -> Reply:
        answered, useful = str(event.payload.get("value")), event.kind == "action:answer.useful"
        kept = await services.in_thread(services.memory.kept, answered)
        key = "feedback.useful" if useful else "feedback.not_useful"
        thanks = note(services.texts(key, language_of(kept)), "person")
        return Reply((thanks,), effects=give_feedback(answered, event.user, useful))

    routes["action:answer.useful"] = clicked
    routes["action:answer.not_useful"] = clicked
