"""Model endpoints: chat that answers in JSON, and embeddings. The only room that imports a provider's packages.

Any OpenAI-compatible endpoint. What the packages raise stops here: callers see `ModelFailure` and `EmbeddingUnavailable`, whose facts
never hold a model's or a person's words.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing, suppress
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.circuit import CircuitBreaker
from knowledge.errors import EmbeddingUnavailable, ModelFailure, SettingsError
from knowledge.settings import KnowledgeSettings

Floats = NDArray[np.float32]
FORMATS = ("json_schema", "json_object", "plain")  # what endpoints take, best first; the first that one accepts is kept
NO_KEY = "none"  # a local server asks for no key, the packages do
LONGEST_REPLY = 20_000  # characters; a model that goes on beyond them has lost its way
BATCH = 64  # texts embedded in one request
EMBEDDING_RETRIES = 2
CLOSING_S = 2.0  # for streams that were given up to let go


Heard = Callable[[str], None]


class Embedder(Protocol):
    """What turns texts into vectors. `fingerprint` names model and dimensions: an index built with another is rebuilt."""

    @property
    def fingerprint(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Floats:
        """Unit vectors, (n, dimensions) float32. Raises EmbeddingUnavailable."""
        ...


class ChatModel:
    """A chat model that answers with one JSON object, within a deadline, or raises ModelFailure. Safe to use from several threads."""

    def __init__(self, settings: KnowledgeSettings, breaker: CircuitBreaker | None = None) -> None:
        self._settings = settings
        self._breaker = breaker or CircuitBreaker()
        self._format = 0
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
    ) -> dict[str, Any]:
        """The model's JSON object for two messages. `deadline` in seconds (default: the setting) covers all attempts together.

        The answer is streamed, so that a silent endpoint is known from a slow one. `heard` gets the text so far at each piece, on
        a thread of its own; a ModelFailure that it raises ends the call.

        Raises ModelFailure whose `why` is one of open, timeout, unreachable, refused, unfinished, empty, malformed.
        """
        self.warm()
        seconds = deadline or self._settings.model_timeout
        work = self._within(self._attempts(system, user, schema, heard or _nobody), seconds)
        return asyncio.run_coroutine_threadsafe(work, self._running_loop()).result()

    def warm(self) -> None:
        """Make the client ahead of the first question: the package takes seconds to import, which no deadline should pay."""
        with self._lock:
            if self._client is None:
                self._client = _client(self._settings)

    def close(self) -> None:
        """Stop the background loop; a later call starts another."""
        with self._lock:
            if self._loop is not None:
                with suppress(TimeoutError):
                    closing = self._loop.shutdown_asyncgens()
                    asyncio.run_coroutine_threadsafe(closing, self._loop).result(CLOSING_S)
                self._loop.call_soon_threadsafe(self._loop.stop)
            self._loop = self._client = None

    async def _within(self, work: Any, seconds: float) -> dict[str, Any]:
        try:
            async with asyncio.timeout(seconds):
                result: dict[str, Any] = await work
                return result
        except TimeoutError:
            self._breaker.failed()
            raise ModelFailure(why="timeout") from None

    async def _attempts(self, system: str, user: str, schema: Mapping[str, Any], heard: Heard) -> dict[str, Any]:
        """One attempt, and where the endpoint does not take the response format, one with each plainer format."""
        for number in range(self._format, len(FORMATS)):
            try:
                found = await self._attempt(system, user, schema, FORMATS[number], heard)
            except _FormatRefused:
                continue
            self._format = number
            return found
        raise ModelFailure(why="refused")

    async def _attempt(
        self, system: str, user: str, schema: Mapping[str, Any], kind: str, heard: Heard
    ) -> dict[str, Any]:
        if not self._breaker.allows():
            raise ModelFailure(why="open")
        try:
            found = await self._listen(self._call(system, user, schema, kind), heard)
        except (ModelFailure, _FormatRefused) as error:
            if isinstance(error, ModelFailure) and error.facts.get("why") == "unsupported":
                self._breaker.succeeded()  # the endpoint works; what it wrote does not hold
            else:
                self._breaker.failed()
            raise
        self._breaker.succeeded()
        return found

    async def _listen(self, pieces: AsyncIterator[Any], heard: Heard) -> dict[str, Any]:
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
        return _read(text)

    async def _call(self, system: str, user: str, schema: Mapping[str, Any], kind: str) -> AsyncIterator[Any]:
        """The pieces of the answer; what the packages raise becomes a ModelFailure here."""
        import openai

        options = {"response_format": wanted} if (wanted := _response_format(kind, schema)) else {}
        pieces = self._client.astream([("system", system), ("human", user)], **options)
        try:
            while True:
                async with asyncio.timeout(self._settings.model_patience):
                    piece = await anext(pieces)
                yield piece
        except StopAsyncIteration:
            return
        except (openai.BadRequestError, openai.UnprocessableEntityError, openai.InternalServerError):
            if kind == FORMATS[-1]:
                raise ModelFailure(why="refused") from None
            raise _FormatRefused from None
        except (openai.APITimeoutError, TimeoutError):
            raise ModelFailure(why="timeout") from None
        except (openai.OpenAIError, OSError):
            raise ModelFailure(why="unreachable") from None
        except (ValueError, TypeError, LookupError, AttributeError):  # an answer of another shape than a completion
            raise ModelFailure(why="malformed") from None
        except Exception:  # noqa: BLE001  (a stream that breaks raises what the HTTP package below raises)
            raise ModelFailure(why="unreachable") from None
        finally:
            await pieces.aclose()

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="chat-model", daemon=True).start()
            return self._loop


def _client(settings: KnowledgeSettings) -> Any:
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    client = ChatOpenAI(
        model=settings.chat_model,
        api_key=settings.openai_api_key or SecretStr(NO_KEY),
        base_url=settings.openai_base_url,
        timeout=settings.model_timeout,
        max_retries=0,  # the quotes serve at once; a storm of retries helps nobody
        temperature=0,
    )
    _ = client.root_async_client.beta.chat.completions  # 700 modules that the first streamed answer would wait for
    return client


def _nobody(text: str) -> None:
    """Nobody listens while the model writes."""


class _FormatRefused(Exception):
    """The endpoint does not take this response format."""


def _response_format(kind: str, schema: Mapping[str, Any]) -> dict[str, Any] | None:
    if kind == "json_schema":
        return {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": dict(schema)}}
    return {"type": "json_object", "schema": dict(schema)} if kind == "json_object" else None


def _read(content: str) -> dict[str, Any]:
    """The JSON object in a finished message's text."""
    if not content.strip():
        raise ModelFailure(why="empty")
    if found := re.search(r"\{.*\}", content, re.S):
        content = found.group()  # small models wrap the object in a code fence, or say a word before it
    try:
        loaded = json.loads(content)
    except ValueError:
        raise ModelFailure(why="malformed") from None
    if not isinstance(loaded, dict):
        raise ModelFailure(why="malformed")
    return loaded


