"""The runs of drafting in Slack in small, and the proof that each sees the protection that is taken out."""

from __future__ import annotations

import asyncio

import pytest

from knowledge.settings import KnowledgeSettings
from tests.conftest import POSTGRES
from tests.reliability.draft_submit import clicking
from tests.reliability.slack_draft_kill import killing


@pytest.mark.slow
def test_a_few_kills_while_people_draft() -> None:
    """After some kills every acknowledged message stands in its draft and has exactly one reply."""
    found = asyncio.run(killing(2, seed=1, people=2))
    assert found.fields > 20
    assert (found.missing, found.unanswered, found.doubled) == (0, 0, 0)


@pytest.mark.slow
def test_a_draft_saved_apart_from_its_event_would_lose_fields() -> None:
    """Where a draft's change is not one transaction with its event the same run finds fields missing."""
    assert asyncio.run(killing(2, seed=1, people=2, without="together")).missing > 0


@pytest.mark.slow
@pytest.mark.postgres
def test_ten_clicks_through_two_bots(postgres_settings: KnowledgeSettings) -> None:
    """Ten clicks on submit through two bots make one request, one receipt and one card, and nobody is told of an error."""
    assert asyncio.run(clicking(2, seed=1, database_url=POSTGRES, replicas=2)).right


@pytest.mark.slow
@pytest.mark.postgres
def test_clicks_at_once_on_a_draft_that_is_not_held_would_go_wrong(postgres_settings: KnowledgeSettings) -> None:
    """Where clicks are worked on at once and the draft is not held, the same run sees it: by chance not at the first try, but soon."""
    tries = (asyncio.run(clicking(2, seed=n, database_url=POSTGRES, replicas=2, without="one")) for n in range(1, 13))
    assert not all(one.right for one in tries)
