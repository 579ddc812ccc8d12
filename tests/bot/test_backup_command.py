"""`samspill backup` and `samspill restore` save and give back, and what was restored is audited."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import Toolbox
from bot.commands.backup import backup, restore
from knowledge.audit import AuditTrail
from knowledge.library import Library
from tests.making import commit_generation, new_version


@pytest.fixture
def filled() -> Toolbox:
    toolbox = Toolbox()
    commit_generation(
        toolbox.library, "20240101-000000-aaaaaa", [new_version("avtale", ["Kommunen skal varsle NTNU."])]
    )
    return toolbox


def test_there_and_back(filled: Toolbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was saved is there after a restore elsewhere, and the restore stands in the audit trail."""
    target = tmp_path / "backup.zip"
    saved = CliRunner().invoke(backup, [str(target), "--json"], obj=filled)
    assert saved.exit_code == 0, saved.output
    assert json.loads(saved.output)["rows"]["versions"] == 1
    monkeypatch.setenv("SAMSPILL_DATA_DIR", str(tmp_path / "elsewhere"))
    other = Toolbox()
    restored = CliRunner().invoke(restore, [str(target)], obj=other)
    assert restored.exit_code == 0, restored.output
    assert [record.version.document.identity for record in Library(other.engine).documents()] == ["avtale"]
    trail = AuditTrail(other.engine, other.settings.data_dir)
    assert [entry.action for entry in trail.entries()] == ["restore"]
    assert trail.verify().intact
