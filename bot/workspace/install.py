"""Installing the workspace's program with npm, from whatever registry npm is set to, and checking that it is the pinned one.

`local-slack` (MIT) is one prebuilt program in a package for each system. Only packages whose hash we have checked are pinned;
on other systems the terminal serves.
"""

from __future__ import annotations

import base64
import hashlib
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import WorkspaceUnavailable
from knowledge.texts import Texts, terminal_language

VERSION = "0.1.8"
PROGRAM = "package/bin/local-slack"
NPM_SECONDS = 300
SHA512 = "sha512-"


@dataclass(frozen=True, slots=True)
class Pin:
    """A package and the integrity of its archive, as npm writes it (Subresource Integrity)."""

    package: str
    integrity: str


PINS = {
    ("linux", "x86_64"): Pin(
        "local-slack-linux-x64",
        "sha512-2BCTKxKajjZNWCSCj66Jq5VDScUDNpGZ1lA3281I8RvpDE4/ULCwC26TlcW6/4sPbSTs02Q3KjTiltJp3ZBEvg==",
    ),
}


def installed(tools: Path) -> Path:
    """The program, installed if it is not there yet. Raises WorkspaceUnavailable."""
    pin = PINS.get((sys.platform, platform.machine()))
    if pin is None:
        raise unavailable("workspace.system", system=f"{platform.system()} {platform.machine()}")
    program = tools.resolve() / f"{pin.package}-{VERSION}" / "local-slack"
    if not program.is_file():
        _install(pin, program)
    return program


def unavailable(key: str, **facts: str) -> WorkspaceUnavailable:
    """The error with its reason in the terminal's language."""
    return WorkspaceUnavailable(why=Texts.load("bot.texts", "running.toml")(key, terminal_language(), **facts))


def check(archive: Path, integrity: str) -> None:
    """Raise WorkspaceUnavailable when the archive is not the pinned one."""
    with archive.open("rb") as file:
        digest = hashlib.file_digest(file, "sha512").digest()
    if SHA512 + base64.b64encode(digest).decode() != integrity:
        raise unavailable("workspace.integrity")


def _install(pin: Pin, program: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise unavailable("workspace.no_npm")
    program.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=program.parent) as folder:
        archive = _download(npm, pin, Path(folder))
        check(archive, pin.integrity)
        unpacked = Path(folder) / program.name
        with tarfile.open(archive) as tar, unpacked.open("wb") as target:
            source = tar.extractfile(PROGRAM)
            if source is None:
                raise unavailable("workspace.integrity")
            shutil.copyfileobj(source, target)
        unpacked.chmod(0o755)
        unpacked.replace(program)  # in one step: an installation that was broken off is none


def _download(npm: str, pin: Pin, folder: Path) -> Path:
    command = [npm, "pack", f"{pin.package}@{VERSION}", "--pack-destination", str(folder), "--silent"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=NPM_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        raise unavailable("workspace.download") from None
    found = sorted(folder.glob("*.tgz"))
    if done.returncode != 0 or len(found) != 1:
        raise unavailable("workspace.download")
    return found[0]
