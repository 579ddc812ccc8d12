"""An OpenAI-compatible endpoint on loopback that does as it is told: good answers, and every way in which a real one fails.

    with ModelServer(good({"claims": []})) as server:
        ...  # OPENAI_BASE_URL = server.url, server.requests is what was asked

A behaviour is a function of the request's JSON body that gives a `Reply`; `server.behaviour` may be changed while it runs.
"""

from __future__ import annotations

import hashlib
import json
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

PIECE = 12  # characters of a streamed piece


@dataclass(frozen=True)
class Reply:
    """What goes over the wire. `cut`: bytes after which the connection is closed; `reset`: it is torn down; `stall`: seconds of silence,
    before the first byte or, with `stall_after`, after that many.
    """

    body: bytes
    status: int = 200
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    reset: bool = False
    stall: float = 0.0
    stall_after: int | None = None


Behaviour = Callable[[dict[str, Any]], Reply]


def completion(content: str | None, finish: str | None = "stop", choices: bool = True) -> Reply:
    """A chat completion with this text and finish reason."""
    message = {"role": "assistant", "content": content}
    body = {
        "id": "standin-1",
        "object": "chat.completion",
        "created": 0,
        "model": "standin",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}] if choices else [],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
    return Reply(json.dumps(body, ensure_ascii=False).encode())


def as_stream(reply: Reply) -> Reply:
    """A completion as an endpoint streams it: its text in small pieces, then the finish reason. What is no completion stays as it is.

    A cut in the middle of the body is a cut in the middle of the stream.
    """
    try:
        body = json.loads(reply.body)
        choices = body["choices"]
    except (ValueError, KeyError, TypeError):
        return reply
    common = {"id": body["id"], "object": "chat.completion.chunk", "created": 0, "model": body["model"]}
    pieces: list[dict[str, Any]] = [{**common, "choices": []}] if not choices else []
    for choice in choices:
        text = choice["message"]["content"] or ""
        deltas = [{"role": "assistant", "content": text[at : at + PIECE]} for at in range(0, len(text), PIECE)]
        pieces += [{**common, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas]
        last = {"index": 0, "delta": {}, "finish_reason": choice["finish_reason"]}
        pieces.append({**common, "choices": [last]})
    events = b"".join(b"data: " + json.dumps(piece).encode() + b"\n\n" for piece in pieces) + b"data: [DONE]\n\n"
    half = len(events) // 2
    return replace(
        reply,
        body=events,
        content_type="text/event-stream",
        cut=None if reply.cut is None else half,
        stall_after=None if reply.stall_after is None else half,
    )


def good(answer: Any) -> Behaviour:
    """Always the same JSON object."""
    return lambda body: completion(json.dumps(answer, ensure_ascii=False))


def failures(answer: Any) -> dict[str, Behaviour]:
    """The kinds of failure, each around an answer that would have been good. A wrong citation is the caller's to make of `good`."""
    written = json.dumps(answer, ensure_ascii=False)
    whole = completion(written)
    return {
        "cut": lambda body: Reply(whole.body, cut=len(whole.body) // 2),
        "reset": lambda body: Reply(whole.body, reset=True),
        "stalled_within": lambda body: replace(whole, stall=60.0, stall_after=len(whole.body) // 2),
        "stalled": lambda body: Reply(whole.body, stall=60.0),
        "filtered": lambda body: completion("", "content_filter"),
        "length": lambda body: completion(written[: len(written) // 2], "length"),
        "html": lambda body: Reply(
            b"<!doctype html><html><body>Sign in to continue</body></html>", content_type="text/html"
        ),
        "empty": lambda body: completion(None, choices=False),
        "malformed": lambda body: completion(written[: len(written) // 2]),
        "too_many": lambda body: Reply(b'{"error": {"message": "slow down"}}', 429, headers={"Retry-After": "20"}),
        "no_finish": lambda body: completion(written, finish=None),
    }


def refuses_formats(*kinds: str, then: Behaviour) -> Behaviour:
    """An endpoint that answers HTTP 400 to these response formats, as small servers do."""

    def behave(body: dict[str, Any]) -> Reply:
        if (body.get("response_format") or {}).get("type") in kinds:
            return Reply(b'{"error": {"message": "unsupported response_format"}}', 400)
        return then(body)

    return behave


class ModelServer:
    """The server, from `with` to its end. `url` is what OPENAI_BASE_URL should be."""

    def __init__(self, behaviour: Behaviour, dimensions: int = 8) -> None:
        self.behaviour = behaviour
        self.dimensions = dimensions
        self.requests: list[dict[str, Any]] = []
        self.stopping = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> ModelServer:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def embedding(self, text: str) -> list[float]:
        """A vector that depends on the text alone."""
        digest = hashlib.sha256(text.encode()).digest()
        return [byte / 255 - 0.5 for byte in digest[: self.dimensions]]

    def embeddings(self, body: dict[str, Any]) -> Reply:
        """The answer to /v1/embeddings."""
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        data = [{"object": "embedding", "index": n, "embedding": self.embedding(text)} for n, text in enumerate(texts)]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        return Reply(json.dumps({"object": "list", "data": data, "model": body["model"], "usage": usage}).encode())


def _handler(server: ModelServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.requests.append(body)
            embeds = self.path.endswith("/embeddings") and server.dimensions
            reply = server.embeddings(body) if embeds else server.behaviour(body)
            with suppress(BrokenPipeError, ConnectionResetError):  # who asked has given up
                self._send(as_stream(reply) if body.get("stream") else reply)

        def _send(self, reply: Reply) -> None:
            if reply.stall_after is None and reply.stall and server.stopping.wait(reply.stall):
                return
            if reply.reset:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                return
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if reply.stall_after is not None:
                self.wfile.write(reply.body[: reply.stall_after])
                self.wfile.flush()
                server.stopping.wait(reply.stall)
                self.close_connection = True
                return
            self.wfile.write(reply.body if reply.cut is None else reply.body[: reply.cut])
            self.close_connection = reply.cut is not None

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    return Handler
