"""The bot's inbox, who has met it, and what people think of its answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the three tables."""
    _events()
    op.create_table(
        "acquaintances",
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("user_id", sa.String(40), nullable=False),
        sa.Column("since", sa.Float(53), nullable=False),
        sa.PrimaryKeyConstraint("team", "user_id", name="pk_acquaintances"),
    )
    op.create_table(
        "feedback",
        sa.Column("event_id", sa.String(255), nullable=False),
        sa.Column("user_id", sa.String(40), nullable=False),
        sa.Column("useful", sa.Integer, nullable=False),
        sa.Column("given", sa.Float(53), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "user_id", name="pk_feedback"),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False, autoincrement=True),
        sa.Column("id", sa.String(255), nullable=False),
        sa.Column("subject", sa.String(255)),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("lane", sa.String(120), nullable=False),
        sa.Column("position", sa.Float(53), nullable=False),
        sa.Column("thread", sa.String(120)),
        sa.Column("user_id", sa.String(40)),
        sa.Column("payload", sa.Text),
        sa.Column("result", sa.Text),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due", sa.Float(53), nullable=False),
        sa.Column("claim", sa.String(40)),
        sa.Column("lease_until", sa.Float(53)),
        sa.Column("received", sa.Float(53), nullable=False),
        sa.Column("finished", sa.Float(53)),
        sa.Column("reference", sa.String(16)),
        sa.PrimaryKeyConstraint("seq", name="pk_events"),
        sa.UniqueConstraint("id", name="uq_events_id"),
        sa.UniqueConstraint("subject", name="uq_events_subject"),
    )
    op.create_index("ix_events_thread", "events", ["thread"])
    op.create_index("ix_events_user_id", "events", ["user_id"])
    op.create_index("ix_events_finished", "events", ["finished"])
    is_open = sa.text("state = 'open'")
    columns = ["lane", "position", "seq"]
    op.create_index("ix_events_open", "events", columns, sqlite_where=is_open, postgresql_where=is_open)
