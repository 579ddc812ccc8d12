"""What a person sees while the answer is being found: a status or a sign, how far the work is, and the answer as far as it is written."""

from __future__ import annotations

import logging

from slack_sdk.errors import SlackApiError

from bot.events.failures import SLACK_AWAY, slack_code
from bot.events.private import Private
from bot.events.sending import Sender
from bot.events.streaming import Streams
from bot.events.types import Event, Message

log = logging.getLogger("samspill.posting")


class Showing:
    """Shows it, and knows what has been shown for which event, so that the answer can take its place."""

    def __init__(self, sender: Sender, streams: Streams, private: Private) -> None:
        self._sender, self._private, self.streams = sender, private, streams
        self._status: set[str] = set()
        self._signs: dict[str, str] = {}
        self._progress: dict[str, Message] = {}
        self._withdrawn: set[str] = set()

    async def sign(self, event: Event, message: Message) -> str | None:
        """Give the visible sign; its ts, or None where it is no message that the answer replaces later."""
        if message.to != "thread":
            await self._private.respond(event, message)
            return None
        if self.streams.of(event) is not None:
            return None  # the answer has begun: that is sign enough
        message = self._progress.pop(event.id, message)
        if event.root is not None and self._sender.surfaces.has(event.team, "status"):
            try:
                await self._set_status(event, message.text)
                self._status.add(event.id)
                return None
            except SlackApiError as error:
                told = self._sender.surfaces.is_refused(event.team, "status", error)
                log.info("no status" if told else "status failed", extra={"slack": slack_code(error)})
        self._signs[event.id] = await self._sender.post(event, message, 0, final=False)
        return self._signs[event.id]

    async def progress(self, event: Event, message: Message) -> None:
        """Put it in the visible sign's place, or let the sign say it when it comes; that it cannot be shown stops nothing."""
        sign = self._signs.get(event.id)
        try:
            if event.id in self._status:
                await self._set_status(event, message.text)
            elif sign is None:
                self._progress[event.id] = message
            else:
                await self._sender.replace(event, message, 0, False, sign)
        except (SlackApiError, *SLACK_AWAY) as error:
            log.info("progress not shown", extra={"event": event.id, "error": type(error).__name__})

    async def written(self, event: Event, message: Message) -> None:
        """Show a part of the answer: streamed where the workspace can, else in the sign's place.

        Where a status line is the sign, or none is there yet, and nothing can be streamed, the whole will come.
        """
        streamed = message.streamed.text if message.streamed is not None else ""
        if streamed and self.streams.takes(event) and await self.streams.show(event, streamed):
            self._status.discard(event.id)  # a message in the thread ends the status
            if (sign := self._signs.pop(event.id, None)) is not None:
                self._withdrawn.add(sign)
                await self._sender.withdraw(event, sign)
        elif event.id in self._signs:
            await self.progress(event, message)

    def taken(self, event: Event, sign: str | None) -> str | None:
        """The sign that the answer takes the place of now, unless it has gone already; nothing more is shown before the answer."""
        self._signs.pop(event.id, None)
        self._progress.pop(event.id, None)
        if sign in self._withdrawn:
            self._withdrawn.discard(str(sign))
            return None
        return sign

    def answered(self, event: Event) -> None:
        """A message stands in the thread: that ends the status."""
        self._status.discard(event.id)

    async def abandon(self, event: Event, sign: str | None) -> None:
        """Take away what was shown of an answer that will not come."""
        shown = {sign, self._signs.get(event.id)} - {None} - self._withdrawn
        self.taken(event, sign)
        stream = self.streams.forget(event)
        if stream is not None and stream.ts is not None:
            await self._sender.stop_stream(event, stream.ts)
            shown.add(stream.ts)
        for ts in shown:
            await self._sender.withdraw(event, str(ts))

    async def clear(self, event: Event) -> None:
        """Let go of the event, and take the status away where one was set: Slack does so itself only when a message follows."""
        self.streams.forget(event)
        if event.id in self._status:
            self._status.discard(event.id)
            try:
                await self._set_status(event, "")
            except (SlackApiError, *SLACK_AWAY):
                log.info("status stays", extra={"event": event.id})  # Slack ends it after two minutes

    async def _set_status(self, event: Event, text: str) -> None:
        loading = [text] if text else None
        await self._sender.client.assistant_threads_setStatus(
            channel_id=await self._sender.where(event),
            thread_ts=str(event.root),
            status=text,
            loading_messages=loading,
        )
