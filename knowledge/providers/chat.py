"""The chat model: one JSON object for two messages, within a deadline and behind a circuit breaker, or a named failure."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing, suppress
from typing import Any

from knowledge.circuit import CircuitBreaker
from knowledge.errors import ModelFailure
from knowledge.providers.wire import FORMATS, FormatRefused, client, pieces_of, read_object
from knowledge.settings import KnowledgeSettings

LONGEST_REPLY = 20_000  # characters; a model that goes on beyond them has lost its way
CLOSING_S = 2.0  # for streams that were given up to let go

Heard = Callable[[str], None]
Found = dict[str, Any]


class ChatModel:
    """A chat model that answers with one JSON object, within a deadline, or raises ModelFailure. Safe to use from several threads."""

    def __init__(self, settings: KnowledgeSettings, breaker: CircuitBreaker | None = None) -> None:
        self._settings = settings
        self._breaker = breaker or CircuitBreaker()
        self._format, self._format_works = 0, False
        self._client: Any = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()

    def complete(
        self,
        system: str,
        user: str,
        schema: Mapping[str, Any],
        deadline: float | None = None,
        heard: Heard | None = None,
    ) -> Found:
        """The model's JSON object for two messages. `deadline` in seconds (default: the setting) covers all attempts together.

        The answer is streamed, so that a silent endpoint is known from a slow one. `heard` gets the text so far at each piece, on
        a thread of its own; a ModelFailure that it raises ends the call.

        Raises ModelFailure whose `why` is one of open, timeout, unreachable, refused, unfinished, empty, malformed.
        """
        self.warm()
        seconds = deadline or self._settings.model_timeout
        work = self._guarded(lambda: self._attempts(system, user, schema, heard or _nobody), seconds)
        running = asyncio.run_coroutine_threadsafe(work, self._running_loop())
        try:
            return running.result(seconds + CLOSING_S)
        except TimeoutError:  # the loop was stopped meanwhile: nobody would ever answer
            running.cancel()
            raise ModelFailure(why="timeout") from None

    def warm(self) -> None:
        """Make the client ahead of the first question: the package takes seconds to import, which no deadline should pay."""
        with self._lock:
            if self._client is None:
                self._client = client(self._settings)

    def close(self) -> None:
        """Stop the background loop; a later call starts another."""
        with self._lock:
            if self._loop is not None:
                with suppress(TimeoutError):
                    closing = self._loop.shutdown_asyncgens()
                    asyncio.run_coroutine_threadsafe(closing, self._loop).result(CLOSING_S)
                self._loop.call_soon_threadsafe(self._loop.stop)
            self._loop = self._client = None

    async def _guarded(self, work: Callable[[], Awaitable[Found]], seconds: float) -> Found:
        """The work within its deadline, if the breaker lets it through, which hears once how it went, however many formats it took."""
        if not self._breaker.allows():
            raise ModelFailure(why="open")
        try:
            async with asyncio.timeout(seconds):
                found = await work()
        except TimeoutError:
            self._breaker.failed()
            raise ModelFailure(why="timeout") from None
        except ModelFailure as failure:
            if failure.facts.get("why") == "unsupported":
                self._breaker.succeeded()  # the endpoint works; what it wrote does not hold
            else:
                self._breaker.failed()
            raise
        self._breaker.succeeded()
        return found

    async def _attempts(self, system: str, user: str, schema: Mapping[str, Any], heard: Heard) -> Found:
        """One attempt; where the endpoint does not take the response format, one with each plainer format. What it took is kept."""
        works = self._format_works
        for number in range(self._format, len(FORMATS)):
            pieces = pieces_of(self._client, system, user, schema, FORMATS[number], self._settings.model_patience)
            try:
                found = await _listen(pieces, heard)
            except FormatRefused:
                if works:
                    break  # it took this format before: something else is wrong
                continue
            self._format, self._format_works = number, True
            return found
        self._format_works = False
        raise ModelFailure(why="refused")

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="chat-model", daemon=True).start()
            return self._loop


async def _listen(pieces: AsyncIterator[Any], heard: Heard) -> Found:
    """The JSON object of a stream. Only one that ends with finish reason `stop` counts: anything else may be half an answer."""
    text, finish = "", None
    async with aclosing(pieces) as stream:  # type: ignore[type-var]
        async for piece in stream:
            finish = (getattr(piece, "response_metadata", None) or {}).get("finish_reason") or finish
            content = getattr(piece, "content", None)
            if isinstance(content, str) and content:
                text += content
                if len(text) > LONGEST_REPLY:
                    raise ModelFailure(why="unfinished")
                heard(text)
    if finish != "stop":
        raise ModelFailure(why="unfinished")
    return read_object(text)


def _nobody(text: str) -> None:
    """Nobody listens while the model writes."""


def chat_model(settings: KnowledgeSettings) -> ChatModel | None:
    """The chat model of the settings, or None where answers are quotes only."""
    return ChatModel(settings) if settings.has_model else None
