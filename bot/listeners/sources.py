"""`Read in context` under an answer: each quote with the passage around it, in a window of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.notes import note
from bot.blocks.sources import sources_view
from bot.services import Services
from knowledge.types import LANGUAGES, Language


def register(app: AsyncApp, services: Services) -> None:
    """The button; a modal must open within three seconds, so it is no matter of the inbox."""

    @app.action("answer.sources")
    async def opened(ack: Callable[[], Awaitable[None]], body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        kept: Any = await services.in_thread(services.memory.kept, str(body["actions"][0].get("value")))
        language = language_of(kept)
        if not kept.get("sources"):
            await _tell(client, body, services.texts("sources.gone", language))
            return
        try:
            view = sources_view(kept["sources"], language, services.texts)
            await client.views_open(trigger_id=body["trigger_id"], view=view)
        except SlackApiError:  # the click is older than three seconds: say it as a message instead
            await _tell(client, body, services.texts("sources.late", language))


def language_of(kept: Mapping[str, Any]) -> Language:
    """The language of the answer whose reply was kept."""
    return next((language for language in LANGUAGES if language == kept.get("language")), "nb")


async def _tell(client: AsyncWebClient, body: Mapping[str, Any], text: str) -> None:
    message = note(text)
    channel, user = str((body.get("channel") or {}).get("id")), str(body["user"]["id"])
    thread = (body.get("message") or {}).get("thread_ts")
    await client.chat_postEphemeral(
        channel=channel,
        user=user,
        thread_ts=thread,
        text=message.text,
        blocks=[dict(block) for block in message.blocks],
    )
