"""What a delivery from Slack is, and whether it is ours: pure, so that each rule is a row in a test.

Left alone: edits, deletions and every other subtype that is not a person writing; the bot's own and other bots' messages;
foreign teams and channels shared with other organisations, unless a setting names them. Nothing of what is left alone is
stored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.events.types import Identity, Incoming
from knowledge.privacy import mask_identity_numbers

WRITTEN = {None, "file_share", "thread_broadcast"}  # subtypes under which a person writes
FILES = 10  # of one message
LONGEST_QUESTION = 4000
LONGEST_MESSAGE = 12_001  # what a draft reads of one message, and one more, so that it can tell that it was cut
CHOSEN = "answer.choose"  # the button that asks what a question too vague may have meant
COURTESIES = re.compile(
    r"\W*(?:(?:tusen|mange|many)\s+)?"
    r"(?:takk|thanks?|thank you|ok(?:ay)?|supert?|flott|fint|bra|perfekt|perfect|great|nice|greit|den er god)"
    r"(?:\s+(?:takk|skal du ha|for hjelpen|for hjelpa|for svar(?:et)?|a lot|so much|for (?:the|your) help))?\W*\Z",
    re.IGNORECASE,
)
QUESTION = re.compile(
    r"\?|^\W*(?:og |men |and |but )?(?:hva|hvem|hvor|hvordan|hvorfor|når|hvilke[nt]?|kva|kven|kvar|korleis|kvifor|kva for|"
    r"what|who|where|how|why|when|which|kan|can|må|must|skal|gjelder|gjeld|er|is|are|does|do|finnes|finst)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rules:
    """Who is listened to. `shared_channels`: channels shared with other organisations in which the bot may speak."""

    own: Identity
    shared_channels: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()


def classify(body: Mapping[str, Any], rules: Rules) -> Incoming | None:
    """What a delivery asks of us, None when it is to be left alone."""
    if body.get("type") == "event_callback":
        return _event(body, rules)
    if body.get("command"):
        return _command(body, rules)
    if body.get("type") == "block_actions":
        return _action(body, rules)
    if body.get("type") in {"shortcut", "message_action"}:
        return _shortcut(body, rules)
    return None


def is_addressed(text: str, asked_before: bool) -> bool:
    """Whether a message in a thread, without a mention, is meant for the bot.

    Not when it begins with somebody else's name, nor when it only thanks. Who has asked in the thread is answered; a
    colleague only when it is a question.
    """
    if text.lstrip().startswith("<@") or COURTESIES.match(text):
        return False
    return asked_before or QUESTION.search(text) is not None


def without_mention(text: str, user: str) -> str:
    """The text without the bot's own mention."""
    return " ".join(re.sub(rf"<@{re.escape(user)}(?:\|[^>]*)?>", " ", text).split(" ")).strip()


