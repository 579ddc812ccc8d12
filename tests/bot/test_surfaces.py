"""Slack's newer surfaces where a workspace has them, the plain form where not, and each refusal only once."""

from __future__ import annotations

import json

from sqlalchemy import select

from bot.blocks.answer import answer_messages
from bot.blocks.feedback import ACTION, with_feedback_buttons
from bot.events.surfaces import Surfaces
from bot.events.table import feedback
from bot.running import Running
from knowledge.database import read
from knowledge.errors import LibraryEmpty
from knowledge.texts import Texts
from knowledge.types import Answer, Question
from tests.bot.test_asking import click, play, posts, settled
from tests.bot_making import Scripted, an_answer
from tests.standins.slack import SlackStandIn

STATUS = "assistant.threads.setStatus"


def test_where_there_is_a_status_it_is_the_sign() -> None:
    """In a workspace with status the person sees one while it is looked for, and the answer comes as a message of its own."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        slack.is_new = True
        asked = slack.asks("Hvem?")
        await slack.deliver(asked)
        await settled(bot)
        (status,) = posts(slack, STATUS)
        assert status["thread_ts"] == asked["event"]["ts"]
        assert status["status"].startswith("Jeg leter")
        (posted,) = posts(slack)
        assert posted["metadata"]["event_payload"]["final"]
        assert posts(slack, "chat.update") == []

    play(scene, Scripted(seconds=0.4))


def test_a_status_is_taken_away_when_no_answer_comes() -> None:
    """When the answer fails the status does not stand on: nothing follows in the thread that would end it."""

    def fails(question: Question) -> Answer:
        raise LibraryEmpty

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        slack.is_new = True
        await slack.deliver(slack.asks("Hvem?"))
        await settled(bot)
        assert [bool(status["status"]) for status in posts(slack, STATUS)] == [True, False]

    play(scene, Scripted(fails, seconds=0.4))


def test_what_a_workspace_lacks_is_tried_once() -> None:
    """A workspace without them gets the sign and the buttons in plain form, and is not asked again."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        bot.worker.poster.surfaces = Surfaces()  # a workspace of Slack's own, but an older one
        for number in range(3):
            asked = slack.asks(f"Hvem {number}?")
            await slack.deliver(asked)
            await settled(bot)
            (reply,) = slack.replies(asked["event"]["ts"])
            assert "answer.useful" in json.dumps(reply["blocks"])
        assert len(posts(slack, STATUS)) == 1
        tried = [given for _, given in slack.calls if "context_actions" in str(given.get("blocks"))]
        assert len(tried) == 1

    play(scene, Scripted(seconds=0.4))


def test_slacks_feedback_buttons_are_noted_like_the_plain_ones() -> None:
    """Where the workspace has them an opinion comes by Slack's own buttons, and a change of mind is believed."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        slack.is_new = True
        bot.worker.poster.surfaces = Surfaces()
        asked = slack.asks("Hvem?")
        await slack.deliver(asked)
        await settled(bot)
        (reply,) = slack.replies(asked["event"]["ts"])
        (block,) = [block for block in reply["blocks"] if block["type"] == "context_actions"]
        (element,) = block["elements"]
        for trigger, side in enumerate(("positive_button", "negative_button")):
            pressed = click(element["action_id"], element[side]["value"], reply, trigger=f"5.{trigger}")
            await slack.deliver(pressed, kind="interactive")
            await settled(bot)
        with read(bot.engine) as connection:
            (noted,) = connection.execute(select(feedback)).all()
        assert (noted.event_id, noted.useful) == (asked["event_id"], 0)

    play(scene, Scripted(lambda question: an_answer()))


def test_only_the_opinions_are_exchanged() -> None:
    """The other buttons stay in their row, and a message without opinions is left as it is."""
    texts = Texts.load("bot.texts", "slack.toml")
    (message,) = answer_messages(an_answer(), "Ev1", texts)
    before = [e["action_id"] for b in message.blocks if b["type"] == "actions" for e in b["elements"]]
    newer = with_feedback_buttons(message.blocks)
    assert newer is not None
    after = [e["action_id"] for b in newer if b["type"] in {"actions", "context_actions"} for e in b["elements"]]
    assert after == [*before[:-2], ACTION]
    assert with_feedback_buttons(message.blocks[:1]) is None
