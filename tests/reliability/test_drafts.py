"""Short forms of the draft runs: kill -9 loses nothing confirmed, many at once mix nothing, and the kill run sees a bot that forgets."""

from __future__ import annotations

import pytest

from knowledge.settings import KnowledgeSettings
from tests.reliability import draft_kill, draft_load, draft_model


def test_a_killed_bot_has_saved_what_it_confirmed() -> None:
    """Killed four times in the middle of a draft, every confirmed field is there after the restart."""
    assert draft_kill.run(4).endswith(": 0 missing or wrong")


def test_the_run_sees_a_bot_that_forgets() -> None:
    """Without the commit the same run finds fields missing: it can fail."""
    assert not draft_kill.run(2, mode="forgets").endswith(": 0 missing or wrong")


def test_nonsense_from_a_model_changes_nothing() -> None:
    """Malformed model output beside messages that tell nothing changes no told field, and puts in no value that nobody wrote."""
    assert draft_model.run(60, seed=3).endswith("0 told fields changed, 0 values that nobody wrote")


@pytest.mark.slow
def test_many_drafts_at_once(settings: KnowledgeSettings) -> None:
    """Drafts written at once through three bots lose nothing and mix nothing; of two writers one is told."""
    figure = draft_load.run(6, database_url=settings.database_url)
    assert ": 0 fields lost or mixed" in figure
    assert figure.endswith(": 0 overwritten")
