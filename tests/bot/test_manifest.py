"""The manifest asks for what the code uses, and for nothing more."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

from bot.events.classify import Rules, classify
from bot.events.intake import LIVE_EVENTS
from bot.events.types import Identity
from bot.listeners.commands import COMMAND
from bot.listeners.drafting import SHORTCUTS

ROOT = Path(__file__).resolve().parents[2]
MANIFEST: dict[str, Any] = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
SCOPES = set(MANIFEST["oauth_config"]["scopes"]["bot"])

# What Slack asks for each call we make (docs.slack.dev/reference/methods); none for auth.test and views.*.
# conversations.* need the history scope of each kind of conversation in which the bot answers.
HISTORY = {"channels:history", "groups:history", "im:history"}
NEEDED = {
    "auth_test": set(),
    "chat_postMessage": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "chat_update": {"chat:write"},
    "chat_delete": {"chat:write"},
    "chat_startStream": {"chat:write"},
    "chat_appendStream": {"chat:write"},
    "chat_stopStream": {"chat:write"},
    "assistant_threads_setStatus": {"chat:write"},  # since March 2026, in any thread
    "conversations_replies": HISTORY,
    "conversations_history": HISTORY,
    "conversations_open": {"im:write"},
    "files_upload_v2": {"files:write"},
    "files_info": {"files:read"},
    "usergroups_users_list": {"usergroups:read"},
    "users_info": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
}
# What Slack asks for each event we subscribe to (docs.slack.dev/reference/events).
FOR_EVENT = {
    "app_mention": {"app_mentions:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "app_home_opened": set(),
}
CALL = re.compile(
    r"^(?:auth|chat|conversations|views|users|reactions|files|assistant|bookmarks|pins|team|usergroups)_[a-zA-Z_0-9]+$"
)


def calls() -> set[str]:
    """The Web API methods that the bot's code calls."""
    found = set()
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and CALL.match(node.func.attr):
                found.add(node.func.attr)
    return found


def test_scopes_are_what_calls_events_and_commands_need() -> None:
    """Every scope is needed by a call, an event or the command, and everything needed is asked for."""
    assert calls() <= NEEDED.keys()
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    needed = {"commands"}.union(*(NEEDED[call] for call in calls()), *(FOR_EVENT[event] for event in events))
    assert needed == SCOPES


def test_events_are_what_the_code_takes() -> None:
    """Each event that is subscribed to is committed or handled, and each kind that is handled is subscribed to."""
    rules = Rules(Identity("T1", "UBOT"))
    taken = set(LIVE_EVENTS)
    shapes = {
        "app_mention": {"type": "app_mention", "channel": "C1", "text": "<@UBOT> hva"},
        "message.channels": {"type": "message", "channel": "C1", "thread_ts": "1.0", "channel_type": "channel"},
        "message.groups": {"type": "message", "channel": "G1", "thread_ts": "1.0", "channel_type": "group"},
        "message.im": {"type": "message", "channel": "D1", "channel_type": "im"},
    }
    for name, event in shapes.items():
        full = {"user": "U1", "ts": "2.0", "text": "hva er dette?"} | event
        if classify({"type": "event_callback", "team_id": "T1", "event_id": "E", "event": full}, rules):
            taken.add(name)
    assert taken == set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])


def test_the_command_is_the_one_that_is_answered() -> None:
    """The manifest registers the command that the code answers and the help text names."""
    assert [command["command"] for command in MANIFEST["features"]["slash_commands"]] == [COMMAND]


def test_shortcuts_are_the_ones_that_are_handled() -> None:
    """Each shortcut of the manifest has its listener, and each listener of a shortcut is in the manifest."""
    found = {shortcut["callback_id"] for shortcut in MANIFEST["features"]["shortcuts"]}
    assert found == set(SHORTCUTS)
    for shortcut in MANIFEST["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_slacks_own_limits() -> None:
    """Texts in the manifest keep to Slack's lengths (docs.slack.dev/reference/app-manifest), or Slack refuses it."""
    about = MANIFEST["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 174 <= len(about["long_description"]) <= 4000
    assert MANIFEST["settings"]["interactivity"]["is_enabled"]
