"""A stand-in for Slack on loopback: Web API, Socket Mode, message metadata, rate limits, and faults on demand.

It keeps what Slack keeps (also metadata, which the local workspace does not), counts every call, and records for each
delivery whether it was acknowledged. It delivers an envelope to one connection, as Slack does.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

TEAM, BOT, BOT_ID, CHANNEL, PERSON = "T01HOME", "U0SAMSPILL", "B0SAMSPILL", "C01GENERAL", "U01KARI"
JSON_FIELDS = {"blocks", "metadata", "view"}
Fault = Callable[[str, Mapping[str, Any]], web.StreamResponse | None]


@dataclass
class SlackStandIn:
    """One workspace with one app. `start` gives it a port; `api_url` is what the bot is told."""

    port: int = 0
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answered: list[dict[str, Any]] = field(default_factory=list)
    views: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)
    handed: dict[str, dict[str, Any]] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    fault: Fault | None = None
    api_delay: float = 0.0
    is_new: bool = False  # whether it has the newer surfaces: a thread's status, feedback buttons
    can_stream: bool = False  # whether it has chat.startStream and its kin

    def __post_init__(self) -> None:
        self._sockets: list[web.WebSocketResponse] = []
        self._threads: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        self._acks: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._numbers = itertools.count(1)
        self._runner: web.AppRunner | None = None
        self._turn = 0
        self.posted = asyncio.Event()

    @property
    def api_url(self) -> str:
        """The Web API's address."""
        return f"http://127.0.0.1:{self.port}/api/"

    async def start(self) -> None:
        """Listen on loopback."""
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.add_routes(
            [
                web.route("*", "/api/{method}", self._api),
                web.get("/socket/{n}", self._socket),
                web.post("/respond/{n}", self._respond),
                web.post("/upload/{name}", self._upload),
                web.get("/files-pri/{identity}/{name}", self._download),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = int(self._runner.addresses[0][1])

    async def close(self) -> None:
        """Hang up."""
        for socket in self._sockets:
            await socket.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def connections(self) -> int:
        """Open Socket Mode connections."""
        return sum(not socket.closed for socket in self._sockets)

    async def connected(self, count: int = 1, within: float = 20.0) -> None:
        """Wait until the bot has opened so many connections."""
        async with asyncio.timeout(within):
            while self.connections < count:
                await asyncio.sleep(0.01)

    def stamp(self) -> str:
        """A message's ts, never the same twice."""
        return f"{int(time.time())}.{next(self._numbers):06d}"

    def says(self, text: str, channel: str = CHANNEL, user: str = PERSON, thread: str | None = None) -> dict[str, Any]:
        """A person's message, kept in the channel; `mention` and `message` make deliveries of it."""
        message = {"type": "message", "user": user, "text": text, "ts": self.stamp(), "channel": channel}
        if thread:
            message["thread_ts"] = thread
        self._keep(message, channel)
        return message

    def _keep(self, message: dict[str, Any], channel: str) -> None:
        self.messages[channel].append(message)
        self._threads[channel, str(message.get("thread_ts") or message["ts"])].append(message)

    def delivery(self, event: Mapping[str, Any], kind: str = "app_mention", **more: Any) -> dict[str, Any]:
        """The Events API's envelope around a message."""
        channel_type = "im" if str(event["channel"]).startswith("D") else "channel"
        inner = {**event, "type": kind, "event_ts": event["ts"], "channel_type": channel_type}
        return {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "A01",
            "event_id": f"Ev{next(self._numbers):010d}",
            "event_time": int(time.time()),
            "event": inner,
            "is_ext_shared_channel": False,
        } | more

    def asks(self, text: str, **more: Any) -> dict[str, Any]:
        """A mention with a question, as a delivery."""
        return self.delivery(self.says(f"<@{BOT}> {text}", **more))

    async def deliver(
        self, payload: Mapping[str, Any], kind: str = "events_api", wait: float = 5.0, socket: int | None = None
    ) -> bool:
        """Send a delivery to one of the connections; whether it was acknowledged in time."""
        return await self._sent(payload, kind, wait, socket) is not None

    async def answer_to(self, payload: Mapping[str, Any], kind: str, wait: float = 5.0) -> dict[str, Any]:
        """Send a delivery; the payload of its acknowledgement, which for a window may hold errors. Fails where none came."""
        acknowledged = await self._sent(payload, kind, wait, None)
        assert acknowledged is not None
        return dict(acknowledged.get("payload") or {})

    async def _sent(
        self, payload: Mapping[str, Any], kind: str, wait: float, socket: int | None
    ) -> dict[str, Any] | None:
        alive = [socket for socket in self._sockets if not socket.closed]
        if not alive:
            return None
        self._turn += 1
        target = alive[(self._turn if socket is None else socket) % len(alive)]
        envelope = f"env-{next(self._numbers)}"
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._acks[envelope] = future
        try:
            await target.send_json({"envelope_id": envelope, "type": kind, "payload": payload})
            return await asyncio.wait_for(future, wait)
        except (TimeoutError, ConnectionError):
            return None
        finally:
            self._acks.pop(envelope, None)

    async def refresh(self, number: int) -> None:
        """Tell one connection that it is about to be closed, as Slack does every few hours."""
        alive = [socket for socket in self._sockets if not socket.closed]
        await alive[number % len(alive)].send_json({"type": "disconnect", "reason": "refresh_requested"})

    def replies(self, thread: str, channel: str = CHANNEL) -> list[dict[str, Any]]:
        """The bot's messages in a thread."""
        return [message for message in self._threads[channel, thread] if message.get("bot_id")]

    async def reply(
        self, thread: str, channel: str = CHANNEL, within: float = 10.0, final: bool = True
    ) -> dict[str, Any]:
        """The bot's first message in a thread, as soon as it is the answer."""
        async with asyncio.timeout(within):
            while True:
                for message in self.replies(thread, channel):
                    if not final or (message.get("metadata") or {}).get("event_payload", {}).get("final"):
                        return message
                self.posted.clear()
                await self.posted.wait()

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": self.connections})
        async for frame in socket:
            if frame.type == WSMsgType.TEXT:
                data = json.loads(frame.data)
                waiting = self._acks.get(data.get("envelope_id"))
                if waiting is not None and not waiting.done():
                    waiting.set_result(data)
        self._sockets.remove(socket)
        return socket

    async def _respond(self, request: web.Request) -> web.Response:
        self.answered.append(await request.json())
        self.posted.set()
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        self.files.append({"name": request.match_info["name"], "content": await request.read()})
        return web.Response(text="OK")

    def hands_over(self, name: str, content: bytes, user: str = PERSON, **more: Any) -> dict[str, Any]:
        """A file that a person put into Slack, as it stands in a message; `more` changes what `files.info` says of it."""
        identity = f"F{next(self._numbers):09d}"
        url = f"http://127.0.0.1:{self.port}/files-pri/{identity}/{name}"
        told = {"id": identity, "name": name, "size": len(content), "user": user, "url_private_download": url}
        self.handed[identity] = {"info": told | more, "content": content}
        return {"id": identity, "name": name, "mimetype": "application/octet-stream", "size": len(content)}

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != "Bearer xoxb-test":
            raise web.HTTPFound("/login")
        return web.Response(body=self.handed[request.match_info["identity"]]["content"])

    def _files_info(self, given: dict[str, Any]) -> dict[str, Any]:
        found = self.handed.get(str(given["file"]))
        return {"ok": True, "file": found["info"]} if found else {"ok": False, "error": "file_not_found"}

    def _users_info(self, given: dict[str, Any]) -> dict[str, Any]:
        name = self.people.get(str(given["user"]))
        if name is None:
            return {"ok": False, "error": "missing_scope" if not self.people else "user_not_found"}
        return {
            "ok": True,
            "user": {"id": given["user"], "name": "n", "real_name": name, "profile": {"real_name": name}},
        }

    def _usergroups_users_list(self, given: dict[str, Any]) -> dict[str, Any]:
        found = self.groups.get(str(given["usergroup"]))
        return {"ok": True, "users": found} if found is not None else {"ok": False, "error": "no_such_subteam"}

    def _files_getUploadURLExternal(self, given: dict[str, Any]) -> dict[str, Any]:
        where = f"http://127.0.0.1:{self.port}/upload/{given['filename']}"
        return {"ok": True, "upload_url": where, "file_id": given["filename"]}

    def _files_completeUploadExternal(self, given: dict[str, Any]) -> dict[str, Any]:
        where = {"channel": given["channel_id"], "thread": given.get("thread_ts")}
        named = json.loads(given["files"]) if isinstance(given["files"], str) else given["files"]
        self.files[-1] |= where | {"title": named[0].get("title")}
        self._threads[where["channel"], str(where["thread"])].append({"user": BOT, "ts": self.stamp(), "files": named})
        return {"ok": True, "files": [{"id": self.files[-1]["name"]}]}

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        self.calls.append((method, arguments))
        if self.api_delay:
            await asyncio.sleep(self.api_delay)
        if self.fault is not None and (response := self.fault(method, arguments)) is not None:
            return response
        if not self.is_new and "context_actions" in str(arguments.get("blocks")):
            return web.json_response({"ok": False, "error": "invalid_blocks"})
        handler = getattr(self, "_" + method.replace(".", "_"), None)
        answer = handler(arguments) if handler else {"ok": False, "error": "unknown_method"}
        self.posted.set()
        return web.json_response(answer)

    def _auth_test(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "team_id": TEAM, "user_id": BOT, "bot_id": BOT_ID, "user": "samspill"}

    def _apps_connections_open(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "url": f"ws://127.0.0.1:{self.port}/socket/{next(self._numbers)}"}

    def _assistant_threads_setStatus(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True} if self.is_new else {"ok": False, "error": "unknown_method"}

    def _chat_postMessage(self, given: dict[str, Any]) -> dict[str, Any]:
        kept = {name: given[name] for name in ("text", "blocks", "thread_ts", "metadata") if name in given}
        message = {"type": "message", "user": BOT, "bot_id": BOT_ID, "ts": self.stamp(), "at": time.time()} | kept
        self._keep(message, given["channel"])
        return {"ok": True, "channel": given["channel"], "ts": message["ts"], "message": message}

    def _chat_startStream(self, given: dict[str, Any]) -> dict[str, Any]:
        if not self.can_stream:
            return {"ok": False, "error": "unknown_method"}
        for name in ("recipient_team_id", "recipient_user_id"):
            if not given["channel"].startswith("D") and not given.get(name):
                return {"ok": False, "error": f"missing_{name}"}
        text = _streamed(given)
        message = {
            "type": "message",
            "user": BOT,
            "bot_id": BOT_ID,
            "ts": self.stamp(),
            "at": time.time(),
            "text": text,
        }
        message |= {
            "thread_ts": given["thread_ts"],
            "streaming_state": "in_progress",
            "blocks": [{"type": "rich_text"}],
        }
        self._keep(message, given["channel"])
        return {"ok": True, "channel": given["channel"], "ts": message["ts"]}

    def _chat_appendStream(self, given: dict[str, Any]) -> dict[str, Any]:
        message = self._streaming(given)
        if message is None:
            return {"ok": False, "error": "message_not_in_streaming_state"}
        message["text"] += _streamed(given)
        return {"ok": True, "ts": given["ts"]}

    def _chat_stopStream(self, given: dict[str, Any]) -> dict[str, Any]:
        message = self._streaming(given)
        if message is None:
            return {"ok": False, "error": "message_not_in_streaming_state"}
        message["text"] += _streamed(given)
        message["blocks"] = [*message["blocks"], *(given.get("blocks") or [])]
        message |= {name: given[name] for name in ("metadata",) if name in given}
        message["streaming_state"] = "completed"
        return {"ok": True, "ts": given["ts"], "message": message}

    def _streaming(self, given: dict[str, Any]) -> dict[str, Any] | None:
        found = (message for message in self.messages[given["channel"]] if message["ts"] == given["ts"])
        return next((message for message in found if message.get("streaming_state") == "in_progress"), None)

    def _chat_update(self, given: dict[str, Any]) -> dict[str, Any]:
        for message in reversed(self.messages[given["channel"]]):
            if message["ts"] == given["ts"]:
                if message.get("streaming_state") == "in_progress":
                    return {"ok": False, "error": "streaming_state_conflict"}
                message |= {name: given[name] for name in ("text", "blocks", "metadata") if name in given}
                message["edited"] = {"ts": self.stamp()}
                return {"ok": True, "ts": given["ts"]}
        return {"ok": False, "error": "message_not_found"}

    def _chat_delete(self, given: dict[str, Any]) -> dict[str, Any]:
        for kept in [self.messages[given["channel"]], *self._threads.values()]:
            kept[:] = [message for message in kept if message["ts"] != given["ts"]]
        return {"ok": True}

    def _chat_postEphemeral(self, given: dict[str, Any]) -> dict[str, Any]:
        self.answered.append(given)
        return {"ok": True, "message_ts": self.stamp()}

    def _conversations_replies(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "messages": self._threads[given["channel"], given["ts"]], "has_more": False}

    def _conversations_history(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "messages": [m for m in self.messages[given["channel"]] if not m.get("thread_ts")][::-1]}

    def _conversations_open(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "channel": {"id": f"D{given['users'][1:]}"}}

    def _views_open(self, given: dict[str, Any]) -> dict[str, Any]:
        self.views.append(given["view"])
        return {"ok": True, "view": given["view"]}


async def _arguments(request: web.Request) -> dict[str, Any]:
    arguments: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        arguments |= await request.json()
    elif request.method == "POST":
        arguments |= dict(await request.post())
    for name in JSON_FIELDS & arguments.keys():
        if isinstance(arguments[name], str):
            arguments[name] = json.loads(arguments[name])
    return arguments


def _streamed(given: Mapping[str, Any]) -> str:
    """The text of a stream's call. Opened with chunks a stream takes only chunks; nothing here opens one otherwise."""
    assert "markdown_text" not in given
    return "".join(chunk["text"] for chunk in given.get("chunks") or [] if chunk["type"] == "markdown_text")


def too_many(seconds: int = 1) -> web.Response:
    """Slack's answer to calls that come too fast."""
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(seconds)})
