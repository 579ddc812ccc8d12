"""Questions while another process publishes: none fails, each is answered from one generation, and new ones are seen soon."""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.generations import Generations
from knowledge.generations_open import OpenGeneration
from knowledge.settings import KnowledgeSettings
from tests.making import closing_engine, embedder_at_hand, lexical_ids, reading, write_documents
from tests.reliability.rig import Ingests, editions_of, pointer_of

THREADS = 2


class Readers:
    """Threads that ask all the time, as a bot's do, and note what they see."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._vector = embedder_at_hand().embed(["Hva er fristen for å drøfte økonomi?"])[0]
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask_on) for _ in range(THREADS)]
        self._lock = threading.Lock()
        self.seen: Counter[str] = Counter()
        self.first_seen: dict[str, float] = {}

    def __enter__(self) -> Readers:
        self._generations.watch()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask_on(self) -> None:
        while not self._stop.is_set():
            try:
                with self._generations.current() as generation:
                    mixed = len(self._editions(generation)) != 1
            except Exception as error:  # noqa: BLE001 - every failure counts, whatever it is
                print(f"failed: {error!r}")
                with self._lock:
                    self.seen["failed"] += 1
                continue
            with self._lock:
                self.seen["mixed"] += mixed
                self.seen["asked"] += 1
                self.first_seen.setdefault(generation.id, time.time())

    def _editions(self, generation: OpenGeneration) -> set[int]:
        assert generation.dense is not None
        by_vector = [number for number, _ in generation.dense.query(self._vector, 5, "nb")]
        by_word = lexical_ids(generation)[:5]
        found = generation.fetch([*by_vector, *by_word])
        assert len(found) == len(by_vector) + len(by_word)
        return editions_of([chunk.text for chunk, _ in found])


def publish_editions(
    settings: KnowledgeSettings, folder: Path, ingests: Ingests, count: int
) -> tuple[Readers, list[float]]:
    """Publish `count` editions from another process while readers ask; returns them, and for each the seconds until it was seen."""
    write_documents(folder, 1)
    assert ingests.run(settings, folder).code == 0
    published: dict[str, float] = {}
    with (
        closing_engine(settings) as engine,
        reading(settings, embedder_at_hand()) as generations,
        Readers(generations) as readers,
    ):
        for edition in range(2, count + 2):
            write_documents(folder, edition)
            assert ingests.run(settings, folder).code == 0
            generation, changed_at = pointer_of(engine)
            published[generation] = changed_at
            for _ in range(100):
                if generation in readers.first_seen:
                    break
                time.sleep(0.05)
    return readers, [readers.first_seen[name] - when for name, when in published.items() if name in readers.first_seen]


def run(times: int, seed: int = 1, database_url: str | None = None, chroma_url: str | None = None) -> str:
    """Publish `times` editions while two threads ask."""
    with TemporaryDirectory() as root, Ingests() as ingests:
        settings = KnowledgeSettings(
            _env_file=None, SAMSPILL_DATA_DIR=Path(root) / "data", DATABASE_URL=database_url, CHROMA_URL=chroma_url
        )
        readers, delays = publish_editions(settings, Path(root) / "documents", ingests, times)
    return (
        f"{readers.seen['asked']} questions during {times} publications: failed {readers.seen['failed']}, from two generations "
        f"{readers.seen['mixed']}; seen after at most {max(delays):.2f} s ({len(delays)} of {times})"
    )
