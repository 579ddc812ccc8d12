"""What the reading process may not do: reach the network, write a file, start a program, or grow without bound.

Three nets, one behind the other, all without privileges: resource limits (POSIX), a seccomp filter that binds native code too
(Linux on x86-64 and ARM64), and an audit hook for Python code, wherever Python runs.
"""

from __future__ import annotations

import os
import sys
from typing import Any

MEGABYTE = 1024 * 1024
SHARED_MB = 64  # of the resident memory, what libraries share with the file system's cache: no limit counts it
OPEN_FILES = 64

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED_EVENTS = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "os.fork",
    "os.kill",
    "os.remove",
)
_REFUSED_CHANGES = (
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.chown",
    "os.truncate",
    "shutil.",
)


def confine(memory_mb: int) -> bool:
    """Give up everything that reading does not need, for good. Returns whether native code is bound as well."""
    _limit_resources(memory_mb)
    bound = False
    if sys.platform == "linux":
        from ingest.seccomp import bind

        bound = bind()
    sys.addaudithook(_refuse)
    return bound


def allow_seconds(seconds: float) -> None:
    """Let the process use this many seconds of processor time from now on; the kernel ends it after that."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _limit_resources(memory_mb: int) -> None:
    import resource

    data = (memory_mb - SHARED_MB) * MEGABYTE
    for limit, value in (
        (resource.RLIMIT_DATA, data),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        hard = resource.getrlimit(limit)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (value, value))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        flags = arguments[2] if len(arguments) > 2 and isinstance(arguments[2], int) else 0
        if flags & _WRITING:
            raise PermissionError("reading processes write no files")
    elif event.startswith(_REFUSED_EVENTS) or event.startswith(_REFUSED_CHANGES):
        raise PermissionError(f"reading processes may not: {event}")
