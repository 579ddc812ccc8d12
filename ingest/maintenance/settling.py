"""The contradictions of a library: looked for at each publication, kept in the record, listed, and settled by a maintainer."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ingest.ledger import Ledger
from ingest.maintenance.contradicting import ALL, batches, find_contradictions, titles_of
from knowledge.contradictions.noting import note, recorded
from knowledge.contradictions.record import ContradictionRecord, Recorded
from knowledge.database import write
from knowledge.errors import NotFound
from knowledge.generations_derive import word_vectors
from knowledge.generations_files import Store
from knowledge.library_naming import identity_of

if TYPE_CHECKING:
    from knowledge.embedding import Embedder
    from knowledge.lexical import LexicalIndex
    from knowledge.library import Library
    from knowledge.settings import KnowledgeSettings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Contradictions:
    """Where documents of one library say different things. `ledger` writes down who settles them."""

    settings: KnowledgeSettings
    library: Library
    embedder: Embedder | None
    ledger: Ledger

    def coming(self, generation: str, touched: Collection[str], today: date) -> list[Recorded]:
        """Those that a staged generation brings with the documents that it touches, not kept yet."""
        with self._index(generation) as index:
            vectors = word_vectors(self.embedder)
            found = find_contradictions(self.library, generation, today, vectors, touched, index)
        return recorded(found, titles_of(self.library.members(generation)))

    def note(self, touched: Collection[str] | None = None, today: date | None = None) -> list[Recorded]:
        """Look for contradictions in the current generation (of `touched` documents, else of all), keep them; gives the new ones.

        A large library is gone through some documents at a time, which takes a few seconds for a hundred. So many that come in at once
        are not waited for: `samspill documents contradictions --find` looks through them.
        """
        current = self.library.pointer().current
        if current is None or (touched is not None and not 0 < len(touched) <= ALL):
            return []
        members = self.library.members(current)
        vectors, day = word_vectors(self.embedder), today or date.today()
        new: list[Recorded] = []
        with self._index(current) as index:
            for some in batches([v.document.identity for v in members], touched):
                found = find_contradictions(self.library, current, day, vectors, some, index)
                new += note(self.library.engine, found, titles_of(members), some)
        return new

    def open(self, *, settled: bool = False) -> list[Recorded]:
        """Those that stand and wait for a decision; with `settled` the others too."""
        return ContradictionRecord(self.library.engine).open(settled=settled)

    def settle(self, number: int, prefer: str | None, note: str | None) -> Recorded:
        """Decide on one: a document that holds, or a note, or both. Raises NotFound, AmbiguousName."""
        record, ledger = ContradictionRecord(self.library.engine), self.ledger
        found = record.get(number)
        preferred = None if prefer is None else _side_of(found, identity_of(self.library, prefer), prefer)
        with write(self.library.engine) as connection:
            record.settle(connection, number, ledger.actor, preferred, note)
            facts = {"preferred": preferred or "", "note": "yes" if note else ""}
            ledger.also("settle", str(number), facts)(connection)
        ledger.committed()
        return record.get(number)

    def look_again(self, touched: Collection[str], today: date | None = None) -> None:
        """After a publication. It stands, whatever goes wrong here; `samspill documents contradictions --find` looks once more."""
        try:
            self.note(touched, today)
        except Exception as error:  # noqa: BLE001 - the publication has been committed, and must not seem to have failed
            log.error("contradictions not looked for", extra={"error": type(error).__name__})

    @contextmanager
    def _index(self, generation: str) -> Iterator[LexicalIndex | None]:
        """The lexical index of a generation, where it is on this machine and whole."""
        from knowledge.lexical import LexicalIndex

        store = Store(self.settings.data_dir)
        with store.lease(generation) as directory:
            try:
                yield LexicalIndex.open(directory / "lexical") if store.has(generation) else None
            except (OSError, ValueError):
                yield None


def _side_of(found: Recorded, identity: str, name: str) -> str:
    if identity not in {found.one.document, found.other.document}:
        raise NotFound(name=name)
    return identity
