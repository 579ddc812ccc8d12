"""From paths to files: folders and single files, each file with its place, its size, and its hash when asked.

Nothing is skipped in silence but hidden files and what operating systems leave lying about: whatever cannot go in stands
in `Found.refused` with its reason.
"""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.readers import SUFFIXES
from ingest.settings import IngestSettings
from knowledge.errors import FileRefused, NotFound

MEGABYTE = 1024 * 1024
UPLOADED = "uploaded"  # the source of files that a maintainer handed over by hand
MAX_PATH = 1000  # characters of a path within its source
_JUNK = frozenset({"thumbs.db", "desktop.ini", "__macosx", "icon\r"})
_SLICE = 1 << 20


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file of the web came from: the address that was asked for, where its redirects ended, and the suffix of its reader.

    `unchanged` is the hash of the bytes that are in, where the server says that they are still the same; then nothing was fetched.
    """

    address: str
    final: str
    kind: str
    etag: str | None = None
    last_modified: str | None = None
    unchanged: str | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that may be read. `source` is the folder it belongs to, `path` its place in it (`/` between, NFC), `size` in bytes.

    Of a file of the web `source` is the site, `path` the rest of the address, and `origin` tells more.
    """

    source: str
    path: str
    absolute: Path
    size: int
    max_bytes: int = field(default=50 * MEGABYTE, repr=False, compare=False)
    origin: Origin | None = None

    @property
    def suffix(self) -> str:
        """The suffix of its reader in lower case, with its dot."""
        return self.origin.kind if self.origin else Path(self.path).suffix.lower()

    @property
    def reading_name(self) -> str:
        """A name that tells its reader the format."""
        return f"page{self.origin.kind}" if self.origin else self.path

    def sha256(self) -> str:
        """The hash of the file's bytes, read in slices. Raises FileRefused when it cannot be read any more."""
        if self.origin is not None and self.origin.unchanged is not None:
            return self.origin.unchanged
        digest = hashlib.sha256()
        for part in self._slices():
            digest.update(part)
        return digest.hexdigest()

    def read(self) -> bytes:
        """The file's bytes. Raises FileRefused when it cannot be read any more."""
        return b"".join(self._slices())

    def _slices(self) -> Iterator[bytes]:
        # No link is followed and nothing is waited for, should the file have been exchanged since it was found.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            descriptor = os.open(self.absolute, flags)
        except OSError as error:
            raise _refusal(error) from None
        with os.fdopen(descriptor, "rb", buffering=0) as opened:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise FileRefused(reason="not_a_file")
            total = 0
            try:
                while part := opened.read(_SLICE):
                    total += len(part)
                    if total > self.max_bytes:
                        raise FileRefused(reason="too_large", limit=str(self.max_bytes // MEGABYTE))
                    yield part
            except OSError as error:
                raise _refusal(error) from None


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that cannot go in. `path` is fit to be shown: no control characters, no tricks."""

    source: str
    path: str
    error: FileRefused


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, in a fixed order. `folders` are the sources that own their files."""

    files: tuple[SourceFile, ...]
    refused: tuple[RefusedFile, ...]
    folders: tuple[str, ...]


def find(paths: Sequence[Path], settings: IngestSettings | None = None) -> Found:
    """All files below folders, and single files. Raises NotFound for a path that does not exist."""
    search = _Search((settings or IngestSettings()).max_file_mb * MEGABYTE)  # type: ignore[call-arg]
    folders = []
    for path in paths:
        place = Path(os.path.realpath(path))
        if not place.exists():
            raise NotFound(name=str(path))
        if place.is_dir():
            folders.append(str(place))
            search.folder(place)
        else:
            search.entry(place.parent, place)
    return Found(tuple(search.files), tuple(search.refused), tuple(dict.fromkeys(folders)))


class _Search:
    def __init__(self, max_bytes: int) -> None:
        self.files: list[SourceFile] = []
        self.refused: list[RefusedFile] = []
        self._max_bytes = max_bytes
        self._seen: set[str] = set()

    def folder(self, root: Path) -> None:
        """Everything below a folder, folder by folder, names in order."""
        waiting = [root]
        while waiting:
            folder = waiting.pop()
            try:
                entries = sorted(folder.iterdir(), key=lambda entry: (_composed(entry.name), entry.name))
            except OSError as error:
                self._refuse(root, folder, _refusal(error, "folder_not_readable"))
                continue
            inner = []
            for entry in entries:
                if _is_hidden(entry.name):
                    continue
                if entry.is_dir() and not entry.is_symlink():
                    inner.append(entry)
                else:
                    self.entry(root, entry)
            waiting += reversed(inner)

    def entry(self, root: Path, entry: Path) -> None:
        """One file, or whatever else stands there."""
        try:
            file = self._file(root, entry)
        except FileRefused as error:
            self._refuse(root, entry, error)
        except OSError as error:
            self._refuse(root, entry, _refusal(error))
        else:
            if file is not None:
                self.files.append(file)

    def _file(self, root: Path, entry: Path) -> SourceFile | None:
        path = _composed(entry.relative_to(root).as_posix())
        if _escaped(path) != path or len(path) > MAX_PATH:
            raise FileRefused(reason="bad_name")
        target = _followed(root, entry) if entry.is_symlink() else entry
        state = target.lstat()
        if not stat.S_ISREG(state.st_mode):
            raise FileRefused(reason="not_a_file")
        suffix = Path(path).suffix.lower()
        if suffix not in SUFFIXES:
            raise FileRefused(reason="old_word" if suffix == ".doc" else "unknown_format", suffix=suffix or "–")
        if state.st_size == 0:
            raise FileRefused(reason="empty")
        if state.st_size > self._max_bytes:
            raise FileRefused(reason="too_large", limit=str(self._max_bytes // MEGABYTE))
        place = f"{root}/{path}"
        if place in self._seen:
            if any(file.absolute == target for file in self.files):
                return None  # named twice on the command line
            raise FileRefused(reason="same_name")
        self._seen.add(place)
        return SourceFile(str(root), path, target, state.st_size, self._max_bytes)

    def _refuse(self, root: Path, entry: Path, error: FileRefused) -> None:
        path = _escaped(_composed(entry.relative_to(root).as_posix()))[:MAX_PATH]
        self.refused.append(RefusedFile(str(root), path, error))


def _followed(root: Path, link: Path) -> Path:
    """The file that a link within a folder leads to. Raises FileRefused when it leads out, to a folder, or nowhere."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        raise FileRefused(reason="link_broken") from None
    if not target.is_relative_to(root):
        raise FileRefused(reason="link_outside")
    if target.is_dir():
        raise FileRefused(reason="link_folder")
    return target


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _JUNK


def _composed(name: str) -> str:
    """Names in NFC, so that a folder copied from another system keeps its documents' identities."""
    return unicodedata.normalize("NFC", name)


def _escaped(path: str) -> str:
    """The path as it may be shown: control, direction and undecodable characters written out."""
    return "".join(
        c if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} else f"\\u{ord(c):04x}" for c in path
    )


def _refusal(error: OSError, denied: str = "not_readable") -> FileRefused:
    if isinstance(error, FileNotFoundError):
        return FileRefused(reason="vanished")
    return FileRefused(reason=denied)
