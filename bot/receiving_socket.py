"""Socket Mode over two connections: while Slack renews one, the other still takes clicks and messages."""

from __future__ import annotations

import asyncio
import logging

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot.slack_client import slack_client

CONNECTIONS = 2
PING_SECONDS = 5.0  # a half-open connection is noticed after four of them


class Sockets:
    """The connections of one bot."""

    def __init__(self, app: AsyncApp, app_token: str, api_url: str | None, session: aiohttp.ClientSession) -> None:
        self._handlers = [
            AsyncSocketModeHandler(
                app,
                app_token,
                logger=logging.getLogger("slack_sdk.socket"),
                web_client=slack_client(app_token, api_url, session),
                ping_interval=PING_SECONDS,
            )
            for _ in range(CONNECTIONS)
        ]

    async def connect(self) -> None:
        """Open them all."""
        await asyncio.gather(*(handler.client.connect() for handler in self._handlers))  # type: ignore[no-untyped-call]

    async def connected(self) -> bool:
        """Whether at least one is open."""
        return any([await handler.client.is_connected() for handler in self._handlers])

    async def close(self) -> None:
        """Close them all: nothing more is received."""
        closing = [handler.client.close() for handler in self._handlers]  # type: ignore[no-untyped-call]
        await asyncio.gather(*closing, return_exceptions=True)