def chat_model(settings: KnowledgeSettings) -> ChatModel | None:
    """The chat model of the settings, or None where answers are quotes only."""
    return ChatModel(settings) if settings.has_model else None


ProbeOutcome = Literal["ok", "unreachable", "denied", "unknown_model"]


def probe(settings: KnowledgeSettings, timeout: float) -> ProbeOutcome:
    """Whether the chat model answers at all, for `samspill doctor`: one word asked for, `timeout` in seconds."""
    import openai

    key = settings.openai_api_key
    client = openai.OpenAI(
        api_key=key.get_secret_value() if key else NO_KEY,
        base_url=settings.openai_base_url,
        timeout=timeout,
        max_retries=0,
    )
    try:
        client.chat.completions.create(
            model=settings.chat_model, messages=[{"role": "user", "content": "ok"}], max_tokens=1
        )
    except (openai.AuthenticationError, openai.PermissionDeniedError):
        return "denied"
    except openai.NotFoundError:
        return "unknown_model"
    except (openai.BadRequestError, openai.UnprocessableEntityError):
        return "ok"  # it is there and knows us; only this small request was not to its liking
    except (openai.OpenAIError, OSError, ValueError, TypeError, AttributeError):
        return "unreachable"
    return "ok"


class EndpointEmbedder:
    """Embeddings from the endpoint. The dimensions are asked for once, with the first texts."""

    def __init__(self, settings: KnowledgeSettings, model: str) -> None:
        self._settings = settings
        self._model = model
        self._client: Any = None
        self._dimensions = 0

    @property
    def fingerprint(self) -> str:
        """`endpoint:<model>`. Known without asking: an unchanged ingest, and a reader while the endpoint is down, need no more."""
        return f"endpoint:{self._model}"

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        if not self._dimensions:
            self._dimensions = len(self._request(["dimensions"])[0])
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of texts, in batches. Raises EmbeddingUnavailable when the endpoint fails or answers with something else."""
        rows = [
            row for start in range(0, len(texts), BATCH) for row in self._request(list(texts[start : start + BATCH]))
        ]
        if any(len(row) != self.dimensions for row in rows):
            raise EmbeddingUnavailable(where=self._where)
        matrix = np.array(rows, dtype=np.float32).reshape(len(rows), self.dimensions)
        lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
        scaled: Floats = np.divide(matrix, lengths, out=np.zeros_like(matrix), where=lengths > 0)
        return scaled

    @property
    def _where(self) -> str:
        return self._settings.openai_base_url or "api.openai.com"

    def _request(self, batch: list[str]) -> list[list[float]]:
        import openai

        if self._client is None:
            key = self._settings.openai_api_key
            self._client = openai.OpenAI(
                api_key=key.get_secret_value() if key else NO_KEY,
                base_url=self._settings.openai_base_url,
                timeout=self._settings.model_timeout,
                max_retries=EMBEDDING_RETRIES,
            )
        try:
            answer = self._client.embeddings.create(model=self._model, input=batch, encoding_format="float")
            rows = [list(map(float, item.embedding)) for item in sorted(answer.data, key=lambda item: item.index)]
        except (openai.OpenAIError, OSError, ValueError, TypeError, LookupError, AttributeError):
            raise EmbeddingUnavailable(where=self._where) from None
        if len(rows) != len(batch) or not all(rows) or not np.isfinite(np.concatenate(rows)).all():
            raise EmbeddingUnavailable(where=self._where)
        return rows


def embedder(settings: KnowledgeSettings, word_vectors: Embedder | None) -> Embedder | None:
    """The embedder of the settings: the endpoint's model where one is named, else the embedded word vectors, else None.

    Raises SettingsError when a model is named and no endpoint is.
    """
    if settings.embedding_model is None:
        return word_vectors
    if not settings.has_endpoint:
        raise SettingsError(variable="OPENAI_BASE_URL", example="http://127.0.0.1:8080/v1")
    return EndpointEmbedder(settings, settings.embedding_model)
