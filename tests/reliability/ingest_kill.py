"""Kill -9 of an ingest, at every named step and at random moments: readers see the old or the new edition, whole."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.settings import KnowledgeSettings
from tests.making import write_documents
from tests.reliability.rig import Ingests, Torn, check_whole, leftovers, shuffled_steps


def run(kills: int, seed: int = 1, database_url: str | None = None, chroma_url: str | None = None) -> str:
    """Kill `kills` ingests, half of them at named steps, half at random moments; check after each, and after the next ingest."""
    chance = random.Random(seed)
    by_step = iter(shuffled_steps(kills, seed))
    seen: Counter[str] = Counter()
    with TemporaryDirectory() as root:
        folder = Path(root) / "documents"
        settings = KnowledgeSettings(
            _env_file=None, SAMSPILL_DATA_DIR=Path(root) / "data", DATABASE_URL=database_url, CHROMA_URL=chroma_url
        )
        with Ingests() as ingests:
            old = edition = 0
            while seen["killed"] < kills:
                edition += 1
                write_documents(folder, edition, count=6)
                if chance.random() < 0.5:
                    ended = ingests.run(settings, folder, kill_after=chance.uniform(0.0, 1.6))
                    seen["at random"] += ended.killed
                else:
                    ended = ingests.run(settings, folder, kill_at=next(by_step))
                    seen["at a step"] += ended.killed
                seen["killed"] += ended.killed
                old = _look(settings, seen, old, edition, killed=ended.killed)
                if chance.random() < 0.6:  # else the next ingest begins where this one was killed
                    seen["failed after"] += ingests.run(settings, folder).code != 0
                    old = _look(settings, seen, edition, edition)
                    seen["left behind"] += bool(leftovers(settings))
    return (
        f"{seen['killed']} kills ({seen['at a step']} at named steps, {seen['at random']} at random): torn or empty "
        f"{seen['torn']}, next ingest failed {seen['failed after']}, something left behind {seen['left behind']}; "
        f"the old edition served {seen['old']} times, the new one {seen['new']} times"
    )


def _look(settings: KnowledgeSettings, seen: Counter[str], old: int, new: int, *, killed: bool = False) -> int:
    try:
        found = check_whole(settings)
        if found not in {old, new}:
            raise Torn(f"edition {found}, neither {old} nor {new}")
    except Torn as torn:
        seen["torn"] += 1
        print(f"torn: {torn}")
        return old
    seen["new" if found == new else "old"] += killed
    return found
