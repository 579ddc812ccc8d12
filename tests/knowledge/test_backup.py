"""A backup holds everything that is not derived, and gives it back as it was, on either database."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import (
    JSON,
    Boolean,
    DateTime,
    Engine,
    Float,
    Integer,
    LargeBinary,
    Table,
    TypeDecorator,
    create_engine,
    func,
    insert,
    inspect,
    select,
    update,
)

import bot.drafts.tables
import bot.events.table  # noqa: F401
import ingest.web.memory  # noqa: F401
import knowledge.contradictions.record
import knowledge.reliances
import knowledge.timetable  # noqa: F401
from knowledge.audit import AuditTrail
from knowledge.backup import backup, restore, without_secrets
from knowledge.backup_tables import our_tables
from knowledge.database import metadata, open_database, read, upgrade, write
from knowledge.errors import BackupUnreadable, NotEmpty
from knowledge.generations import Generations
from knowledge.library import Library
from knowledge.library_tables import versions
from knowledge.settings import KnowledgeSettings
from tests.making import commit_generation, new_version

TEXTS = ("Kommunen skal varsle NTNU innen 30 dager.", "Møtet «ledes» av rektor – \u2028 hver måned.")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> KnowledgeSettings:
    """An empty place to restore into, with a data folder of its own."""
    found: KnowledgeSettings = request.getfixturevalue(f"{request.param}_settings")
    return found.model_copy(update={"data_dir": tmp_path / "elsewhere"})


@pytest.fixture
def filled(sqlite_settings: KnowledgeSettings) -> KnowledgeSettings:
    fill(sqlite_settings)
    return sqlite_settings


def fill(settings: KnowledgeSettings) -> None:
    """Two generations, an audit trail, and at least one row in every table there is."""
    engine = open_database(settings)
    library = Library(engine)
    first = commit_generation(library, "20240101-000000-aaaaaa", [new_version("avtale", TEXTS)])
    commit_generation(library, "20230101-000000-bbbbbb", [new_version("plan", TEXTS)], kept=[first[0].version.id])
    for n in range(3):
        AuditTrail(engine, settings.data_dir).record("U1", "publish", str(n))
    with write(engine) as connection:
        for table in metadata.sorted_tables:
            if connection.execute(select(func.count()).select_from(table)).scalar() == 0:
                connection.execute(insert(table), [made_row(connection, table, n) for n in (1, 2)])
    engine.dispose()


def made_row(connection: Any, table: Table, n: int) -> dict[str, Any]:
    """A row of any table, with the values that are easily lost: Norwegian letters, bytes, moments, nested JSON."""
    row: dict[str, Any] = {}
    for column in table.columns:
        kind: Any = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
        if column.foreign_keys:
            target = next(iter(column.foreign_keys)).column
            row[column.name] = connection.execute(select(target).order_by(target).limit(1).offset(n - 1)).scalar()
        elif isinstance(kind, JSON):
            row[column.name] = {"a": [n, "æøå", None], "moment": "no moment", "b": {"c": 1.5}}
        elif isinstance(kind, DateTime):
            row[column.name] = datetime(2026, 1, n, 12, 30, 1, 123456, UTC)
        elif isinstance(kind, LargeBinary):
            row[column.name] = bytes([0, 255, n])
        elif isinstance(kind, Boolean):
            row[column.name] = bool(n % 2)
        elif isinstance(kind, Float):
            row[column.name] = n + 0.1
        elif isinstance(kind, Integer):
            row[column.name] = n
        else:
            row[column.name] = f"å{n}"
    return row


def content(settings: KnowledgeSettings) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that the code declares."""
    engine: Engine = open_database(settings)
    with read(engine) as connection:
        found = {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in metadata.sorted_tables
        }
    engine.dispose()
    return found


def test_a_restored_library_is_identical(filled: KnowledgeSettings, other: KnowledgeSettings, tmp_path: Path) -> None:
    """Every row of every table is the same after a backup was restored elsewhere, from SQLite to either database."""
    saved = backup(filled, tmp_path / "backup.zip")
    report = restore(other, saved.path)
    before, after = content(filled), content(other)
    assert all(before.values())
    assert after == before
    assert report.rows == saved.rows == {name: len(rows) for name, rows in before.items()}
    assert not report.rebuild


@pytest.mark.postgres
def test_from_postgres(
    postgres_settings: KnowledgeSettings, sqlite_settings: KnowledgeSettings, tmp_path: Path
) -> None:
    """What was saved from PostgreSQL is the same in SQLite, and in PostgreSQL again, whose counters go on."""
    fill(postgres_settings)
    before = content(postgres_settings)
    saved = backup(postgres_settings, tmp_path / "backup.zip")
    restore(sqlite_settings.model_copy(update={"data_dir": tmp_path / "elsewhere"}), saved.path)
    assert content(sqlite_settings.model_copy(update={"data_dir": tmp_path / "elsewhere"})) == before
    restore(postgres_settings, saved.path, replace=True)
    assert content(postgres_settings) == before
    commit_generation(Library(open_database(postgres_settings)), "20260101-000000-cccccc", [new_version("ny", TEXTS)])


def test_all_tables_of_the_code_are_saved() -> None:
    """No room's table is left out of a backup."""
    assert set(our_tables()) == set(metadata.tables)


def test_the_index_is_there_afterwards(filled: KnowledgeSettings, other: KnowledgeSettings, tmp_path: Path) -> None:
    """After a restore the current generation can be opened and searched."""
    restore(other, backup(filled, tmp_path / "backup.zip").path)
    library = Library(open_database(other))
    generations = Generations(other, library, None)
    try:
        with generations.current() as generation:
            assert generation.id == library.pointer().current
            assert sum(generation.manifest.chunks.values()) == 4
    finally:
        generations.close()


