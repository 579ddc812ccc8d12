"""The command line as tests use it: in this process, or as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from bot.cli import samspill
from knowledge.errors import SamspillError
from knowledge.texts import error_sentence

ROOT = Path(__file__).resolve().parents[2]

AGREEMENT = """---
id: avtale-skogby
title: Samarbeidsavtale for Skogby
language: nb
publisher: Skogby kommune
valid_from: 2024-01-01
valid_to: 2027-12-31
---

# Samarbeidsavtale for Skogby

## Varighet

Avtalen gjelder fra 1. januar 2024 til 31. desember 2027. Partene kan forlenge den skriftlig.

## Temaområder

Samarbeidet omfatter tre temaområder:

- Skogbruk og klima handler om skjøtsel av kommuneskogen.
- Skole og barnehage handler om læring for de yngste.
- Eldre og helse handler om gode tjenester hjemme.

## Kontakt

Spørsmål om avtalen rettes til rådgiver Kari Skogen i Skogby kommune.
"""
TERMS = """---
id: terms-skogby
title: Terms for joint projects
language: en
publisher: Skogby University
---

# Terms for joint projects

## Ownership

The university owns the results of a joint project unless the parties agree otherwise in writing.

## Reporting

Each project delivers a short report to the steering group every six months.
"""


def write_documents(folder: Path) -> Path:
    """Two small documents of our own, one Norwegian, one English."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "avtale.md").write_text(AGREEMENT, encoding="utf-8")
    (folder / "terms.md").write_text(TERMS, encoding="utf-8")
    return folder


def publish_documents(folder: Path) -> Path:
    """The same two, published; gives the folder."""
    assert call("ingest", str(write_documents(folder))).exit_code == 0
    return folder


def call(*words: str, stdin: str | None = None) -> Result:
    """A command in this process. An error of the tree stands as its sentence in `output`, as `main` prints it, with exit code 1."""
    result = CliRunner().invoke(samspill, list(words), input=stdin, catch_exceptions=True)
    if isinstance(result.exception, SamspillError):
        result.output_bytes += error_sentence(result.exception, "en").encode()
        result.exit_code = 1
    elif result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def call_json(*words: str) -> Any:
    """What a command with --json prints."""
    result = call(*words)
    return json.loads(result.stdout)


def process(*words: str, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, in the test's environment."""
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *words],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )
