"""The relational database: engine, transactions, migrations. SQLite in the data folder, or PostgreSQL by DATABASE_URL.

Each room declares its own tables on `metadata`; Alembic (`knowledge/migrations`) makes and changes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, Engine, MetaData, create_engine, event, make_url, text
from sqlalchemy.engine import URL, Dialect
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.types import TypeDecorator

from knowledge.errors import DatabaseTooNew, DatabaseUnavailable, SettingsError
from knowledge.settings import KnowledgeSettings

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

BUSY_TIMEOUT_MS = 10_000
CONNECT_TIMEOUT_S = 5
POOL = 16  # connections kept: a bot reads from as many threads, and a new connection costs the server a process


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC on both databases (SQLite itself forgets the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database. Raises ValueError for a time without a zone: nobody could say when that was."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def database_url(settings: KnowledgeSettings) -> URL:
    """SQLAlchemy's address of the database: psycopg 3 for PostgreSQL, a file in the data folder otherwise.

    Raises SettingsError for a DATABASE_URL that is no address.
    """
    if settings.database_url is None:
        return URL.create("sqlite", database=str(settings.data_dir / "samspill.db"))
    try:
        url = make_url(settings.database_url)
    except (ArgumentError, ValueError):
        example = str((KnowledgeSettings.model_fields["database_url"].examples or [""])[0])
        raise SettingsError(variable="DATABASE_URL", example=example) from None
    if url.drivername.split("+")[0] in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    return url


def open_database(settings: KnowledgeSettings) -> Engine:
    """An engine on a migrated database. Creates the SQLite file and its folder.

    Raises DatabaseUnavailable when it cannot be reached, DatabaseTooNew when a newer Samspill has migrated it.
    """
    url = database_url(settings)
    if url.get_backend_name() == "sqlite" and url.database:
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise DatabaseUnavailable(where=str(url.database)) from error
    engine = _engine(url)
    try:
        migrate(engine)
    except DBAPIError as error:
        raise DatabaseUnavailable(where=_where(engine)) from error
    return engine


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url)
        event.listen(engine, "connect", _sqlite_pragmas)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    arguments = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_TIMEOUT_S}
    return create_engine(url, pool_pre_ping=True, pool_size=POOL, connect_args=arguments)


def _sqlite_pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's `begin` event starts the transaction, not the driver
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten: people are promised that it is gone
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A read that turns into a write in the middle fails at once under WAL; taking the lock first waits instead.
    mode = "DEFERRED" if connection.get_execution_options().get("read_only") else "IMMEDIATE"
    connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def write(engine: Engine) -> Iterator[Connection]:
    """One transaction that may write: all of it is committed, or none.

    Raises DatabaseUnavailable when the database is gone, locked for longer than ten seconds, full or damaged.
    """
    with database_errors(engine), engine.begin() as connection:
        yield connection


@contextmanager
def read(engine: Engine) -> Iterator[Connection]:
    """One transaction that only reads: what it sees does not change under it. Raises DatabaseUnavailable."""
    options: dict[str, Any] = {"read_only": True}
    if engine.dialect.name == "postgresql":
        # PostgreSQL's default shows each statement what was committed before it; two statements could disagree.
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with database_errors(engine), engine.connect() as connection:
        connection.execution_options(**options)
        yield connection


@contextmanager
def database_errors(engine: Engine) -> Iterator[None]:
    """What goes wrong inside with the database itself is raised as DatabaseUnavailable."""
    try:
        yield
    except (OperationalError, InterfaceError, InternalError, PoolTimeout) as error:
        raise DatabaseUnavailable(where=_where(engine)) from error
    except DatabaseError as error:
        # SQLite's own "malformed" and "not a database" have no class of their own; the others are our mistakes.
        if type(error) is DatabaseError or error.connection_invalidated:
            raise DatabaseUnavailable(where=_where(engine)) from error
        raise


def _where(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def migrate(engine: Engine) -> None:
    """Bring the database to the newest schema. A database that is already there costs one query, and no Alembic import."""
    from knowledge.migrations import HEAD

    with read(engine) as connection:
        revision = _revision(connection)
    if revision == HEAD:
        return
    from alembic.util import CommandError

    with write(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('samspill migrations'))"))
        try:
            upgrade(connection)
        except CommandError as error:
            raise DatabaseTooNew(where=_where(engine)) from error


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to a revision in the caller's transaction. Raises alembic's CommandError for one it does not know."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "knowledge:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _revision(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None
