"""The middleware that commits a delivery before Bolt acknowledges it.

It runs before Bolt's authorization, which itself calls Slack and would acknowledge what it cannot authorize. When the commit
fails nothing is acknowledged: over HTTP a 500, over Socket Mode no answer, and Slack delivers again.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection
from typing import Any

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from sqlalchemy import Connection

from bot.events.classify import Rules, classify, is_addressed
from bot.events.inbox import Inbox
from bot.events.types import Incoming

log = logging.getLogger("samspill.intake")

BOLTS_OWN = {"url_verification", "view_submission", "view_closed", "block_suggestion"}
LIVE_EVENTS = {"app_home_opened"}


class Intake(AsyncMiddleware):
    """`kinds`: what is worked off from the inbox. Everything else goes on to Bolt (modals) or is left alone.

    `claimed`: whether a thread belongs to a draft, and the message to it (`Inbox.commit`).
    """

    def __init__(
        self,
        inbox: Inbox,
        rules: Rules,
        kinds: Collection[str],
        wake: Callable[[], None],
        claimed: Callable[[Connection, Incoming], bool | None] | None = None,
    ) -> None:
        self.claimed = claimed
        self.inbox = inbox
        self.rules = rules
        self.kinds = kinds
        self.wake = wake

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[Any]]
    ) -> BoltResponse | None:
        """Commit, then acknowledge. Raises DatabaseUnavailable: nothing is acknowledged."""
        body = req.body
        if body.get("type") in BOLTS_OWN or (body.get("event") or {}).get("type") in LIVE_EVENTS:
            return await next()  # type: ignore[no-any-return]
        try:
            incoming = classify(body, self.rules)
        except (AttributeError, KeyError, TypeError, ValueError):
            log.warning("unreadable delivery")
            return BoltResponse(status=400, body="")
        if incoming is not None and incoming.kind not in self.kinds:
            return await next() if body.get("type") == "block_actions" else BoltResponse(status=200, body="")
        if incoming is not None:
            fresh = await self.inbox.commit(
                incoming, lambda asked: is_addressed(str(incoming.payload.get("text")), asked), self.claimed
            )
            log.debug("committed" if fresh else "known", extra={"event": incoming.id, "kind": incoming.kind})
            if fresh:
                self.wake()
        return BoltResponse(status=200, body="")
