"""One ingest at a time. The locks are the kernel's and the database's: a killed process holds none."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from knowledge.errors import DatabaseUnavailable, IngestBusy, StorageUnavailable

LOCK = "ingest.lock"


@contextmanager
def ingest_lock(data_dir: Path, engine: Engine, uid: str) -> Iterator[None]:
    """Hold the right to publish in this library. `uid` tells libraries in one database apart.

    Raises IngestBusy when another process holds it, on this machine or, with PostgreSQL, on another.
    """
    with _file_lock(data_dir), _database_lock(engine, uid):
        yield


@contextmanager
def _file_lock(data_dir: Path) -> Iterator[None]:
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        stream = (data_dir / LOCK).open("ab")
    except OSError as error:
        raise StorageUnavailable(where=str(data_dir)) from error
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise IngestBusy from None
        yield


@contextmanager
def _database_lock(engine: Engine, uid: str) -> Iterator[None]:
    if engine.dialect.name != "postgresql":
        yield
        return
    key = {"key": int(uid[:15], 16)}
    try:
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    except OperationalError as error:
        raise DatabaseUnavailable(where=engine.url.render_as_string(hide_password=True)) from error
    with connection:
        if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), key).scalar():
            raise IngestBusy
        try:
            yield
        finally:
            # Given back before the connection ends: the server lets go of an ended connection's locks a little later only, and who
            # asks next at once would be told that an ingest runs. Back in the pool the connection would live on, and the lock with it.
            with suppress(DBAPIError):
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)
            connection.invalidate()
