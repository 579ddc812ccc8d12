"""What is listened to and what is left alone, rule by rule."""

from __future__ import annotations

from typing import Any

import pytest

from bot.events.classify import Rules, classify, is_addressed, plain, without_mention
from bot.events.types import Identity
from tests.standins.slack import BOT, BOT_ID, CHANNEL, PERSON, TEAM

RULES = Rules(Identity(TEAM, BOT, BOT_ID))


def delivery(kind: str = "app_mention", body: dict[str, Any] | None = None, **event: Any) -> dict[str, Any]:
    values = {"type": kind, "user": PERSON, "channel": CHANNEL, "ts": "1.000001", "text": f"<@{BOT}> Hvem er kontakt?"}
    return {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": values | event} | (body or {})


def test_a_mention_is_a_question_in_its_thread() -> None:
    """A mention is committed with its text without the bot's name, in the lane of its own thread."""
    incoming = classify(delivery(), RULES)
    assert incoming is not None
    assert (incoming.kind, incoming.payload["text"]) == ("mention", "Hvem er kontakt?")
    assert incoming.lane == incoming.thread == f"{CHANNEL}:1.000001"


def test_a_direct_message_needs_no_mention() -> None:
    """In a conversation with the bot alone every message is for it, and they are worked off in order."""
    incoming = classify(delivery("message", channel="D1", channel_type="im", text="Hvem?"), RULES)
    assert incoming is not None
    assert (incoming.kind, incoming.lane, incoming.thread) == ("direct", "D1", "D1:1.000001")


def test_a_reply_in_a_thread_is_only_a_followup() -> None:
    """A reply without a mention is marked to be committed only where the bot takes part."""
    incoming = classify(delivery("message", thread_ts="0.9", text="Og hvem søker?"), RULES)
    assert incoming is not None
    assert incoming.only_followup
    assert incoming.thread == f"{CHANNEL}:0.9"


LEFT_ALONE = {
    "an edit": delivery("message", subtype="message_changed", thread_ts="0.9"),
    "a deletion": delivery("message", subtype="message_deleted", thread_ts="0.9"),
    "someone joins": delivery("message", subtype="channel_join", thread_ts="0.9"),
    "an edited mention": delivery(edited={"user": PERSON, "ts": "2.0"}),
    "another bot": delivery(bot_id="B99"),
    "the bot itself": delivery("message", user=BOT, channel="D1", channel_type="im"),
    "Slackbot": delivery("message", user="USLACKBOT", channel="D1", channel_type="im"),
    "talk in a channel": delivery("message", text="Hvem tar kaffen?"),
    "the message of a mention": delivery("message"),
    "a foreign workspace": delivery(body={"team_id": "T99"}),
    "a foreign person": delivery(user_team="T99"),
    "a foreign author": delivery(team="T99"),
    "a shared channel": delivery(body={"is_ext_shared_channel": True}),
    "a reaction": delivery("reaction_added"),
    "no user": delivery(user=None),
    "a command of elsewhere": {"command": "/samspill", "team_id": "T99", "trigger_id": "1.2"},
    "a click from elsewhere": {"type": "block_actions", "team": {"id": "T99"}, "actions": [{}], "trigger_id": "1"},
    "something unknown": {"type": "whatever"},
}


@pytest.mark.parametrize("body", LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_left_alone(body: dict[str, Any]) -> None:
    """Nothing of this is committed, so nothing of it is stored."""
    assert classify(body, RULES) is None


@pytest.mark.parametrize("field", ["user_team", "team", "source_team"])
def test_a_setting_lets_another_workspace_in(field: str) -> None:
    """People of a workspace that a setting names are answered."""
    rules = Rules(RULES.own, teams=frozenset({"T99"}))
    assert classify(delivery(**{field: "T99"}), rules) is not None


def test_a_setting_opens_a_shared_channel() -> None:
    """A shared channel that a setting names is answered in, whoever asks there; another one is not."""
    rules = Rules(RULES.own, shared_channels=frozenset({CHANNEL}))
    shared = {"is_ext_shared_channel": True}
    assert classify(delivery(body=shared, user_team="T99"), rules) is not None
    assert classify(delivery(body=shared, channel="C2"), rules) is None


def test_a_command_and_a_click_have_ids_of_their_own() -> None:
    """A command and a click are told apart from each other, and a second delivery of one is known by its trigger."""
    command = {
        "command": "/samspill",
        "team_id": TEAM,
        "trigger_id": "1.2.x",
        "channel_id": "C9",
        "user_id": PERSON,
        "text": "hva",
    }
    click = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": PERSON},
        "trigger_id": "1.3.y",
        "channel": {"id": CHANNEL},
        "message": {"ts": "5.0", "thread_ts": "4.0"},
        "actions": [{"action_id": "answer.useful", "value": "Ev1", "action_ts": "9.5"}],
    }
    first, second = classify(command, RULES), classify(click, RULES)
    assert first is not None
    assert second is not None
    assert (first.id, first.kind, first.payload["text"]) == ("command:1.2.x", "command", "hva")
    assert (second.id, second.kind, second.payload["value"]) == ("action:1.3.y", "action:answer.useful", "Ev1")
    assert second.lane == f"{CHANNEL}:4.0"


def test_identity_numbers_are_masked_before_anything_is_stored() -> None:
    """A fødselsnummer in a question is gone before the question is committed."""
    incoming = classify(delivery(text=f"<@{BOT}> Gjelder det fødselsnummer 01017000107 også?"), RULES)
    assert incoming is not None
    assert "01017000107" not in incoming.payload["text"]


ADDRESSED = [
    ("Og hvem søker?", True, True),
    ("Og hvem søker?", False, True),
    ("det gjelder helse", True, True),
    ("det gjelder helse", False, False),
    ("Takk!", True, False),
    ("tusen takk for hjelpen :)", True, False),
    ("ok", True, False),
    ("thanks a lot", True, False),
    ("<@U02OLA> kan du se på dette?", True, False),
    ("What about students", False, True),
]


@pytest.mark.parametrize(("text", "asked_before", "expected"), ADDRESSED)
def test_who_is_answered_in_a_thread(text: str, asked_before: bool, expected: bool) -> None:
    """Without a mention the asker is answered, a colleague only when asking; thanks and words to others are left alone."""
    assert is_addressed(text, asked_before) is expected


def test_markup_is_read_as_a_person_reads_it() -> None:
    """Links become their labels and entities their characters, and only the bot's own mention goes."""
    assert (
        plain("se <https://example.org/a|avtalen> &amp; <https://example.org/b>")
        == "se avtalen & https://example.org/b"
    )
    assert without_mention(f"<@{BOT}|samspill>  hei <@U9>", BOT) == "hei <@U9>"


def test_a_file_in_the_direct_messages_is_handed_over() -> None:
    """A message with files to the bot alone is of its own kind, with the files' ids and nothing else of them; in a channel it is not."""
    files = [{"id": "F1", "name": "hemmelig.pdf", "url_private": "https://files.slack.com/x"}, {"id": "F2"}]
    direct = classify(delivery("message", channel="D1", channel_type="im", subtype="file_share", files=files), RULES)
    assert direct is not None
    assert (direct.kind, direct.payload["files"], direct.lane) == ("upload", ["F1", "F2"], "D1")
    mention = classify(delivery(files=files), RULES)
    assert mention is not None
    assert (mention.kind, "files" in mention.payload) == ("mention", False)


def test_a_click_on_what_one_person_sees_goes_back_the_same_way() -> None:
    """A click on a message that one person alone sees is in no thread: nothing that follows is posted where others read."""
    click = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": PERSON},
        "trigger_id": "1.3.y",
        "container": {"channel_id": CHANNEL, "message_ts": "5.0", "is_ephemeral": True},
        "actions": [{"action_id": "maintain|show|g1", "value": "g1", "action_ts": "9.5"}],
    }
    incoming = classify(click, RULES)
    assert incoming is not None
    assert (incoming.payload["channel"], incoming.payload["ts"], incoming.payload["about"]) == (
        CHANNEL,
        None,
        "show|g1",
    )
