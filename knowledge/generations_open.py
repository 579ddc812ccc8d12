"""One generation, open for questions: leased to each of them, closed after the last one once another generation has taken its place."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import ExitStack

    from knowledge.generations_manifest import Manifest
    from knowledge.index import DenseIndex
    from knowledge.lexical import LexicalIndex
    from knowledge.library import Library
    from knowledge.types import Chunk, Version

KEPT_CHUNKS = 5_000  # chunks kept in memory, about a kilobyte each


class OpenGeneration:
    """One generation, open for questions. `dense` is None where it was built without vectors, or with others than are set."""

    def __init__(
        self,
        manifest: Manifest,
        lexical: LexicalIndex,
        dense: DenseIndex | None,
        library: Library,
        resources: ExitStack,
    ) -> None:
        self.id = manifest.generation
        self.manifest = manifest
        self.lexical = lexical
        self.dense = dense
        self._library = library
        self._resources = resources
        self._fetched: OrderedDict[int, tuple[Chunk, Version]] = OrderedDict()
        self._lock = threading.Lock()
        self._readers = 0
        self._retired = False

    def fetch(self, chunk_ids: Sequence[int]) -> list[tuple[Chunk, Version]]:
        """Chunks with their versions, in the order of the numbers. What was read lately is kept: a published chunk never changes."""
        with self._lock:
            kept = {number: self._fetched[number] for number in chunk_ids if number in self._fetched}
        missing = [number for number in chunk_ids if number not in kept]
        if missing:
            kept |= {chunk.id: (chunk, version) for chunk, version in self._library.fetch(missing)}
        with self._lock:
            for number in chunk_ids:
                if number in kept:
                    self._fetched[number] = kept[number]
                    self._fetched.move_to_end(number)
            while len(self._fetched) > KEPT_CHUNKS:
                self._fetched.popitem(last=False)
        return [kept[number] for number in chunk_ids if number in kept]

    def lease(self) -> bool:
        """Take part in reading it. False when it has been closed already."""
        with self._lock:
            if self._retired and not self._readers:
                return False
            self._readers += 1
            return True

    def release(self) -> None:
        """End a lease; the last one of a retired generation closes it."""
        with self._lock:
            self._readers -= 1
            last = self._retired and not self._readers
        if last:
            self._resources.close()

    def retire(self) -> None:
        """Close it, now or after its last reader."""
        with self._lock:
            if self._retired:
                return
            self._retired = True
            idle = not self._readers
        if idle:
            self._resources.close()
