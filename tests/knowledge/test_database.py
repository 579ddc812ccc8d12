"""The database: one schema on SQLite and PostgreSQL, whole transactions, and a sentence when it cannot be used."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

# All of them declare their tables on the same metadata.
import bot.drafts.tables
import bot.events.table  # noqa: F401
import knowledge.audit
import knowledge.contradictions.record
import knowledge.library_tables as tables
import knowledge.reliances
import knowledge.timetable  # noqa: F401
from knowledge.database import metadata, migrate, open_database, read, write
from knowledge.errors import DatabaseTooNew, DatabaseUnavailable, SettingsError
from knowledge.migrations import HEAD
from knowledge.settings import KnowledgeSettings


def test_migrations_make_what_the_rooms_declare(settings: KnowledgeSettings) -> None:
    """After the migrations the database has exactly the tables and columns that the code declares."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with read(open_database(settings)) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_head_is_the_newest_revision() -> None:
    """HEAD names the newest migration, or every start would migrate again or never."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "knowledge:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_start_on_a_migrated_database_does_not_load_alembic(sqlite_settings: KnowledgeSettings) -> None:
    """Opening a database that is up to date imports no Alembic: every command pays for a start."""
    open_database(sqlite_settings)
    code = (
        "import sys; from knowledge.database import open_database; from knowledge.settings import load, KnowledgeSettings;"
        "open_database(load(KnowledgeSettings)); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_many_first_starts_at_once(settings: KnowledgeSettings) -> None:
    """Six processes that start on an empty database at once all find it migrated."""
    code = (
        "from knowledge.database import open_database; from knowledge.settings import KnowledgeSettings, load;"
        "open_database(load(KnowledgeSettings))"
    )
    environment = {**os.environ, "DATABASE_URL": settings.database_url or ""}
    command = [sys.executable, "-c", code]
    started = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(6)]
    assert [process.communicate()[1][-400:] for process in started] == [""] * 6


def test_a_newer_database_is_refused(settings: KnowledgeSettings) -> None:
    """A database that a newer Samspill has migrated is not touched."""
    engine = open_database(settings)
    with write(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNew):
        migrate(engine)


def test_a_failed_transaction_leaves_nothing(settings: KnowledgeSettings) -> None:
    """When the last statement of a transaction fails, the first one has not happened either."""
    engine = open_database(settings)
    row = {"content_hash": "a", "embedding": "e", "vector": b""}
    with pytest.raises(IntegrityError), write(engine) as connection:  # noqa: PT012
        connection.execute(insert(tables.embeddings), [row])
        connection.execute(insert(tables.embeddings), [row])
    with read(engine) as connection:
        assert connection.execute(select(tables.embeddings)).all() == []


def test_a_read_sees_one_moment(settings: KnowledgeSettings) -> None:
    """What is committed in the middle of a read does not show in it: two of its statements never disagree."""
    engine = open_database(settings)
    with read(engine) as reading:
        before = reading.execute(select(tables.library_state.c.next_chunk)).scalar_one()
        with write(engine) as writing:
            writing.execute(update(tables.library_state).values(next_chunk=77))
        assert reading.execute(select(tables.library_state.c.next_chunk)).scalar_one() == before
    with read(engine) as reading:
        assert reading.execute(select(tables.library_state.c.next_chunk)).scalar_one() == 77


def test_a_read_may_not_write_on_postgres(postgres_settings: KnowledgeSettings) -> None:
    """A statement that writes inside `read` is refused."""
    with pytest.raises(DatabaseUnavailable), read(open_database(postgres_settings)) as connection:
        connection.execute(update(tables.library_state).values(next_chunk=77))


def test_sqlite_is_durable(sqlite_settings: KnowledgeSettings) -> None:
    """SQLite runs with a write-ahead log, waits for the disk at each commit, and keeps references."""
    with read(open_database(sqlite_settings)) as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        assert [*found, connection.exec_driver_sql("PRAGMA foreign_keys").scalar()] == ["wal", 2, 1]


def test_a_locked_database_is_told(sqlite_settings: KnowledgeSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that another program keeps locked is DatabaseUnavailable, not a foreign exception."""
    monkeypatch.setattr("knowledge.database.BUSY_TIMEOUT_MS", 50)
    one, other = open_database(sqlite_settings), open_database(sqlite_settings)
    with write(one), pytest.raises(DatabaseUnavailable), write(other):
        pass


def test_a_full_disk_is_told(sqlite_settings: KnowledgeSettings) -> None:
    """A write that finds no room is DatabaseUnavailable, and leaves nothing half done."""
    engine = open_database(sqlite_settings)
    rows = [{"content_hash": str(n), "embedding": "e", "vector": b"x" * 4096} for n in range(64)]
    with pytest.raises(DatabaseUnavailable), write(engine) as connection:  # noqa: PT012
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        connection.execute(insert(tables.embeddings), rows)
    with read(engine) as connection:
        assert connection.execute(select(tables.embeddings)).all() == []


def test_a_file_that_is_no_database_is_told(sqlite_settings: KnowledgeSettings) -> None:
    """Another file under the database's name is DatabaseUnavailable, and is left as it is."""
    sqlite_settings.data_dir.mkdir()
    file = sqlite_settings.data_dir / "samspill.db"
    file.write_bytes(b"not a database at all, but long enough to look at" * 40)
    before = file.read_bytes()
    with pytest.raises(DatabaseUnavailable):
        open_database(sqlite_settings)
    assert file.read_bytes() == before


@pytest.mark.parametrize("where", ["folder", "server"])
def test_an_unreachable_database_is_told(where: str, tmp_path: Path) -> None:
    """A data folder that cannot be made and a server that does not answer are told, without the password."""
    (tmp_path / "file").write_text("in the way")
    url = "postgresql://someone:hemmelig@127.0.0.1:1/none" if where == "server" else None
    settings = KnowledgeSettings(_env_file=None, SAMSPILL_DATA_DIR=tmp_path / "file" / "data", DATABASE_URL=url)
    with pytest.raises(DatabaseUnavailable) as caught:
        open_database(settings)
    assert "hemmelig" not in caught.value.facts["where"]


def test_a_data_folder_may_have_any_name(tmp_path: Path) -> None:
    """Characters that mean something in an address mean nothing in the data folder's name."""
    folder = tmp_path / "mine dokumenter? 100% æøå #1"
    open_database(KnowledgeSettings(_env_file=None, SAMSPILL_DATA_DIR=folder)).dispose()
    assert (folder / "samspill.db").is_file()


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    """A DATABASE_URL that cannot be parsed is a wrong setting, told with the variable's name."""
    settings = KnowledgeSettings(_env_file=None, SAMSPILL_DATA_DIR=tmp_path, DATABASE_URL="postgresql://a:b:c@:x/y")
    with pytest.raises(SettingsError):
        open_database(settings)


def test_a_moment_without_a_zone_is_refused(settings: KnowledgeSettings) -> None:
    """Only moments with a time zone are stored: nobody could say when the others were."""
    moment = datetime(2026, 1, 1, 12)
    with pytest.raises(StatementError), write(open_database(settings)) as connection:
        connection.execute(insert(tables.sources), [{"name": "a", "created_at": moment}])
