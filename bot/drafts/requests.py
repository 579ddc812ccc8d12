"""Submitted requests in the database, and the log of what the desk did with each. A request never changes.

Every call works inside a transaction of the caller's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from bot.drafts.draft import Draft
from bot.drafts.tables import desk_events, draft_requests


@dataclass(frozen=True, slots=True)
class Request:
    """A submitted request: `document` is its JSON text, of which `sha256` is the hash."""

    id: int
    number: str
    draft_id: str
    author: str
    document: str
    sha256: str
    submitted_at: datetime


def next_number(connection: Connection, year: int) -> str:
    """The next free number, `2026-0001`. Only inside the transaction that submits: the table is held."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE draft_requests IN SHARE ROW EXCLUSIVE MODE")
    count = connection.execute(select(func.count()).where(draft_requests.c.number.like(f"{year}-%"))).scalar_one()
    return f"{year}-{count + 1:04d}"


def record(connection: Connection, draft: Draft, *, number: str, document: str, sha256: str) -> None:
    """Record a submitted request; once for each draft, by the database's own rule."""
    row = {
        "number": number,
        "draft_id": draft.id,
        "author": draft.owner,
        "document": document,
        "sha256": sha256,
        "submitted_at": datetime.now(UTC),
    }
    connection.execute(draft_requests.insert().values(**row))


def request_of(connection: Connection, draft_id: str) -> Request | None:
    """The request that a draft became, None when it was not submitted."""
    row = connection.execute(select(draft_requests).where(draft_requests.c.draft_id == draft_id)).one_or_none()
    return Request(*row) if row else None


def all_requests(connection: Connection) -> list[Request]:
    """Every submitted request, oldest first."""
    return [Request(*row) for row in connection.execute(select(draft_requests).order_by(draft_requests.c.id))]


def add_desk_event(connection: Connection, request_id: int, kind: str, author: str, details: Mapping[str, Any]) -> None:
    """Write down what the desk did with a request."""
    row = {
        "request_id": request_id,
        "kind": kind,
        "author": author,
        "details": dict(details),
        "made_at": datetime.now(UTC),
    }
    connection.execute(desk_events.insert().values(**row))


def desk_log(connection: Connection, request_id: int) -> list[tuple[str, str, Mapping[str, Any], datetime]]:
    """What the desk did with a request, oldest first: kind, author, details, moment."""
    query = select(desk_events).where(desk_events.c.request_id == request_id).order_by(desk_events.c.id)
    return [(row.kind, row.author, row.details, row.made_at) for row in connection.execute(query)]


def canonical(document: Mapping[str, Any]) -> str:
    """A document as the JSON text that is hashed: sorted keys, no spaces that could differ."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
