"""A backup of everything that is not derived: library, drafts, events, audit trail, and the settings without their secrets.

One file (a zip of JSON lines, a table each, with a manifest of hashes), the same for SQLite and PostgreSQL: what was saved from one can be
restored into the other. Saving reads from one moment of the database while the bot goes on writing; restoring is one transaction. The
index is not in it: it is built again from the library.
"""

from __future__ import annotations

import json
import os
import time
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr
from sqlalchemy import make_url

from knowledge.audit import AuditTrail
from knowledge.backup_tables import Counted, dump, load, our_tables, replace_all
from knowledge.database import open_database, read, upgrade, write
from knowledge.errors import (
    BackupUnreadable,
    DatabaseUnavailable,
    IndexDamaged,
    LibraryEmpty,
    NotEmpty,
    StorageUnavailable,
)
from knowledge.migrations import HEAD

if TYPE_CHECKING:
    from pydantic_settings import BaseSettings
    from sqlalchemy import Engine

    from knowledge.embedding import Embedder
    from knowledge.settings import KnowledgeSettings

FORMAT = 1
MANIFEST, SETTINGS, PARTNERSHIP = "manifest.json", "settings.json", "partnership.toml"


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that was made or restored: rows by table. `rebuild` says that the index must be built by hand."""

    path: Path
    revision: str
    rows: Mapping[str, int]
    seconds: float
    rebuild: bool = False

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.rows.values())


def backup(settings: KnowledgeSettings, target: Path, others: Sequence[BaseSettings] = ()) -> BackupReport:
    """Write a backup to `target`, readable by its owner only; it is there whole or not at all.

    `others` are settings beside the library's own that should be kept, too. Raises DatabaseUnavailable, StorageUnavailable.
    """
    began = time.monotonic()
    engine = open_database(settings)
    beside = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                tables = _dump_all(engine, archive)
                archive.writestr(SETTINGS, _json(without_secrets([settings, *others])))
                if settings.partnership is not None and settings.partnership.is_file():
                    archive.write(settings.partnership, PARTNERSHIP)
                archive.writestr(MANIFEST, _json(_manifest(tables)))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        raise StorageUnavailable(where=str(target)) from error
    finally:
        beside.unlink(missing_ok=True)
        engine.dispose()
    return BackupReport(target, HEAD, {name: one.rows for name, one in tables.items()}, time.monotonic() - began)


def restore(
    settings: KnowledgeSettings, source: Path, embedder: Embedder | None = None, *, replace: bool = False
) -> BackupReport:
    """Put a backup in the place of the database of `settings`, then build the index; all of the database or nothing.

    The settings in it are written to `settings-from-backup.env` in the data folder, for a person to read, and a partnership file beside it.
    Raises BackupUnreadable, NotEmpty (data is there and `replace` is not given), DatabaseUnavailable, StorageUnavailable.
    """
    began = time.monotonic()
    with _opened(source) as archive:
        manifest = _checked(archive, source)
        engine = open_database(settings)
        try:
            if not replace and not _is_empty(engine):
                raise NotEmpty(where=engine.url.render_as_string(hide_password=True))
            _load_all(engine, archive, manifest, source)
            _reset_trail(engine, settings.data_dir)
            _keep_settings(settings.data_dir, archive)
            rebuild = not _index_again(settings, engine, embedder)
        finally:
            engine.dispose()
    rows = {name: int(table["rows"]) for name, table in manifest["tables"].items()}
    return BackupReport(source, str(manifest["revision"]), rows, time.monotonic() - began, rebuild)


def without_secrets(settings: Sequence[BaseSettings]) -> dict[str, str]:
    """Variable → value of everything that is set, but no secret and no password."""
    found: dict[str, str] = {}
    for one in settings:
        for name, field in type(one).model_fields.items():
            value = getattr(one, name)
            if value in (None, ()) or isinstance(value, SecretStr):
                continue
            shown = ",".join(map(str, value)) if isinstance(value, (list, tuple, set, frozenset)) else str(value)
            found[str(field.validation_alias)] = _without_password(shown)
    return found


def _without_password(value: str) -> str:
    if "://" not in value or "@" not in value:
        return value
    try:
        return make_url(value).set(password=None).render_as_string()
    except Exception:  # noqa: BLE001 - what is no address holds who knows what: better nothing than a secret
        return ""


def _dump_all(engine: Engine, archive: zipfile.ZipFile) -> dict[str, Counted]:
    names = our_tables()
    with read(engine) as connection:
        return {name: dump(connection, name, archive) for name in names}


def _manifest(tables: Mapping[str, Counted]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "revision": HEAD,
        "made_at": datetime.now(UTC).isoformat(),
        "tables": {name: {"rows": one.rows, "sha256": one.sha256} for name, one in tables.items()},
    }


def _opened(source: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as error:
        raise BackupUnreadable(name=str(source)) from error


def _checked(archive: zipfile.ZipFile, source: Path) -> dict[str, Any]:
    """The manifest, after every table's rows were found to be those that were saved."""
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        if manifest["format"] != FORMAT or str(manifest["revision"]) > HEAD:
            raise BackupUnreadable(name=str(source))
        for name, table in manifest["tables"].items():
            if Counted.of(archive, name) != Counted(int(table["rows"]), str(table["sha256"])):
                raise BackupUnreadable(name=str(source))
    except (KeyError, ValueError, TypeError, AttributeError, OSError, zipfile.BadZipFile, EOFError) as error:
        raise BackupUnreadable(name=str(source)) from error
    return manifest


