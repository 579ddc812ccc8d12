"""Which clauses an answer or a draft rests on, so that a new version can say whom it touches.

A clause is known by its document's identity and the hash of its words (`knowledge.clauses`): it stays the same clause when the document
is read again, and becomes another when a word of it changes. What was asked or written is not kept here, only its reference.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Column, Connection, Engine, Index, Integer, String, Table, Text, delete, func, insert, select

from knowledge.clauses import clause_hashes
from knowledge.database import UtcDateTime, metadata, read, write
from knowledge.library_tables import documents, versions
from knowledge.types import Citation

Dependent = Literal["answer", "draft"]
_IN_LIMIT = 500

reliances = Table(
    "reliances",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("reference", String(255), nullable=False),
    Column("document", Text, nullable=False),
    Column("clause", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_reliances_clause", "clause"),
    Index("ix_reliances_reference", "kind", "reference"),
    Index("ix_reliances_document", "document"),
)


@dataclass(frozen=True, slots=True)
class Reliance:
    """That an answer (`reference`: its event) or a draft (its id) rests on a clause of a document, since `at`."""

    kind: Dependent
    reference: str
    document: str
    clause: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CitationCount:
    """How many answers quoted a document, and when last."""

    document: str
    answers: int
    last: datetime | None


class Reliances:
    """The record of an open database. Every method is one transaction and raises DatabaseUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def remember(self, kind: Dependent, reference: str, citations: Sequence[Citation]) -> None:
        """Note what the citations' quotes rest on, in place of what was noted for this reference before."""
        quoted = clauses_quoted(citations)
        with write(self._engine) as connection:
            rest_on(connection, kind, reference, quoted)

    def remember_clauses(self, kind: Dependent, reference: str, clauses: Iterable[tuple[str, str]]) -> None:
        """The same for (document identity, clause hash) pairs already known."""
        with write(self._engine) as connection:
            _replace(connection, kind, reference, set(clauses))

    def touched(self, document: str, clauses: Collection[str]) -> list[Reliance]:
        """What rests on any of these clauses of a document, newest first."""
        found: list[Reliance] = []
        wanted = sorted(clauses)
        with read(self._engine) as connection:
            for start in range(0, len(wanted), _IN_LIMIT):
                query = select(reliances).where(
                    reliances.c.document == document, reliances.c.clause.in_(wanted[start : start + _IN_LIMIT])
                )
                found += [_reliance(row) for row in connection.execute(query)]
        return sorted(found, key=lambda one: (one.at, one.reference, one.clause), reverse=True)

    def documents(self) -> set[str]:
        """The documents that anything rests on."""
        with read(self._engine) as connection:
            return set(connection.execute(select(reliances.c.document).distinct()).scalars())

    def of(self, kind: Dependent, reference: str) -> list[Reliance]:
        """What one answer or draft rests on."""
        query = select(reliances).where(reliances.c.kind == kind, reliances.c.reference == reference)
        with read(self._engine) as connection:
            return [
                _reliance(row) for row in connection.execute(query.order_by(reliances.c.document, reliances.c.clause))
            ]

    def forget(self, kind: Dependent, reference: str) -> int:
        """Remove what is noted for one answer or draft; gives how many rows that were."""
        query = delete(reliances).where(reliances.c.kind == kind, reliances.c.reference == reference)
        with write(self._engine) as connection:
            return connection.execute(query).rowcount

    def forget_before(self, moment: datetime) -> int:
        """Remove what answers rested on before a moment (retention). Drafts are forgotten with the draft."""
        with write(self._engine) as connection:
            return forget_answers_before(connection, moment)

    def citation_counts(self) -> dict[str, CitationCount]:
        """By document: how many answers quoted it, and when last. A document never quoted is not in it."""
        query = (
            select(
                reliances.c.document,
                func.count(func.distinct(reliances.c.reference)).label("answers"),
                func.max(reliances.c.at).label("last"),
            )
            .where(reliances.c.kind == "answer")
            .group_by(reliances.c.document)
        )
        with read(self._engine) as connection:
            rows = connection.execute(query).all()
        return {row.document: CitationCount(row.document, row.answers, row.last) for row in rows}


