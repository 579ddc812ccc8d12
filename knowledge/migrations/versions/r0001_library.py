"""The library: sources, documents, versions, chunks, generations, vectors by content, and that questions were asked."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from alembic import op

from knowledge.database import UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables and the one row of the state."""
    _documents()
    _generations()
    _beside()
    op.execute(
        sa.text("INSERT INTO library_state (id, uid, next_version, next_chunk) VALUES (1, :uid, 1, 1)").bindparams(
            uid=uuid.uuid4().hex
        )
    )


def _documents() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("name", name="uq_sources_name"),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("identity", name="uq_documents_identity"),
    )
    names = ["declared_id", "title", "publisher", "owner", "url", "valid_from", "valid_to", "supersedes", "status"]
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("source_id", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("file_hash", sa.String(64), nullable=False),
        sa.Column("language", sa.String(2)),
        *(sa.Column(name, sa.Text) for name in [*names, "updated", "review_date"]),
        sa.Column("warnings", sa.JSON, nullable=False),
        sa.Column("chunks", sa.Integer, nullable=False),
        sa.Column("ingested_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_versions_document_id_documents"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_versions_source_id_sources"),
    )
    op.create_index("ix_versions_document_id", "versions", ["document_id"])
    op.create_table(
        "chunks",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("section", sa.JSON, nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chunks"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_chunks_version_id_versions"),
        sa.UniqueConstraint("version_id", "ordinal", name="uq_chunks_version_id"),
    )


def _generations() -> None:
    op.create_table(
        "generations",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("based_on", sa.String(40)),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("published_at", UtcDateTime),
        sa.Column("embedding", sa.Text),
        sa.Column("dimensions", sa.Integer),
        sa.Column("documents", sa.Integer, nullable=False),
        sa.Column("chunks", sa.Integer, nullable=False),
        sa.Column("report", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_generations"),
        sa.ForeignKeyConstraint(["based_on"], ["generations.id"], name="fk_generations_based_on_generations"),
        sa.CheckConstraint("state IN ('staged', 'published', 'discarded')", name="ck_generations_state"),
    )
    op.create_table(
        "generation_versions",
        sa.Column("generation_id", sa.String(40), nullable=False),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("generation_id", "version_id", name="pk_generation_versions"),
        sa.ForeignKeyConstraint(
            ["generation_id"], ["generations.id"], name="fk_generation_versions_generation_id_generations"
        ),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_generation_versions_version_id_versions"),
    )
    op.create_index("ix_generation_versions_version_id", "generation_versions", ["version_id"])
    op.create_table(
        "library_state",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("current_generation", sa.String(40)),
        sa.Column("previous_generation", sa.String(40)),
        sa.Column("changed_at", UtcDateTime),
        sa.Column("next_version", sa.Integer, nullable=False),
        sa.Column("next_chunk", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_library_state"),
        sa.ForeignKeyConstraint(
            ["current_generation"], ["generations.id"], name="fk_library_state_current_generation_generations"
        ),
        sa.ForeignKeyConstraint(
            ["previous_generation"], ["generations.id"], name="fk_library_state_previous_generation_generations"
        ),
        sa.CheckConstraint("id = 1", name="ck_library_state_one_row"),
    )


def _beside() -> None:
    op.create_table(
        "embeddings",
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("embedding", sa.Text, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("content_hash", "embedding", name="pk_embeddings"),
    )
    op.create_table(
        "questions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("mode", sa.String(12), nullable=False),
        sa.Column("refused", sa.Boolean, nullable=False),
        sa.Column("reason", sa.String(24)),
        sa.Column("generation_id", sa.String(40)),
        sa.Column("elapsed_ms", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
    )
    op.create_index("ix_questions_asked_at", "questions", ["asked_at"])
