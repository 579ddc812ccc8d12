"""A command as a process of its own, with what it used: seconds, processor seconds, and the most memory that it held."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import BenchFailed

SHOWN = 2_000  # characters of what a failed command wrote


@dataclass(frozen=True, slots=True)
class Used:
    """What a process used. `memory_mb` is its largest resident size; child processes that it waited for count where they were larger."""

    seconds: float
    cpu_seconds: float
    memory_mb: float
    stdout: str


def measure(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], allowed: frozenset[int] = frozenset({0})
) -> Used:
    """Run a command in a folder and wait for it. Raises BenchFailed for an exit code that is not allowed, after showing why."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=folder, env=dict(environment))  # noqa: S603
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:  # interrupted: nothing goes on behind the back of whoever stopped it
            process.kill()
            raise
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode not in allowed:
            sys.stderr.write(err.read()[-SHOWN:] or out.read()[-SHOWN:])
            raise BenchFailed(command=" ".join(command[1:]))
        scale = 1024**2 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kibibytes
        return Used(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale, out.read())


def python(module: str, *arguments: str | Path) -> list[str]:
    """The command line of a module in this interpreter."""
    return [sys.executable, "-m", module, *map(str, arguments)]
