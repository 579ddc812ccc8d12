"""Questions go on while another process publishes."""

from __future__ import annotations

from pathlib import Path

from knowledge.settings import KnowledgeSettings
from tests.reliability.readers import publish_editions
from tests.reliability.rig import Ingests
from tests.reliability.rollback import rolled_back


def test_no_question_fails_or_is_mixed_during_publications(settings: KnowledgeSettings, tmp_path: Path) -> None:
    """While another process publishes, no question fails, and none sees two editions; every edition comes to be seen."""
    with Ingests() as ingests:
        readers, delays = publish_editions(settings, tmp_path / "documents", ingests, 4)
    assert (readers.seen["failed"], readers.seen["mixed"]) == (0, 0)
    assert readers.seen["asked"] > 20
    assert len(delays) == 4


def test_no_question_fails_or_is_mixed_during_rollbacks(sqlite_settings: KnowledgeSettings, tmp_path: Path) -> None:
    """Rolling back from another process fails no question and mixes none; the old text comes to be seen each time."""
    readers, delays = rolled_back(sqlite_settings, tmp_path / "documents", 2)
    assert (readers.seen["failed"], readers.seen["mixed"]) == (0, 0)
    assert len(delays) == 2
