"""One changed file among many: how long staging, comparing, publishing and rolling back take, and what is embedded.

    python -m tests.benchmarks.publishing [--documents 5000] [--keep FOLDER] [--write]

Each step is a process of its own, as a maintainer types it; `in it` is what the process itself measured. The folder is handed over
whole, so every file of it is looked at. With --keep the filled library is made once and used again.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.evaluation.bench.varied import write_documents
from tests.benchmarks.slack_measuring import write_down

SECTIONS = 3  # a document


@dataclass(frozen=True)
class Done:
    """What a command printed, and the seconds of its whole process: on the clock, and of the processor."""

    seconds: float
    processor: float
    told: Any


def samspill(*words: str, data: Path) -> Done:
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "bot.cli", *words]
    # As for a user, whose Python keeps its compiled modules: without them each process would compile all of them first.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"SAMSPILL_DATA_DIR": str(data), "PYTHONPYCACHEPREFIX": str(data.parent / "pycache")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    seconds, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(words)}: {done.stdout[-300:]} {done.stderr[-600:]}")
    return Done(seconds, processor, json.loads(done.stdout))


def change(folder: Path, round_number: int) -> Path:
    """One sentence of one document, changed: a figure in it."""
    file = folder / f"varied-{137 * (round_number + 1) % len(list(folder.iterdir())):05}.md"
    text = file.read_text(encoding="utf-8")
    body = text.index("\n## ")
    found = re.compile(r"(?<=\s)[a-zæøå]{6,}(?=\s)").search(text, body + 60)
    assert found is not None
    word = f"{found[0]}{round_number}endret"
    file.write_text(text[: found.start()] + word + text[found.end() :], encoding="utf-8")
    return file


def fill(root: Path, documents: int) -> None:
    """A library with so many documents."""
    folder = root / "documents"
    write_documents(folder, documents * SECTIONS, each=SECTIONS)
    done = samspill("ingest", str(folder), "--json", data=root / "data")
    print(f"filled: {done.told['documents']} documents, {done.told['chunks']} chunks, {done.seconds:.0f} s", flush=True)


def measure(root: Path, rounds: int) -> str:
    """The figures as one line, of the last of some rounds."""
    folder, data, line = root / "documents", root / "data", ""
    number = len(list((root / "rounds").glob("*"))) if (root / "rounds").is_dir() else 0
    (root / "rounds").mkdir(exist_ok=True)
    for _ in range(rounds):
        number += 1
        (root / "rounds" / str(number)).touch()
        file = change(folder, number)
        stage = samspill("ingest", "--stage", str(folder), "--json", data=data)
        diff = samspill("documents", "diff", file.name, "--json", data=data)
        publish = samspill("documents", "publish", stage.told["generation"], "--json", data=data)
        back = samspill("documents", "rollback", "--json", data=data)
        again = samspill("documents", "rollback", str(publish.told["generation"]), "--json", data=data)
        total = stage.seconds + diff.seconds + publish.seconds
        changed = len(diff.told["changes"])
        stages = ", ".join(f"{name} {seconds:.1f}" for name, seconds in stage.told["stages"].items())
        line = (
            f"{stage.told['documents']} documents, {stage.told['chunks']} chunks, 1 changed ({changed} clause): "
            f"staged {stage.seconds:.1f} s (in it {stage.told['seconds']:.1f}: {stages}), compared {diff.seconds:.1f} s, "
            f"published {publish.seconds:.1f} s, in all {total:.1f} s "
            f"({stage.processor + diff.processor + publish.processor:.1f} of the processor); embedded {stage.told['embedded']}; "
            f"rolled back {back.seconds:.1f} s, and forth {again.seconds:.1f} s"
        )
        print(line, flush=True)
    return line


def main() -> None:
    """Fill a library, or take the one that was kept, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="make or use the library in this folder")
    parser.add_argument("--write", action="store_true", help="add the figure to SLACK.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = options.keep or Path(folder)
        if not (root / "documents").is_dir():
            root.mkdir(parents=True, exist_ok=True)
            fill(root, options.documents)
        figure = measure(root, options.rounds)
    if options.write:
        write_down("publishing", figure, "tests.benchmarks.publishing")


if __name__ == "__main__":
    main()
