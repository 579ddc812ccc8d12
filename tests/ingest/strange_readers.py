"""Readers that do what no reader should, chosen by the words in the file. They run in the confined process only."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from pathlib import Path

import ingest.readers
from ingest.readers import Limits
from knowledge.types import Block, Metadata, ParsedDocument


def read(data: bytes, limits: Limits) -> ParsedDocument:
    """Do what the file says, and tell what came of it."""
    order, _, argument = data.decode().partition(" ")
    return ParsedDocument(Metadata(), (Block("paragraph", globals()[f"_{order}"](argument.strip())),))


def _say(words: str) -> str:
    return words


def _loop(_: str) -> str:
    while True:
        pass


def _sleep(seconds: str) -> str:
    time.sleep(float(seconds))
    return "slept"


def _grow(_: str) -> str:
    kept = []
    while True:
        kept.append(bytearray(8 * 1024 * 1024))


def _grow_natively(_: str) -> str:
    import ctypes
    import mmap

    libc = ctypes.CDLL(None)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
    size, shared = (
        8 * 1024 * 1024,
        mmap.MAP_SHARED | mmap.MAP_ANONYMOUS,
    )  # shared memory, which no resource limit counts
    while True:
        place = libc.mmap(None, size, mmap.PROT_READ | mmap.PROT_WRITE, shared, -1, 0)
        ctypes.memset(place, 1, size)
        time.sleep(0.01)


def _crash(_: str) -> str:
    os.abort()


def _exit(_: str) -> str:
    os._exit(0)


def _babble(_: str) -> str:
    os.write(_answers(), b"\xff" * 100)
    return "babbled"


def _lie(_: str) -> str:
    answer = b'{"metadata": {}, "blocks": [["text", 3]]}'
    os.write(_answers(), len(answer).to_bytes(8, "big") + answer)
    time.sleep(5)
    return "lied"


def _answers() -> int:
    """The pipe that answers go through, found as a hostile reader would find it."""
    links = {int(link.name): str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.exists()}
    return max(number for number, target in links.items() if "pipe" in target)


def _talk(megabytes: str) -> str:
    return "x" * (int(megabytes) * 1024 * 1024)


def _connect(port: str) -> str:
    try:
        with socket.create_connection(("127.0.0.1", int(port)), timeout=2):
            return "connected"
    except OSError as error:
        return f"refused {type(error).__name__}"


def _connect_natively(port: str) -> str:
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.socket(2, 1, 0)
    if descriptor < 0:
        return f"refused errno {ctypes.get_errno()}"
    address = b"\x02\x00" + int(port).to_bytes(2, "big") + bytes([127, 0, 0, 1]) + bytes(8)
    return "connected" if libc.connect(descriptor, address, 16) == 0 else "not connected"


def _write(path: str) -> str:
    try:
        Path(path).write_text("written")
    except OSError as error:
        return f"refused {type(error).__name__}"
    return "written"


def _write_natively(path: str) -> str:
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    return (
        "written"
        if libc.open(path.encode(), os.O_WRONLY | os.O_CREAT, 0o600) >= 0
        else f"refused errno {ctypes.get_errno()}"
    )


def _start(program: str) -> str:
    try:
        subprocess.run([program], check=False)
    except OSError as error:
        return f"refused {type(error).__name__}"
    return "started"


def _start_natively(program: str) -> str:
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    return "started" if libc.system(program.encode()) == 0 else "refused"


def _secrets(_: str) -> str:
    return " ".join(sorted(os.environ))


def main() -> None:
    """The reading process, with this reader for every .md."""
    from ingest.reading_process import main as answer

    ingest.readers.READERS[".md"] = ("tests.ingest.strange_readers", "read")  # type: ignore[index]
    answer()


if __name__ == "__main__":
    main()
