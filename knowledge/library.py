"""The relational record of what is known: documents, their versions, chunks, generations, and that questions were asked.

It is the truth; the index of a generation is derived from it and can be built again. Writing a generation stands in
`library_publishing`, vectors by content in `library_embeddings`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, func, or_, select

from knowledge.database import read, write
from knowledge.library_rows import (
    GenerationRecord,
    Pointer,
    VersionRecord,
    chunk_columns,
    chunk_of,
    select_versions,
    version_columns,
    version_of,
)
from knowledge.library_tables import (
    chunks,
    documents,
    generation_versions,
    generations,
    library_state,
    sources,
    versions,
)
from knowledge.types import Answer, Chunk, Version

_IN_LIMIT = 500  # values in one IN list: both databases take many more, their planners like fewer


class Library:
    """The library on an open database (`knowledge.database.open_database`). Every method is one transaction.

    All of them raise DatabaseUnavailable when the database cannot be reached, is locked, full or damaged.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def pointer(self) -> Pointer:
        """Which generation readers see. Cheap: one row."""
        with read(self.engine) as connection:
            row = connection.execute(
                select(library_state.c.current_generation, library_state.c.previous_generation, library_state.c.uid)
            ).one()
        return Pointer(row.current_generation, row.previous_generation, row.uid)

    def generation(self, generation: str) -> GenerationRecord | None:
        """One generation's record."""
        with read(self.engine) as connection:
            row = connection.execute(select(generations).where(generations.c.id == generation)).one_or_none()
        return None if row is None else _generation_of(row)

    def generations(self, limit: int = 50) -> list[GenerationRecord]:
        """The newest generations, newest first."""
        with read(self.engine) as connection:
            rows = connection.execute(select(generations).order_by(generations.c.created_at.desc()).limit(limit))
            return [_generation_of(row) for row in rows]

    def staged(self) -> list[GenerationRecord]:
        """The generations that wait for publication, newest first."""
        query = select(generations).where(generations.c.state == "staged").order_by(generations.c.created_at.desc())
        with read(self.engine) as connection:
            return [_generation_of(row) for row in connection.execute(query)]

    def version(self, number: int) -> Version | None:
        """One version by its number."""
        with read(self.engine) as connection:
            row = connection.execute(select_versions().where(versions.c.id == number)).one_or_none()
        return None if row is None else version_of(row)

    def current(self) -> GenerationRecord | None:
        """The generation that readers see, None while nothing has been published."""
        query = select(generations).join(library_state, library_state.c.current_generation == generations.c.id)
        with read(self.engine) as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _generation_of(row)

    def kept_generations(self, count: int = 2) -> set[str]:
        """The generations whose index is kept: the current one, the one before, those that are staged, and the `count` published last."""
        staged = select(generations.c.id).where(generations.c.state == "staged")
        published = select(generations.c.id).where(generations.c.state == "published")
        latest = published.order_by(generations.c.published_at.desc(), generations.c.id.desc()).limit(count)
        with read(self.engine) as connection:
            names = {*connection.execute(staged).scalars(), *connection.execute(latest).scalars()}
            row = connection.execute(
                select(library_state.c.current_generation, library_state.c.previous_generation)
            ).one()
        return names | {name for name in row if name is not None}

    def members(self, generation: str) -> list[Version]:
        """The versions that are in a generation, ordered by number."""
        query = _in_generation(select_versions(), generation).order_by(versions.c.id)
        with read(self.engine) as connection:
            return [version_of(row) for row in connection.execute(query)]

    def documents(self, generation: str | None = None) -> list[VersionRecord]:
        """The documents in a generation (the current one), ordered by source and path. Empty while there is none."""
        pointer = self.pointer()
        wanted = generation or pointer.current
        if wanted is None:
            return []
        records = self._records(_in_generation(_with_record(), wanted), pointer.current)
        # Sorted here: two databases order text by two collations.
        return sorted(records, key=lambda r: (r.version.document.source, r.version.document.path))

    def history(self, identity: str) -> list[VersionRecord]:
        """All versions of a document, newest first; empty when it was never in."""
        query = _with_record().where(documents.c.identity == identity).order_by(versions.c.id.desc())
        return self._records(query, self.pointer().current)

    def was(self, identity: str, file_hash: str) -> bool:
        """Whether a file with this hash has been a version of a document."""
        query = (
            select(versions.c.id)
            .join(documents, documents.c.id == versions.c.document_id)
            .where(documents.c.identity == identity, versions.c.file_hash == file_hash)
            .limit(1)
        )
        with read(self.engine) as connection:
            return connection.execute(query).first() is not None

    def find(self, name: str) -> list[str]:
        """Identities of the documents that a person may mean: by identity, else by file name or path, else by title."""
        with read(self.engine) as connection:
            if connection.execute(select(documents.c.id).where(documents.c.identity == name)).first():
                return [name]
            query = (
                select(documents.c.identity)
                .join(versions, versions.c.document_id == documents.c.id)
                .distinct()
                .order_by(documents.c.identity)
            )
            by_path = or_(versions.c.path == name, versions.c.path.endswith("/" + name, autoescape=True))
            for condition in (by_path, func.lower(versions.c.title) == name.lower()):
                found = list(connection.execute(query.where(condition)).scalars())
                if found:
                    return found
        return []

    def fetch(self, chunk_ids: Sequence[int]) -> list[tuple[Chunk, Version]]:
        """The chunks with their versions, in the order asked for. A number that does not exist is left out."""
        found: dict[int, tuple[Chunk, Version]] = {}
        seen: dict[int, Version] = {}
        with read(self.engine) as connection:
            for start in range(0, len(chunk_ids), _IN_LIMIT):
                query = _with_chunks().where(chunks.c.id.in_(list(chunk_ids[start : start + _IN_LIMIT])))
                for row in connection.execute(query):
                    version = seen.get(row.version_id) or seen.setdefault(row.version_id, version_of(row))
                    found[row.chunk_id] = (chunk_of(row), version)
        return [found[number] for number in chunk_ids if number in found]

    def chunks(self, generation: str) -> Iterator[tuple[Chunk, Version]]:
        """Every chunk of a generation with its version, ordered by number; read as it is consumed, all from one moment."""
        query = _in_generation(_with_chunks(), generation).order_by(chunks.c.id)
        with read(self.engine) as connection:
            seen: dict[int, Version] = {}
            for row in connection.execution_options(yield_per=2000).execute(query):
                version = seen.get(row.version_id) or seen.setdefault(row.version_id, version_of(row))
                yield chunk_of(row), version

    def chunks_of(self, version_id: int) -> list[Chunk]:
        """A version's chunks in reading order."""
        query = select(*chunk_columns()).where(chunks.c.version_id == version_id).order_by(chunks.c.ordinal)
        with read(self.engine) as connection:
            return [chunk_of(row) for row in connection.execute(query)]

    def record_answers(self, answers: Sequence[Answer]) -> None:
        """Note that questions were asked and which clauses their answers rest on: no text, neither of question nor of answer."""
        from knowledge.library_answers import answer_given

        given = [answer_given(self.engine, answer) for answer in answers]
        if given:
            with write(self.engine) as connection:
                for noted in given:
                    noted(connection)

    def _records(self, query: Select[Any], current: str | None) -> list[VersionRecord]:
        with read(self.engine) as connection:
            rows = connection.execute(query).all()
            published = _first_published(connection, [row.version_id for row in rows])
            now = set() if current is None else set(connection.execute(_member_ids(current)).scalars())
        return [
            VersionRecord(
                version=version_of(row),
                chunks=row.chunks,
                ingested_at=row.ingested_at,
                published_at=published.get(row.version_id),
                current=row.version_id in now,
                warnings=tuple(row.warnings),
            )
            for row in rows
        ]


