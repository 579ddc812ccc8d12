"""The tables of the library. Rows of versions and chunks are written once and never changed; a generation says which are in."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from knowledge.database import UtcDateTime, metadata

# The one row: which generation readers see, the one before it, and the next free numbers. Numbers are never used twice, not even those
# of a build that was killed: a chunk's number stands in the index and must not come to mean another text.
library_state = Table(
    "library_state",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="ck_library_state_one_row"), primary_key=True),
    Column("uid", String(32), nullable=False),
    Column("current_generation", String(40), ForeignKey("generations.id")),
    Column("previous_generation", String(40), ForeignKey("generations.id")),
    Column("changed_at", UtcDateTime),
    Column("next_version", Integer, nullable=False),
    Column("next_chunk", Integer, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("name"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("identity", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("identity"),
)

# Where a version came from stands on the version: after a rollback its citations name the file that it was then.
versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("document_id", Integer, ForeignKey("documents.id"), nullable=False),
    Column("source_id", Integer, ForeignKey("sources.id"), nullable=False),
    Column("path", Text, nullable=False),
    Column("file_hash", String(64), nullable=False),
    Column("declared_id", Text),
    Column("title", Text),
    Column("language", String(2)),
    Column("publisher", Text),
    Column("owner", Text),
    Column("url", Text),
    Column("valid_from", Text),
    Column("valid_to", Text),
    Column("supersedes", Text),
    Column("status", Text),
    Column("updated", Text),
    Column("review_date", Text),
    Column("warnings", JSON, nullable=False),
    Column("chunks", Integer, nullable=False),
    Column("ingested_at", UtcDateTime, nullable=False),
    Index("ix_versions_document_id", "document_id"),
)

# One clause in two documents is two rows with one content_hash.
chunks = Table(
    "chunks",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version_id", Integer, ForeignKey("versions.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("section", JSON, nullable=False),
    Column("page", Integer),
    Column("language", String(2), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("content_hash", String(64), nullable=False),
    UniqueConstraint("version_id", "ordinal"),
)

# state: staged (made, shown to nobody), published (it is or was the current one), discarded. `embedding` names the vectors
# that it was built with, null for an index without any. The directory can go and be built again: the row stays.
generations = Table(
    "generations",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("state", String(10), nullable=False),
    Column("based_on", String(40), ForeignKey("generations.id")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime),
    Column("embedding", Text),
    Column("dimensions", Integer),
    Column("documents", Integer, nullable=False),
    Column("chunks", Integer, nullable=False),
    Column("report", JSON, nullable=False),
    CheckConstraint("state IN ('staged', 'published', 'discarded')", name="ck_generations_state"),
)

generation_versions = Table(
    "generation_versions",
    metadata,
    Column("generation_id", String(40), ForeignKey("generations.id"), primary_key=True),
    Column("version_id", Integer, ForeignKey("versions.id"), primary_key=True),
    Index("ix_generation_versions_version_id", "version_id"),
)

# Vectors by what was embedded and by whom: float32, little-endian, unit length. A cache: it may be emptied at any time.
embeddings = Table(
    "embeddings",
    metadata,
    Column("content_hash", String(64), primary_key=True),
    Column("embedding", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

# That something was asked, never what. Texts of unanswered questions belong to a table with its own retention.
questions = Table(
    "questions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("language", String(2), nullable=False),
    Column("mode", String(12), nullable=False),
    Column("refused", Boolean, nullable=False),
    Column("reason", String(24)),
    Column("generation_id", String(40)),
    Column("elapsed_ms", Integer),
    Index("ix_questions_asked_at", "asked_at"),
)
