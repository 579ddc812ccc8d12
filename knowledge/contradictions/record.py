"""The contradictions that were found, and what the maintainer decided: kept, so that nobody is told twice and answers can say it.

A contradiction is known by its two clauses' hashes and documents: it stays the same when a document is read again, and becomes another
when a word of either clause changes. `settlement` is what an answer looks up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    Float,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    or_,
    select,
    update,
)

from knowledge.clauses import clause_hashes
from knowledge.database import UtcDateTime, metadata, read
from knowledge.errors import NotFound

contradictions = Table(
    "contradictions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("one_clause", String(64), nullable=False),
    Column("other_clause", String(64), nullable=False),
    Column("record", JSON, nullable=False),
    Column("one_document", Text, nullable=False),
    Column("other_document", Text, nullable=False),
    Column("sure", Float(53), nullable=False),
    Column("found_at", UtcDateTime, nullable=False),
    Column("gone_at", UtcDateTime),
    Column("preferred", Text),
    Column("note", Text),
    Column("settled_by", String(120)),
    Column("settled_at", UtcDateTime),
    UniqueConstraint("one_document", "one_clause", "other_document", "other_clause"),
    Index("ix_contradictions_one_clause", "one_clause"),
    sqlite_autoincrement=True,
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two claims: its document's identity and title, the sentence, the value in it, and heading and page where it stands."""

    document: str
    title: str
    quote: str
    value: str
    section: str
    page: int | None
    clause: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the maintainer decided: the identity of the document that holds (None: only a note), the note, who and when."""

    id: int
    preferred: str | None
    note: str | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Recorded:
    """A contradiction in the record. `attribute` says what the values are of ("ends", "duration"); `sure` is 0 to 1."""

    id: int
    one: Side
    other: Side
    attribute: str
    sure: float
    found_at: datetime
    settlement: Settlement | None

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        sides = [{name: getattr(side, name) for name in Side.__slots__} for side in (self.one, self.other)]
        settled = self.settlement
        return {
            "id": self.id,
            "attribute": self.attribute,
            "sure": self.sure,
            "found_at": self.found_at.isoformat(),
            "sides": sides,
            "settled": None
            if settled is None
            else {
                "preferred": settled.preferred,
                "note": settled.note,
                "by": settled.by,
                "at": settled.at.isoformat(),
            },
        }


class ContradictionRecord:
    """The record of an open database. Every method is one transaction and raises DatabaseUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(self, *, settled: bool = False) -> list[Recorded]:
        """The contradictions that stand, surest first; with `settled` also those that were decided on."""
        query = select(contradictions).where(contradictions.c.gone_at.is_(None))
        if not settled:
            query = query.where(contradictions.c.settled_at.is_(None))
        with read(self._engine) as connection:
            return [
                from_row(row)
                for row in connection.execute(query.order_by(contradictions.c.sure.desc(), contradictions.c.id))
            ]

    def get(self, number: int) -> Recorded:
        """One of them. Raises NotFound."""
        with read(self._engine) as connection:
            row = connection.execute(select(contradictions).where(contradictions.c.id == number)).one_or_none()
        if row is None:
            raise NotFound(name=str(number))
        return from_row(row)

    def settle(self, connection: Connection, number: int, by: str, preferred: str | None, note: str | None) -> None:
        """Decide, within the caller's transaction (the audit entry belongs to it). Raises NotFound."""
        values = {"preferred": preferred, "note": note, "settled_by": by, "settled_at": datetime.now(UTC)}
        query = update(contradictions).where(contradictions.c.id == number).values(**values)
        if connection.execute(query).rowcount != 1:
            raise NotFound(name=str(number))


def settlement(engine: Engine, one_quote: str, other_quote: str) -> Settlement | None:
    """What was decided on two sentences that contradict each other, as they stand in an answer; None when nothing was.

    Either order. A quote of several sentences is settled when one of them is.
    """
    one, other = clause_hashes(one_quote), clause_hashes(other_quote)
    if not one or not other:
        return None
    here, there = contradictions.c.one_clause, contradictions.c.other_clause
    query = (
        select(contradictions)
        .where(contradictions.c.settled_at.is_not(None))
        .where(or_(and_(here.in_(one), there.in_(other)), and_(here.in_(other), there.in_(one))))
        .order_by(contradictions.c.settled_at.desc())
        .limit(1)
    )
    with read(engine) as connection:
        row = connection.execute(query).one_or_none()
    return None if row is None else _settlement(row)


def from_row(row: Any) -> Recorded:
    """A row of the table as it is handed on."""
    one, other = (Side(**side) for side in row.record["sides"])
    return Recorded(row.id, one, other, row.record["attribute"], row.sure, row.found_at, _settlement(row))


def _settlement(row: Any) -> Settlement | None:
    if row.settled_at is None:
        return None
    return Settlement(row.id, row.preferred, row.note, row.settled_by, row.settled_at)
