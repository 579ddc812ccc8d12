"""The workspace's program as a child of ours: started on a free port, stopped whatever happens."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import json
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot.workspace.install import unavailable
from bot.workspace.place import Keys, configuration

HOST = "127.0.0.1"
START_SECONDS = 20.0
STOP_SECONDS = 5.0
DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG (Linux, prctl(2))


@asynccontextmanager
async def workspace(program: Path, keys: Keys, port: int = 0, request_url: str | None = None) -> AsyncIterator[str]:
    """A running workspace; gives its address, `http://127.0.0.1:port`. Raises WorkspaceUnavailable."""
    port = port or free_port()
    address = f"http://{HOST}:{port}"
    with tempfile.TemporaryDirectory(prefix="samspill-workspace-") as folder:
        config = Path(folder) / "workspace.json"
        config.write_text(json.dumps(configuration(keys, request_url)), encoding="utf-8")
        arguments = ["--config", str(config), "--port", str(port), "--base-host", HOST, "--files-dir", folder]
        process = await asyncio.create_subprocess_exec(
            program,
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is ours to handle: the bot finishes while the workspace still stands
            preexec_fn=_die_with_parent(),
        )
        try:
            await _answering(process, address)
            yield address
        finally:
            await _stop(process)


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


async def _answering(process: asyncio.subprocess.Process, address: str) -> None:
    async with aiohttp.ClientSession() as session:
        try:
            async with asyncio.timeout(START_SECONDS):
                while process.returncode is None:
                    with contextlib.suppress(aiohttp.ClientError):
                        async with session.get(f"{address}/_control/state") as found:
                            if found.status == 200:
                                return
                    await asyncio.sleep(0.05)
        except TimeoutError:
            pass
    raise unavailable("workspace.start")


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _die_with_parent() -> Callable[[], None] | None:
    # When the demo itself is killed the kernel ends its workspace too; elsewhere than on Linux it may outlive a kill -9.
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(DEATH_SIGNAL, signal.SIGTERM)

    return ask
