"""Files that were handed over with a draft, copied into the thread of the desk's card: fetched from Slack, shared there, kept nowhere.

A copy that was begun before is looked for by its title; what cannot be copied is told in a sentence to the desk and to the author, once.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.events.failures import OURS_TO_MEND, PASSING, UNKNOWN, slack_code
from bot.events.posting import Attach
from bot.events.types import Event, Incoming
from bot.uploads import NotFetched, Uploads

log = logging.getLogger("samspill.files")

FAILED = "desk.file_failed"
LARGEST = 25 * 1024 * 1024
KINDS = frozenset(  # what people write and draw; nothing that runs, and no page that could hold a script
    f".{kind}"
    for kinds in ("pdf doc docx odt rtf txt md", "xls xlsx ods csv ppt pptx odp", "png jpg jpeg gif webp tif tiff heic")
    for kind in kinds.split()
)
TRIES = 5  # then it is told; until then the inbox tries again by itself
PAGE, PAGES = 200, 5


class HandedFiles:
    """Copies {"handed", "name", "title", "owner", "number", "author"} into an event's thread; whatever else goes on to `others`."""

    def __init__(
        self,
        client: AsyncWebClient,
        uploads: Uploads,
        where: Callable[[Event], Awaitable[str]],
        commit: Callable[[Incoming], Awaitable[None]],
        others: Attach,
        largest: int = LARGEST,
    ) -> None:
        self._client, self._uploads, self._where = client, uploads, where
        self._commit, self._others, self._largest = commit, others, largest

    async def __call__(self, event: Event, file: Mapping[str, Any]) -> None:
        """Copy it, or tell why it is not. Raises what the inbox tries again after: Slack is away, or does not let the bot in."""
        if "handed" not in file:
            await self._others(event, file)
            return
        try:
            if event.attempt == 1 or not await self._stands(event, str(file["title"])):
                await self._copied(event, file)
        except NotFetched as error:
            if error.why == "refused" and event.attempt < TRIES:
                raise ConnectionError(
                    error.why
                ) from error  # Slack's file host in a moment of trouble answers like this, too
            await self._told(event, file, error.why)
        except SlackApiError as error:
            code = slack_code(error)
            if code in OURS_TO_MEND - {"missing_scope"} or (code in PASSING | UNKNOWN and event.attempt < TRIES):
                raise
            await self._told(event, file, "refused")
        except aiohttp.InvalidURL:  # a workspace that takes no files gives no address for them
            await self._told(event, file, "refused")
        except (aiohttp.ClientError, TimeoutError, SlackRequestError):
            if event.attempt < TRIES:
                raise
            await self._told(event, file, "away")

    async def _copied(self, event: Event, file: Mapping[str, Any]) -> None:
        with TemporaryDirectory(prefix="samspill-handed-") as folder:
            there = await self._uploads.fetch(str(file["handed"]), str(file["owner"]), Path(folder), self._largest)
            if there.suffix.lower() not in KINDS:  # what Slack calls it counts, whatever the message called it
                raise NotFetched("kind")
            await self._client.files_upload_v2(
                channel=await self._where(event),
                thread_ts=event.root,
                filename=there.name,
                title=str(file["title"]),
                file=str(there),
            )
        log.info("file copied", extra={"event": event.id})

    async def _stands(self, event: Event, title: str) -> bool:
        """Whether an earlier attempt has shared it: a file of this title stands in the thread."""
        cursor: str | None = None
        for _ in range(PAGES):
            page = await self._client.conversations_replies(
                channel=await self._where(event), ts=str(event.root), limit=PAGE, cursor=cursor
            )
            shared = (each for message in page.get("messages") or [] for each in message.get("files") or [])
            if any(each.get("title") == title for each in shared):
                return True
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                break
        return False

    async def _told(self, event: Event, file: Mapping[str, Any], why: str) -> None:
        """Rows that tell it to the desk and to the author; their ids are the copy's, so that each is told once."""
        log.warning("file not copied", extra={"event": event.id, "why": why})
        told = {"team": event.team, "number": file["number"], "name": file["name"], "why": why}
        desk = {"channel": event.channel, "thread_ts": event.root, "to": "desk"}
        author = {**file["author"], "to": "author"} if file.get("author") else None
        for place in (desk, author):
            if place is not None:
                row = told | place
                identity = f"{FAILED}:{event.id}:{place['to']}"
                await self._commit(Incoming(identity, FAILED, identity, 0.0, row))
