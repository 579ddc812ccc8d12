"""Answers shown while they are written, by Slack's own streaming: a message that grows (`chat.startStream`, `appendStream`, `stopStream`).

It is opened with the first checked claim and ended with the whole answer's sources and buttons in one call, which also marks it. Whatever
goes wrong on the way only ends the streaming: the message is then replaced by the whole answer, as it would be without it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.events.failures import SLACK_AWAY, is_unknown, slack_code
from bot.events.surfaces import Surfaces
from bot.events.types import Event

log = logging.getLogger("samspill.streaming")

QUICK_SECONDS = 3.0  # a call that takes longer would hold the answer up
PIECE = 12_000  # characters that a call takes


@dataclass(slots=True)
class Stream:
    """One message that grows. `sent` is what it holds; `broken`: it takes no more, or what it holds is not known."""

    ts: str | None = None
    sent: str = ""
    broken: bool = False
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Streams:
    """The streams of one bot. `client` must not wait out rate limits: a stream that is held up is given up."""

    def __init__(
        self, client: AsyncWebClient, surfaces: Callable[[], Surfaces], where: Callable[[Event], Awaitable[str]]
    ) -> None:
        self._client, self._surfaces, self._where = client, surfaces, where
        self._streams: dict[str, Stream] = {}
        self._plain: set[str] = set()

    def takes(self, event: Event) -> bool:
        """Whether an event's answer is streamed: in a thread, where the workspace can, and on a first attempt, which has posted nothing."""
        if event.id in self._streams or event.id in self._plain:
            return event.id in self._streams
        return event.root is not None and event.attempt == 1 and self._surfaces().has(event.team, "stream")

    def of(self, event: Event) -> Stream | None:
        """The event's stream, if one was begun."""
        return self._streams.get(event.id)

    def forget(self, event: Event) -> Stream | None:
        """Let go of the event's stream; gives it."""
        self._plain.discard(event.id)
        return self._streams.pop(event.id, None)

    async def show(self, event: Event, text: str) -> bool:
        """Let the message hold this markdown, which begins with what it holds already; False where no stream can be begun."""
        stream = self._streams.setdefault(event.id, Stream())
        async with stream.lock:  # pieces go out in the order in which they come
            if self._streams.get(event.id) is not stream:
                return False  # refused meanwhile
            if stream.broken:
                return True
            rest = text[len(stream.sent) :]
            if not text.startswith(stream.sent) or len(rest) > PIECE:
                stream.broken = True
            elif rest:
                return await self._send(event, stream, text, rest)
            return True

    async def _send(self, event: Event, stream: Stream, text: str, rest: str) -> bool:
        try:
            async with asyncio.timeout(QUICK_SECONDS):
                if stream.ts is None:
                    stream.ts = await self._start(event, rest)
                else:
                    await self._client.chat_appendStream(
                        channel=await self._where(event), ts=stream.ts, chunks=chunks(rest)
                    )
            stream.sent = text
        except (SlackApiError, *SLACK_AWAY) as error:
            stream.broken = True
            log.info("stream ended", extra={"event": event.id, "slack": slack_code(error) or type(error).__name__})
            if stream.ts is None and not is_unknown(error):
                if isinstance(error, SlackApiError):
                    self._surfaces().is_refused(event.team, "stream", error)
                self._streams.pop(event.id, None)
                self._plain.add(event.id)
                return False
        return True

    async def _start(self, event: Event, text: str) -> str:
        # Opened with chunks it takes chunks for good; the recipient is asked for wherever others read along.
        started = await self._client.chat_startStream(
            channel=await self._where(event),
            thread_ts=str(event.root),
            recipient_team_id=event.team,
            recipient_user_id=event.user,
            chunks=chunks(text),
        )
        return str(started["ts"])


def chunks(text: str) -> list[dict[str, Any]]:
    """Markdown as Slack takes it in a stream."""
    return [{"type": "markdown_text", "text": text}]
