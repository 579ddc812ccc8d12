"""The README shows what the program prints today."""

from __future__ import annotations

import re
import shlex
from itertools import groupby
from pathlib import Path

import pytest

from tests.bot.command_line import call

README = Path(__file__).resolve().parents[1] / "README.md"
LEFT_OUT = "…"


def transcript() -> list[tuple[str, list[str]]]:
    """Each command of the README's transcript with the lines that it shows."""
    block = README.read_text(encoding="utf-8").split("```console\n")[1].split("```")[0]
    parts = [part.splitlines() for part in re.split(r"^\$ ", block, flags=re.M) if part]
    return [(lines[0], lines[1:]) for lines in parts]


def without_seconds(text: str) -> str:
    """The time that a command took differs from run to run."""
    return re.sub(r"\d+\.\d s\.", "N s.", text)


def test_the_transcript_is_what_the_program_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of the transcript succeeds and prints the lines shown, in that order, and none between them but where … stands."""
    monkeypatch.setenv("COLUMNS", "100")
    shown = transcript()
    assert len(shown) >= 3
    for command, lines in shown:
        done = call(*shlex.split(command)[1:])
        assert done.exit_code == 0, command
        printed = "\n" + without_seconds(done.stdout).rstrip() + "\n"
        blocks = ["\n".join(block) for gap, block in groupby(lines, lambda line: line == LEFT_OUT) if not gap]
        for block in blocks:
            before, found, printed = printed.partition(f"\n{without_seconds(block)}\n")
            assert found, block
            assert lines[0] == LEFT_OUT or block is not blocks[0] or not before, before
            printed = "\n" + printed
        assert lines[-1] == LEFT_OUT or not printed.strip(), printed
