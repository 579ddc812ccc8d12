"""Linear algebra takes one thread, unless the environment says otherwise."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from knowledge.threads import VARIABLES, one_thread


def test_one_thread_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """What numpy reads is set where it was not, and left where somebody set it."""
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    one_thread()
    monkeypatch.setenv(VARIABLES[0], "4")
    one_thread()
    assert [os.environ[variable] for variable in VARIABLES] == ["4", "1"]


def test_the_command_line_asks_for_it_before_numpy_is_there() -> None:
    """Nothing that the command line imports at its start brings numpy, which reads the variables once and for all."""
    code = "import sys, bot.cli; raise SystemExit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
