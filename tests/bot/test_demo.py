"""`samspill demo` as a process: everything is started, and nothing of it is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.bot.command_line import ROOT
from tests.bot.workspace_making import TOOLS, workspace_program


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder for all demos here: the second start finds the documents there."""
    return tmp_path_factory.mktemp("demo")


def started(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """A demo that has printed its address."""
    own = {"SAMSPILL_TOOLS_DIR": str(TOOLS), "SAMSPILL_DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1"}
    environment = os.environ | own
    demo = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "demo"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert demo.stdout is not None
    for line in demo.stdout:
        if "http://127.0.0.1:" in line:
            return demo, "http://" + line.split("http://", 1)[1].split()[0]
    raise AssertionError(f"the demo ended with {demo.wait()}")


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_control/state", timeout=2) as response:  # noqa: S310  (loopback)
            return response.status == 200
    except OSError:
        return False


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda s: s.name)
def test_whatever_ends_the_demo_ends_the_workspace(how: signal.Signals, folder: Path) -> None:
    """Ctrl-C, a stop and even a kill leave no workspace running, and the next demo starts in the same folder."""
    if how == signal.SIGKILL and sys.platform != "linux":
        pytest.skip("only Linux ends the children of a process that was killed")
    workspace_program()
    demo, address = started(folder)
    try:
        assert answers(address)
        demo.send_signal(how)
        assert demo.wait(30) == (0 if how != signal.SIGKILL else -signal.SIGKILL)
        for _ in range(50):
            if not answers(address):
                break
            time.sleep(0.1)
        assert not answers(address)
    finally:
        demo.kill()
        demo.wait()


def test_without_a_workspace_one_sentence(tmp_path: Path) -> None:
    """Where no workspace can be had the demo says so in one sentence that names the terminal's conversation, and ends."""
    environment = os.environ | {"SAMSPILL_TOOLS_DIR": str(tmp_path / "tools"), "PATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "demo"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "`samspill chat`" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
