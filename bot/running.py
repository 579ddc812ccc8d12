"""A built bot's life: start, readiness, the hourly tidying, and a stop that finishes what was begun."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

import aiohttp
from slack_bolt.async_app import AsyncApp
from sqlalchemy import Engine

from bot.answers import ReadyAnswers
from bot.events.forgetting import tidy
from bot.events.inbox import Inbox
from bot.events.memory import Memory
from bot.events.worker import Worker
from bot.events.writer import Writer
from bot.receiving_http import WebServer
from bot.receiving_socket import Sockets
from bot.settings import BotSettings
from knowledge.errors import SamspillError

log = logging.getLogger("samspill.run")

TIDY_SECONDS = 3600.0
SWITCH_SECONDS = 0.0005


def told_to_stop() -> asyncio.Event:
    """Set by SIGINT or SIGTERM. Ask for it before anything is started: a signal that comes early is heeded, too."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C arrives as KeyboardInterrupt
            loop.add_signal_handler(name, told.set)
    return told


@dataclass
class Running:
    """The parts of one bot, wired by `bot.app.build_app`."""

    settings: BotSettings
    engine: Engine
    session: aiohttp.ClientSession
    app: AsyncApp
    worker: Worker
    inbox: Inbox
    memory: Memory
    answers: ReadyAnswers
    pool: ThreadPoolExecutor
    writer: Writer
    warm_more: Callable[[], None] | None = None  # what is not needed for the first answer
    server: WebServer = field(init=False)
    sockets: Sockets | None = field(init=False, default=None)
    _tasks: list[asyncio.Task[None]] = field(init=False, default_factory=list)
    _receiving: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        http = self.settings.mode == "http"
        secret = self.settings.signing_secret.get_secret_value() if http and self.settings.signing_secret else None
        self.server = WebServer(
            self.settings.host, self.settings.port, lambda: self.ready, self.app if http else None, secret
        )
        if not http and self.settings.app_token is not None:
            token = self.settings.app_token.get_secret_value()
            self.sockets = Sockets(self.app, token, self.settings.api_url, self.session)

    @property
    def ready(self) -> bool:
        """Whether events are received and would be answered at once."""
        return self._receiving and self.answers.ready

    async def start(self) -> None:
        """Resume what an earlier bot left, then receive. The answerer is built meanwhile."""
        # Answering computes in threads; with Python's usual 5 ms between threads an acknowledgement would wait for several turns.
        sys.setswitchinterval(SWITCH_SECONDS)
        await self.server.start()
        freed = await self.inbox.take_over()
        self._tasks = [
            asyncio.create_task(self.worker.run()),
            asyncio.create_task(self._tidy()),
            asyncio.create_task(self._warm()),
        ]
        if self.sockets is not None:
            await self.sockets.connect()
        self._receiving = True
        log.info("receiving", extra={"port": self.server.port, "count": freed})

    async def stop(self) -> None:
        """Receive nothing more, finish what was begun, close everything."""
        log.info("stopping", extra={"count": self.worker.busy})
        self._receiving = False
        if self.sockets is not None:
            await self.sockets.close()
        await self.server.close()
        await self.worker.stop(self.settings.stop_seconds)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.session.close()
        for writer in {self.inbox.acks, self.writer}:
            await asyncio.to_thread(writer.close)
        self.pool.shutdown(wait=False, cancel_futures=True)
        await asyncio.to_thread(self.answers.close)
        self.engine.dispose()
        log.info("stopped")

    async def _warm(self) -> None:
        try:
            await asyncio.get_running_loop().run_in_executor(self.pool, self.answers.warm)
            log.info("ready")
            if self.warm_more is not None:
                await asyncio.get_running_loop().run_in_executor(self.pool, self.warm_more)
        except SamspillError as error:
            log.warning("cannot answer yet", extra={"error": type(error).__name__})

    async def _tidy(self) -> None:
        while True:
            try:
                count = await asyncio.to_thread(tidy, self.engine, self.settings.retention_days)
                log.info("tidied", extra={"count": count})
            except SamspillError as error:
                log.error("not tidied", extra={"error": type(error).__name__})
            await asyncio.sleep(TIDY_SECONDS)
