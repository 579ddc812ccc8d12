"""Messages into Slack: posted, put in another's place, taken away. Each names its event, and nothing unfolds a link by itself."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.blocks.feedback import with_feedback_buttons
from bot.events.failures import SLACK_AWAY, slack_code
from bot.events.marks import marked, metadata_of
from bot.events.surfaces import Surfaces
from bot.events.types import Event, Message

log = logging.getLogger("samspill.posting")

UPDATE_TEXT = 3_900  # chat.update takes 4,000 characters of text
GONE = {"message_not_found", "cant_update_message", "edit_window_closed"}
STREAMING = "streaming_state_conflict"  # chat.update's answer for a message that is still being streamed


class Sender:
    """Sends messages of one bot. `client` waits out 429 by itself (`bot.slack_client`)."""

    def __init__(self, client: AsyncWebClient, surfaces: Surfaces) -> None:
        self.client = client
        self.surfaces = surfaces
        self._direct: dict[str, str] = {}

    async def where(self, event: Event) -> str:
        """The channel of an event; a person's id stands for the conversation with the bot alone, which is opened."""
        channel = event.channel
        if not channel.startswith(("U", "W")):
            return channel
        if channel not in self._direct:
            opened = await self.client.conversations_open(users=channel)
            self._direct[channel] = str(opened["channel"]["id"])
        return self._direct[channel]

    async def post(self, event: Event, message: Message, part: int, final: bool) -> str:
        """Post it in the event's thread; its ts."""
        posted = await self.with_blocks(
            self.client.chat_postMessage,
            event,
            marked(event, message.blocks, part, final),
            channel=await self.where(event),
            thread_ts=event.root,
            text=message.text,
            metadata=metadata_of(event, part, final),
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(posted["ts"])

    async def replace(self, event: Event, message: Message, part: int, final: bool, ts: str) -> None:
        """Put it in place of one of the event's messages: the sign, or a stream that broke off, which is ended first if need be."""
        arguments: dict[str, Any] = {
            "channel": await self.where(event),
            "ts": ts,
            "text": message.text[:UPDATE_TEXT],
            "metadata": metadata_of(event, part, final),
        }
        blocks = marked(event, message.blocks, part, final)
        try:
            await self.with_blocks(self.client.chat_update, event, blocks, **arguments)
        except SlackApiError as error:
            if slack_code(error) != STREAMING:
                raise
            await self.stop_stream(event, ts)
            await self.with_blocks(self.client.chat_update, event, blocks, **arguments)

    async def stop_stream(self, event: Event, ts: str) -> None:
        """End a stream as it is, so that its message can be replaced; one that has ended by itself is left."""
        try:
            await self.client.chat_stopStream(channel=await self.where(event), ts=ts)
        except (SlackApiError, *SLACK_AWAY) as error:
            log.info("stream not stopped", extra={"event": event.id, "error": type(error).__name__})

    async def edit(self, event: Event, message: Message) -> None:
        """Put it in place of the message that the event is about; one that is gone by now needs no new face."""
        try:
            await self.client.chat_update(
                channel=await self.where(event),
                ts=str(event.payload.get("ts")),
                text=message.text[:UPDATE_TEXT],
                blocks=[dict(block) for block in message.blocks],
            )
        except SlackApiError as error:
            if slack_code(error) not in GONE:
                raise
            log.info("not edited", extra={"event": event.id, "slack": slack_code(error)})

    async def withdraw(self, event: Event, ts: str) -> None:
        """Take a message away."""
        try:
            await self.client.chat_delete(channel=await self.where(event), ts=ts)
        except SlackApiError as error:
            log.info("message stays", extra={"event": event.id, "slack": slack_code(error)})

    async def with_blocks(
        self,
        call: Callable[..., Awaitable[AsyncSlackResponse]],
        event: Event,
        blocks: list[dict[str, Any]],
        **arguments: Any,
    ) -> AsyncSlackResponse:
        """The call with Slack's feedback buttons where the workspace has them, with the plain ones where it refuses them."""
        newer = with_feedback_buttons(blocks) if self.surfaces.has(event.team, "feedback") else None
        if newer is not None:
            try:
                return await call(blocks=newer, **arguments)
            except SlackApiError as error:
                if not self.surfaces.is_refused(event.team, "feedback", error):
                    raise
        return await call(blocks=blocks, **arguments)