def _generation_of(row: Any) -> GenerationRecord:
    return GenerationRecord(**row._mapping)


def _member_ids(generation: str) -> Select[tuple[int]]:
    return select(generation_versions.c.version_id).where(generation_versions.c.generation_id == generation)


def _in_generation(query: Select[Any], generation: str) -> Select[Any]:
    return query.join(generation_versions, generation_versions.c.version_id == versions.c.id).where(
        generation_versions.c.generation_id == generation
    )


def _with_record() -> Select[Any]:
    return select_versions(versions.c.chunks, versions.c.ingested_at, versions.c.warnings)


def _with_chunks() -> Select[Any]:
    return (
        select(*version_columns(), *chunk_columns())
        .select_from(chunks)
        .join(versions, versions.c.id == chunks.c.version_id)
        .join(documents, documents.c.id == versions.c.document_id)
        .join(sources, sources.c.id == versions.c.source_id)
    )


def _first_published(connection: Any, version_ids: Sequence[int]) -> Mapping[int, datetime]:
    found: dict[int, datetime] = {}
    for start in range(0, len(version_ids), _IN_LIMIT):
        query = (
            select(generation_versions.c.version_id, func.min(generations.c.published_at))
            .join(generations, generations.c.id == generation_versions.c.generation_id)
            .where(generation_versions.c.version_id.in_(list(version_ids[start : start + _IN_LIMIT])))
            .where(generations.c.published_at.is_not(None))
            .group_by(generation_versions.c.version_id)
        )
        found.update((number, when) for number, when in connection.execute(query))
    return found
