"""Posting a reply: a visible sign at once, the answer in the same place, and nothing twice.

Every message names its event and part (`bot.events.marks`). On a repeated attempt the thread is looked through for them before anything
is posted again; on a first attempt never (the call is rationed), but for a call of which nobody knows whether Slack took it.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.events.failures import slack_code
from bot.events.finding import Finder, Found
from bot.events.marks import marked, metadata_of
from bot.events.private import Private
from bot.events.sending import Sender
from bot.events.showing import Showing
from bot.events.streaming import Stream, Streams, chunks
from bot.events.surfaces import Surfaces
from bot.events.types import Event, Identity, Message

log = logging.getLogger("samspill.posting")

Attach = Callable[[Event, Mapping[str, Any]], Awaitable[None]]


class Poster:
    """Posts the messages of one bot. `client` waits out 429 by itself (`bot.slack_client`); `files` attaches what a message names."""

    def __init__(
        self,
        client: AsyncWebClient,
        files: Attach | None = None,
        surfaces: Surfaces | None = None,
        own: Identity | None = None,
        quick: AsyncWebClient | None = None,
    ) -> None:
        """`own` tells the bot's own messages; `quick` is a client that fails at a rate limit, for what is only shown meanwhile."""
        self.files = files
        self._sender = sender = Sender(client, surfaces or Surfaces())
        self.private = Private(client, sender.where)
        self.showing = Showing(sender, Streams(quick or client, lambda: sender.surfaces, sender.where), self.private)
        self._finder = Finder(client, sender.where, own)

    @property
    def surfaces(self) -> Surfaces:
        """What the workspaces are known to have."""
        return self._sender.surfaces

    @surfaces.setter
    def surfaces(self, surfaces: Surfaces) -> None:
        self._sender.surfaces = surfaces

    async def where(self, event: Event) -> str:
        """The channel of an event; a person's id stands for the conversation with the bot alone, which is opened."""
        return await self._sender.where(event)

    async def found(self, event: Event) -> Found:
        """What earlier attempts have posted: part -> (ts, whether it is the answer rather than the sign).

        A stream that was broken off stands for the sign; where there is another sign already, it is taken away.
        """
        found, begun = await self._finder.found(event)
        if begun and 0 not in found:
            found[0] = (begun.pop(0), False)
        for ts in begun:
            await self._sender.withdraw(event, ts)
        return found

    async def deliver(
        self, event: Event, messages: Sequence[Message], sign: str | None, found: Mapping[int, tuple[str, bool]]
    ) -> str | None:
        """Post what is not there yet, in order; the first message of the thread takes the sign's place. Gives that message's ts."""
        part, first = 0, None
        sign = self.showing.taken(event, sign)
        for message in messages:
            if message.to == "thread":
                stands = await self._deliver_part(event, message, part, sign if part == 0 else None, found)
                first = first or stands
                part += 1
            elif message.to == "edit":
                await self._sender.edit(event, message)
            elif not any(final for _, final in found.values()):
                # What one person alone sees cannot be looked up; it goes with the answer, and not again after it.
                await self._aside(event, message)
        if part == 0:
            await self.showing.abandon(event, sign)
        return first

    async def _deliver_part(
        self, event: Event, message: Message, part: int, sign: str | None, found: Mapping[int, tuple[str, bool]]
    ) -> str:
        if part in found and found[part][1]:
            return found[part][0]
        stream = self.showing.streams.forget(event) if part == 0 else None
        if stream is not None:
            stands, whole = await self._ended(event, message, stream)
            if stands is not None and sign is not None and stands != sign:
                await self._sender.withdraw(event, sign)
            if stands is not None and whole:
                return stands
            sign = stands or sign
        if sign is not None:
            await self._sender.replace(event, message, part, True, sign)
            return sign
        posted = await self._sender.post(event, message, part, final=True)
        if part == 0:
            self.showing.answered(event)
        return posted

    async def _ended(self, event: Event, message: Message, stream: Stream) -> tuple[str | None, bool]:
        """End a stream with the rest of the answer. Gives its ts, None where there is no message, and whether the answer stands in it."""
        async with stream.lock:
            if stream.ts is None:  # nobody knows whether it was begun
                found = await self.found(event)
                return (found[0][0] if 0 in found else None), False
            end = message.streamed
            if end is None or stream.broken or not end.text.startswith(stream.sent):
                return stream.ts, False
            rest = end.text[len(stream.sent) :]
            try:
                await self._sender.with_blocks(
                    self._sender.client.chat_stopStream,
                    event,
                    marked(event, end.blocks, 0, final=True),
                    channel=await self.where(event),
                    ts=stream.ts,
                    chunks=chunks(rest) if rest else None,
                    metadata=metadata_of(event, 0, final=True),
                )
            except SlackApiError as error:
                log.info("stream not ended", extra={"event": event.id, "slack": slack_code(error)})
                return stream.ts, False
            return stream.ts, True

    async def _aside(self, event: Event, message: Message) -> None:
        if message.to == "response":
            await self.private.respond(event, message)
        elif message.to == "file":
            if self.files is not None and message.file is not None:
                await self.files(event, message.file)
        else:
            await self.private.to_person(event, message)
