"""The web server: health, readiness and, in HTTP mode, Slack's signed events.

A signature is checked before anything of the request is read, so that garbage is refused and never a fault of ours.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import time
from collections.abc import Callable, Mapping, Sequence

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from knowledge.errors import PortTaken

log = logging.getLogger("samspill.http")

LARGEST_BODY = 1024 * 1024
EVENTS_PATH = "/slack/events"
WINDOW_SECONDS = 300
STAMP_HEADER, SIGNATURE_HEADER = "X-Slack-Request-Timestamp", "X-Slack-Signature"
STAMP = re.compile(r"\d{1,12}", re.ASCII)


class WebServer:
    """Serves until closed. `ready` tells whether questions can be answered; `app` receives events when there is a secret."""

    def __init__(
        self, host: str, port: int, ready: Callable[[], bool], app: AsyncApp | None = None, secret: str | None = None
    ) -> None:
        self.host, self.port = host, port
        self._ready, self._app = ready, app
        self._secret = secret.encode() if secret else b""
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen. Raises PortTaken."""
        application = web.Application(client_max_size=LARGEST_BODY)
        application.add_routes([web.get("/healthz", self._healthz), web.get("/readyz", self._readyz)])
        if self._app is not None and self._secret:
            application.add_routes([web.post(EVENTS_PATH, self._events)])
        self._runner = web.AppRunner(application, access_log=None, handle_signals=False)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        try:
            await site.start()
        except OSError as error:
            await self._runner.cleanup()
            raise PortTaken(port=str(self.port)) from error
        self.port = int(self._runner.addresses[0][1])

    async def close(self) -> None:
        """Answer what has been accepted, then stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _healthz(self, _request: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def _readyz(self, _request: web.Request) -> web.Response:
        ready = self._ready()
        return web.json_response({"ready": ready}, status=200 if ready else 503)

    async def _events(self, request: web.Request) -> web.Response:
        raw = await request.read()
        if not self._is_signed(raw, request.headers):
            log.info("signature refused")
            return web.json_response({"error": "invalid request"}, status=401)
        try:
            headers: dict[str, str | Sequence[str]] = {
                name: request.headers.getall(name) for name in set(request.headers)
            }
            received = AsyncBoltRequest(body=raw.decode("utf-8"), query=request.query_string, headers=headers)
        except (ValueError, TypeError, AttributeError):
            return web.json_response({"error": "unreadable request"}, status=400)
        if self._app is None or not isinstance(received.body, dict):
            return web.json_response({"error": "unreadable request"}, status=400)
        return await to_aiohttp_response(await self._app.async_dispatch(received))

    def _is_signed(self, raw: bytes, headers: Mapping[str, str]) -> bool:
        return is_signed(
            raw, headers.get(STAMP_HEADER, ""), headers.get(SIGNATURE_HEADER, ""), self._secret, time.time()
        )


def is_signed(raw: bytes, stamp: str, signature: str, secret: bytes, now: float) -> bool:
    """Whether Slack signed these bytes within five minutes of `now` (Slack's "Verifying requests": v0, HMAC-SHA256)."""
    if not secret or not STAMP.fullmatch(stamp) or abs(now - int(stamp)) > WINDOW_SECONDS:
        return False
    expected = "v0=" + hmac.new(secret, b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))
