"""What the throwaway workspace looks like: its people, its channels, and the keys by which the bot comes in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from bot.settings import BotSettings

TEAM, APP, BOT = "T01SAMSPILL", "A01SAMSPILL", "U0SAMSPILL"
KARI, OLA, INGRID = "U01KARI", "U02OLA", "U03INGRID"
GENERAL, RESEARCH, DESK = "C01SAMARBEID", "C02FORSKNING", "C03KOORDINATOR"
ASKER = KARI


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys made for one run; they open nothing else."""

    bot: str = field(default_factory=lambda: f"xoxb-{secrets.token_hex(16)}")
    app: str = field(default_factory=lambda: f"xapp-{secrets.token_hex(16)}")
    signing: str = field(default_factory=lambda: secrets.token_hex(16))


def configuration(keys: Keys, request_url: str | None = None) -> dict[str, Any]:
    """The workspace as local-slack reads it; with `request_url` it sends signed events there instead of by Socket Mode."""
    everyone = [KARI, OLA, INGRID, BOT]
    app: dict[str, Any] = {
        "appId": APP,
        "botUserId": BOT,
        "botName": "samspill",
        "botToken": keys.bot,
        "appToken": keys.app,
        "signingSecret": keys.signing,
        "mode": "events" if request_url else "socket",
    }
    return {
        "workspace": {"name": "Samspill prøverom", "domain": "samspill", "teamId": TEAM},
        "app": app | ({"requestUrl": request_url} if request_url else {}),
        "users": [
            {"id": KARI, "name": "kari", "real_name": "Kari Moen"},
            {"id": OLA, "name": "ola", "real_name": "Ola Berg"},
            {"id": INGRID, "name": "ingrid", "real_name": "Ingrid Dahl"},
        ],
        "channels": [
            {"id": GENERAL, "name": "samarbeid", "members": everyone, "topic": "Spør @samspill her"},
            {"id": RESEARCH, "name": "forskning", "members": everyone, "topic": "Forskning i kommunen"},
            {"id": DESK, "name": "koordinatorer", "members": [INGRID, BOT], "is_private": True},
            *(_direct(user) for user in everyone[:-1]),
        ],
    }


def _direct(user: str) -> dict[str, Any]:
    name = f"dm-{user}"
    return {"id": f"D{user[1:]}", "name": name, "is_im": True, "is_channel": False, "members": [user, BOT]}


def demo_settings(keys: Keys, address: str, api: str | None = None) -> BotSettings:
    """The bot's settings for a workspace at an address: the examples may be answered from, health on any free port.

    `api`: another Web API in front of the workspace's own (`bot.workspace.streaming`).
    """
    return BotSettings.model_validate(
        {
            "SLACK_BOT_TOKEN": keys.bot,
            "SLACK_APP_TOKEN": keys.app,
            "SLACK_SIGNING_SECRET": keys.signing,
            "SLACK_API_URL": api or f"{address}/api/",
            "SAMSPILL_SLACK_MODE": "socket",
            "SAMSPILL_HOST": "127.0.0.1",
            "SAMSPILL_PORT": 0,
            "SAMSPILL_ALLOW_EXAMPLES": True,
            "SAMSPILL_STOP_SECONDS": 3,
            "SAMSPILL_DESK_CHANNEL": DESK,
            "SAMSPILL_MAINTAINERS": INGRID,
        }
    )
