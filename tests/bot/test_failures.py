"""What a failure means: tried again, given up, told to whom, in which words."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.events.failures import ATTEMPTS, SLACK_ATTEMPTS, judge, text_key
from knowledge.errors import DatabaseUnavailable, LibraryEmpty, ModelFailure, SamspillError
from knowledge.texts import Texts


def slack_error(name: str, status: int = 200) -> SlackApiError:
    class Response(dict[str, object]):
        status_code = status

    return SlackApiError("", Response(error=name))


def page(status: int) -> SlackApiError:
    """What stands between us and Slack answers with a page of its own."""

    class Response:
        data = "<html>Bad gateway</html>"
        status_code = status

        def get(self, name: str) -> object:
            raise AttributeError

    return SlackApiError("", Response())


AGAIN = [
    (DatabaseUnavailable(where="x"), 1, True),
    (DatabaseUnavailable(where="x"), ATTEMPTS, False),
    (aiohttp.ServerDisconnectedError(), ATTEMPTS, True),
    (TimeoutError(), SLACK_ATTEMPTS, False),
    (slack_error("internal_error"), 1, True),
    (slack_error("whatever", 503), 1, True),
    (slack_error("is_archived"), 1, False),
    (page(502), 1, True),
    (RuntimeError("x"), 1, False),
    (LibraryEmpty(), 1, False),
]


@pytest.mark.parametrize(("error", "attempt", "again"), AGAIN)
def test_what_passes_is_tried_again(error: Exception, attempt: int, again: bool) -> None:
    """Troubles that pass are waited out, longest those of Slack itself; what will not get better is given up at once."""
    assert (judge(error, attempt).again is not None) is again


def test_a_refused_token_costs_no_attempt() -> None:
    """While the token is wrong nothing is given up: the questions are answered when it has been mended."""
    failure = judge(slack_error("token_revoked"), 1)
    assert failure.again is not None
    assert not failure.spent


def test_what_slack_refuses_in_a_channel_is_not_said_there() -> None:
    """When Slack will not have messages in a channel, no apology is tried in it."""
    assert not judge(slack_error("is_archived"), 1).tell
    assert judge(RuntimeError("x"), 1).tell


def test_every_error_has_words_for_a_person_in_slack() -> None:
    """Each error of the tree, and any other, leads to a sentence with a reference that exists in every language."""
    texts, waiting = Texts.load("bot.texts", "slack.toml"), [SamspillError]
    kinds: list[BaseException] = [RuntimeError("x"), ModelFailure(why="x")]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        kinds.append(kind())
    for error in kinds:
        for language in ("nb", "nn", "en"):
            assert "4711" in texts(f"error.{text_key(error)}", language, reference="4711")
