"""What is remembered of each web address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from knowledge.database import UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "web_pages",
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("file_hash", sa.String(64)),
        sa.Column("looked_at", UtcDateTime, nullable=False),
        sa.Column("trouble", sa.String(40)),
        sa.Column("trouble_since", UtcDateTime),
        sa.PrimaryKeyConstraint("address", name="pk_web_pages"),
    )
