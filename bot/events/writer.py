"""One thread through which the bot writes: what waits is committed together.

A disk flush costs the same for one row as for fifty, so under load the rows share it (group commit). Several threads would
instead wait for SQLite's lock, which is polled, and a burst would be acknowledged late. Order is kept: first come, first
written, so two messages of a thread stay in order.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError

from knowledge.database import database_errors
from knowledge.errors import DatabaseUnavailable

T = TypeVar("T")
Job = Callable[[Connection], Any]
Waiting = tuple[Job, "asyncio.Future[Any]", asyncio.AbstractEventLoop, bool]

BATCH = 64
DEADLOCKS = 3


class Writer:
    """Runs jobs on a connection, each whole or not at all, and answers when they are on the disk."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._queue: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="samspill-writer", daemon=True)
        self._closed = False
        self._connection: Connection | None = None
        self._thread.start()

    async def do(self, job: Callable[[Connection], T], undo: bool = False) -> T:
        """The job's result, once it is committed. Raises what the job raised, or DatabaseUnavailable.

        `undo`: what the job has written before it raises is taken back. A job without it raises only before it has written.
        """
        if self._closed:
            raise DatabaseUnavailable(where=self.engine.url.render_as_string(hide_password=True))
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._queue.put((job, future, loop, undo))
        return await future

    def close(self) -> None:
        """Write what waits, then stop."""
        self._closed = True
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            batch, ended = [first], False
            while len(batch) < BATCH:
                try:
                    following = self._queue.get_nowait()
                except queue.Empty:
                    break
                if following is None:
                    ended = True
                    break
                batch.append(following)
            self._commit(batch)
            if ended:
                break
        self._disconnect()

    def _written(self, batch: list[Waiting]) -> list[tuple[bool, Any]]:
        """The outcome of each job, in one transaction."""
        try:
            with database_errors(self.engine):
                connection = self._connected()
                with connection.begin():
                    return [_attempt(connection, job, undo) for job, _, _, undo in batch]
        except BaseException as error:  # noqa: BLE001  (whatever it is, those who wait must hear of it)
            self._disconnect()
            return [(False, error)] * len(batch)

    def _connected(self) -> Connection:
        # One connection for good: taking it from the pool would cost a round trip for each batch.
        if self._connection is None:
            self._connection = self.engine.connect()
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(DBAPIError):
                connection.invalidate()
                connection.close()

    def _commit(self, batch: list[Waiting]) -> None:
        outcomes = self._written(batch)
        for _ in range(DEADLOCKS):
            # Two bots that were given the same deliveries in another order wait for each other; PostgreSQL ends one of them.
            if not all(not good and _is_deadlock(value) for good, value in outcomes):
                break
            outcomes = self._written(batch)
        for (_, future, loop, _), (good, value) in zip(batch, outcomes, strict=True):
            try:
                loop.call_soon_threadsafe(_settle, future, good, value)
            except RuntimeError:  # the loop ended while its job was written; nobody waits any more
                continue


def _is_deadlock(error: BaseException) -> bool:
    cause = error.__cause__
    return isinstance(cause, OperationalError) and getattr(cause.orig, "sqlstate", None) in {"40P01", "40001"}


def _attempt(connection: Connection, job: Job, undo: bool) -> tuple[bool, Any]:
    savepoint = connection.begin_nested() if undo else None
    try:
        value = job(connection)
    except (OperationalError, InterfaceError, InternalError):
        raise  # the database itself: nothing of this batch stands
    except Exception as error:
        if savepoint is None and isinstance(error, DBAPIError):
            raise  # the transaction cannot go on
        if savepoint is not None:
            savepoint.rollback()
        return False, error
    if savepoint is not None:
        savepoint.commit()
    return True, value


def _settle(future: asyncio.Future[Any], good: bool, value: Any) -> None:
    if future.cancelled():
        return
    if good:
        future.set_result(value)
    else:
        future.set_exception(value)
