"""Looking through a thread for what earlier attempts at an event have posted. The calls are rationed: never on a first attempt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.events.marks import mark_of
from bot.events.types import Event, Identity

PAGE, PAGES = 200, 5
STREAMED = {"rich_text", "markdown"}  # the blocks that Slack makes of streamed text
Found = dict[int, tuple[str, bool]]


class Finder:
    """Finds an event's messages. `own` tells the bot's own messages; without it streams that were broken off are not looked for."""

    def __init__(
        self, client: AsyncWebClient, where: Callable[[Event], Awaitable[str]], own: Identity | None = None
    ) -> None:
        self._client, self._where, self._own = client, where, own

    async def found(self, event: Event) -> tuple[Found, list[str]]:
        """What is there: part -> (ts, whether it is the answer rather than the sign); and streams that were begun and never ended.

        A stream carries no mark before its end. One of ours in the event's thread, after its question, can only be this event's:
        the events of a thread are worked off one after the other.
        """
        found: Found = {}
        begun: list[str] = []
        if not event.channel or (event.payload.get("response_url") and event.root is None):
            return found, begun
        cursor: str | None = None
        for _ in range(PAGES):
            page = await self._page(event, cursor)
            for posted in page.get("messages") or []:
                mark = mark_of(posted)
                if mark is not None and mark.event == event.id:
                    found[mark.part] = (str(posted["ts"]), mark.final)
                elif mark is None and self._is_begun(event, posted):
                    begun.append(str(posted["ts"]))
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None or event.root is None:
                break
        return found, begun

    def _is_begun(self, event: Event, posted: Mapping[str, Any]) -> bool:
        if self._own is None or event.root is None or posted.get("subtype") or posted.get("files"):
            return False
        ours = posted.get("user") == self._own.user or (posted.get("bot_id") or "") == self._own.bot
        after = float(posted["ts"]) > float(event.payload.get("ts") or event.root)
        kinds = {block.get("type") for block in posted.get("blocks") or []}
        return ours and after and kinds <= STREAMED

    async def _page(self, event: Event, cursor: str | None) -> AsyncSlackResponse:
        if event.root is None:
            return await self._client.conversations_history(
                channel=await self._where(event), limit=PAGE, include_all_metadata=True
            )
        return await self._client.conversations_replies(
            channel=await self._where(event), ts=event.root, limit=PAGE, include_all_metadata=True, cursor=cursor
        )
