"""The generation that readers see: opened, leased to each question, exchanged when another one is published.

`Generations(settings, library, embedder).current()` is all that a reader needs. Every question is answered from one generation,
from beginning to end; the one before is closed after its last reader.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from knowledge.embedding import require_same_embedding
from knowledge.errors import IndexDamaged, LibraryEmpty, SamspillError
from knowledge.generations_build import Server, chroma_server, place_of
from knowledge.generations_derive import derive
from knowledge.generations_files import Store
from knowledge.generations_manifest import Manifest
from knowledge.generations_open import OpenGeneration
from knowledge.index import REBUILD, DenseIndex

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.embedding import Embedder
    from knowledge.lexical import LexicalIndex
    from knowledge.library import Library
    from knowledge.library_rows import GenerationRecord, Pointer
    from knowledge.settings import KnowledgeSettings

POLL_S = 0.5  # between two looks at the pointer
log = logging.getLogger(__name__)


class _Removed(Exception):
    """The generation is no longer one that is kept."""


class Generations:
    """Watches which generation is current and keeps it open. Thread-safe; close it at the end."""

    def __init__(
        self,
        settings: KnowledgeSettings,
        library: Library,
        embedder: Embedder | None,
    ) -> None:
        """`embedder` is the one that questions are embedded with, None for lexical search alone."""
        self._settings = settings
        self._library = library
        self._embedder = embedder
        self._store = Store(settings.data_dir)
        self._swapping = threading.Lock()
        self._open: OpenGeneration | None = None
        self._looked = float("-inf")
        self._stop = threading.Event()
        self._watcher: threading.Thread | None = None
        self.damaged: str | None = None

    @contextmanager
    def current(self) -> Iterator[OpenGeneration]:
        """The current generation, leased: `with generations.current() as generation`. It stays the same to the end of the block.

        Raises LibraryEmpty while nothing is published, IndexDamaged when neither the current generation nor the one before can be
        read, DatabaseUnavailable, ChromaUnavailable.
        """
        while True:
            generation = self._latest()
            if generation.lease():
                break
        try:
            yield generation
        finally:
            generation.release()

    def check(self) -> None:
        """Open the current generation as a question does, and tell what a question bears with in silence.

        Raises LibraryEmpty, IndexDamaged when an older generation serves in its place, EmbeddingMismatch when its vectors cannot be used.
        """
        with self.current() as generation:
            if self.damaged is not None:
                raise IndexDamaged(generation=self.damaged, command=REBUILD)
            require_same_embedding(generation.manifest.embedding, self._embedder)

    def watch(self) -> None:
        """Look for new generations in the background, so that no question waits for one to be opened."""
        if self._watcher is None:
            self._watcher = threading.Thread(target=self._keep_looking, name="generations", daemon=True)
            self._watcher.start()

    def close(self) -> None:
        """Stop watching and let go of the open generation."""
        self._stop.set()
        if self._watcher is not None:
            self._watcher.join()
        with self._swapping:
            generation, self._open = self._open, None
        if generation is not None:
            generation.retire()

    def _keep_looking(self) -> None:
        while not self._stop.wait(POLL_S):
            try:
                self._latest()
            except LibraryEmpty:
                continue
            except SamspillError as error:
                log.warning("generations: %s", error)
            except Exception:  # the watcher must outlive whatever one look meets
                log.exception("generations")

    def _latest(self) -> OpenGeneration:
        generation = self._open
        if generation is not None and time.monotonic() - self._looked < POLL_S:
            return generation
        # While one thread opens the next generation, the others go on with the one that is open.
        if not self._swapping.acquire(blocking=generation is None):
            assert generation is not None  # noqa: S101 - else it would have waited
            return generation
        try:
            return self._swap()
        finally:
            self._swapping.release()

    def _swap(self) -> OpenGeneration:
        if self._open is not None and time.monotonic() - self._looked < POLL_S:
            return self._open
        try:
            self._follow(self._library.pointer())
        except LibraryEmpty:
            raise
        except SamspillError as error:
            if self._open is None:
                raise
            log.warning("generations: the one that is open goes on serving: %s", error)
        self._looked = time.monotonic()
        assert self._open is not None  # noqa: S101 - _follow opens one or raises
        return self._open

    def _follow(self, pointer: Pointer) -> None:
        if pointer.current is None:
            raise LibraryEmpty
        if self._open is not None and pointer.current in {self._open.id, self.damaged}:
            return None
        try:
            opened = self._open_any(pointer)
        except _Removed:  # overtaken by two publications: what we were about to open is gone already
            return self._follow(self._library.pointer())
        old, self._open = self._open, opened
        if old is not None and old is not opened:
            old.retire()
        return None

    def _open_any(self, pointer: Pointer) -> OpenGeneration:
        """The current generation; where it is damaged, the one that is open, or else the one before."""
        assert pointer.current is not None  # noqa: S101
        try:
            opened = self._open_one(pointer.current, pointer.uid)
        except IndexDamaged:
            log.warning("generation %s is damaged; rebuild it with: %s", pointer.current, REBUILD)
            self.damaged = pointer.current
            if self._open is not None:
                return self._open
            if pointer.previous is None:
                raise
            return self._open_one(pointer.previous, pointer.uid)
        self.damaged = None
        return opened

    def _open_one(self, generation: str, uid: str) -> OpenGeneration:
        record = self._library.generation(generation)
        if record is None:
            raise IndexDamaged(generation=generation, command=REBUILD)
        if not record.documents:
            raise LibraryEmpty
        server = chroma_server(self._settings, uid)
        with ExitStack() as stack:
            directory = stack.enter_context(self._store.lease(generation))
            if not directory.is_dir() or self._store.is_outdated(generation):
                if generation not in self._library.kept_generations(self._settings.kept_generations):
                    raise _Removed
                log.warning("generation %s is not here; it is built from the library", generation)
                derive(record, self._store, self._library, self._embedder, server)
            manifest = Manifest.read(directory)
            if sum(manifest.chunks.values()) != record.chunks or manifest.embedding != record.embedding:
                raise IndexDamaged(generation=generation, command=REBUILD)
            lexical = _open_lexical(manifest, directory)
            dense = self._open_dense(stack, record, manifest, server)
            return OpenGeneration(manifest, lexical, dense, self._library, stack.pop_all())

    def _open_dense(
        self, stack: ExitStack, record: GenerationRecord, manifest: Manifest, server: Server | None
    ) -> DenseIndex | None:
        if record.embedding is None or self._embedder is None:
            return None
        if record.embedding != self._embedder.fingerprint:
            log.warning("generation %s was built with other vectors than are set; rebuild: %s", record.id, REBUILD)
            return None
        directory = self._store.path(record.id)
        if server is None:
            if not (directory / "chroma").is_dir():
                raise IndexDamaged(generation=record.id, command=REBUILD)
            directory = stack.enter_context(self._store.own_copy(directory, "chroma"))
            manifest.check(directory, "chroma")
        dense = DenseIndex(place_of(record.id, directory, server))
        stack.callback(dense.close)
        if dense.count() != record.chunks:
            raise IndexDamaged(generation=record.id, command=REBUILD)
        return dense


def _open_lexical(manifest: Manifest, directory: Path) -> LexicalIndex:
    from knowledge.lexical import LexicalIndex

    manifest.check(directory, "lexical")
    try:
        return LexicalIndex.open(directory / "lexical")
    except (OSError, ValueError) as error:
        raise IndexDamaged(generation=manifest.generation, command=REBUILD) from error
