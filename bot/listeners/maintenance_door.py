"""The one door to the maintainer's side: whether the person may is asked anew, and who may not gets a kind refusal and an audit entry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.blocks.maintenance import words
from bot.blocks.notes import note
from bot.events.inbox import once
from bot.events.types import Event, Handler, Incoming, Reply, Target, together
from bot.listeners.sources import language_of
from bot.maintainers import denied
from bot.services import MaintenanceParts, Services
from knowledge.errors import IngestBusy, NotFound, StagedConflict
from knowledge.types import LANGUAGES, Language

TOLD = (NotFound, StagedConflict, IngestBusy)  # what a person can do something about
Work = Callable[[Services, MaintenanceParts, Event], Awaitable[Reply]]


def guarded(services: Services, how: str, work: Work) -> Handler:
    """A handler that works for maintainers alone. `how` goes into the audit trail of those who are refused."""

    async def handler(event: Event) -> Reply:
        parts = services.maintenance
        if parts is None or not await parts.who.includes(event.user, event.team):
            return refusal(services, event, how)
        return await work(services, parts, event)

    return handler


def refusal(services: Services, event: Event, how: str) -> Reply:
    """What others are told, and what is written down of it."""
    language = language_for(services, event)
    contact = services.contact or words()("contact", language)
    about = str(event.payload.get("about") or event.payload.get("generation") or "")
    to: Target = "thread" if how == "upload" else "response" if how == "command" else "person"
    tried = denied(event, how, about)
    effects = together(tried, once(_without_files(event))) if how == "upload" and event.text.strip() else tried
    return Reply((note(words()("refusal", language, contact=contact), to),), effects=effects)


def _without_files(event: Event) -> Incoming:
    """What was written beside the files: a question or a turn of a draft is answered, whatever becomes of them."""
    payload = {name: value for name, value in event.payload.items() if name != "files"}
    return Incoming(f"{event.id}:text", "direct", event.lane, 0.0, payload, thread=event.thread, user=event.user)


def language_for(services: Services, event: Event) -> Language:
    """The language that was kept, or the message's own; bokmål where it says nothing."""
    kept = event.payload.get("language")
    if kept in LANGUAGES:
        return language_of(event.payload)
    return services.detect(event.text) if event.text.strip() else services.desk_language
