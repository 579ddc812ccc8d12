"""The maintainer's side in Slack: a file in the direct messages, `/samspill dokumenter`, the buttons under a comparison, and what
`samspill watch` found.

Every way in goes through one door (`maintenance_door`): whether the person may is asked anew.
"""

from __future__ import annotations

import re

from bot.blocks.maintenance import overview_message
from bot.events.types import Event, Handler, Reply
from bot.listeners.maintenance_buttons import pressed, timed
from bot.listeners.maintenance_door import guarded
from bot.listeners.maintenance_telling import TELL, fan_out, tell
from bot.listeners.maintenance_uploads import uploaded
from bot.services import MaintenanceParts, Services
from bot.watched import KIND as WATCHED
from knowledge.types import Language

DOCUMENTS = re.compile(r"\s*(?:dokument(?:er|a|ene)?|documents?)\s*[.!?]?\s*", re.I)
PUBLISH_AT, REFUSED = "maintenance.later", "maintenance.denied"


def register(routes: dict[str, Handler], services: Services) -> None:
    """Every way in, each behind the same door; after the other commands, of which one is taken over."""
    routes["upload"] = guarded(services, "upload", uploaded)
    routes["action:maintain"] = guarded(services, "button", pressed)
    routes[PUBLISH_AT] = guarded(services, "window", timed)
    routes[REFUSED] = guarded(services, "window", _nothing)
    routes["command"] = _first_documents(services, routes["command"])

    async def watched(event: Event) -> Reply:
        return await fan_out(services, event)

    async def told(event: Event) -> Reply:
        return await tell(services, event)

    routes[WATCHED] = watched
    routes[TELL] = told


def _first_documents(services: Services, others: Handler) -> Handler:
    for_maintainers = guarded(services, "command", overview)

    async def handler(event: Event) -> Reply:
        return await (for_maintainers if DOCUMENTS.fullmatch(event.text) else others)(event)

    return handler


async def _nothing(services: Services, parts: MaintenanceParts, event: Event) -> Reply:
    """Somebody who was refused has become a maintainer since: there is nothing to do."""
    return Reply()


async def overview(services: Services, parts: MaintenanceParts, event: Event) -> Reply:
    """`/samspill dokumenter`."""
    language: Language = "en" if event.text.strip().lower().startswith("documents") else "nb"
    found = await services.in_thread(parts.keeper.overview, services.today())
    waiting = await services.in_thread(parts.keeper.waiting, language)
    count = await services.in_thread(parts.keeper.contradictions)
    previous = await services.in_thread(parts.keeper.previous)
    return Reply((overview_message(found, waiting, count, previous, language, "response"),))
