"""Who may change the documents, asked anew at every step; and what others tried, written into the audit trail.

The setting names people and user groups by id. Whether somebody is in a group is asked of Slack each time: who has left it may no longer.
When Slack cannot say, the answer is no.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection

from bot.events.failures import slack_code
from bot.events.types import Effects, Event
from knowledge.audit import add_entry

log = logging.getLogger("samspill.maintainers")

DENIED = "denied"
GROUP = "S"
MOST = 50  # people who are told one by one


class Maintainers:
    """The people whom the setting names. `own_team` is the bot's workspace: nobody of another one is a maintainer."""

    def __init__(self, client: AsyncWebClient, named: Sequence[str], own_team: str) -> None:
        self._client, self._own_team = client, own_team
        self._people = frozenset(one for one in named if not one.startswith(GROUP))
        self._groups = tuple(one for one in named if one.startswith(GROUP))

    async def includes(self, user: str, team: str) -> bool:
        """Whether a person may change the documents now."""
        if not user or team != self._own_team:
            return False
        return user in self._people or user in await self._in_groups()

    async def all(self) -> tuple[str, ...]:
        """Everybody who may, to be told of something; at most 50."""
        return tuple(sorted(self._people | await self._in_groups()))[:MOST]

    async def _in_groups(self) -> frozenset[str]:
        found: set[str] = set()
        for group in self._groups:
            try:
                answer = await self._client.usergroups_users_list(usergroup=group)
            except SlackApiError as error:
                log.warning("group not read", extra={"slack": slack_code(error)})
                continue
            found |= {str(user) for user in answer.get("users") or []}
        return frozenset(found)


def denied(event: Event, how: str, subject: str = "") -> Effects:
    """An audit entry: who tried what, and how. Nothing of what was written or handed over."""

    def effects(connection: Connection) -> None:
        add_entry(connection, event.user or "?", DENIED, subject[:200], {"how": how, "event": event.id[:200]})

    return effects
