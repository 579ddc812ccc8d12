"""The window that asks when something is to be published. It must open within three seconds, so opening it is no matter of the inbox;
what is sent from it, and what somebody tried who may not, is."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.maintenance import LATER, LATER_BLOCK, later_view, words
from bot.blocks.notes import note
from bot.events.types import Incoming
from bot.listeners.maintenance import PUBLISH_AT, REFUSED
from bot.services import Services
from knowledge.types import Language

Ack = Callable[..., Awaitable[None]]
AHEAD = 3600  # seconds: what the window proposes


def register(app: AsyncApp, services: Services) -> None:
    """Opening it, and taking in what is sent from it."""

    @app.action(re.compile(rf"^{LATER}\|"))
    async def opened(ack: Ack, body: dict[str, Any], client: AsyncWebClient) -> None:
        if not await _may(services, body):
            await services.commit(_row(body, REFUSED, f"denied:{body.get('trigger_id')}", _where(body)))
            await ack()
            return
        await ack()
        language: Language = services.desk_language
        earliest = int(time.time()) // 3600 * 3600 + AHEAD
        try:
            view = later_view(json.dumps(_where(body)), language, earliest)
            await client.views_open(trigger_id=body["trigger_id"], view=view)
        except SlackApiError:  # the click is older than three seconds
            await _late(client, body, words()("later.late", language))

    @app.view(LATER)
    async def sent(ack: Ack, body: dict[str, Any]) -> None:
        view, kept = body["view"], _kept(body)
        if not await _may(services, body):
            await services.commit(_row(body, REFUSED, f"denied:{view.get('id')}", kept))
            await ack()
            return
        due = _due(view)
        if due is None or due <= time.time():
            await ack(response_action="errors", errors={LATER_BLOCK: words()("later.past", services.desk_language)})
            return
        await services.commit(_row(body, PUBLISH_AT, f"view:{view.get('id')}", kept | {"due": due}))
        await ack()


async def _may(services: Services, body: Mapping[str, Any]) -> bool:
    parts = services.maintenance
    team, user = str((body.get("team") or {}).get("id")), str((body.get("user") or {}).get("id"))
    return parts is not None and await parts.who.includes(user, team)


def _where(body: Mapping[str, Any]) -> dict[str, Any]:
    """Where it was clicked, and what it is about."""
    message = body.get("message") or {}
    generation = str(body["actions"][0].get("action_id") or "").partition("|")[2]
    channel = str((body.get("channel") or {}).get("id") or "")
    return {"channel": channel, "ts": message.get("thread_ts") or message.get("ts"), "generation": generation[:100]}


def _kept(body: Mapping[str, Any]) -> dict[str, Any]:
    """What the window was opened with; nothing where that is not ours."""
    try:
        kept = json.loads(body["view"].get("private_metadata") or "{}")
        return {name: kept.get(name) for name in ("channel", "ts", "generation")}
    except (ValueError, AttributeError):
        return {"channel": "", "ts": None, "generation": ""}


def _due(view: Mapping[str, Any]) -> int | None:
    try:
        return int(view["state"]["values"][LATER_BLOCK][LATER_BLOCK]["selected_date_time"])
    except (KeyError, TypeError, ValueError):
        return None


def _row(body: Mapping[str, Any], kind: str, name: str, more: Mapping[str, Any]) -> Incoming:
    user, team = str((body.get("user") or {}).get("id") or ""), str((body.get("team") or {}).get("id") or "")
    channel = str(more.get("channel") or user)
    payload = {"team": team, "user": user, **more, "channel": channel}
    return Incoming(name[:255], kind, f"{channel}:{more.get('ts')}", 0.0, payload, user=user)


async def _late(client: AsyncWebClient, body: Mapping[str, Any], text: str) -> None:
    message = note(text)
    where, user = _where(body), str(body["user"]["id"])
    await client.chat_postEphemeral(
        channel=where["channel"] or user,
        user=user,
        thread_ts=where["ts"],
        text=message.text,
        blocks=[dict(block) for block in message.blocks],
    )
