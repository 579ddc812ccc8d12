"""Drafts: what was told, every change, conversations, submitted requests and what the desk did with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from knowledge.database import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the five tables."""
    _drafts()
    _requests()


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("type", sa.String(40)),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("number", sa.String(20)),
        sa.Column("conversation", sa.String(255)),
        sa.Column("record", sa.JSON, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    op.create_index("ix_drafts_owner_status", "drafts", ["owner", "status"])
    op.create_table(
        "draft_revisions",
        sa.Column("draft_id", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("author", sa.String(120), nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("draft_id", "revision", name="pk_draft_revisions"),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["drafts.id"], name="fk_draft_revisions_draft_id_drafts", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "draft_conversations",
        sa.Column("id", sa.String(255), nullable=False),
        sa.Column("draft_id", sa.String(32)),
        sa.Column("record", sa.JSON, nullable=False),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft_conversations"),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["drafts.id"], name="fk_draft_conversations_draft_id_drafts", ondelete="SET NULL"
        ),
    )


def _requests() -> None:
    op.create_table(
        "draft_requests",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("draft_id", sa.String(32), nullable=False),
        sa.Column("author", sa.String(120), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("submitted_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft_requests"),
        sa.UniqueConstraint("number", name="uq_draft_requests_number"),
        sa.UniqueConstraint("draft_id", name="uq_draft_requests_draft_id"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_draft_requests_draft_id_drafts"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "desk_events",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("request_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("author", sa.String(120), nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_desk_events"),
        sa.ForeignKeyConstraint(["request_id"], ["draft_requests.id"], name="fk_desk_events_request_id_draft_requests"),
    )
    op.create_index("ix_desk_events_request_id", "desk_events", ["request_id"])