def clauses_quoted(citations: Sequence[Citation]) -> frozenset[tuple[int, str]]:
    """The clauses that citations quote, as (version, clause hash): what takes computing, before the transaction that notes it."""
    return frozenset((citation.version, clause) for citation in citations for clause in clause_hashes(citation.quote))


def rest_on(connection: Connection, kind: Dependent, reference: str, quoted: Collection[tuple[int, str]]) -> None:
    """Note what an answer or a draft rests on (`clauses_quoted`), in a transaction that does what it tells: both are in, or neither."""
    identities = _identities(connection, {version for version, _ in quoted})
    _replace(connection, kind, reference, {(identities[v], clause) for v, clause in quoted if v in identities})


def rest_on_more(connection: Connection, kind: Dependent, reference: str, quoted: Collection[tuple[int, str]]) -> None:
    """The same beside what was noted before: a draft grows, and what it has rested on stays noted."""
    identities = _identities(connection, {version for version, _ in quoted})
    mine = reliances.c.kind == kind, reliances.c.reference == reference
    query = select(reliances.c.document, reliances.c.clause).where(*mine)
    there = {(row.document, row.clause) for row in connection.execute(query)}
    _add(connection, kind, reference, {(identities[v], clause) for v, clause in quoted if v in identities} - there)


def forget(connection: Connection, kind: Dependent, reference: str) -> None:
    """Remove what is noted for one answer or draft, within the caller's transaction."""
    connection.execute(delete(reliances).where(reliances.c.kind == kind, reliances.c.reference == reference))


def answer_rests_on(engine: Engine, reference: str, citations: Sequence[Citation]) -> Callable[[Connection], None]:
    """What a new answer rests on, for a transaction of the caller's: looked up now, so that in there it is one insert."""
    quoted = clauses_quoted(citations)
    pairs: set[tuple[str, str]] = set()
    if quoted:
        with read(engine) as connection:
            identities = _identities(connection, {version for version, _ in quoted})
        pairs = {(identities[version], clause) for version, clause in quoted if version in identities}
    rows = _rows("answer", reference, pairs)

    def noted(connection: Connection) -> None:
        if rows:
            connection.execute(insert(reliances), rows)

    return noted


def forget_answers(connection: Connection, references: Collection[str]) -> int:
    """Remove what is noted for these answers; gives how many rows that were."""
    count, wanted = 0, sorted(references)
    for start in range(0, len(wanted), _IN_LIMIT):
        mine = reliances.c.kind == "answer", reliances.c.reference.in_(wanted[start : start + _IN_LIMIT])
        count += connection.execute(delete(reliances).where(*mine)).rowcount
    return count


def forget_answers_before(connection: Connection, moment: datetime) -> int:
    """Remove what answers rested on before a moment; gives how many rows that were."""
    old = reliances.c.kind == "answer", reliances.c.at < moment
    return connection.execute(delete(reliances).where(*old)).rowcount


def _replace(connection: Connection, kind: Dependent, reference: str, pairs: Collection[tuple[str, str]]) -> None:
    forget(connection, kind, reference)
    _add(connection, kind, reference, pairs)


def _add(connection: Connection, kind: Dependent, reference: str, pairs: Collection[tuple[str, str]]) -> None:
    rows = _rows(kind, reference, pairs)
    if rows:
        connection.execute(insert(reliances), rows)


def _rows(kind: Dependent, reference: str, pairs: Collection[tuple[str, str]]) -> list[dict[str, object]]:
    now = datetime.now(UTC)
    return [
        {"kind": kind, "reference": reference, "document": document, "clause": clause, "at": now}
        for document, clause in sorted(pairs)
    ]


def _identities(connection: Connection, version_ids: Collection[int]) -> dict[int, str]:
    if not version_ids:
        return {}
    query = (
        select(versions.c.id, documents.c.identity)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(versions.c.id.in_(sorted(version_ids)))
    )
    return {row.id: row.identity for row in connection.execute(query)}


def _reliance(row: Any) -> Reliance:
    return Reliance(row.kind, row.reference, row.document, row.clause, row.at)
