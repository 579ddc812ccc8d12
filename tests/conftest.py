"""What every test shares: no network but loopback, no telemetry, a clean environment, each database in turn."""

from __future__ import annotations

import ipaddress
import os
import socket
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.settings import KnowledgeSettings

OURS = ("SAMSPILL_", "OPENAI_", "CHROMA_", "DATABASE_URL", "SLACK_", "LANGSMITH_", "LANGCHAIN_")


POSTGRES = os.environ.get("SAMSPILL_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(OURS):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SAMSPILL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            host = str(address[0])
            if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
                raise AssertionError(f"a test reached for the network: {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def sqlite_settings(tmp_path: Path) -> KnowledgeSettings:
    """Settings with a fresh SQLite database in the test's own folder."""
    return KnowledgeSettings(_env_file=None, SAMSPILL_DATA_DIR=tmp_path / "data")


@pytest.fixture
def postgres_settings(tmp_path: Path) -> Iterator[KnowledgeSettings]:
    """Settings with a fresh PostgreSQL schema, dropped afterwards; skipped where no server answers."""
    import psycopg

    schema = f"samspill_{uuid.uuid4().hex[:12]}"
    try:
        connection = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=2)
    except psycopg.OperationalError:
        pytest.skip(f"no PostgreSQL answers at {POSTGRES}")
    with connection:
        connection.execute(f"CREATE SCHEMA {schema}")
    separator = "&" if "?" in POSTGRES else "?"
    url = f"{POSTGRES}{separator}options=-csearch_path%3D{schema}"
    yield KnowledgeSettings(_env_file=None, SAMSPILL_DATA_DIR=tmp_path / "data", DATABASE_URL=url)
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def settings(request: pytest.FixtureRequest) -> KnowledgeSettings:
    """Settings on each database in turn: what holds on one must hold on the other."""
    found: KnowledgeSettings = request.getfixturevalue(f"{request.param}_settings")
    return found


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server on loopback, the one that comes with the package."""
    from tests.reliability.rig import ChromaServer

    try:
        with ChromaServer(tmp_path_factory.mktemp("chroma-server")) as server:
            yield server.url
    except (FileNotFoundError, TimeoutError) as error:
        pytest.skip(f"the Chroma server did not start: {error}")
