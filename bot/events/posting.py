"""Posting a reply: a visible sign at once, the answer in the same place, and nothing twice.

Every message names its event and part, in Slack's message metadata and in the first block's id. On a repeated attempt the
thread is looked through for them before anything is posted again; on a first attempt never (the call is rationed).
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.blocks.feedback import with_feedback_buttons
from bot.events.failures import SLACK_AWAY
from bot.events.surfaces import Surfaces
from bot.events.types import Event, Message

log = logging.getLogger("samspill.posting")

METADATA = "samspill_event"
UPDATE_TEXT = 3_900  # chat.update takes 4,000 characters of text
PAGE, PAGES = 200, 5
GONE = {"message_not_found", "cant_update_message", "edit_window_closed"}
Attach = Callable[[Event, Mapping[str, Any]], Awaitable[None]]


class Poster:
    """Posts the messages of one bot. `client` waits out 429 by itself (`bot.slack_client`); `files` attaches what a message names."""

    def __init__(self, client: AsyncWebClient, files: Attach | None = None, surfaces: Surfaces | None = None) -> None:
        self.client = client
        self.surfaces = surfaces or Surfaces()
        self._status: set[str] = set()
        self.files = files
        self._direct: dict[str, str] = {}
        self._signs: dict[str, str] = {}
        self._progress: dict[str, Message] = {}

    async def where(self, event: Event) -> str:
        """The channel of an event; a person's id stands for the conversation with the bot alone, which is opened."""
        channel = event.channel
        if not channel.startswith(("U", "W")):
            return channel
        if channel not in self._direct:
            opened = await self.client.conversations_open(users=channel)
            self._direct[channel] = str(opened["channel"]["id"])
        return self._direct[channel]

    async def sign(self, event: Event, message: Message) -> str | None:
        """Give the visible sign; its ts, or None where it is no message that the answer replaces later."""
        if message.to != "thread":
            await self._respond(event, message)
            return None
        message = self._progress.pop(event.id, message)
        if event.root is not None and self.surfaces.has(event.team, "status"):
            try:
                await self._set_status(event, message.text)
                self._status.add(event.id)
                return None
            except SlackApiError as error:
                told = self.surfaces.is_refused(event.team, "status", error)
                log.info("no status" if told else "status failed", extra={"slack": error.response.get("error")})
        self._signs[event.id] = await self._post(event, message, 0, final=False)
        return self._signs[event.id]

    async def progress(self, event: Event, message: Message) -> None:
        """Put it in the visible sign's place, or let the sign say it when it comes; that it cannot be shown stops nothing."""
        sign = self._signs.get(event.id)
        try:
            if event.id in self._status:
                await self._set_status(event, message.text)
            elif sign is None:
                self._progress[event.id] = message
            else:
                await self._retouch(event, message, sign)
        except (SlackApiError, *SLACK_AWAY) as error:
            log.info("progress not shown", extra={"event": event.id, "error": type(error).__name__})

    async def written(self, event: Event, message: Message) -> None:
        """Show a part of the answer in the sign's place; where a status line is the sign, or none is there yet, the whole will come."""
        if event.id in self._signs:
            await self.progress(event, message)

    async def _retouch(self, event: Event, message: Message, sign: str) -> None:
        await self.client.chat_update(
            channel=await self.where(event),
            ts=sign,
            text=message.text[:UPDATE_TEXT],
            blocks=_marked(event, message, 0, final=False),
            metadata=_metadata(event, 0, final=False),
        )

    async def clear_status(self, event: Event) -> None:
        """Take the status away where one was set: Slack does so itself only when a message follows in the thread."""
        if event.id in self._status:
            self._status.discard(event.id)
            try:
                await self._set_status(event, "")
            except (SlackApiError, *SLACK_AWAY):
                log.info("status stays", extra={"event": event.id})  # Slack ends it after two minutes

    async def _set_status(self, event: Event, text: str) -> None:
        loading = [text] if text else None
        await self.client.assistant_threads_setStatus(
            channel_id=await self.where(event), thread_ts=str(event.root), status=text, loading_messages=loading
        )

    async def found(self, event: Event) -> dict[int, tuple[str, bool]]:
        """What earlier attempts have posted: part -> (ts, whether it is the answer rather than the sign)."""
        if not event.channel or (event.payload.get("response_url") and event.root is None):
            return {}
        found: dict[int, tuple[str, bool]] = {}
        cursor: str | None = None
        for _ in range(PAGES):
            page = await self._page(event, cursor)
            for posted in page.get("messages") or []:
                mark = _mark_of(posted)
                if mark is not None and mark[0] == event.id:
                    found[mark[1]] = (str(posted["ts"]), mark[2])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None or event.root is None:
                break
        return found

    async def _page(self, event: Event, cursor: str | None) -> AsyncSlackResponse:
        if event.root is None:
            return await self.client.conversations_history(
                channel=await self.where(event), limit=PAGE, include_all_metadata=True
            )
        return await self.client.conversations_replies(
            channel=await self.where(event), ts=event.root, limit=PAGE, include_all_metadata=True, cursor=cursor
        )

    async def deliver(
        self, event: Event, messages: Sequence[Message], sign: str | None, found: Mapping[int, tuple[str, bool]]
    ) -> str | None:
        """Post what is not there yet, in order; the first message of the thread takes the sign's place. Gives that message's ts."""
        part, first = 0, None
        self._signs.pop(event.id, None)
        self._progress.pop(event.id, None)
        for message in messages:
            if message.to == "thread":
                stands = await self._deliver_part(event, message, part, sign if part == 0 else None, found)
                first = first or stands
                part += 1
            elif message.to == "edit":
                await self._edit(event, message)
            elif not any(final for _, final in found.values()):
                # What one person alone sees cannot be looked up; it goes with the answer, and not again after it.
                await self._aside(event, message)
        if part == 0 and sign is not None:
            await self.withdraw(event, sign)
        return first

    async def _edit(self, event: Event, message: Message) -> None:
        """Put it in place of the message that the event is about; one that is gone by now needs no new face."""
        try:
            await self.client.chat_update(
                channel=await self.where(event),
                ts=str(event.payload.get("ts")),
                text=message.text[:UPDATE_TEXT],
                blocks=[dict(block) for block in message.blocks],
            )
        except SlackApiError as error:
            if error.response.get("error") not in GONE:
                raise
            log.info("not edited", extra={"event": event.id, "slack": error.response.get("error")})

    async def _deliver_part(
        self, event: Event, message: Message, part: int, sign: str | None, found: Mapping[int, tuple[str, bool]]
    ) -> str:
        if part in found and found[part][1]:
            return found[part][0]
        if sign is None:
            return await self._post(event, message, part, final=True)
        await self._with_blocks(
            self.client.chat_update,
            event,
            _marked(event, message, part, final=True),
            channel=await self.where(event),
            ts=sign,
            text=message.text[:UPDATE_TEXT],
            metadata=_metadata(event, part, final=True),
        )
        return sign

    async def _post(self, event: Event, message: Message, part: int, final: bool) -> str:
        posted = await self._with_blocks(
            self.client.chat_postMessage,
            event,
            _marked(event, message, part, final),
            channel=await self.where(event),
            thread_ts=event.root,
            text=message.text,
            metadata=_metadata(event, part, final),
            unfurl_links=False,
            unfurl_media=False,
        )
        if part == 0 and final:
            self._status.discard(event.id)  # a message in the thread ends the status
        return str(posted["ts"])

    async def _with_blocks(
        self,
        call: Callable[..., Awaitable[AsyncSlackResponse]],
        event: Event,
        blocks: list[dict[str, Any]],
        **arguments: Any,
    ) -> AsyncSlackResponse:
        """The call with Slack's feedback buttons where the workspace has them, with the plain ones where it refuses them."""
        newer = with_feedback_buttons(blocks) if self.surfaces.has(event.team, "feedback") else None
        if newer is not None:
            try:
                return await call(blocks=newer, **arguments)
            except SlackApiError as error:
                if not self.surfaces.is_refused(event.team, "feedback", error):
                    raise
        return await call(blocks=blocks, **arguments)

    async def _aside(self, event: Event, message: Message) -> None:
        if message.to == "response":
            await self._respond(event, message)
        elif message.to == "file":
            if self.files is not None and message.file is not None:
                await self.files(event, message.file)
        else:
            await self.to_person(event, message)

    async def to_person(self, event: Event, message: Message) -> None:
        """Show it to the person alone; where that cannot be done, in the thread, and last in the conversation with the bot."""
        if event.payload.get("response_url") and event.root is None:
            await self._respond(event, message)
            return
        thread = event.root if event.payload.get("thread_ts") or not event.is_direct else None
        kept: dict[str, Any] = {"text": message.text, "blocks": list(message.blocks) or None}
        try:
            await self.client.chat_postEphemeral(
                channel=await self.where(event), user=event.user, thread_ts=thread, **kept
            )
        except SlackApiError as error:
            log.info("ephemeral refused", extra={"event": event.id, "slack": error.response.get("error")})
            await self.client.chat_postMessage(channel=event.user, unfurl_links=False, unfurl_media=False, **kept)

    async def withdraw(self, event: Event, sign: str) -> None:
        try:
            await self.client.chat_delete(channel=await self.where(event), ts=sign)
        except SlackApiError as error:
            log.info("sign stays", extra={"event": event.id, "slack": error.response.get("error")})

    async def _respond(self, event: Event, message: Message) -> None:
        url = event.payload.get("response_url")
        if not url:
            return
        webhook = AsyncWebhookClient(str(url))
        sent = await webhook.send_dict(
            {
                "response_type": "ephemeral",
                "replace_original": False,
                "text": message.text,
                "blocks": list(message.blocks) or None,
                "unfurl_links": False,
                "unfurl_media": False,
            }
        )
        if sent.status_code >= 500 or sent.status_code == 429:
            raise TimeoutError


def _metadata(event: Event, part: int, final: bool) -> dict[str, Any]:
    return {"event_type": METADATA, "event_payload": {"event": event.id, "part": part, "final": final}}


def _marked(event: Event, message: Message, part: int, final: bool) -> list[dict[str, Any]]:
    blocks = [dict(block) for block in message.blocks]
    if blocks:
        blocks[0]["block_id"] = f"{METADATA}|{part}|{int(final)}|{event.id}"[:255]
    return blocks


def _mark_of(posted: Mapping[str, Any]) -> tuple[str, int, bool] | None:
    metadata = posted.get("metadata") or {}
    if metadata.get("event_type") == METADATA:
        payload = metadata.get("event_payload") or {}
        return str(payload.get("event")), int(payload.get("part", 0)), bool(payload.get("final"))
    blocks = posted.get("blocks") or [{}]
    pieces = str(blocks[0].get("block_id", "")).split("|", 3)
    if len(pieces) == 4 and pieces[0] == METADATA:
        return pieces[3], int(pieces[1]), pieces[2] == "1"
    return None