def _is_empty(engine: Engine) -> bool:
    """Whether nobody has used the database yet: a migration writes rows of its own into two tables."""
    from sqlalchemy import func, select, table

    made_by_migrations = {"library_state", "audit_head"}
    with read(engine) as connection:
        return all(
            connection.execute(select(func.count()).select_from(table(name))).scalar() == 0
            for name in our_tables()
            if name not in made_by_migrations
        )


def _load_all(engine: Engine, archive: zipfile.ZipFile, manifest: Mapping[str, Any], source: Path) -> None:
    from alembic.util import CommandError
    from sqlalchemy.exc import SQLAlchemyError

    with write(engine) as connection:
        replace_all(connection)
        try:
            upgrade(connection, str(manifest["revision"]))
            load(connection, archive, list(manifest["tables"]))
            upgrade(connection)
        except (CommandError, KeyError, ValueError) as error:
            raise BackupUnreadable(name=str(source)) from error
        except SQLAlchemyError as error:
            raise DatabaseUnavailable(where=engine.url.render_as_string(hide_password=True)) from error


def _reset_trail(engine: Engine, data_dir: Path) -> None:
    """The file beside the audit trail follows the trail that was restored."""
    trail = AuditTrail(engine, data_dir)
    trail.forget_file()
    for entry in trail.entries(1):
        trail.note_head(entry)


def _keep_settings(data_dir: Path, archive: zipfile.ZipFile) -> None:
    try:
        values = json.loads(archive.read(SETTINGS))
        lines = [f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in sorted(values.items()) if value]
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        (data_dir / "settings-from-backup.env").write_text("\n".join(lines) + "\n", encoding="utf-8")
        if PARTNERSHIP in archive.namelist():
            (data_dir / "partnership-from-backup.toml").write_bytes(archive.read(PARTNERSHIP))
    except OSError as error:
        raise StorageUnavailable(where=str(data_dir)) from error


def _index_again(settings: KnowledgeSettings, engine: Engine, embedder: Embedder | None) -> bool:
    """Open the current generation once: what is missing of it is built from the library. False when that did not do."""
    from knowledge.generations import Generations
    from knowledge.library import Library

    generations = Generations(settings, Library(engine), embedder)
    try:
        with generations.current() as generation:
            generation.fetch([])
    except LibraryEmpty:
        return True
    except IndexDamaged:
        return False
    finally:
        generations.close()
    return True


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
