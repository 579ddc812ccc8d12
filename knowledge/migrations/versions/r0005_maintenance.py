"""Contradictions between documents with how they were settled, and publications at a set time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from knowledge.database import UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "contradictions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("one_clause", sa.String(64), nullable=False),
        sa.Column("other_clause", sa.String(64), nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
        sa.Column("one_document", sa.Text, nullable=False),
        sa.Column("other_document", sa.Text, nullable=False),
        sa.Column("sure", sa.Float(53), nullable=False),
        sa.Column("found_at", UtcDateTime, nullable=False),
        sa.Column("gone_at", UtcDateTime),
        sa.Column("preferred", sa.Text),
        sa.Column("note", sa.Text),
        sa.Column("settled_by", sa.String(120)),
        sa.Column("settled_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_contradictions"),
        sa.UniqueConstraint(
            "one_document", "one_clause", "other_document", "other_clause", name="uq_contradictions_one_document"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_contradictions_one_clause", "contradictions", ["one_clause"])
    op.create_table(
        "timed_publications",
        sa.Column("generation_id", sa.String(40), nullable=False),
        sa.Column("due", UtcDateTime, nullable=False),
        sa.Column("actor", sa.String(120), nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("done_at", UtcDateTime),
        sa.Column("result", sa.String(60)),
        sa.PrimaryKeyConstraint("generation_id", name="pk_timed_publications"),
        sa.ForeignKeyConstraint(
            ["generation_id"], ["generations.id"], name="fk_timed_publications_generation_id_generations"
        ),
    )
