"""`Useful` and `Not useful` under an answer: noted once for each person, thanked to that person alone."""

from __future__ import annotations

from bot.blocks.feedback import ACTION, PLAIN
from bot.blocks.notes import note
from bot.events.memory import give_feedback
from bot.events.types import Event, Handler, Reply
from bot.listeners.sources import language_of
from bot.services import Services


def register(routes: dict[str, Handler], services: Services) -> None:
    """The two buttons, and Slack's own in place of them."""

    async def clicked(event: Event) -> Reply:
        value, opinion = str(event.payload.get("value")), event.kind.removeprefix("action:")
        # Slack's own feedback buttons are one action: which of the two it was stands in the value.
        opinion, _, answered = value.partition("|") if opinion == ACTION else (opinion, "", value)
        useful = opinion == PLAIN[0]
        kept = await services.in_thread(services.memory.kept, answered)
        key = "feedback.useful" if useful else "feedback.not_useful"
        thanks = note(services.texts(key, language_of(kept)), "person")
        return Reply((thanks,), effects=give_feedback(answered, event.user, useful))

    for action in (*PLAIN, ACTION):
        routes[f"action:{action}"] = clicked
