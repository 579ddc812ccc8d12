"""Tables as JSON lines and back, whatever room they belong to: columns and types are read from the database itself."""

from __future__ import annotations

import base64
import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    DateTime,
    Integer,
    MetaData,
    Table,
    create_engine,
    insert,
    inspect,
    select,
    text,
)

from knowledge.database import upgrade

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows a table has, and the SHA-256 of its lines."""

    rows: int
    sha256: str

    @classmethod
    def of(cls, archive: zipfile.ZipFile, name: str) -> Counted:
        """What stands in a backup for a table."""
        rows, digest = 0, hashlib.sha256()
        with archive.open(_member(name)) as stream:
            for line in stream:
                rows += 1
                digest.update(line)
        return cls(rows, digest.hexdigest())


@cache
def our_tables() -> tuple[str, ...]:
    """The tables that the migrations make, parents before children: others in the same database are not ours to touch."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade(connection)
        found = _reflected(connection, [n for n in inspect(connection).get_table_names() if n != "alembic_version"])
    engine.dispose()
    return tuple(table.name for table in found.sorted_tables)


def dump(connection: Connection, name: str, archive: zipfile.ZipFile) -> Counted:
    """Write a table's rows, in the order of their keys."""
    table = _reflected(connection, [name]).tables[name]
    rows, digest = 0, hashlib.sha256()
    query = select(table).order_by(*table.primary_key.columns)
    with archive.open(_member(name), "w", force_zip64=True) as stream:
        for row in connection.execution_options(yield_per=_BATCH).execute(query):
            values = {c.name: _plain(c.type, value) for c, value in zip(table.columns, row, strict=True)}
            line = (json.dumps(values, ensure_ascii=False, sort_keys=True) + "\n").encode()
            stream.write(line)
            digest.update(line)
            rows += 1
    return Counted(rows, digest.hexdigest())


def replace_all(connection: Connection) -> None:
    """Take our tables away, children first."""
    there = set(inspect(connection).get_table_names())
    _reflected(connection, [name for name in our_tables() if name in there]).drop_all(connection)
    if "alembic_version" in there:
        connection.execute(text("DROP TABLE alembic_version"))


def load(connection: Connection, archive: zipfile.ZipFile, names: Sequence[str]) -> None:
    """Fill freshly made tables from a backup, parents first. Raises KeyError or ValueError for what does not fit them."""
    tables = _reflected(connection, names)
    for table in reversed(tables.sorted_tables):
        if table.name in names:
            connection.execute(table.delete())  # rows that a migration wrote
    for table in tables.sorted_tables:
        if table.name in names:
            _fill(connection, table, archive)


def _fill(connection: Connection, table: Table, archive: zipfile.ZipFile) -> None:
    with archive.open(_member(table.name)) as stream:
        rows: Iterable[dict[str, Any]] = (_row(table, json.loads(line)) for line in stream)
        to_itself = [
            (c.name, key.column.name) for c in table.columns for key in c.foreign_keys if key.column.table is table
        ]
        if to_itself:
            rows = _parents_first(list(rows), to_itself)
        for batch in _batches(iter(rows)):
            connection.execute(insert(table), batch)
    _count_on(connection, table)


def _row(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    return {name: _native(table.columns[name].type, value) for name, value in values.items()}


def _parents_first(rows: list[dict[str, Any]], links: Sequence[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """Rows that refer to rows of the same table, after those they refer to."""
    waiting, there = rows, {target: set[Any]() for _, target in links}
    while waiting:
        ready = [row for row in waiting if all(row[own] is None or row[own] in there[other] for own, other in links)]
        if not ready:
            raise ValueError("rows refer to each other in a circle")
        for row in ready:
            for _, target in links:
                there[target].add(row[target])
            yield row
        done = {id(row) for row in ready}
        waiting = [row for row in waiting if id(row) not in done]


def _count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL's counters go on after the highest number that was put in."""
    key = list(table.primary_key.columns)
    if connection.dialect.name != "postgresql" or len(key) != 1 or not isinstance(key[0].type, Integer):
        return
    sequence = connection.execute(
        text("SELECT pg_get_serial_sequence(:name, :key)"), {"name": f'"{table.name}"', "key": key[0].name}
    ).scalar()
    if sequence is not None:
        highest = connection.execute(select(key[0]).order_by(key[0].desc()).limit(1)).scalar()
        if highest is not None:
            connection.execute(text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest})


def _plain(kind: Any, value: Any) -> Any:
    """A value as JSON has it: moments, bytes and JSON columns are wrapped, so that nothing is taken for something else."""
    if value is None:
        return None
    if isinstance(kind, JSON):
        return {"json": value}
    if isinstance(value, datetime):
        return {"moment": (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()}
    if isinstance(value, (bytes, memoryview)):
        return {"bytes": base64.b64encode(bytes(value)).decode()}
    return value


def _native(kind: Any, value: Any) -> Any:
    if isinstance(value, dict):
        unwrap: dict[str, Callable[[Any], Any]] = {
            "json": lambda inner: inner,
            "moment": lambda inner: _moment(kind, inner),
            "bytes": base64.b64decode,
        }
        ((name, inner),) = value.items()
        return unwrap[name](inner)
    return bool(value) if isinstance(kind, Boolean) and value is not None else value


def _moment(kind: Any, value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment if isinstance(kind, DateTime) and kind.timezone else moment.replace(tzinfo=None)


def _reflected(connection: Connection, names: Sequence[str]) -> MetaData:
    found = MetaData()
    if names:
        found.reflect(connection, only=list(names), resolve_fks=True)
    return found


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _member(name: str) -> str:
    return f"tables/{name}.jsonl"
