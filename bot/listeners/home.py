"""The app's Home tab: what the bot can do, and how to ask. Published anew each time someone opens it."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.notes import help_message
from bot.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Opening the tab."""

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any], client: AsyncWebClient) -> None:
        if event.get("tab") != "home":
            return
        message = help_message(services.texts, "nb", services.partnership, services.own.user)
        view = {"type": "home", "blocks": [dict(block) for block in message.blocks]}
        await client.views_publish(user_id=event["user"], view=view)
