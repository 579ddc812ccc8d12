"""A byte changed, a file cut off or gone, anywhere in the current index: the generation before serves, a rebuild mends it."""

from __future__ import annotations

import logging
import random
import shutil
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.generations_files import Store
from knowledge.settings import KnowledgeSettings
from tests.making import bring_in, closing_engine, embedder_at_hand, lexical_ids, reading, write_documents
from tests.reliability.rig import check_whole, editions_of, pointer_of


def run(times: int, seed: int = 1) -> str:
    """Damage `times` copies of a data folder, each elsewhere."""
    logging.getLogger("knowledge.generations").setLevel(logging.ERROR)  # each damage is told there, as it should be
    chance = random.Random(seed)
    seen: Counter[str] = Counter()
    with TemporaryDirectory() as root:
        made = _settings(Path(root) / "made")
        for edition in (1, 2):
            write_documents(Path(root) / "documents", edition)
            bring_in(made, Path(root) / "documents", embedder=embedder_at_hand())
        for number in range(times):
            settings = _settings(Path(root) / str(number))
            shutil.copytree(made.data_dir, settings.data_dir)
            with closing_engine(settings) as engine:
                current, _ = pointer_of(engine)
            kind = _damage(Store(settings.data_dir).path(current), chance)
            with reading(settings, embedder_at_hand()) as generations, generations.current() as generation:
                found = generation.fetch(lexical_ids(generation))
                seen["served the edition before"] += editions_of([chunk.text for chunk, _ in found]) == {1}
            bring_in(settings, rebuild=True, embedder=embedder_at_hand())
            seen["mended"] += check_whole(settings) == 2
            seen[kind] += 1
            shutil.rmtree(settings.data_dir)
    kinds = ", ".join(f"{kind} {seen[kind]}" for kind in ("byte changed", "cut off", "gone"))
    return f"{times} damages ({kinds}): the edition before served {seen['served the edition before']}, rebuilt {seen['mended']}"


def _settings(data_dir: Path) -> KnowledgeSettings:
    return KnowledgeSettings(_env_file=None, SAMSPILL_DATA_DIR=data_dir)


def _damage(directory: Path, chance: random.Random) -> str:
    file = chance.choice([path for path in sorted(directory.rglob("*")) if path.is_file() and path.stat().st_size])
    data = bytearray(file.read_bytes())
    kind = chance.choice(["byte changed", "byte changed", "cut off", "gone"])
    if kind == "gone":
        file.unlink()
    elif kind == "cut off":
        file.write_bytes(data[: chance.randrange(len(data))])
    else:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(data)
    return kind
