"""The manifest of a generation's directory: what is in it, and each file's size and hash, by which damage is seen."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.errors import IndexDamaged
from knowledge.index import REBUILD

FORMAT = 5  # of the directory's content, the lexical part's too; one of another format is built again from the library
MANIFEST = "manifest.json"


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
