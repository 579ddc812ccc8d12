"""Slack's Web API client: one connection pool, and waiting out `429 Retry-After` instead of failing."""

from __future__ import annotations

import logging

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.events.failures import slack_code
from bot.events.types import Identity
from knowledge.errors import SettingsError, SlackUnavailable

TIMEOUT_SECONDS = 30
RATE_LIMIT_RETRIES = 20
REFUSED_TOKEN = {
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "not_allowed_token_type",
}


def slack_client(
    token: str, api_url: str | None, session: aiohttp.ClientSession, *, patient: bool = True
) -> AsyncWebClient:
    """A client for a token. A call that was cut off is not repeated here: whether it was done is looked up first.

    `api_url` is another Web API than Slack's own, ending in `/api/`. One that is not `patient` fails at a rate limit.
    """
    waiting = [AsyncRateLimitErrorRetryHandler(max_retry_count=RATE_LIMIT_RETRIES)] if patient else []
    client = AsyncWebClient(
        token=token,
        timeout=TIMEOUT_SECONDS,
        session=session,
        retry_handlers=list(waiting),
        logger=logging.getLogger("slack_sdk.web"),
    )
    if api_url:
        client.base_url = api_url if api_url.endswith("/") else f"{api_url}/"
    return client


def slack_session(api_url: str | None) -> aiohttp.ClientSession:
    """The connection pool that all of the bot's calls share; closed by who opened it. A proxy stands only before Slack itself."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS), trust_env=api_url is None)


async def who_am_i(client: AsyncWebClient) -> Identity:
    """The bot's own ids in its workspace. Raises SettingsError when Slack refuses the token, SlackUnavailable when it is away."""
    try:
        found = await client.auth_test()
    except SlackApiError as error:
        if slack_code(error) in REFUSED_TOKEN:
            raise SettingsError(variable="SLACK_BOT_TOKEN", example="xoxb-your-token") from None
        raise SlackUnavailable(where=client.base_url) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise SlackUnavailable(where=client.base_url) from error
    return Identity(str(found["team_id"]), str(found["user_id"]), found.get("bot_id"))
