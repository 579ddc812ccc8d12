"""Slack's streaming for the local workspace, which has none: a Web API in front of its own that turns a stream into a message that grows.

Everything else is passed on as it is. The calls, their errors and the states between them are Slack's (docs.slack.dev, chat.startStream).
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web

HOST = "127.0.0.1"
ENDED = {"ok": False, "error": "message_not_in_streaming_state"}
CONFLICT = {"ok": False, "error": "streaming_state_conflict"}
ESCAPED = re.compile(r"\\([\\`*_~\[\]#|!@.)+=-])")
LARGEST = 64 * 1024 * 1024


@asynccontextmanager
async def streaming_api(address: str) -> AsyncIterator[str]:
    """The Web API of the workspace at an address, with streaming; gives its own address, ending in `/api/`."""
    async with aiohttp.ClientSession(auto_decompress=False) as http:
        front = _Front(address, http)
        app = web.Application(client_max_size=LARGEST)
        app.router.add_route("*", "/api/{method}", front.call)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, HOST, 0).start()
            yield f"http://{HOST}:{runner.addresses[0][1]}/api/"
        finally:
            await runner.cleanup()


class _Front:
    def __init__(self, address: str, http: aiohttp.ClientSession) -> None:
        self._address, self._http = address, http
        self._streams: dict[str, str] = {}  # ts of a message that is being streamed -> its markdown so far

    async def call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        body = await request.read()
        if method in {"chat.startStream", "chat.appendStream", "chat.stopStream"}:
            given = await request.json()
            streamed = {
                "chat.startStream": self._start,
                "chat.appendStream": self._append,
                "chat.stopStream": self._stop,
            }
            return web.json_response(await streamed[method](request, given))
        if method == "chat.update" and _ts(await _arguments(request)) in self._streams:
            return web.json_response(CONFLICT)
        kept = {
            name: value for name, value in request.headers.items() if name.lower() not in {"host", "content-length"}
        }
        async with self._http.request(
            request.method, f"{self._address}{request.path_qs}", data=body, headers=kept
        ) as answer:
            return web.Response(
                body=await answer.read(),
                status=answer.status,
                headers={"Content-Type": answer.headers.get("Content-Type", "application/json")},
            )

    async def _start(self, request: web.Request, given: Mapping[str, Any]) -> dict[str, Any]:
        for name in ("recipient_team_id", "recipient_user_id"):
            if not str(given["channel"]).startswith("D") and not given.get(name):
                return {"ok": False, "error": f"missing_{name}"}
        text = _text(given)
        where = {"channel": given["channel"], "thread_ts": given.get("thread_ts")}
        posted = await self._own(request, "chat.postMessage", {**where, "text": _shown(text)})
        if posted.get("ok"):
            self._streams[str(posted["ts"])] = text
        return {name: posted[name] for name in ("ok", "error", "channel", "ts") if name in posted}

    async def _append(self, request: web.Request, given: Mapping[str, Any]) -> dict[str, Any]:
        ts = _ts(given)
        if ts not in self._streams:
            return ENDED
        self._streams[ts] += _text(given)
        there = {"channel": given["channel"], "ts": ts, "text": _shown(self._streams[ts])}
        return await self._own(request, "chat.update", there)

    async def _stop(self, request: web.Request, given: Mapping[str, Any]) -> dict[str, Any]:
        ts = _ts(given)
        if ts not in self._streams:
            return ENDED
        text = _shown(self._streams.pop(ts) + _text(given))
        there: dict[str, Any] = {"channel": given["channel"], "ts": ts, "text": text}
        if given.get("blocks"):
            section = {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}
            there["blocks"] = [section, *given["blocks"]]
        return await self._own(request, "chat.update", there)

    async def _own(self, request: web.Request, method: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """A call to the workspace's own Web API, with the caller's token."""
        headers = {"Authorization": request.headers.get("Authorization", "")}
        body = {name: value for name, value in given.items() if value is not None}
        async with self._http.post(f"{self._address}/api/{method}", json=body, headers=headers) as answer:
            found: dict[str, Any] = await answer.json()
            return found


async def _arguments(request: web.Request) -> Mapping[str, Any]:
    if request.content_type == "application/json":
        found: dict[str, Any] = await request.json()
        return found
    return {**request.query, **await request.post()}


def _ts(given: Mapping[str, Any]) -> str:
    return str(given.get("ts"))


def _text(given: Mapping[str, Any]) -> str:
    pieces = [chunk["text"] for chunk in given.get("chunks") or [] if chunk.get("type") == "markdown_text"]
    return "".join([str(given.get("markdown_text") or ""), *pieces])


def _shown(text: str) -> str:
    """Markdown as mrkdwn, as far as our own messages use it: paragraphs, and signs that are escaped to be only read."""
    return ESCAPED.sub(r"\1", text.replace("\n\n", "\n"))
