"""Files that a person handed over in Slack: fetched with the bot's token, from Slack itself and nowhere else, up to a size.

Where a file lies is asked of Slack by the file's id, never taken from the message; the token goes to Slack's file host only, and no
redirect is followed: Slack answers a token without rights with one to its login page.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.events.failures import slack_code

FILES_HOST = "files.slack.com"
SECONDS = 120
NOT_GIVEN = {"file_not_found": "gone", "file_deleted": "gone", "missing_scope": "refused", "access_denied": "refused"}
LONGEST_NAME = 120
_SLICE = 1 << 16
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")


class NotFetched(Exception):
    """A file that was not fetched; `why` is a key under `[upload]` in `maintenance.toml`, `name` the file's, fit to be shown."""

    def __init__(self, why: str, name: str = "") -> None:
        super().__init__(why)
        self.why, self.name = why, name


class Uploads:
    """Fetches files. `api_url`: another Web API than Slack's own, whose host then gives the files."""

    def __init__(self, client: AsyncWebClient, session: aiohttp.ClientSession, token: str, api_url: str | None) -> None:
        self._client, self._session, self._token = client, session, token
        own = urlsplit(api_url) if api_url else None
        self._origin = (own.scheme, own.netloc) if own else ("https", FILES_HOST)

    async def fetch(self, identity: str, user: str, folder: Path, max_bytes: int) -> Path:
        """A file that `user` handed over, in `folder`. Raises NotFetched; SlackApiError where Slack itself is in trouble."""
        try:
            file = (await self._client.files_info(file=identity)).get("file") or {}
        except SlackApiError as error:
            why = NOT_GIVEN.get(slack_code(error))
            if why is None:
                raise
            raise NotFetched(why) from None
        name = safe_name(str(file.get("name") or ""))
        if file.get("user") != user:
            raise NotFetched("not_yours", name)
        if int(file.get("size") or 0) > max_bytes:
            raise NotFetched("too_large", name)
        url = str(file.get("url_private_download") or file.get("url_private") or "")
        parts = urlsplit(url)
        if (parts.scheme, parts.netloc) != self._origin:
            raise NotFetched("elsewhere", name)
        target = _free(folder, name)
        await self._download(url, target, max_bytes, name)
        return target

    async def _download(self, url: str, target: Path, max_bytes: int, name: str) -> None:
        headers = {"Authorization": f"Bearer {self._token}"}
        timeout = aiohttp.ClientTimeout(total=SECONDS)
        async with self._session.get(url, headers=headers, allow_redirects=False, timeout=timeout) as response:
            if response.status != 200:
                raise NotFetched("refused", name)
            total = 0
            with target.open("xb") as opened:
                async for part in response.content.iter_chunked(_SLICE):
                    total += len(part)
                    if total > max_bytes:
                        raise NotFetched("too_large", name)
                    opened.write(part)


def safe_name(name: str) -> str:
    """A file name that is one: no path, nothing invisible, no leading dots, not too long; its suffix stays."""
    clean = " ".join(_UNFIT.sub(" ", name).split()).lstrip(". ")
    stem, dot, suffix = clean.rpartition(".")
    if not dot:
        return clean[:LONGEST_NAME] or "dokument"
    return f"{stem[: LONGEST_NAME - len(suffix) - 1].rstrip() or 'dokument'}.{suffix[:20]}"


def _free(folder: Path, name: str) -> Path:
    """A name that no other file of the same message has taken."""
    target, number = folder / name, 1
    while target.exists():
        number += 1
        target = folder / f"{number}-{name}"
    return target
