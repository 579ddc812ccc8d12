"""Files are read in a process of their own, one for all files, started when the first one needs it.

Whatever a file does to its parser ends there: too long, too much memory, a crash, and the process is killed, the file refused
with its reason, and the next file gets a new process.
"""

from __future__ import annotations

import hashlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from ingest.settings import IngestSettings
from ingest.sources import SourceFile
from ingest.wire import HEADER, MAX_ANSWER, BadAnswer, document_from_json, framed
from knowledge.errors import FileRefused
from knowledge.types import ParsedDocument

MEGABYTE = 1024 * 1024
PATIENCE = 3  # times the seconds of work, by the clock: on a busy machine work takes longer
TICK = 0.02  # seconds between two looks at the process's memory
_SLICE = 1 << 16


class ReaderPool:
    """Reads files in a confined process. A context manager; `read` may be called for many files, from one thread at a time."""

    def __init__(self, settings: IngestSettings | None = None, command: Sequence[str] | None = None) -> None:
        self._settings = settings or IngestSettings()  # type: ignore[call-arg]
        self._command = command or [sys.executable, "-s", "-P", "-m", "ingest.reading_process"]
        self._process: subprocess.Popen[bytes] | None = None
        self.peak_mb = 0.0

    def __enter__(self) -> ReaderPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, file: SourceFile, sha256: str | None = None) -> ParsedDocument:
        """The file as a document. Raises FileRefused; with `sha256` given, also when the bytes are no longer those."""
        data = file.read()
        if not data:
            raise FileRefused(reason="empty")
        if sha256 is not None and hash_of(data) != sha256:
            raise FileRefused(reason="changed")
        return self.read_bytes(file.reading_name, data)

    def read_bytes(self, path: str, data: bytes) -> ParsedDocument:
        """Bytes as a document; `path` tells the format. Raises FileRefused."""
        process = self._running()
        try:
            answer = self._exchange(process, framed(path.encode()) + framed(data))
            return document_from_json(answer)
        except BadAnswer:
            self._kill()
            raise FileRefused(reason="crashed") from None
        except FileRefused as error:
            if error.reason in {"too_much_memory", "too_slow", "crashed", "too_much_text"}:
                self._kill()
            raise
        except BaseException:
            self._kill()
            raise
        finally:
            if self._resident_mb(process) > self._settings.parser_memory_mb / 2:
                self._kill()  # the next file starts with all the room it may have

    def close(self) -> None:
        """End the process."""
        self._kill()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._kill()
            limits = self._settings
            arguments = [str(limits.parser_memory_mb), str(limits.parser_seconds), str(limits.max_pages)]
            self._process = subprocess.Popen(  # noqa: S603 - our own module, and no word of it from a file
                [*self._command, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=_environment(),
                bufsize=0,
                start_new_session=True,  # an interrupt at the terminal reaches us, and we end it
            )
            for pipe in (self._process.stdin, self._process.stdout):
                os.set_blocking(pipe.fileno(), False)  # type: ignore[union-attr]
        return self._process

    def _exchange(self, process: subprocess.Popen[bytes], request: bytes) -> bytes:
        """Send the request and take the answer, with an eye on clock and memory all the time."""
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - opened as pipes above
        writing, reading = process.stdin.fileno(), process.stdout.fileno()
        deadline = time.monotonic() + PATIENCE * self._settings.parser_seconds
        unsent, answer = memoryview(request), bytearray()
        while not _whole(answer):
            ready = _ready(reading, writing if unsent else None)
            if time.monotonic() > deadline:
                raise self._too_slow()
            if self._resident_mb(process) > self._settings.parser_memory_mb:
                raise FileRefused(reason="too_much_memory", limit=str(self._settings.parser_memory_mb))
            try:
                if reading in ready:
                    part = os.read(reading, _SLICE)
                    if not part or len(unsent) == len(request):  # gone, or talking before it was asked
                        raise self._ended(process)
                    answer += part
                if writing in ready:
                    unsent = unsent[os.write(writing, unsent[:_SLICE]) :]
            except BrokenPipeError:
                raise self._ended(process) from None
        return bytes(answer[HEADER.size :])

    def _ended(self, process: subprocess.Popen[bytes]) -> FileRefused:
        """Why a process that is gone has gone: the kernel's clock, or a crash."""
        try:
            code = process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return FileRefused(reason="crashed")
        if code == -signal.SIGXCPU:
            return self._too_slow()
        return FileRefused(reason="crashed")

    def _too_slow(self) -> FileRefused:
        return FileRefused(reason="too_slow", seconds=f"{self._settings.parser_seconds:g}")

    def _resident_mb(self, process: subprocess.Popen[bytes]) -> float:
        """Resident memory in MB; 0 where the system does not tell (then the limits that the process sets itself hold)."""
        try:
            pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
        except (OSError, ValueError, IndexError):
            return 0.0
        resident = pages * os.sysconf("SC_PAGESIZE") / MEGABYTE
        self.peak_mb = max(self.peak_mb, resident)
        return resident

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def _ready(reading: int, writing: int | None) -> set[int]:
    """Which of the two pipes can be used now, after waiting for a tick at most."""
    poll = select.poll()
    poll.register(reading, select.POLLIN)
    if writing is not None:
        poll.register(writing, select.POLLOUT)
    return {descriptor for descriptor, _ in poll.poll(TICK * 1000)}


def _whole(answer: bytearray) -> bool:
    """Whether an answer is complete. Raises FileRefused for one that is too long, BadAnswer for one with more behind it."""
    if len(answer) < HEADER.size:
        return False
    length = int(HEADER.unpack(answer[: HEADER.size])[0])
    if length > MAX_ANSWER:
        raise FileRefused(reason="too_much_text")
    if len(answer) > HEADER.size + length:
        raise BadAnswer
    return len(answer) == HEADER.size + length


def hash_of(data: bytes) -> str:
    """SHA-256 as `SourceFile.sha256` gives it."""
    return hashlib.sha256(data).hexdigest()


def _environment() -> dict[str, str]:
    """What the process gets to know: where the code lies, nothing of keys and addresses."""
    root = Path(__file__).resolve().parent.parent
    return {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
