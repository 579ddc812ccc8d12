"""Kill -9 in the middle of a draft: after a restart every field that was confirmed is there."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.reliability.draft_talk import messages

ROOT = Path(__file__).resolve().parents[2]


class Bot:
    """The child process. `say` gives the line back, or None when it was killed on the way."""

    def __init__(self, environment: dict[str, str], mode: str = "") -> None:
        command = [sys.executable, "-m", "tests.reliability.draft_child", *([mode] if mode else [])]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def say(self, text: str, number: int, kill_after: float | None = None) -> dict[str, Any] | None:
        """Write a line. `kill_after`: seconds until the process is killed, from the moment the line is written."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        line = json.dumps({"conversation": f"c{number}", "user": f"u{number}", "text": text})
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        if kill_after is not None:
            threading.Timer(kill_after, self.kill).start()
        answer = self.process.stdout.readline()
        if kill_after is not None:
            self.process.wait()
        return json.loads(answer) if answer.endswith("\n") else None

    def kill(self) -> None:
        """Kill -9."""
        os.kill(self.process.pid, signal.SIGKILL)


@contextmanager
def running(environment: dict[str, str], mode: str = "") -> Iterator[Bot]:
    """A bot that is gone afterwards."""
    bot = Bot(environment, mode)
    try:
        yield bot
    finally:
        if bot.process.poll() is None:
            bot.kill()
        bot.process.communicate()


def run(kills: int, seed: int = 1, database_url: str | None = None, mode: str = "") -> str:
    """Kill a bot `kills` times in the middle of drafts. Gives how many confirmed fields were missing or wrong after the restarts."""
    chance = random.Random(seed)
    killed = confirmed = missing = number = 0
    with TemporaryDirectory() as root:
        environment = {**os.environ, "SAMSPILL_DATA_DIR": str(Path(root) / "data")}
        if database_url:
            environment["DATABASE_URL"] = database_url
        expected: dict[str, str] = {}
        begun = False
        while killed < kills:
            with running(environment, mode) as bot:
                if begun:
                    confirmed += len(expected)
                    missing += _lost(bot.say("vis", number), expected)
                number, expected, begun = number + 1, {}, False
                lines = list(messages(number))
                deadly = chance.randrange(1, len(lines))
                for turn, (text, told) in enumerate(lines):
                    answer = bot.say(text, number, chance.uniform(0.0, 0.03) if turn == deadly else None)
                    begun = begun or answer is not None
                    if answer is not None:
                        expected = told
                    if turn == deadly:
                        killed += 1
                        break
        with running(environment, mode) as bot:
            confirmed += len(expected)
            missing += _lost(bot.say("vis", number), expected)
    figure = f"{killed} kills in the middle of a draft, {confirmed} confirmed fields looked for after a restart: {missing} missing or wrong"
    if missing and not mode:
        raise SystemExit(f"draft-kill: {figure}")
    return figure


def _lost(answer: dict[str, Any] | None, expected: dict[str, str]) -> int:
    """How many confirmed fields are not there. A field of the message that was cut off may be there already."""
    fields = (answer or {}).get("draft") or {}
    found = fields.get("fields", {})
    later = {"title", "contribution"}  # corrected in later messages: the newer value is right too
    return sum(
        1 for name, value in expected.items() if not (found.get(name) == value or (name in later and found.get(name)))
    )
