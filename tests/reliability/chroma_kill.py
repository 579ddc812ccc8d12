"""Kill -9 of the Chroma server while an ingest writes to it: nothing is published, and after a restart the next ingest works."""

from __future__ import annotations

import random
import threading
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.settings import KnowledgeSettings
from tests.making import write_documents
from tests.reliability.rig import ChromaServer, Ingests, Torn, check_whole


def run(times: int, seed: int = 1) -> str:
    """Kill the server `times` times, at random moments of an ingest."""
    chance = random.Random(seed)
    seen: Counter[str] = Counter()
    with TemporaryDirectory() as root, ChromaServer(Path(root) / "chroma") as server, Ingests() as ingests:
        settings = KnowledgeSettings(_env_file=None, SAMSPILL_DATA_DIR=Path(root) / "data", CHROMA_URL=server.url)
        folder = Path(root) / "documents"
        write_documents(folder, 1)
        assert ingests.run(settings, folder).code == 0
        served = 1
        for edition in range(2, times + 2):
            write_documents(folder, edition, count=30)
            killer = threading.Timer(chance.uniform(0.4, 1.6), server.kill)
            killer.start()
            ended = ingests.run(settings, folder)
            killer.join()
            seen["ingest failed"] += ended.code != 0
            server.start()
            try:
                found = check_whole(settings)
                if found not in {served, edition}:
                    raise Torn(f"edition {found}, neither {served} nor {edition}")
                served = found
            except Torn as torn:
                seen["torn"] += 1
                print(f"torn: {torn}")
            seen["failed after"] += ingests.run(settings, folder).code != 0
            served = edition
    return (
        f"{times} kills of the server, {seen['ingest failed']} of them broke an ingest off: torn {seen['torn']}, "
        f"next ingest failed {seen['failed after']}"
    )
