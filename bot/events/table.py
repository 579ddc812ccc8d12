"""The events table: inbox, timetable and thread memory in one, and who has met the bot before."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import BigInteger, Column, Float, Index, Integer, String, Table, Text, text

from knowledge.database import metadata

# Times are seconds since 1970: leases and due times are compared and added to, never shown.
events = Table(
    "events",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("id", String(255), nullable=False, unique=True),
    Column("subject", String(255), unique=True),
    Column("kind", String(80), nullable=False),
    Column("lane", String(120), nullable=False),
    Column("position", Float(53), nullable=False),
    Column("thread", String(120)),
    Column("user_id", String(40)),
    Column("payload", Text),
    Column("result", Text),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due", Float(53), nullable=False),
    Column("claim", String(40)),
    Column("lease_until", Float(53)),
    Column("received", Float(53), nullable=False),
    Column("finished", Float(53)),
    Column("reference", String(16)),
    Index("ix_events_thread", "thread"),
    Index("ix_events_user_id", "user_id"),
    Index("ix_events_finished", "finished"),
)
# What a row keeps when words and names are deleted is what is not in here. A command's lane names the person.
WORDLESS: Mapping[str, str | None] = MappingProxyType({"payload": None, "result": None, "user_id": None, "lane": ""})
# Only what is open is ever searched for work, and that is little.
Index(
    "ix_events_open",
    events.c.lane,
    events.c.position,
    events.c.seq,
    sqlite_where=text("state = 'open'"),
    postgresql_where=text("state = 'open'"),
)

acquaintances = Table(
    "acquaintances",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("user_id", String(40), primary_key=True),
    Column("since", Float(53), nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("event_id", String(255), primary_key=True),
    Column("user_id", String(40), primary_key=True),
    Column("useful", Integer, nullable=False),
    Column("given", Float(53), nullable=False),
)
