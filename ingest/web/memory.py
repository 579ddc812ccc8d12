"""What is remembered of each address: what the last good answer said of itself, and what is wrong with it since when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Engine, String, Table, Text, delete, insert, select

from knowledge.database import UtcDateTime, metadata, read, write

web_pages = Table(
    "web_pages",
    metadata,
    Column("address", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("file_hash", String(64)),
    Column("looked_at", UtcDateTime, nullable=False),
    Column("trouble", String(40)),
    Column("trouble_since", UtcDateTime),
)
_IN_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Known:
    """What the last answer said of itself, so that we can ask whether it has changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Remembered:
    """An address as it was last found. `trouble` is the key of the reason for which it was refused, since when."""

    address: str
    known: Known
    file_hash: str | None
    trouble: str | None
    trouble_since: datetime | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at an address gave: the hash and what the answer said of itself, or the trouble."""

    address: str
    file_hash: str | None = None
    known: Known = Known()
    trouble: str | None = None


def remembered(engine: Engine, addresses: Sequence[str] | None = None) -> dict[str, Remembered]:
    """What is remembered, by address; of all of them where none is named."""
    rows: list[Any] = []
    with read(engine) as connection:
        if addresses is None:
            rows += connection.execute(select(web_pages)).all()
        for start in range(0, len(addresses or ()), _IN_LIMIT):
            wanted = list((addresses or ())[start : start + _IN_LIMIT])
            rows += connection.execute(select(web_pages).where(web_pages.c.address.in_(wanted))).all()
    return {
        row.address: Remembered(
            row.address, Known(row.etag, row.last_modified), row.file_hash, row.trouble, row.trouble_since
        )
        for row in rows
    }


def note(engine: Engine, seen: Iterable[Seen]) -> None:
    """Remember what was seen. Trouble leaves what is known of the last good answer as it was, and keeps its beginning."""
    found = {one.address: one for one in seen}
    if not found:
        return
    before: Mapping[str, Remembered] = remembered(engine, list(found))
    now = datetime.now(UTC)
    rows = [_row(one, before.get(one.address), now) for one in found.values()]
    with write(engine) as connection:
        for start in range(0, len(rows), _IN_LIMIT):
            part = rows[start : start + _IN_LIMIT]
            connection.execute(delete(web_pages).where(web_pages.c.address.in_([row["address"] for row in part])))
            connection.execute(insert(web_pages), part)


def _row(seen: Seen, before: Remembered | None, now: datetime) -> dict[str, Any]:
    known, file_hash, since = seen.known, seen.file_hash, None
    if seen.trouble is not None:
        known, file_hash = (before.known, before.file_hash) if before else (Known(), None)
        goes_on = before is not None and before.trouble == seen.trouble
        since = before.trouble_since if before and goes_on else now
    return {
        "address": seen.address,
        "etag": known.etag,
        "last_modified": known.last_modified,
        "file_hash": file_hash,
        "looked_at": now,
        "trouble": seen.trouble,
        "trouble_since": since,
    }