def test_a_backup_is_of_one_moment(filled: KnowledgeSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written while a backup is made is in it whole or not at all, and the writer does not wait."""
    import knowledge.backup as module

    engine = open_database(filled)
    dump: Callable[..., Any] = module.dump

    def dump_and_write(connection: Any, name: str, archive: zipfile.ZipFile) -> Any:
        with write(engine) as other_connection:
            other_connection.execute(update(versions).values(title=name))
        return dump(connection, name, archive)

    before = content(filled)["versions"]
    monkeypatch.setattr(module, "dump", dump_and_write)
    saved = backup(filled, tmp_path / "backup.zip")
    other = filled.model_copy(update={"data_dir": tmp_path / "elsewhere"})
    restore(other, saved.path)
    titles = {row[6] for row in content(other)["versions"]}
    assert len(titles) == 1 or titles == {row[6] for row in before}


def test_data_that_is_there_is_not_overwritten(filled: KnowledgeSettings, tmp_path: Path) -> None:
    """Without `replace` a restore over data is refused and nothing is touched; with it the data is the backup's."""
    saved = backup(filled, tmp_path / "backup.zip")
    with write(open_database(filled)) as connection:
        connection.execute(update(versions).values(title="Endret"))
    changed = content(filled)
    with pytest.raises(NotEmpty):
        restore(filled, saved.path)
    assert content(filled) == changed
    restore(filled, saved.path, replace=True)
    assert content(filled) != changed
    assert AuditTrail(open_database(filled), filled.data_dir).verify().intact


@pytest.mark.parametrize("harm", ["cut", "row", "row count", "no manifest", "newer", "no zip", "missing"])
def test_a_damaged_backup_changes_nothing(filled: KnowledgeSettings, tmp_path: Path, harm: str) -> None:
    """A backup that is damaged, changed, or from a newer Samspill is refused, and the data stays as it was."""
    saved = backup(filled, tmp_path / "backup.zip").path
    before = content(filled)
    if harm == "missing":
        saved.unlink()
    elif harm == "no zip":
        saved.write_text("hello", encoding="utf-8")
    elif harm == "cut":
        saved.write_bytes(saved.read_bytes()[:-400])
    else:
        rewrite(saved, harm)
    with pytest.raises(BackupUnreadable):
        restore(filled, saved, replace=True)
    assert content(filled) == before


def rewrite(path: Path, harm: str) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members["manifest.json"])
    if harm == "row":
        members["tables/versions.jsonl"] = members["tables/versions.jsonl"].replace(b"avtale", b"avtala")
    elif harm == "row count":
        manifest["tables"]["versions"]["rows"] += 1
    elif harm == "newer":
        manifest["revision"] = "9999"
    members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            if harm != "no manifest" or name != "manifest.json":
                archive.writestr(name, data)


def tables_of(revision: str) -> set[str]:
    """The tables that a database had at a revision."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade(connection, revision)
        return set(inspect(connection).get_table_names())


def test_a_backup_of_an_older_schema(filled: KnowledgeSettings, tmp_path: Path) -> None:
    """A backup made before a later migration is restored, and its database is brought to today's schema."""
    saved = backup(filled, tmp_path / "backup.zip").path
    with zipfile.ZipFile(saved) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members["manifest.json"])
    manifest["revision"] = "0003"
    then = tables_of("0003")
    manifest["tables"] = {name: table for name, table in manifest["tables"].items() if name in then}
    kept = {
        name: data for name, data in members.items() if name.split("/")[-1].removesuffix(".jsonl") in manifest["tables"]
    }
    with zipfile.ZipFile(saved, "w") as archive:
        for name, data in {**kept, "manifest.json": json.dumps(manifest).encode(), "settings.json": b"{}"}.items():
            archive.writestr(name, data)
    other = filled.model_copy(update={"data_dir": tmp_path / "elsewhere"})
    restore(other, saved)
    before, after = content(filled), content(other)
    assert after["chunks"] == before["chunks"]
    assert after["audit_entries"] == []
    assert AuditTrail(open_database(other), other.data_dir).verify().intact


def test_secrets_stay_out(filled: KnowledgeSettings, tmp_path: Path) -> None:
    """No key and no password is in a backup; everything else of the settings is, and the file is its owner's alone."""
    settings = filled.model_copy(
        update={
            "openai_api_key": SecretStr("sk-canary"),
            "openai_base_url": "http://user:canary@127.0.0.1:1/v1",
            "contact": "desk@example.org",
        }
    )
    saved = backup(settings, tmp_path / "backup.zip").path
    with zipfile.ZipFile(saved) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"canary" not in everything
    assert b"desk@example.org" in everything
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    url = {"database_url": "postgresql://samspill:canary@127.0.0.1/samspill"}
    assert "canary" not in json.dumps(without_secrets([filled.model_copy(update=url)]))


def test_the_settings_come_back_to_read(filled: KnowledgeSettings, other: KnowledgeSettings, tmp_path: Path) -> None:
    """The settings and the partnership's file are laid beside the data, and no setting in force is changed."""
    names = tmp_path / "partnership.toml"
    names.write_text("# ours\n", encoding="utf-8")
    settings = filled.model_copy(update={"contact": "desk@example.org", "partnership": names})
    restore(other, backup(settings, tmp_path / "backup.zip").path)
    assert 'SAMSPILL_CONTACT="desk@example.org"' in (other.data_dir / "settings-from-backup.env").read_text(
        encoding="utf-8"
    )
    assert (other.data_dir / "partnership-from-backup.toml").read_text(encoding="utf-8") == "# ours\n"
