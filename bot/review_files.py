"""The comparison of a staged generation, attached as a page of HTML."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.maintenance import words
from bot.blocks.notes import note
from bot.events.failures import slack_code
from bot.events.posting import Attach
from bot.events.types import Event
from bot.files import REFUSED
from bot.services import Keeper
from knowledge.errors import NotFound
from knowledge.types import Language

log = logging.getLogger("samspill.files")


class ReviewFiles:
    """Attaches {"generation", "language"} in an event's thread; whatever else a message names goes on to `others`."""

    def __init__(
        self,
        client: AsyncWebClient,
        keeper: Keeper,
        where: Callable[[Event], Awaitable[str]],
        in_thread: Callable[..., Awaitable[Any]],
        today: Callable[[], date],
        others: Attach,
    ) -> None:
        self._client, self._keeper, self._where = client, keeper, where
        self._in_thread, self._today, self._others = in_thread, today, others

    async def __call__(self, event: Event, file: Mapping[str, Any]) -> None:
        """Attach it; where a workspace takes no files, say how to get it. What was decided meanwhile has no page any more."""
        if "generation" not in file:
            await self._others(event, file)
            return
        generation, language = str(file["generation"]), language_of(file)
        try:
            page = await self._in_thread(self._keeper.page, generation, language, self._today())
        except NotFound:
            return
        channel = await self._where(event)
        name = words()("review.file_name", language, generation=generation)
        try:
            await self._client.files_upload_v2(
                channel=channel,
                thread_ts=event.root,
                filename=name,
                title=words()("review.page", language),
                content=page,
            )
        except SlackApiError as error:
            if slack_code(error) not in REFUSED:
                raise
            await self._without(event, channel, language)
        except aiohttp.InvalidURL:
            await self._without(event, channel, language)

    async def _without(self, event: Event, channel: str, language: Language) -> None:
        log.info("files refused", extra={"event": event.id})
        told = note(words()("review.no_file", language))
        blocks = [dict(block) for block in told.blocks]
        await self._client.chat_postMessage(
            channel=channel,
            thread_ts=event.root,
            text=told.text,
            blocks=blocks,
            unfurl_links=False,
            unfurl_media=False,
        )


def language_of(kept: Mapping[str, Any]) -> Language:
    """The language that was kept."""
    found = kept.get("language")
    return found if found in ("nb", "nn", "en") else "nb"
