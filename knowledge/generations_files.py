"""The directories of generations: made beside, sealed, leased to readers, and removed when nobody reads them.

`<data folder>/generations/<id>/` holds `chroma/`, `lexical/` and `manifest.json`. A directory under its own name is whole: it is
written under another name, flushed to the disk, and renamed. Locks are the kernel's (flock), so that a killed process holds none.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.errors import IndexDamaged, StorageUnavailable
from knowledge.index import REBUILD

FORMAT = 5  # of the directory's content, the lexical part's too; one of another format is built again from the library
MANIFEST = "manifest.json"
_BUILDING, _REMOVING, _LOCK = ".building-", ".removing-", ".lock"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a generation's directory.

    `embedding` names the dense vectors (None: lexical only), `server` says that they lie on a Chroma server. `chunks` counts by
    language; `dead` counts by language what was deleted from the dense index and still takes room in it. `files` gives each
    file's size in bytes and SHA-256.
    """

    generation: str
    embedding: str | None
    dimensions: int | None
    server: bool
    chunks: Mapping[str, int]
    dead: Mapping[str, int]
    ef_search: int
    files: Mapping[str, tuple[int, str]]
    format: int = FORMAT

    @classmethod
    def read(cls, directory: Path) -> Manifest:
        """The manifest of a directory. Raises IndexDamaged when it cannot be read or is of another format."""
        try:
            values = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
            files = {str(name): (int(size), str(digest)) for name, (size, digest) in values.pop("files").items()}
            manifest = cls(files=files, **values)
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise IndexDamaged(generation=directory.name, command=REBUILD) from error
        if manifest.format != FORMAT:
            raise IndexDamaged(generation=directory.name, command=REBUILD)
        return manifest

    def write(self, directory: Path) -> None:
        """Write it: the last file of a directory."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        (directory / MANIFEST).write_text(text, encoding="utf-8")

    def check(self, directory: Path, part: str = "") -> None:
        """Raises IndexDamaged unless the files (of a part: `chroma`, `lexical`) are all there, bit for bit, and no others."""
        names = {name for name in self.files if name.startswith(part)}
        if names != {name for name in _file_names(directory) if name.startswith(part)}:
            raise IndexDamaged(generation=self.generation, command=REBUILD)
        found = fingerprints(directory, names)
        if any(found[name] != self.files[name] for name in names):
            raise IndexDamaged(generation=self.generation, command=REBUILD)


def fingerprint(file: Path) -> tuple[int, str]:
    """A file's size in bytes and its SHA-256; (-1, "") when it cannot be read."""
    try:
        with file.open("rb") as stream:
            return os.fstat(stream.fileno()).st_size, hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return -1, ""


def fingerprints(directory: Path, names: Collection[str] | None = None) -> dict[str, tuple[int, str]]:
    """The files of a directory by name, all but the manifest if none are named. Hashing lets other threads run: several at once."""
    wanted = sorted(_file_names(directory) if names is None else names)
    with ThreadPoolExecutor(max_workers=4) as pool:
        return dict(zip(wanted, pool.map(lambda name: fingerprint(directory / name), wanted), strict=True))


def _file_names(directory: Path) -> list[str]:
    found = (path.relative_to(directory).as_posix() for path in sorted(directory.rglob("*")) if path.is_file())
    return [name for name in found if name != MANIFEST]


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
            with _own(self._root / f"{_BUILDING}{generation}-{uuid.uuid4().hex[:6]}") as directory:
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
            with _locked(self.path(generation), fcntl.LOCK_SH):
                yield self.path(generation)

    @contextmanager
    def own_copy(self, directory: Path, part: str) -> Iterator[Path]:
        """A directory for this process alone with a copy of `part`: opening Chroma writes, and no two processes may open the same."""
        with _storage(self._readers):
            self._readers.mkdir(parents=True, exist_ok=True)
            _sweep(self._readers, "*")
            with _own(self._readers / uuid.uuid4().hex) as copy:
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
            _sweep(self._root, f"{_BUILDING}*")
            for lock in self._root.glob(f"[!.]*{_LOCK}"):  # of a generation that is gone, left by whoever looked for it
                if not lock.with_suffix("").exists():
                    _sweep(self._root, lock.name)
            for aside in self._root.glob(f"{_REMOVING}*"):
                shutil.rmtree(aside, ignore_errors=True)
        return removed

    def _remove(self, directory: Path) -> bool:
        try:
            with _locked(directory, fcntl.LOCK_EX | fcntl.LOCK_NB):
                self._set_aside(directory)
                _lock_of(directory).unlink(missing_ok=True)
                return True
        except BlockingIOError:
            return False

    def _set_aside(self, directory: Path) -> None:
        aside = self._root / f"{_REMOVING}{uuid.uuid4().hex[:12]}"
        directory.rename(aside)  # first out of sight, in one step, then bit by bit
        shutil.rmtree(aside, ignore_errors=True)


def _lock_of(directory: Path) -> Path:
    return directory.parent / f"{directory.name}{_LOCK}"


@contextmanager
def _locked(directory: Path, mode: int) -> Iterator[None]:
    """Hold a lock of the kernel's on a directory's name. Raises BlockingIOError with LOCK_NB when another process holds it."""
    file = _lock_of(directory)
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
def _own(directory: Path) -> Iterator[Path]:
    """A name for this process alone; what lies under it is removed afterwards. The lock comes first and goes last."""
    with _locked(directory, fcntl.LOCK_EX):
        try:
            yield directory
        finally:
            shutil.rmtree(directory, ignore_errors=True)
            _lock_of(directory).unlink(missing_ok=True)


def _sweep(root: Path, pattern: str) -> None:
    """Remove the names, and what lies under them, whose process was killed: nobody holds their locks."""
    for name in sorted({path.name.removesuffix(_LOCK) for path in root.glob(pattern)}):
        try:
            with _locked(root / name, fcntl.LOCK_EX | fcntl.LOCK_NB):
                shutil.rmtree(root / name, ignore_errors=True)
                _lock_of(root / name).unlink(missing_ok=True)
        except BlockingIOError:
            continue


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
