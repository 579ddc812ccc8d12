"""What a failure means for the event: try again, or give up and tell the person. Pure."""

from __future__ import annotations

import asyncio
import secrets
import traceback
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from slack_sdk.errors import SlackApiError

from knowledge.errors import (
    ChromaUnavailable,
    DatabaseUnavailable,
    EmbeddingUnavailable,
    IndexDamaged,
    LibraryEmpty,
    SamspillError,
)

ATTEMPTS = 5
SLACK_ATTEMPTS = 50  # while Slack is away nobody can be told anything: about four hours of trying
LAST_ATTEMPT = 60  # an event whose handling ends the process each time must not do so for ever
PAUSES = (1.0, 5.0, 20.0, 60.0, 300.0)
# Slack answers these when it is not the event's fault: the token, the workspace, a moment of trouble.
OURS_TO_MEND = {"invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed", "missing_scope"}
PASSING = {
    "ratelimited",
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    "message_not_found",
}
UNKNOWN = {
    "",
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
}  # it may have been done all the same
MEND_PAUSE = 60.0
SLACK_AWAY = (aiohttp.ClientError, asyncio.TimeoutError)
TRANSIENT = (DatabaseUnavailable, ChromaUnavailable, EmbeddingUnavailable, OSError)


@dataclass(frozen=True, slots=True)
class Failure:
    """`again`: seconds until the next attempt, None to give up; `spent`: whether the attempt counts; `tell`: whether the
    person can be told; `text`: the key of what is told; `where`: places in the code, for the log."""

    reference: str
    text: str
    again: float | None
    spent: bool = True
    tell: bool = True
    where: str = ""


def judge(error: BaseException, attempt: int) -> Failure:
    """What to do about an error in the given attempt (from 1)."""
    reference, where = secrets.token_hex(4), _places(error)
    slack = slack_code(error)
    if slack in OURS_TO_MEND:
        return Failure(reference, "unexpected", MEND_PAUSE, spent=False, where=where)
    away = slack in PASSING or _status(error) >= 500 or isinstance(error, SLACK_AWAY)
    limit = SLACK_ATTEMPTS if away else ATTEMPTS if isinstance(error, TRANSIENT) else 0
    if attempt < limit:
        return Failure(reference, text_key(error), PAUSES[min(attempt, len(PAUSES)) - 1], where=where)
    # What Slack refuses for this channel (archived, left, not a member) cannot be said there either.
    return Failure(reference, text_key(error), None, tell=not slack, where=where)


def slack_code(error: BaseException) -> str:
    """Slack's word for an error; empty where it gave none: what stands between us and it may answer with a page of its own."""
    response = getattr(error, "response", None)
    data = getattr(response, "data", response)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def is_unknown(error: BaseException) -> bool:
    """Whether nobody knows if Slack did what it was asked: it was away, or fell over its own feet."""
    if isinstance(error, SlackApiError):
        return _status(error) >= 500 or slack_code(error) in UNKNOWN
    return isinstance(error, SLACK_AWAY)


def text_key(error: BaseException) -> str:
    """The key of the sentence in `bot/texts/slack.toml` under `error.`; a person in Slack cannot run commands."""
    if isinstance(error, LibraryEmpty | IndexDamaged):
        return "nothing_to_answer_from"
    if isinstance(error, DatabaseUnavailable | ChromaUnavailable | EmbeddingUnavailable):
        return "away"
    if isinstance(error, SamspillError):
        return "unexpected"
    return "unexpected"


def _status(error: BaseException) -> int:
    if not isinstance(error, SlackApiError):
        return 0
    # What is no JSON at all comes as the HTTP package's own answer, which names its status otherwise.
    return int(getattr(error.response, "status_code", 0) or getattr(error.response, "status", 0) or 0)


def _places(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))
