"""From a question posted in the local workspace to its answer in the thread; start, first answer, and memory.

python -m tests.benchmarks.slack_latency [--questions 500] [--write]

The bot is a process of its own (`samspill run`) on the starter documents; the first 100 questions are timed one by one, as the
workspace's own page is told of them; memory is read after all of them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import time
from importlib import resources
from itertools import cycle, islice
from pathlib import Path

from tests.benchmarks.slack_measuring import percentile, write_down
from tests.benchmarks.slack_workspace import bot_in_workspace

TIMED = 100


def questions() -> list[str]:
    """The starter documents' own questions."""
    lines = resources.files("knowledge.evaluation").joinpath("questions-starter.jsonl").read_text(encoding="utf-8")
    return [json.loads(line)["question"] for line in lines.splitlines()]


async def measure(count: int) -> str:
    """The figures as one line."""
    async with bot_in_workspace() as bot:
        await bot.page.ask("Hvem er kontaktperson?")
        first = time.perf_counter() - bot.began
        times = [await bot.page.ask(text) for text in islice(cycle(questions()), count)]
        memory = resident_megabytes(bot.pid)
    signs, answers = ([pair[n] * 1000 for pair in times[:TIMED]] for n in (0, 1))
    return (
        f"answer p50 {percentile(answers, 0.5):.0f} ms, p95 {percentile(answers, 0.95):.0f} ms; "
        f"first visible sign p95 {percentile(signs, 0.95):.0f} ms ({len(answers)} questions); connected after {bot.connected:.1f} s, "
        f"first answer after {first:.1f} s; resident {memory:.0f} MB after {count} questions"
    )


def resident_megabytes(pid: int) -> float:
    """Resident memory of a process, in megabytes (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else float("nan")


def main() -> None:
    """Measure, print, and write down where wished."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    figure = asyncio.run(measure(chosen.questions))
    print(figure)
    if chosen.write:
        write_down("question to answer in the local workspace", figure, "tests.benchmarks.slack_latency")


if __name__ == "__main__":
    main()
