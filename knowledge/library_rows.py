"""Rows of the library's tables as the types that everyone talks about, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Select, select

from knowledge.library_tables import chunks, documents, sources, versions
from knowledge.types import Chunk, Document, Metadata, Version

State = Literal["staged", "published", "discarded"]

_COLUMNS = {name: ("declared_id" if name == "id" else name) for name in (f.name for f in fields(Metadata))}


@dataclass(frozen=True, slots=True)
class Pointer:
    """The one row: which generation readers see (None: nothing published yet), and the one before it."""

    current: str | None
    previous: str | None
    uid: str


@dataclass(frozen=True, slots=True)
class GenerationRecord:
    """What the library knows of a generation. `embedding` names the vectors, None for an index without any."""

    id: str
    state: State
    based_on: str | None
    created_at: datetime
    published_at: datetime | None
    embedding: str | None
    dimensions: int | None
    documents: int
    chunks: int
    report: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """A version with what the library knows beside it.

    `published_at` is when readers first saw it (None: never), `current` whether they see it now.
    """

    version: Version
    chunks: int
    ingested_at: datetime
    published_at: datetime | None
    current: bool
    warnings: tuple[str, ...] = ()


def version_columns() -> list[Any]:
    """The columns that `version_of` reads."""
    return [
        versions.c.id.label("version_id"),
        documents.c.identity,
        sources.c.name.label("source"),
        versions.c.path,
        versions.c.file_hash,
        *(versions.c[column].label(f"m_{name}") for name, column in _COLUMNS.items()),
    ]


def select_versions(*more: Any) -> Select[Any]:
    """A query for versions with their documents and sources."""
    return (
        select(*version_columns(), *more)
        .select_from(versions)
        .join(documents, documents.c.id == versions.c.document_id)
        .join(sources, sources.c.id == versions.c.source_id)
    )


def version_of(row: Any) -> Version:
    """A version from a row of `select_versions`."""
    metadata = Metadata(**{name: getattr(row, f"m_{name}") for name in _COLUMNS})
    return Version(row.version_id, Document(row.identity, row.source, row.path), row.file_hash, metadata)


def metadata_row(metadata: Metadata) -> dict[str, str | None]:
    """The metadata as columns of `versions`."""
    return {column: getattr(metadata, name) for name, column in _COLUMNS.items()}


def chunk_columns() -> list[Any]:
    """The columns that `chunk_of` reads."""
    return [
        chunks.c.id.label("chunk_id"),
        chunks.c.version_id.label("chunk_version"),
        chunks.c.ordinal,
        chunks.c.text,
        chunks.c.section,
        chunks.c.page,
        chunks.c.language,
        chunks.c.kind,
        chunks.c.content_hash,
    ]


def chunk_of(row: Any) -> Chunk:
    """A chunk from a row with `chunk_columns`."""
    return Chunk(
        id=row.chunk_id,
        version_id=row.chunk_version,
        ordinal=row.ordinal,
        text=row.text,
        section=tuple(row.section),
        page=row.page,
        language=row.language,
        kind=row.kind,
        content_hash=row.content_hash,
    )


def chunk_row(chunk: Chunk) -> dict[str, Any]:
    """A chunk as a row of `chunks`."""
    return {
        "id": chunk.id,
        "version_id": chunk.version_id,
        "ordinal": chunk.ordinal,
        "text": chunk.text,
        "section": list(chunk.section),
        "page": chunk.page,
        "language": chunk.language,
        "kind": chunk.kind,
        "content_hash": chunk.content_hash,
    }
