"""Requests as files in Slack: uploaded the newest way, or written out as text where a workspace takes no files."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.limits import pack, split_text
from bot.blocks.mrkdwn import inert
from bot.blocks.request_card import section
from bot.drafts.export.formats import Export
from bot.drafts.export.people import people_in
from bot.drafts.records import Records
from bot.events.failures import slack_code
from bot.events.surfaces import NOT_HERE
from bot.events.types import Event
from bot.people import People
from knowledge.texts import Texts

log = logging.getLogger("samspill.files")

REFUSED = NOT_HERE | {
    "missing_scope",
    "file_uploads_disabled",
    "file_uploads_except_images_disabled",
    "storage_limit_reached",
}


class Files:
    """Attaches a draft or request in an event's thread. `where` gives the channel; `in_thread` runs what computes."""

    def __init__(
        self,
        client: AsyncWebClient,
        records: Records,
        where: Callable[[Event], Awaitable[str]],
        in_thread: Callable[..., Awaitable[Any]],
        today: Callable[[], date],
        people: People,
    ) -> None:
        self._people = people
        self._client, self._records, self._where = client, records, where
        self._in_thread, self._today = in_thread, today

    async def __call__(self, event: Event, file: Mapping[str, Any]) -> None:
        """Attach `file`: {"draft": id, "kind": one of the export formats}. Raises NotFound, SlackApiError."""
        made = await self._made(str(file["draft"]), str(file["kind"]))
        channel = await self._where(event)
        try:
            await self._client.files_upload_v2(
                channel=channel, thread_ts=event.root, filename=made.name, title=made.name, content=made.content
            )
        except SlackApiError as error:
            if slack_code(error) not in REFUSED:
                raise
            await self._written_out(event, channel, str(file["draft"]))
        except aiohttp.InvalidURL:
            await self._written_out(event, channel, str(file["draft"]))

    async def _made(self, draft: str, kind: str) -> Export:
        document = await self._in_thread(self._records.document, draft, self._today())
        names = await self._people.names(people_in(document))
        made: Export = await self._in_thread(self._records.export, draft, kind, self._today(), names)
        return made

    async def _written_out(self, event: Event, channel: str, draft: str) -> None:
        """The same as plain messages."""
        log.info("files refused", extra={"event": event.id})
        made = await self._made(draft, "md")
        document = await self._in_thread(self._records.document, draft, self._today())
        head = Texts.load("bot.texts", "drafts_slack.toml")("note.plain_file", document["language"])
        text = made.content.decode()
        blocks = [section(inert(head)), *(section(piece) for piece in split_text(inert(text)))]
        for part in pack(blocks):
            await self._client.chat_postMessage(
                channel=channel,
                thread_ts=event.root,
                text=head,
                blocks=[dict(block) for block in part],
                unfurl_links=False,
                unfurl_media=False,
            )
