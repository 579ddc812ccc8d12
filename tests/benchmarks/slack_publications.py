"""Publications under a running bot: how soon it answers from the new text, and whether any question fails meanwhile.

python -m tests.benchmarks.slack_publications [--times 20] [--write]

Questions are asked without a pause while `samspill ingest` publishes a changed document again and again in a process of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from bot.app import build_app
from bot.running import Running
from knowledge.library import Library
from knowledge.settings import KnowledgeSettings, load
from tests.benchmarks.slack_measuring import percentile, write_down
from tests.bot_making import bot_settings
from tests.standins.slack import SlackStandIn

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "Hvilket år går avtalen for Skogby ut?"
TEXT = """---
id: avtale-skogby
title: Avtale for Skogby
language: nb
---

# Avtale for Skogby

## Varighet

Avtalen for Skogby går ut i år {year}.
"""


async def measure(times: int) -> str:
    """The figures as one line."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SAMSPILL_DATA_DIR"] = str(Path(folder) / "data")
        documents = Path(folder) / "documents"
        documents.mkdir()
        await publish(documents, 2030)
        slack = SlackStandIn()
        await slack.start()
        bot = await build_app(bot_settings(slack), load(KnowledgeSettings))
        try:
            await bot.start()
            await slack.connected(1)
            seen, asked, failed = await under_questions(slack, bot, documents, times)
        finally:
            await bot.stop()
            await slack.close()
    return (
        f"{times} publications: answered from the new text after p50 {percentile(seen, 0.5):.2f} s, max {max(seen):.2f} s; "
        f"{asked} questions meanwhile, {failed} failed"
    )


async def under_questions(
    slack: SlackStandIn, bot: Running, documents: Path, times: int
) -> tuple[list[float], int, int]:
    """Seconds from each publication to the first answer from it; questions asked, questions failed."""
    answers: list[tuple[float, str]] = []
    failed = 0
    over = False

    async def asking() -> None:
        nonlocal failed
        while not over:
            delivery = slack.asks(QUESTION)
            await slack.deliver(delivery)
            try:
                reply = await slack.reply(delivery["event"]["ts"], within=20)
                answers.append((time.time(), json.dumps(reply["blocks"])))
            except TimeoutError:
                failed += 1

    await slack.deliver(slack.asks("hjelp"))
    task = asyncio.create_task(asking())
    seen = []
    for number in range(times):
        year = 2031 + number
        committed = await publish(documents, year, Library(bot.engine))
        while not (moments := [moment for moment, text in answers if str(year) in text]):
            await asyncio.sleep(0.01)
        seen.append(max(0.0, moments[0] - committed))
    over = True
    await task
    return seen, len(answers) + failed, failed


async def publish(documents: Path, year: int, library: Library | None = None) -> float:
    """Publish the document with a year; the moment at which readers could see it."""
    (documents / "avtale.md").write_text(TEXT.format(year=year), encoding="utf-8")
    before = library.pointer().current if library else None
    command = [sys.executable, "-m", "bot.cli", "ingest", str(documents)]
    ingest = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL)
    committed = 0.0
    while ingest.returncode is None:
        if library and not committed and (await asyncio.to_thread(library.pointer)).current != before:
            committed = time.time()
        await asyncio.sleep(0.01)
    assert ingest.returncode == 0
    return committed or time.time()


def main() -> None:
    """Measure, print, and write down where wished."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    figure = asyncio.run(measure(chosen.times))
    print(figure)
    if chosen.write:
        write_down("publications seen by the running bot", figure, "tests.benchmarks.slack_publications")


if __name__ == "__main__":
    main()
