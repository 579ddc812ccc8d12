"""The reading half of an ingest: hash every file, and read those that are not in as they are."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.pipeline_plan import ReadFile, Refusal, Shelf
from ingest.settings import IngestSettings
from ingest.sources import UPLOADED, Found, SourceFile, find
from knowledge.errors import FileRefused
from knowledge.types import Language, Version

if TYPE_CHECKING:
    from ingest.sandbox import ReaderPool
    from knowledge.library import Library

STARTER = "starter"  # the source of the example documents: the same on every machine
FALLBACK_LANGUAGE: Language = "nb"
TRIES = 3  # for a file that is being written while it is read


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the paths hold: what is in already, what was read, what cannot go in, and the folders that own their files."""

    folders: tuple[str, ...]
    unchanged: tuple[Version, ...]
    read: tuple[ReadFile, ...]
    refused: tuple[Refusal, ...]


def starter_documents(limits: IngestSettings) -> Found:
    """The example documents that come with the package, as a folder of its own."""
    with resources.as_file(resources.files("knowledge").joinpath("documents")) as folder:
        found = find([folder], limits)
    return Found(
        files=tuple(replace(file, source=STARTER) for file in found.files),
        refused=tuple(replace(file, source=STARTER) for file in found.refused),
        folders=(STARTER,),
    )


def uploaded_files(paths: Sequence[Path], limits: IngestSettings) -> Found:
    """Files that were handed over by hand: they belong to no folder, and their names tell them apart."""
    found = find(paths, limits)
    return Found(
        files=tuple(replace(file, source=UPLOADED) for file in found.files),
        refused=tuple(replace(file, source=UPLOADED) for file in found.refused),
        folders=(),
    )


def gather(
    found: Sequence[Found],
    shelf: Shelf,
    limits: IngestSettings,
    library: Library | None,
    progress: Callable[[int, int, str], None],
) -> Gathered:
    """Hash and read. With a `library` every file is read again, and one that reads as it did counts as unchanged."""
    files = [file for one in found for file in one.files]
    refused = [Refusal(file.source, file.path, file.error) for one in found for file in one.refused]
    unchanged: list[Version] = []
    waiting: list[tuple[SourceFile, str]] = []
    for number, file in enumerate(files):
        try:
            file_hash = file.sha256()
        except FileRefused as error:
            refused.append(Refusal(file.source, file.path, error))
            continue
        same = shelf.same(file, file_hash)
        if same is not None and library is None:
            unchanged.append(same)
        else:
            waiting.append((file, file_hash))
        progress(number + 1, len(files), "hash")
    read: list[ReadFile] = []
    for one in _read_all(waiting, limits, progress):
        same = shelf.same(one.file, one.file_hash) if isinstance(one, ReadFile) else None
        if isinstance(one, Refusal):
            refused.append(one)
        elif same is not None and library is not None and _reads_the_same(one, same, library):
            unchanged.append(same)
        else:
            read.append(one)
    folders = tuple(dict.fromkeys(folder for one in found for folder in one.folders))
    return Gathered(folders, tuple(unchanged), tuple(read), tuple(refused))


def _read_all(
    waiting: Sequence[tuple[SourceFile, str]], limits: IngestSettings, progress: Callable[[int, int, str], None]
) -> list[ReadFile | Refusal]:
    if not waiting:
        return []
    from ingest.sandbox import ReaderPool

    done: list[ReadFile | Refusal] = []
    with ReaderPool(limits) as pool:
        for number, (file, file_hash) in enumerate(waiting):
            done.append(_read(pool, file, file_hash))
            progress(number + 1, len(waiting), "read")
    return done


def _read(pool: ReaderPool, file: SourceFile, file_hash: str) -> ReadFile | Refusal:
    from ingest.chunking import chunk

    began = time.monotonic()
    for attempt in range(1, TRIES + 1):
        try:
            document = pool.read(file, file_hash)
            chunks = tuple(chunk(document, FALLBACK_LANGUAGE))
            if not chunks:
                raise FileRefused(reason="no_text")
        except FileRefused as error:
            if error.reason == "changed" and attempt < TRIES:
                file_hash = file.sha256()
                continue
            return Refusal(file.source, file.path, error, time.monotonic() - began)
        metadata = document.metadata
        if file.origin is not None:
            metadata = replace(metadata, id=None, url=file.origin.final)
        return ReadFile(file, file_hash, metadata, chunks, document.warnings, time.monotonic() - began)
    raise AssertionError("every attempt returns or continues")


def _reads_the_same(read: ReadFile, version: Version, library: Library) -> bool:
    before = [(c.text, c.section, c.page, c.language, c.kind) for c in library.chunks_of(version.id)]
    now = [(c.text, c.section, c.page, c.language, c.kind) for c in read.chunks]
    return before == now and read.metadata == version.metadata
