"""The relational database: engine, transactions, migrations. SQLite in the data folder, or PostgreSQL by DATABASE_URL.

Each room declares its own tables on `metadata`; Alembic (`knowledge/migrations`) makes and changes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError

from knowledge.errors import DatabaseTooNew, DatabaseUnavailable
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


def database_url(settings: KnowledgeSettings) -> str:
    """SQLAlchemy's address of the database: psycopg 3 for PostgreSQL, a file in the data folder otherwise."""
    if settings.database_url is None:
        return f"sqlite:///{settings.data_dir / 'samspill.db'}"
    url = make_url(settings.database_url)
    if url.get_backend_name() in {"postgresql", "postgres"}:
        url = url.set(drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)


def open_database(settings: KnowledgeSettings) -> Engine:
    """An engine on a migrated database. Creates the SQLite file and its folder.

    Raises DatabaseUnavailable when it cannot be reached, DatabaseTooNew when a newer Samspill has migrated it.
    """
    url = make_url(database_url(settings))
    if url.get_backend_name() == "sqlite" and url.database:
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseUnavailable(where=str(url.database)) from error
    engine = _engine(str(url.render_as_string(hide_password=False)))
    try:
        migrate(engine)
    except OperationalError as error:
        raise DatabaseUnavailable(where=engine.url.render_as_string(hide_password=True)) from error
    return engine


def _engine(url: str) -> Engine:
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_pragmas)
        event.listen(engine, "begin", _begin_immediate)
    return engine


def _sqlite_pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's `begin` event starts the transaction, not the driver
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    # A read that turns into a write in the middle fails at once under WAL; taking the lock first waits instead.
    mode = "DEFERRED" if connection.get_execution_options().get("read_only") else "IMMEDIATE"
    connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def write(engine: Engine) -> Iterator[Connection]:
    """One transaction that may write: all of it is committed, or none."""
    try:
        with engine.begin() as connection:
            yield connection
    except (OperationalError, DBAPIError) as error:
        if isinstance(error, OperationalError) or error.connection_invalidated:
            raise DatabaseUnavailable(where=engine.url.render_as_string(hide_password=True)) from error
        raise


@contextmanager
def read(engine: Engine) -> Iterator[Connection]:
    """One transaction that only reads: what it sees does not change under it."""
    try:
        with engine.connect().execution_options(read_only=True) as connection:
            yield connection
    except OperationalError as error:
        raise DatabaseUnavailable(where=engine.url.render_as_string(hide_password=True)) from error


def migrate(engine: Engine) -> None:
    """Bring the database to the newest schema. A database that is already there costs one query, and no Alembic import."""
    from knowledge.migrations import HEAD

    with engine.connect() as connection:
        revision = _revision(connection)
    if revision == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", "knowledge:migrations")
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('samspill migrations'))"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise DatabaseTooNew(where=engine.url.render_as_string(hide_password=True)) from error


def _revision(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None
