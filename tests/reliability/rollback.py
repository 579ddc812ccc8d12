"""Rolling back while questions go on: none fails or is mixed, and how soon the old text answers again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.settings import KnowledgeSettings
from tests.making import closing_engine, embedder_at_hand, reading, write_documents
from tests.reliability.readers import Readers
from tests.reliability.rig import Ingests, pointer_of


def roll_back(settings: KnowledgeSettings) -> None:
    """`samspill documents rollback` in a process of its own, as a maintainer types it."""
    environment = {**os.environ, "SAMSPILL_DATA_DIR": str(settings.data_dir)}
    if settings.database_url:
        environment["DATABASE_URL"] = settings.database_url
    command = [sys.executable, "-m", "bot.cli", "documents", "rollback", "--json"]
    subprocess.run(command, env=environment, capture_output=True, check=True)


def rolled_back(settings: KnowledgeSettings, folder: Path, times: int) -> tuple[Readers, list[float]]:
    """Two editions, then back and forth between them while readers ask; gives the readers, and the seconds until each was seen."""
    with Ingests() as ingests:
        for edition in (1, 2):
            write_documents(folder, edition)
            assert ingests.run(settings, folder).code == 0
    delays: list[float] = []
    with (
        closing_engine(settings) as engine,
        reading(settings, embedder_at_hand()) as generations,
        Readers(generations) as readers,
    ):
        for _ in range(times):
            readers.first_seen.clear()
            roll_back(settings)
            generation, changed_at = pointer_of(engine)
            deadline = time.monotonic() + 10
            while readers.first_seen.get(generation, 0.0) < changed_at and time.monotonic() < deadline:
                time.sleep(0.02)
            delays.append(readers.first_seen[generation] - changed_at)
    return readers, delays


def run(times: int, seed: int = 1, database_url: str | None = None) -> str:
    """Roll back `times` times while two threads ask."""
    with TemporaryDirectory() as root:
        settings = KnowledgeSettings(_env_file=None, SAMSPILL_DATA_DIR=Path(root) / "data", DATABASE_URL=database_url)
        readers, delays = rolled_back(settings, Path(root) / "documents", times)
    return (
        f"{times} rollbacks during {readers.seen['asked']} questions: failed {readers.seen['failed']}, from two generations "
        f"{readers.seen['mixed']}; the old text answered again after at most {max(delays):.2f} s"
    )
