"""`python -m tests.reliability`: the runs that kill, damage and race, and their figures for RESULTS.md.

Without a name every run is made in a short form; `python -m tests.reliability ingest-kill --kills 50 --write` makes one, and adds its
figure with date, machine, commit and command to tests/reliability/RESULTS.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")

# name: (module, how often it does what it does when nothing is said)
RUNS = {
    "ingest-kill": ("tests.reliability.ingest_kill", 50),
    "readers": ("tests.reliability.readers", 20),
    "rollback": ("tests.reliability.rollback", 20),
    "damage": ("tests.reliability.damage", 50),
    "second-writer": ("tests.reliability.second_writer", 100),
    "chroma-kill": ("tests.reliability.chroma_kill", 20),
    "slack-kill": ("tests.reliability.slack_kill", 20),
    "slack-stream-kill": ("tests.reliability.slack_stream_kill", 20),
    "slack-duplicates": ("tests.reliability.slack_duplicates", 1000),
    "model-failures": ("tests.reliability.model_failures", 25),
    "model-poison": ("tests.reliability.model_poison", 300),
    "draft-kill": ("tests.reliability.draft_kill", 50),
    "draft-load": ("tests.reliability.draft_load", 50),
    "draft-model": ("tests.reliability.draft_model", 1000),
    "draft-submit": ("tests.reliability.draft_submit", 20),
    "slack-file-kill": ("tests.reliability.slack_file_kill", 10),
    "slack-draft-kill": ("tests.reliability.slack_draft_kill", 10),
}


def main() -> None:
    """Make one run or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability", description=__doc__)
    parser.add_argument("run", nargs="?", choices=sorted(RUNS), help="one run; without it all of them")
    parser.add_argument("--times", "--kills", type=int, help="how often (default: by run)")
    parser.add_argument("--seed", type=int, default=1, help="another order of the same things")
    parser.add_argument("--database-url", help="PostgreSQL instead of SQLite, where the run takes one")
    parser.add_argument("--chroma-url", help="a Chroma server instead of the embedded index, where the run takes one")
    parser.add_argument("--write", action="store_true", help="add the figure to RESULTS.md")
    chosen = parser.parse_args()
    for name in [chosen.run] if chosen.run else list(RUNS):
        module, times = RUNS[name]
        run: Callable[..., str] = import_module(module).run
        places = {"database_url": chosen.database_url, "chroma_url": chosen.chroma_url}
        figure = run(chosen.times or times, chosen.seed, **{key: value for key, value in places.items() if value})
        print(f"{name}: {figure}")
        if chosen.write:
            _write(name, figure)


def _write(name: str, figure: str) -> None:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    command = " ".join(["python -m tests.reliability", *sys.argv[1:]])
    row = f"| {datetime.now(UTC):%Y-%m-%d} | {name} | {figure} | `{command}` | {commit.stdout.strip()} | {machine} |\n"
    if not RESULTS.exists():
        RESULTS.write_text(
            "# Reliability: what was run, and what came out\n\n"
            "| date | run | figure | command | commit | machine |\n| --- | --- | --- | --- | --- | --- |\n"
        )
    with RESULTS.open("a") as file:
        file.write(row)


if __name__ == "__main__":
    main()
