"""The routing table: which listener works off which kind of event. One file a surface, each with `register`.

A listener is a coroutine from the event to a `Reply`; it computes and does not post. Kinds: `mention`, `direct`, `follow_up`,
`command`, `action:<action id>`, and kinds of the timetable. What needs Slack's answer within three seconds (modals) is
registered on the Bolt app itself, in `register_live`.
"""

from __future__ import annotations

from typing import Protocol

from slack_bolt.async_app import AsyncApp

from bot.events.types import Handler
from bot.listeners import (
    asking,
    attachments,
    commands,
    desk,
    desk_files,
    draft_clicks,
    draft_windows,
    drafting,
    feedback,
    forgetting,
    home,
    maintenance,
    maintenance_windows,
    publications,
    reminders,
    requests,
    sources,
    tidying,
)
from bot.services import Services


class _Listeners(Protocol):
    def register(self, routes: dict[str, Handler], services: Services) -> None: ...


DURABLE: tuple[_Listeners, ...] = (
    asking,
    commands,
    feedback,
    desk,
    drafting,  # takes the routes of messages over, so it comes after them
    draft_clicks,
    draft_windows,
    requests,
    desk_files,
    reminders,
    tidying,
    publications,
    maintenance,
    attachments,  # takes over the maintainer's files
    forgetting,  # takes over what asks to be forgotten, before anything else reads it
)


def routes_of(services: Services) -> dict[str, Handler]:
    """Every kind of event that is committed and worked off, with its listener."""
    routes: dict[str, Handler] = {}
    for listeners in DURABLE:
        listeners.register(routes, services)
    return routes


def register_live(app: AsyncApp, services: Services) -> None:
    """What Bolt answers at once: a modal must open within three seconds, and a lost opening of the Home tab harms nobody."""
    sources.register(app, services)
    home.register(app, services)
    draft_windows.register_live(app, services)
    maintenance_windows.register(app, services)
