"""What an ingest will change: pure decisions, from what was found and what is in the current generation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.sources import UPLOADED, SourceFile
from knowledge.errors import FileRefused, RemovalRefused
from knowledge.types import ChunkDraft, Document, Metadata, Version

REMOVAL_SHARE, REMOVAL_COUNT = 0.2, 3  # retiring more than both of a folder's documents needs to be allowed


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: its hash, what it says of itself, its chunks, and the seconds that took."""

    file: SourceFile
    file_hash: str
    metadata: Metadata
    chunks: tuple[ChunkDraft, ...]
    warnings: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file or folder that cannot go in."""

    source: str
    path: str
    error: FileRefused
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that goes in as a new version; `replaced` is the version of the same document that leaves."""

    read: ReadFile
    document: Document
    replaced: Version | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of the files and of the current generation's versions. `standing` are refused files' places that stay in."""

    incoming: tuple[Incoming, ...]
    unchanged: tuple[Version, ...]
    retired: tuple[Version, ...]
    refused: tuple[Refusal, ...]
    kept: tuple[Version, ...]
    standing: frozenset[str] = field(default_factory=frozenset)

    @property
    def changes(self) -> bool:
        """Whether the next generation differs from the current one."""
        return bool(self.incoming or self.retired)


class Shelf:
    """The versions of the current generation, found by place and by identity."""

    def __init__(self, versions: Iterable[Version]) -> None:
        self.versions = tuple(versions)
        self._by_place: dict[str, list[Version]] = defaultdict(list)
        for version in self.versions:
            self._by_place[place(version.document.source, version.document.path)].append(version)
        self.by_identity = {version.document.identity: version for version in self.versions}

    def at(self, file: SourceFile) -> list[Version]:
        """What came from a file. Usually one; two when a single file was given another id and the first was not retired."""
        return self._by_place.get(place(file.source, file.path), [])

    def same(self, file: SourceFile, file_hash: str) -> Version | None:
        """The version that came from a file with this very content."""
        return next((version for version in self.at(file) if version.file_hash == file_hash), None)

    def named(self, name: str) -> list[Version]:
        """The one document that has this file name; none where there are several."""
        found = [v for v in self.versions if v.document.file_name.casefold() == name.casefold()]
        return found if len(found) == 1 else []

    def below(self, folder: str) -> list[Version]:
        """What came from a folder, also where it was brought in as part of another one."""
        return [v for name, found in self._by_place.items() if is_below(name, folder) for v in found]


def place(source: str, path: str) -> str:
    """Where a file is: its source and its path in one."""
    return f"{source.rstrip('/')}/{path}"


def is_below(name: str, folder: str) -> bool:
    """Whether a place is a folder's own or within it."""
    return name == folder or name.startswith(f"{folder.rstrip('/')}/")


def identity_of(read: ReadFile, shelf: Shelf) -> str:
    """Front matter id, else address, else what the file at this place has been so far, else its place.

    A file of the web is what its address says, never what it says of itself: a page must not become another document's next version.
    A file that was handed over is the next version of the one document that has its name.
    """
    declared = read.file.origin.address if read.file.origin else read.metadata.id or read.metadata.url
    if declared:
        return declared
    so_far = shelf.at(read.file) or (shelf.named(read.file.path) if read.file.source == UPLOADED else [])
    return so_far[0].document.identity if so_far else place(read.file.source, read.file.path)


def make_plan(
    shelf: Shelf,
    folders: Sequence[str],
    unchanged: Sequence[Version],
    read: Sequence[ReadFile],
    refused: Sequence[Refusal],
    *,
    allow_removal: bool,
    identity: str | None = None,
    was: Callable[[str, str], bool] = lambda identity, file_hash: False,
) -> Plan:
    """Decide. Two files of one identity are told: the one that is in, or else the first, goes in, the others are refused.

    `identity` is the document that the one file to be read is a version of, by the maintainer's word. `was(identity, hash)` tells whether
    a file has been a version of a document before: one that is still lying where it was does not push out what came from elsewhere.

    Raises RemovalRefused when more than a fifth of a folder's documents, and more than three, would be retired.
    """
    claimed = {
        version.document.identity: place(version.document.source, version.document.path) for version in unchanged
    }
    incoming, refusals, same = [], list(refused), list(unchanged)
    for one in read:
        name = identity or identity_of(one, shelf)
        now = shelf.by_identity.get(name)
        if now is not None and one.file.source == UPLOADED and now.file_hash == one.file_hash and name not in claimed:
            claimed[name] = place(now.document.source, now.document.path)
            same.append(now)  # handed over again as it is in, whatever place it came from
            continue
        if reason := _no_version(one, name, claimed, shelf, was):
            refusals.append(Refusal(one.file.source, one.file.path, reason, one.seconds))
            continue
        claimed[name] = place(one.file.source, one.file.path)
        document = Document(name, one.file.source, one.file.path)
        incoming.append(Incoming(one, document, now))
    # What cannot be read is not missing: its version stays, and so does all that was read from a folder that is closed now.
    closed = [place(refusal.source, refusal.path) for refusal in refused]
    retired = _retired(shelf, folders, claimed.keys(), closed, allow_removal=allow_removal)
    if identity is not None:  # the same file may have come in as a document of its own before
        retired += [v for one in incoming for v in shelf.at(one.read.file) if v.document.identity != identity]
    leaving = {v.id for v in retired} | {one.replaced.id for one in incoming if one.replaced}
    kept = tuple(version for version in shelf.versions if version.id not in leaving)
    standing = frozenset(place(v.document.source, v.document.path) for v in kept)
    return Plan(tuple(incoming), tuple(same), tuple(retired), tuple(refusals), kept, standing)


def _no_version(
    one: ReadFile, identity: str, claimed: Mapping[str, str], shelf: Shelf, was: Callable[[str, str], bool]
) -> FileRefused | None:
    """Why a file is no version of the document that it says it is; None when it is one."""
    if identity in claimed:
        return FileRefused(reason="same_identity", other=claimed[identity])
    now = shelf.by_identity.get(identity)
    if now is None:
        return None
    there = place(now.document.source, now.document.path)
    moved = there != place(one.file.source, one.file.path)
    if moved and one.file_hash != now.file_hash and was(identity, one.file_hash):
        return FileRefused(reason="older_version", other=there)
    return None


def _retired(
    shelf: Shelf, folders: Sequence[str], claimed: Iterable[str], closed: Sequence[str], *, allow_removal: bool
) -> list[Version]:
    present = set(claimed)
    found: dict[int, Version] = {}
    for folder in folders:
        own = shelf.below(folder)
        missing = [
            version
            for version in own
            if version.document.identity not in present
            and not any(is_below(place(version.document.source, version.document.path), name) for name in closed)
        ]
        if len(missing) > REMOVAL_COUNT and len(missing) > REMOVAL_SHARE * len(own) and not allow_removal:
            raise RemovalRefused(count=str(len(missing)), total=str(len(own)), source=folder)
        found.update((version.id, version) for version in missing)
    return list(found.values())
