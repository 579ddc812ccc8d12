"""The tables of drafts.

A submitted request is a row that is written once and never changed; what the desk does with it is a log beside it.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from knowledge.database import UtcDateTime, metadata

drafts = Table(
    "drafts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(120), nullable=False),
    Column("type", String(40)),
    Column("status", String(12), nullable=False),
    Column("language", String(2), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("number", String(20)),
    Column("conversation", String(255)),
    Column("record", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index("ix_drafts_owner_status", "owner", "status"),
)

# Every saved change: which revision, who, when, and what stood there before.
draft_revisions = Table(
    "draft_revisions",
    metadata,
    Column("draft_id", String(32), ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("author", String(120), nullable=False),
    Column("changes", JSON, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)

draft_conversations = Table(
    "draft_conversations",
    metadata,
    Column("id", String(255), primary_key=True),
    Column("draft_id", String(32), ForeignKey("drafts.id", ondelete="SET NULL")),
    Column("record", JSON, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)

draft_requests = Table(
    "draft_requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(20), nullable=False),
    Column("draft_id", String(32), ForeignKey("drafts.id"), nullable=False),
    Column("author", String(120), nullable=False),
    Column("document", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("submitted_at", UtcDateTime, nullable=False),
    UniqueConstraint("number"),
    UniqueConstraint("draft_id"),
    sqlite_autoincrement=True,
)

desk_events = Table(
    "desk_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("request_id", Integer, ForeignKey("draft_requests.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("author", String(120), nullable=False),
    Column("details", JSON, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Index("ix_desk_events_request_id", "request_id"),
)
