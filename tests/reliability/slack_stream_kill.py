"""kill -9 of the bot while it streams its answers: each acknowledged question ends in one whole answer, and no stream is left open.

Half of the kills come at a random moment, half when Slack has begun, prolonged or ended a stream and the bot has not heard of it.
"""

from __future__ import annotations

from tests.reliability import slack_kill


def run(times: int, seed: int, database_url: str | None = None) -> str:
    """The figure of a run with so many kills."""
    return slack_kill.run(times, seed, database_url, streams=True)
