"""Writing to the library: numbers are reserved, and one transaction makes a generation, its versions and the pointer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, select, update

from knowledge.database import write
from knowledge.errors import IngestBusy, NotFound
from knowledge.library_rows import State, chunk_row, metadata_row
from knowledge.library_tables import (
    chunks,
    documents,
    generation_versions,
    generations,
    library_state,
    sources,
    versions,
)
from knowledge.types import Chunk, Version


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version that is not in the library yet, with its chunks, all of them numbered by `reserve`."""

    version: Version
    chunks: tuple[Chunk, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """A generation that is to be written: the versions it keeps from before, by number, and the new ones."""

    generation: str
    based_on: str | None
    embedding: str | None
    dimensions: int | None
    kept: Sequence[int]
    new: Sequence[NewVersion]
    chunks: int
    report: Mapping[str, Any] = field(default_factory=dict)
    state: State = "published"


def reserve(engine: Engine, new_versions: int, new_chunks: int) -> tuple[int, int]:
    """Take numbers: the first of `new_versions` and the first of `new_chunks`, never given out again."""
    with write(engine) as connection:
        state = _state(connection)
        connection.execute(
            update(library_state).values(
                next_version=state.next_version + new_versions, next_chunk=state.next_chunk + new_chunks
            )
        )
    return state.next_version, state.next_chunk


Also = Callable[[Connection], None]


def commit(engine: Engine, publication: Publication, also: Also = lambda connection: None) -> None:
    """Write the generation with its versions; when its state is published, readers see it from here on. All or nothing.

    `also` writes what belongs to it (the audit entry, notes to the people concerned) in the same transaction.

    Raises IngestBusy when another generation was published since this one was begun.
    """
    now = datetime.now(UTC)
    with write(engine) as connection:
        published = publication.state == "published"
        if published and _state(connection).current_generation != publication.based_on:
            raise IngestBusy
        _insert_versions(connection, publication.new, now)
        _insert(
            connection,
            generations,
            [
                {
                    "id": publication.generation,
                    "state": publication.state,
                    "based_on": publication.based_on,
                    "created_at": now,
                    "published_at": now if published else None,
                    "embedding": publication.embedding,
                    "dimensions": publication.dimensions,
                    "documents": len(publication.kept) + len(publication.new),
                    "chunks": publication.chunks,
                    "report": dict(publication.report),
                }
            ],
        )
        members = [*publication.kept, *(new.version.id for new in publication.new)]
        _insert(
            connection,
            generation_versions,
            [{"generation_id": publication.generation, "version_id": number} for number in members],
        )
        if published:
            _point(connection, publication.generation, now)
        also(connection)


def publish(engine: Engine, generation: str, expected: str | None, also: Also = lambda connection: None) -> None:
    """Let readers see a generation that is already in the library: a staged one, or an earlier one (a rollback).

    `also` writes what belongs to it in the same transaction. `expected` is the generation that the caller saw as current. Raises
    NotFound; IngestBusy when it was another by now.
    """
    now = datetime.now(UTC)
    with write(engine) as connection:
        if _state(connection).current_generation != expected:
            raise IngestBusy
        if generation == expected:
            return
        changed = connection.execute(
            update(generations)
            .where(generations.c.id == generation, generations.c.state != "discarded")
            .values(state="published", published_at=func.coalesce(generations.c.published_at, now))
        )
        if changed.rowcount != 1:
            raise NotFound(name=generation)
        _point(connection, generation, now)
        also(connection)


def discard(engine: Engine, generation: str, also: Also = lambda connection: None) -> None:
    """Throw a staged generation away. Its versions stay in the history. Raises NotFound when none such is staged."""
    with write(engine) as connection:
        changed = connection.execute(
            update(generations)
            .where(generations.c.id == generation, generations.c.state == "staged")
            .values(state="discarded")
        )
        if changed.rowcount != 1:
            raise NotFound(name=generation)
        also(connection)


def discarded(connection: Connection, generation: str) -> None:
    """Mark a staged generation as thrown away, within the caller's transaction."""
    mine = generations.c.id == generation, generations.c.state == "staged"
    connection.execute(update(generations).where(*mine).values(state="discarded"))


def _state(connection: Connection) -> Any:
    # SQLite's writer is alone already; PostgreSQL's takes the row.
    return connection.execute(select(library_state).with_for_update()).one()


def _point(connection: Connection, generation: str, now: datetime) -> None:
    connection.execute(
        update(library_state).values(
            current_generation=generation, previous_generation=library_state.c.current_generation, changed_at=now
        )
    )


def _insert_versions(connection: Connection, new: Sequence[NewVersion], now: datetime) -> None:
    source_ids = _ids(connection, sources, "name", {item.version.document.source for item in new}, now)
    document_ids = _ids(connection, documents, "identity", {item.version.document.identity for item in new}, now)
    _insert(
        connection,
        versions,
        [
            {
                "id": item.version.id,
                "document_id": document_ids[item.version.document.identity],
                "source_id": source_ids[item.version.document.source],
                "path": item.version.document.path,
                "file_hash": item.version.file_hash,
                "warnings": list(item.warnings),
                "chunks": len(item.chunks),
                "ingested_at": now,
                **metadata_row(item.version.metadata),
            }
            for item in new
        ],
    )
    _insert(connection, chunks, [chunk_row(chunk) for item in new for chunk in item.chunks])


def _ids(connection: Connection, table: Table, column: str, names: Iterable[str], now: datetime) -> dict[str, int]:
    """The numbers of the named rows; those that are missing are made."""
    wanted = sorted(names)
    known = {name: number for number, name in _by_name(connection, table, column, wanted)}
    _insert(connection, table, [{column: name, "created_at": now} for name in wanted if name not in known])
    return {name: number for number, name in _by_name(connection, table, column, wanted)}


def _by_name(connection: Connection, table: Table, column: str, names: Sequence[str]) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for start in range(0, len(names), 500):
        query = select(table.c.id, table.c[column]).where(table.c[column].in_(names[start : start + 500]))
        found += [(number, name) for number, name in connection.execute(query)]
    return found


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
