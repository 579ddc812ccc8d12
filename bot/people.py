"""What people are called in Slack: asked once, remembered for a while, and left as the id where the workspace does not tell."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.events.failures import PASSING, SLACK_AWAY, slack_code
from bot.publications import SLACK_USER

log = logging.getLogger("samspill.people")

KEPT_SECONDS = 3600.0
LONGEST_NAME = 80
MOST = 20  # people of one document who are asked for; a call each


class People:
    """The names of one workspace's people. Never fails: who is not told stays away from the answer."""

    def __init__(self, client: AsyncWebClient, clock: Callable[[], float] = time.monotonic) -> None:
        self._client, self._clock = client, clock
        self._known: dict[str, tuple[float, str | None]] = {}

    async def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Names by id, of those that Slack tells."""
        people = sorted({one for one in ids if SLACK_USER.fullmatch(one)})[:MOST]
        found = {one: await self._name(one) for one in people}
        return {one: name for one, name in found.items() if name}

    async def _name(self, user: str) -> str | None:
        known = self._known.get(user)
        if known is not None and self._clock() - known[0] < KEPT_SECONDS:
            return known[1]
        try:
            told = (await self._client.users_info(user=user)).get("user") or {}
        except SlackApiError as error:
            log.info("name not told", extra={"slack": slack_code(error)})
            if slack_code(error) in PASSING:
                return None
            told = {}
        except SLACK_AWAY:
            return None
        name = _clean(told)
        self._known[user] = (self._clock(), name)
        return name


def _clean(told: dict[str, object]) -> str | None:
    profile = told.get("profile")
    names = [
        told.get("real_name"),
        *((profile.get("real_name"),) if isinstance(profile, dict) else ()),
        told.get("name"),
    ]
    first = next((str(name) for name in names if name), "")
    return " ".join(first.split())[:LONGEST_NAME] or None
