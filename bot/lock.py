"""One bot a data folder: a lock that the operating system frees when its process ends, however it ends."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType

from knowledge.errors import BotBusy

LOCK_NAME = "bot.lock"


class BotLock:
    """Held while inside; raises BotBusy when another process holds it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: int | None = None

    def __enter__(self) -> BotLock:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._file = os.open(self._folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._file)
        except OSError:
            os.close(self._file)
            self._file = None
            raise BotBusy(folder=str(self._folder)) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            os.close(self._file)  # closing frees the lock; the file stays, or two could lock two files of one name
            self._file = None


def _take(file: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        return
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
