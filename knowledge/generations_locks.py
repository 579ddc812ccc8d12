"""Names that processes hold: directories that are read, built or kept by one process alone, and those that a killed one left.

Locks are the kernel's (flock), so that a killed process holds none.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = ".lock"


def lock_of(directory: Path) -> Path:
    """The file beside a directory that is locked for it."""
    return directory.parent / f"{directory.name}{LOCK}"


@contextmanager
def locked(directory: Path, mode: int) -> Iterator[None]:
    """Hold a lock of the kernel's on a directory's name. Raises BlockingIOError with LOCK_NB when another process holds it."""
    file = lock_of(directory)
    while True:
        with file.open("ab") as stream:
            fcntl.flock(stream, mode)
            try:
                current = file.stat().st_ino == os.fstat(stream.fileno()).st_ino
            except FileNotFoundError:
                current = False
            if current:
                yield
                return
            # Whoever held it before has removed the file: this lock would guard nothing.


@contextmanager
def own(directory: Path) -> Iterator[Path]:
    """A name for this process alone; what lies under it is removed afterwards. The lock comes first and goes last."""
    with locked(directory, fcntl.LOCK_EX):
        try:
            yield directory
        finally:
            shutil.rmtree(directory, ignore_errors=True)
            lock_of(directory).unlink(missing_ok=True)


def sweep(root: Path, pattern: str) -> None:
    """Remove the names, and what lies under them, whose process was killed: nobody holds their locks."""
    for name in sorted({path.name.removesuffix(LOCK) for path in root.glob(pattern)}):
        try:
            with locked(root / name, fcntl.LOCK_EX | fcntl.LOCK_NB):
                shutil.rmtree(root / name, ignore_errors=True)
                lock_of(root / name).unlink(missing_ok=True)
        except BlockingIOError:
            continue
