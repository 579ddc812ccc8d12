"""What the runs share: ingests that can be killed, and the check that what readers see is one edition, whole."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Engine, select

from knowledge.database import read
from knowledge.embedding import embedded_text
from knowledge.errors import SamspillError
from knowledge.generations_files import Store
from knowledge.generations_manifest import Manifest
from knowledge.generations_open import OpenGeneration
from knowledge.generations_verify import check_ids, found_share
from knowledge.library import Library
from knowledge.library_tables import library_state
from knowledge.settings import KnowledgeSettings
from tests.making import closing_engine, embedder_at_hand, lexical_ids, reading

ROOT = Path(__file__).resolve().parents[2]

STEPS = (
    "read",
    "numbered",
    "embedded",
    "dense copied",
    "dense written",
    "dense verified",
    "lexical written",
    "manifest written",
    "sealed",
    "committing",
    "in the transaction",
    "committed",
    "cleaned",
)


class Torn(AssertionError):
    """What readers see is not one edition, whole."""


@dataclass(frozen=True)
class Ended:
    """How an ingest ended."""

    killed: bool
    code: int


class Ingests:
    """Ingests in forks of a process of their own. A context manager."""

    def __enter__(self) -> Ingests:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def run(self, settings: KnowledgeSettings, folder: Path, kill_after: float | None = None, **order: Any) -> Ended:
        """One ingest of a folder; killed at the step `kill_at`, after `kill_after` seconds, or not at all."""
        self.start(settings, folder, **order)
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(self._pid, signal.SIGKILL)  # a zombie at worst: the parent waits for it after we have asked
        return self.wait()

    def start(self, settings: KnowledgeSettings, folder: Path, **order: Any) -> None:
        """Begin one ingest."""
        order |= {
            "data_dir": str(settings.data_dir),
            "database_url": settings.database_url,
            "chroma_url": settings.chroma_url,
            "folder": str(folder),
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        self._pid = int(self._answer()["pid"])

    def wait(self) -> Ended:
        """Wait for the ingest that was begun."""
        answer = self._answer()
        return Ended(answer["killed"], answer["code"])

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        found: dict[str, Any] = json.loads(self._process.stdout.readline())
        return found


class ChromaServer:
    """A Chroma server on loopback that may be killed and started again on the same data. A context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> ChromaServer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start it and wait until it answers. Raises TimeoutError after 30 seconds, FileNotFoundError without the program."""
        self._folder.mkdir(exist_ok=True)
        program = Path(sys.executable).with_name("chroma")
        command = [str(program), "run", "--path", str(self._folder), "--host", "127.0.0.1", "--port", str(self._port)]
        self._process = subprocess.Popen(
            command, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self._port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError(f"no Chroma server at {self.url}")

    def kill(self) -> None:
        """Kill it as kill -9 does."""
        self._process.kill()
        self._process.wait()


def pointer_of(engine: Engine) -> tuple[str, float]:
    """The current generation and when it became that, as seconds since 1970."""
    with read(engine) as connection:
        row = connection.execute(select(library_state.c.current_generation, library_state.c.changed_at)).one()
    return row.current_generation, row.changed_at.timestamp()


def editions_of(texts: list[str]) -> set[int]:
    """Which editions texts are of."""
    return {int(text.split("Utgave ")[1].split()[0]) for text in texts}


def check_whole(settings: KnowledgeSettings) -> int:
    """The edition that readers see; 0 for an empty library. Raises Torn unless it is one edition, whole, without any repair."""
    try:
        with closing_engine(settings) as engine:
            library = Library(engine)
            current = library.current()
            if current is None:
                return 0
            directory = Store(settings.data_dir).path(current.id)
            Manifest.read(directory).check(directory)
            entries = list(library.chunks(current.id))
        if len(entries) != current.chunks or len(library_versions(entries)) != current.documents:
            raise Torn(f"{len(entries)} chunks in the library, {current.chunks} expected")
        editions = editions_of([chunk.text for chunk, _ in entries])
        if len(editions) != 1:
            raise Torn(f"editions {sorted(editions)} at once")
        with reading(settings, embedder_at_hand()) as generations, generations.current() as generation:
            if generation.id != current.id:
                raise Torn(f"{current.id} is current, {generation.id} serves")
            _check_reader(generation, entries)
    except SamspillError as error:
        raise Torn(str(error)) from error
    return editions.pop()


def library_versions(entries: list[Any]) -> set[int]:
    """The versions that the chunks belong to."""
    return {version.id for _, version in entries}


def _check_reader(generation: OpenGeneration, entries: list[Any]) -> None:
    chunks = {chunk.id: chunk for chunk, _ in entries}
    if set(lexical_ids(generation)) != set(chunks):
        raise Torn("the lexical index has other chunks than the library")
    if generation.dense is None:
        raise Torn("no vectors")
    check_ids(generation.dense, chunks, generation.id)
    embedder = embedder_at_hand()
    share = found_share(
        generation.dense, list(chunks.values()), lambda part: embedder.embed([embedded_text(chunk) for chunk in part])
    )
    if share < 1:
        raise Torn(f"only {share:.1%} of the chunks find themselves")


def leftovers(settings: KnowledgeSettings) -> list[str]:
    """What an ingest or a reader that was killed has left in the data folder."""
    keep = {"generations", "readers"}
    found = [path for name in keep for path in (settings.data_dir / name).glob("*")]
    with closing_engine(settings) as engine:
        kept = Library(engine).kept_generations(settings.kept_generations)
    return sorted(path.name for path in found if path.name.removesuffix(".lock") not in kept)


def shuffled_steps(count: int, seed: int) -> list[str]:
    """`count` steps, each as often as every other, in an order by chance."""
    steps = [STEPS[number % len(STEPS)] for number in range(count)]
    random.Random(seed).shuffle(steps)
    return steps
