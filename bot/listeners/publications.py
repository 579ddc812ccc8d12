"""What a publication leaves in the inbox: notes to the authors of drafts whose rules changed, and publications at a set time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.blocks.maintenance import words
from bot.blocks.mrkdwn import inert
from bot.blocks.notes import note, ready
from bot.events.inbox import once
from bot.events.types import Event, Handler, Incoming, Reply
from bot.listeners.sources import language_of
from bot.publications import PUBLICATION, RULES_CHANGED, SLACK_USER, TIMED, reminder
from bot.services import Services
from knowledge.errors import IngestBusy

LONGEST = 300
BUSY_PAUSE = timedelta(seconds=60)  # while an ingest is running


def register(routes: dict[str, Handler], services: Services) -> None:
    """Both kinds of rows."""

    async def rules_changed(event: Event) -> Reply:
        payload, language = event.payload, language_of(event.payload)
        key = "publication.removed" if payload["removed"] else "publication.changed"
        lines = [services.texts(key, language, title=inert(str(payload["title"])))]
        lines += [f">{inert(_short(str(text)))}" for text in payload["gone"]]
        lines.append(services.texts("publication.look", language))
        return Reply((ready("\n".join(lines)),))

    async def due(event: Event) -> Reply:
        try:
            await services.in_thread(services.publish_due)
        except IngestBusy:
            generation = str(event.payload["generation"])
            again = datetime.now(UTC) + BUSY_PAUSE
            return Reply(effects=lambda connection: reminder(connection, generation, again))
        return await told_to_who_asked(services, str(event.payload["generation"]))

    routes[RULES_CHANGED] = rules_changed
    routes[PUBLICATION] = due

    async def timed_told(event: Event) -> Reply:
        text = words()(f"timed.{event.payload['state']}", services.desk_language)
        return Reply((note(text),))

    routes[TIMED] = timed_told


async def told_to_who_asked(services: Services, generation: str) -> Reply:
    """What came of a publication at a set time, for the maintainer who set it in Slack; a command line has nobody to tell."""
    if services.maintenance is None:
        return Reply()
    timed = await services.in_thread(services.maintenance.keeper.timed, generation)
    if timed is None or timed.state not in {"done", "failed"} or not SLACK_USER.fullmatch(timed.actor):
        return Reply()
    payload = {"channel": timed.actor, "user": timed.actor, "team": services.own.team}
    row = Incoming(
        f"{TIMED}:{generation}:{timed.due.timestamp():.0f}",
        TIMED,
        f"person:{timed.actor}",
        0.0,
        payload | {"state": timed.state, "generation": generation},
    )
    return Reply(effects=once(row))


def _short(text: Any) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + " …"
