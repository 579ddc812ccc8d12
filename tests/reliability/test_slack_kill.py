"""The kill -9 run in small, and the proof that it sees each protection that is taken out."""

from __future__ import annotations

import asyncio

import pytest

from tests.reliability.slack_kill import killing


@pytest.mark.slow
def test_a_few_kills() -> None:
    """After some kills under load every acknowledged question has exactly one answer, and no sign is left standing."""
    found, _, _ = asyncio.run(killing(2, seed=1))
    assert found.acknowledged > 10
    assert (found.lost, found.doubled, found.signs_left) == (0, 0, 0)


@pytest.mark.slow
def test_acknowledging_before_committing_would_lose_questions() -> None:
    """With the order of commit and acknowledgement turned round the same run loses questions."""
    found, _, _ = asyncio.run(killing(2, seed=1, without="commit", patience=5))
    assert found.lost > 0


@pytest.mark.slow
def test_posting_without_looking_would_answer_twice() -> None:
    """With the look-up taken out the same run answers questions twice."""
    found, _, _ = asyncio.run(killing(2, seed=1, without="lookup"))
    assert found.doubled > 0


@pytest.mark.slow
def test_a_few_kills_in_the_middle_of_streams() -> None:
    """Whether a stream was begun, prolonged or ended when the bot was killed, its question has one whole answer in the end."""
    found, _, _ = asyncio.run(killing(6, seed=1, streams=True))
    assert found.acknowledged > 10
    assert (found.lost, found.doubled, found.signs_left, found.torn) == (0, 0, 0, 0)


@pytest.mark.slow
def test_a_stream_that_nobody_looks_for_is_left_standing() -> None:
    """Where streams that were broken off are not looked for the same run leaves halves of answers."""
    found, _, _ = asyncio.run(killing(6, seed=1, without="begun", streams=True))
    assert found.signs_left > 0
