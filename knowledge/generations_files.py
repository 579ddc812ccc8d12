"""The directories of generations: made beside, sealed, leased to readers, and removed when nobody reads them.

`<data folder>/generations/<id>/` holds `chroma/`, `lexical/` and `manifest.json`. A directory under its own name is whole: it is
written under another name, flushed to the disk, and renamed.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.errors import IndexDamaged, StorageUnavailable
from knowledge.generations_locks import LOCK, lock_of, locked, own, sweep
from knowledge.generations_manifest import FORMAT, MANIFEST, Manifest

_BUILDING, _REMOVING = ".building-", ".removing-"


class Store:
    """The folder `generations` of a data folder, and `readers` beside it, where each reading process keeps its own copies."""

    def __init__(self, data_dir: Path) -> None:
        self._root = data_dir / "generations"
        self._readers = data_dir / "readers"

    def path(self, generation: str) -> Path:
        """Where a generation lies, or would lie."""
        return self._root / generation

    def has(self, generation: str) -> bool:
        """Whether the directory is there, of today's format, with every file in its full size. Reads no file but the manifest."""
        directory = self.path(generation)
        try:
            files = Manifest.read(directory).files
            return all((directory / name).stat().st_size == size for name, (size, _) in files.items())
        except (IndexDamaged, OSError):
            return False

    def is_outdated(self, generation: str) -> bool:
        """Whether the directory was written in another format than today's, by another Samspill."""
        try:
            return bool(json.loads((self.path(generation) / MANIFEST).read_text(encoding="utf-8"))["format"] != FORMAT)
        except (OSError, ValueError, TypeError, KeyError):
            return False

    @contextmanager
    def building(self, generation: str) -> Iterator[Path]:
        """A new directory to build in, removed afterwards unless `seal` has renamed it. Raises StorageUnavailable."""
        with _storage(self._root):
            self._root.mkdir(parents=True, exist_ok=True)
            with own(self._root / f"{_BUILDING}{generation}-{uuid.uuid4().hex[:6]}") as directory:
                directory.mkdir()
                yield directory

    def seal(self, directory: Path, generation: str) -> None:
        """Flush a built directory to the disk and give it its name. One that is there already and whole stays."""
        with _storage(self._root):
            flush(directory)
            target = self.path(generation)
            if target.exists() and not self.has(generation):
                self._set_aside(target)
            try:
                directory.rename(target)
            except OSError:
                if not self.has(generation):  # else another process built the same one meanwhile
                    raise
            _flush_entry(self._root)

    @contextmanager
    def lease(self, generation: str) -> Iterator[Path]:
        """Keep a generation's directory from being removed while it is read; it may be missing."""
        with _storage(self._root):
            self._root.mkdir(parents=True, exist_ok=True)
            with locked(self.path(generation), fcntl.LOCK_SH):
                yield self.path(generation)

    @contextmanager
    def own_copy(self, directory: Path, part: str) -> Iterator[Path]:
        """A directory for this process alone with a copy of `part`: opening Chroma writes, and no two processes may open the same."""
        with _storage(self._readers):
            self._readers.mkdir(parents=True, exist_ok=True)
            sweep(self._readers, "*")
            with own(self._readers / uuid.uuid4().hex) as copy:
                shutil.copytree(directory / part, copy / part)
                yield copy

    def clean(self, keep: set[str]) -> list[str]:
        """Remove every generation but `keep`, what killed builds left, and nothing that a live process holds. Returns their ids."""
        removed = []
        with _storage(self._root):
            if not self._root.is_dir():
                return []
            for directory in sorted(self._root.iterdir()):
                named = directory.is_dir() and not directory.name.startswith(".")
                if named and directory.name not in keep and self._remove(directory):
                    removed.append(directory.name)
            sweep(self._root, f"{_BUILDING}*")
            for lock in self._root.glob(f"[!.]*{LOCK}"):  # of a generation that is gone, left by whoever looked for it
                if not lock.with_suffix("").exists():
                    sweep(self._root, lock.name)
            for aside in self._root.glob(f"{_REMOVING}*"):
                shutil.rmtree(aside, ignore_errors=True)
        return removed

    def _remove(self, directory: Path) -> bool:
        try:
            with locked(directory, fcntl.LOCK_EX | fcntl.LOCK_NB):
                self._set_aside(directory)
                lock_of(directory).unlink(missing_ok=True)
                return True
        except BlockingIOError:
            return False

    def _set_aside(self, directory: Path) -> None:
        aside = self._root / f"{_REMOVING}{uuid.uuid4().hex[:12]}"
        directory.rename(aside)  # first out of sight, in one step, then bit by bit
        shutil.rmtree(aside, ignore_errors=True)


def flush(directory: Path) -> None:
    """Bring every file and folder of a directory to the disk."""
    for path in sorted(directory.rglob("*")):
        _flush_entry(path)
    _flush_entry(directory)


def _flush_entry(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _storage(folder: Path) -> Iterator[None]:
    try:
        yield
    except BlockingIOError:
        raise
    except OSError as error:
        raise StorageUnavailable(where=str(folder)) from error