def plain(text: str) -> str:
    """Slack's markup as a person reads it: links as their label, `&lt;` as `<`; mentions of people stay ids."""
    text = re.sub(r"<(?:https?|mailto):[^>|]*\|([^>]*)>", r"\1", text)
    text = re.sub(r"<((?:https?|mailto):[^>|]*)>", r"\1", text)
    text = re.sub(r"<[#!][^>|]*\|([^>]*)>", r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _event(body: Mapping[str, Any], rules: Rules) -> Incoming | None:
    event = body.get("event") or {}
    if (
        event.get("type") not in {"app_mention", "message"}
        or not _is_written(event)
        or not _is_home(body, event, rules)
    ):
        return None
    text, direct = (
        str(event.get("text") or ""),
        event.get("channel_type") == "im" or str(event["channel"]).startswith("D"),
    )
    mentioned = f"<@{rules.own.user}" in text
    if event["type"] == "message" and not direct and (mentioned or not event.get("thread_ts")):
        return None  # a mention comes as app_mention too; other talk in a channel is none of ours
    handed_over = direct and bool(event.get("files"))
    kind = (
        "upload"
        if handed_over
        else "direct"
        if direct
        else "mention"
        if event["type"] == "app_mention"
        else "follow_up"
    )
    return _incoming(str(body["event_id"]), kind, event, rules, text)


def _is_written(event: Mapping[str, Any]) -> bool:
    if event.get("subtype") not in WRITTEN or event.get("bot_id") or event.get("edited") or event.get("hidden"):
        return False
    return bool(event.get("user") and event.get("channel") and event.get("ts")) and event["user"] != "USLACKBOT"


def _is_home(body: Mapping[str, Any], event: Mapping[str, Any], rules: Rules) -> bool:
    if event["user"] == rules.own.user:
        return False
    if event["channel"] in rules.shared_channels:
        return True
    ours = rules.teams | {rules.own.team}
    teams = {body.get("team_id"), event.get("team"), event.get("user_team"), event.get("source_team")} - {None, ""}
    return not body.get("is_ext_shared_channel") and teams <= ours


def _incoming(event_id: str, kind: str, event: Mapping[str, Any], rules: Rules, text: str) -> Incoming:
    channel, ts = str(event["channel"]), str(event["ts"])
    thread = f"{channel}:{event.get('thread_ts') or ts}"
    payload = {
        "team": rules.own.team,
        "channel": channel,
        "user": event["user"],
        "ts": ts,
        "thread_ts": event.get("thread_ts"),
        "text": mask_identity_numbers(plain(without_mention(text, rules.own.user)))[:LONGEST_MESSAGE],
    }
    if event.get("files"):
        payload["attached"] = [
            {"id": str(file.get("id") or ""), "name": mask_identity_numbers(str(file.get("name") or ""))}
            for file in event["files"][:FILES]
        ]
    if kind == "upload":
        payload["files"] = [str(file.get("id") or "") for file in event["files"]][:FILES]
    return Incoming(
        id=event_id,
        kind=kind,
        lane=channel
        if kind in {"direct", "upload"}
        else thread,  # a conversation with the bot alone is one line of talk
        position=_seconds(ts),
        payload=payload,
        subject=f"{channel}:{ts}",
        thread=thread,
        user=str(event["user"]),
        only_followup=kind == "follow_up",
    )


def _command(body: Mapping[str, Any], rules: Rules) -> Incoming | None:
    if body.get("team_id") not in rules.teams | {rules.own.team} or not body.get("trigger_id"):
        return None
    payload = {
        "team": body["team_id"],
        "channel": str(body.get("channel_id") or ""),
        "user": str(body.get("user_id") or ""),
        "text": mask_identity_numbers(plain(str(body.get("text") or "")))[:LONGEST_QUESTION],
        "response_url": body.get("response_url"),
    }
    lane = f"command:{payload['channel']}:{payload['user']}"
    return Incoming(f"command:{body['trigger_id']}", "command", lane, 0.0, payload, user=payload["user"])


def _action(body: Mapping[str, Any], rules: Rules) -> Incoming | None:
    team, actions = (body.get("team") or {}).get("id"), body.get("actions") or []
    if team not in rules.teams | {rules.own.team} or not actions or not body.get("trigger_id"):
        return None
    action, message, user = actions[0], body.get("message") or {}, (body.get("user") or {}).get("id")
    channel = str((body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id") or "")
    container = body.get("container") or {}
    # A message that one person alone sees is in no thread, and cannot be changed: what is said to it goes back the same way.
    ts = None if container.get("is_ephemeral") else message.get("ts") or container.get("message_ts")
    root = message.get("thread_ts") or ts
    # What stands behind "|" tells buttons of a kind apart; those say what they are about, and are taken away when they are answered.
    stem, _, about = str(action.get("action_id")).partition("|")
    payload = {
        "team": team,
        "channel": channel,
        "user": user,
        "ts": ts,
        "thread_ts": message.get("thread_ts"),
        "action": action.get("action_id"),
        "value": action.get("value")
        or (action.get("selected_option") or {}).get("value")
        or action.get("selected_date")
        or action.get("selected_user"),
        "response_url": body.get("response_url"),
    } | ({"about": about, "blocks": message.get("blocks") or []} if about else {})
    chosen = stem == CHOSEN
    if chosen:  # the question on the button is said as if the person had written it in the thread
        payload |= {"text": mask_identity_numbers(str(payload["value"] or ""))[:LONGEST_QUESTION], "thread_ts": root}
    return Incoming(
        id=f"action:{body['trigger_id']}",
        kind=f"action:{stem}",
        thread=f"{channel}:{root}" if chosen else None,
        lane=channel if channel.startswith("D") else f"{channel}:{root}",
        position=_seconds(str(action.get("action_ts") or "0")),
        payload=payload,
        user=user,
    )


def _shortcut(body: Mapping[str, Any], rules: Rules) -> Incoming | None:
    """A shortcut, from anywhere or on a message. What it leads to is said in the conversation with the bot alone."""
    team, user = (body.get("team") or {}).get("id"), (body.get("user") or {}).get("id")
    if team not in rules.teams | {rules.own.team} or not user or not body.get("trigger_id"):
        return None
    message = body.get("message") or {}
    payload = {
        "team": team,
        "channel": "",
        "user": user,
        "text": mask_identity_numbers(plain(without_mention(str(message.get("text") or ""), rules.own.user)))[
            :LONGEST_QUESTION
        ],
    }
    return Incoming(
        f"shortcut:{body['trigger_id']}",
        f"shortcut:{body.get('callback_id')}",
        f"shortcut:{user}",
        0.0,
        payload,
        user=user,
    )


def _seconds(ts: str) -> float:
    return float(ts) if re.fullmatch(r"\d{1,12}(?:\.\d{1,9})?", ts) else 0.0
