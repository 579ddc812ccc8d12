"""What one person alone sees: ephemeral messages, and answers to a slash command's own address. It cannot be looked up afterwards."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.events.failures import slack_code
from bot.events.types import Event, Message

log = logging.getLogger("samspill.posting")


class Private:
    """Says things to one person."""

    def __init__(self, client: AsyncWebClient, where: Callable[[Event], Awaitable[str]]) -> None:
        self._client, self._where = client, where

    async def to_person(self, event: Event, message: Message) -> None:
        """Show it to the person alone; where that cannot be done, in the thread, and last in the conversation with the bot."""
        if event.payload.get("response_url") and event.root is None:
            await self.respond(event, message)
            return
        thread = event.root if event.payload.get("thread_ts") or not event.is_direct else None
        kept: dict[str, Any] = {"text": message.text, "blocks": list(message.blocks) or None}
        try:
            await self._client.chat_postEphemeral(
                channel=await self._where(event), user=event.user, thread_ts=thread, **kept
            )
        except SlackApiError as error:
            log.info("ephemeral refused", extra={"event": event.id, "slack": slack_code(error)})
            await self._client.chat_postMessage(channel=event.user, unfurl_links=False, unfurl_media=False, **kept)

    async def respond(self, event: Event, message: Message) -> None:
        """Answer by the event's own address, where it has one."""
        url = event.payload.get("response_url")
        if not url:
            return
        webhook = AsyncWebhookClient(str(url))
        sent = await webhook.send_dict(
            {
                "response_type": "ephemeral",
                "replace_original": False,
                "text": message.text,
                "blocks": list(message.blocks) or None,
                "unfurl_links": False,
                "unfurl_media": False,
            }
        )
        if sent.status_code >= 500 or sent.status_code == 429:
            raise TimeoutError
