"""The buttons under a comparison, and the time that was chosen in the window: publish, throw away, go back, show, take as a version."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.blocks.maintenance import settled_blocks, turned_message, when, words
from bot.blocks.mrkdwn import escape
from bot.blocks.notes import note, ready
from bot.events.inbox import once
from bot.events.types import Event, Incoming, Message, Reply, Target
from bot.listeners.maintenance_door import TOLD, language_for
from bot.listeners.maintenance_telling import TELL
from bot.listeners.maintenance_uploads import staged
from bot.services import MaintenanceParts, Services
from knowledge.errors import NotFound
from knowledge.reviews import Turned
from knowledge.texts import error_sentence
from knowledge.types import Language


async def pressed(services: Services, parts: MaintenanceParts, event: Event) -> Reply:
    """A button. What it is about stands in its id; of another id, or of what is not there, nothing comes."""
    action, generation = [*str(event.payload.get("about") or "").split("|"), ""][:2]
    language = language_for(services, event)
    done = {"publish": _publish, "discard": _discard, "rollback": _roll_back, "show": _show, "version": _version}
    if action not in done:
        return Reply()
    try:
        return await done[action](services, parts, event, generation, language)
    except NotFound:
        return Reply((note(words()("done.gone", language), _to(event)),))
    except TOLD as error:
        return Reply((note(error_sentence(error, language), _to(event)),))


async def _publish(
    services: Services, parts: MaintenanceParts, event: Event, generation: str, language: Language
) -> Reply:
    done: Turned = await services.in_thread(parts.keeper.publish, event.user, generation, services.today())
    return Reply((*_settled(event, "publish", language), turned_message(done, language, "publish", _to(event))))


async def _roll_back(
    services: Services, parts: MaintenanceParts, event: Event, generation: str, language: Language
) -> Reply:
    done: Turned = await services.in_thread(parts.keeper.roll_back, event.user, generation)
    return Reply((*_settled(event, "rollback", language), turned_message(done, language, "rollback", _to(event))))


async def _discard(
    services: Services, parts: MaintenanceParts, event: Event, generation: str, language: Language
) -> Reply:
    await services.in_thread(parts.keeper.discard, event.user, generation)
    return Reply((*_settled(event, "discard", language), note(words()("done.discard", language), _to(event))))


async def _show(
    services: Services, parts: MaintenanceParts, event: Event, generation: str, language: Language
) -> Reply:
    """The comparison, in the direct messages: what only one person sees for a while is no place for it."""
    await services.in_thread(parts.keeper.review, generation, language, services.today())  # raises where it is gone
    payload = {"channel": event.user, "user": event.user, "generation": generation, "language": language}
    row = Incoming(f"{TELL}:{event.id}", TELL, f"person:{event.user}", 0.0, payload | {"team": event.team})
    return Reply((note(words()("done.shown", language), _to(event)),), effects=once(row))


async def _version(
    services: Services, parts: MaintenanceParts, event: Event, generation: str, language: Language
) -> Reply:
    """The file again, as the next version of the document that it looks like; what was staged before is thrown away."""
    kept: Any = await services.in_thread(services.memory.kept, str(event.payload.get("value")))
    if not kept.get("files") or not kept.get("like"):
        raise NotFound(name=generation)
    reply = await staged(services, parts, event, kept["files"], event.user, str(kept["like"]))
    if any(message.file for message in reply.messages):
        await services.in_thread(parts.keeper.discard, event.user, generation)
        return Reply((*_settled(event, "version", language), *reply.messages), keep=reply.keep)
    return reply


async def timed(services: Services, parts: MaintenanceParts, event: Event) -> Reply:
    """The time that was chosen in the window."""
    language, due = language_for(services, event), datetime.fromtimestamp(int(event.payload["due"]), UTC)
    try:
        await services.in_thread(parts.keeper.publish_at, event.user, str(event.payload["generation"]), due)
    except NotFound:
        return Reply((note(words()("done.gone", language)),))
    return Reply((ready(words()("done.later", language, when=when(due))),))


def _settled(event: Event, what: str, language: Language) -> tuple[Message, ...]:
    """The message whose button was used, without its buttons; none where only one person sees it for a while."""
    blocks = event.payload.get("blocks") or []
    if event.root is None or not blocks:
        return ()
    t = words()
    line = t("done.settled", language, what=t(f"settled.{what}", language), who=f"<@{escape(event.user)}>")
    return (Message(t(f"settled.{what}", language), settled_blocks(blocks, line), "edit"),)


def _to(event: Event) -> Target:
    return "thread" if event.root is not None else "person"
