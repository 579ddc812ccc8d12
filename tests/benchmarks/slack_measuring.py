"""What the Slack benchmarks share: percentiles, and a figure written down with date, machine, commit and command."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).with_name("SLACK.md")
HEAD = """# Slack: what was measured

| date | what | figure | command | commit | machine |
| --- | --- | --- | --- | --- | --- |
"""


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(share * len(ordered) + 0.499) - 1))]


def write_down(what: str, figure: str, module: str) -> None:
    """Add a row to SLACK.md, with how busy the machine was (load: processes that want to run, over a minute)."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    machine = (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}{busy}"
    )
    command = " ".join([f"python -m {module}", *sys.argv[1:]])
    if not RESULTS.exists():
        RESULTS.write_text(HEAD, encoding="utf-8")
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(
            f"| {datetime.now(UTC):%Y-%m-%d} | {what} | {figure} | `{command}` | {commit.stdout.strip()} | {machine} |\n"
        )
