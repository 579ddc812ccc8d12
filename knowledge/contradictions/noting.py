"""What was found, brought into the record: each contradiction once, in an order that does not depend on how it was found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from knowledge.contradictions.pairing import Contradiction
from knowledge.contradictions.record import Recorded, Side, contradictions, from_row
from knowledge.contradictions.statements import Statement
from knowledge.database import write


def note(
    engine: Engine, found: Sequence[Contradiction], titles: Mapping[str, str], touched: Collection[str] | None = None
) -> list[Recorded]:
    """Keep what was found, and mark as gone what was looked for and not found again; gives those that are new.

    `touched` are the documents that were looked through (None: all); what stands between two others is left as it is. One transaction.
    Raises DatabaseUnavailable.
    """
    with write(engine) as connection:
        return _note(connection, found, titles, touched)


def recorded(found: Iterable[Contradiction], titles: Mapping[str, str]) -> list[Recorded]:
    """Contradictions as they would be recorded, numbered from 1: what a staged version brings."""
    now = datetime.now(UTC)
    sides = [(*_sides(one, titles), one) for one in found]
    return [
        Recorded(number, first, second, one.one.attribute, one.sure, now, None)
        for number, (first, second, one) in enumerate(sides, 1)
    ]


def _note(
    connection: Connection, found: Sequence[Contradiction], titles: Mapping[str, str], touched: Collection[str] | None
) -> list[Recorded]:
    now = datetime.now(UTC)
    known = {_key(row): row for row in connection.execute(select(contradictions))}
    told = {_key_of(one): one for one in found}
    fresh = [key for key in told if key not in known]
    if fresh:
        connection.execute(insert(contradictions), [_row(told[key], titles, now) for key in fresh])
    back = [known[key].id for key in told if key in known and known[key].gone_at is not None]
    gone = [row.id for key, row in known.items() if key not in told and row.gone_at is None and _within(row, touched)]
    for numbers, moment in ((back, None), (gone, now)):
        for start in range(0, len(numbers), 500):
            mine = contradictions.c.id.in_(numbers[start : start + 500])
            connection.execute(update(contradictions).where(mine).values(gone_at=moment))
    wanted = set(fresh)
    rows = connection.execute(select(contradictions).order_by(contradictions.c.id)) if fresh else ()
    return [from_row(row) for row in rows if _key(row) in wanted]


_Key = tuple[str, str, str, str]


def _key(row: Any) -> _Key:
    return row.one_document, row.one_clause, row.other_document, row.other_clause


def _ordered(found: Contradiction) -> tuple[Statement, Statement]:
    first, second = sorted((found.one, found.other), key=lambda s: (s.document, s.clause.hash))
    return first, second


def _key_of(found: Contradiction) -> _Key:
    first, second = _ordered(found)
    return first.document, first.clause.hash, second.document, second.clause.hash


def _within(row: Any, touched: Collection[str] | None) -> bool:
    return touched is None or row.one_document in touched or row.other_document in touched


def _sides(found: Contradiction, titles: Mapping[str, str]) -> tuple[Side, Side]:
    first, second = (
        Side(
            document=s.document,
            title=titles.get(s.document, s.document),
            quote=s.clause.text,
            value=s.value.shown,
            section=s.clause.heading,
            page=s.clause.page,
            clause=s.clause.hash,
        )
        for s in _ordered(found)
    )
    return first, second


def _row(found: Contradiction, titles: Mapping[str, str], now: datetime) -> dict[str, Any]:
    sides = _sides(found, titles)
    kept = [{name: getattr(side, name) for name in Side.__slots__} for side in sides]
    return {
        "one_clause": sides[0].clause,
        "other_clause": sides[1].clause,
        "one_document": sides[0].document,
        "other_document": sides[1].document,
        "record": {"sides": kept, "attribute": found.one.attribute},
        "sure": found.sure,
        "found_at": now,
    }
