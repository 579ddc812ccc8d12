"""Drafting played against the Slack stand-in: a person who writes and presses what is on the screen, and a desk that answers."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from bot.events.table import events
from bot.running import Running
from knowledge.database import read
from tests.bot.drafts import talking
from tests.bot_making import Scripted, running_bot, slack_stand_in
from tests.slack_rules import assert_valid
from tests.standins.slack import BOT, CHANNEL, PERSON, TEAM, SlackStandIn

DESK, INGRID, OLA = "C0DESK", "U03INGRID", "U02OLA"
DIRECT = f"D{PERSON[1:]}"
Scene = Callable[["Stage"], Awaitable[None]]
TRIGGERS = itertools.count(1)
WHOLE = "Vi ønsker et " + talking.WHOLE[0].lower() + talking.WHOLE[1:]


def play(scene: Scene, answers: Scripted | None = None, **settings: Any) -> None:
    """Run a scene with a started bot and a desk."""

    async def run() -> None:
        async with (
            slack_stand_in() as slack,
            running_bot(slack, answers, **({"SAMSPILL_DESK_CHANNEL": DESK} | settings)) as bot,
        ):
            stage = Stage(slack, bot)
            await scene(stage)
            stage.check()

    asyncio.run(run())


async def settled(bot: Running) -> None:
    """Wait until nothing is open any more that is due."""
    async with asyncio.timeout(20):
        while True:
            await asyncio.sleep(0.02)
            with read(bot.engine) as connection:
                waiting = events.c.state == "open", events.c.kind != "remind"
                ids = connection.execute(select(events.c.id).where(*waiting)).all()
            if not ids and not bot.worker.busy:
                return


@dataclass
class Stage:
    """The workspace and the bot."""

    slack: SlackStandIn
    bot: Running

    def person(self, user: str = PERSON) -> Person:
        """Someone in the workspace."""
        return Person(self, user)

    async def settled(self) -> None:
        """Everything that was asked for has been done."""
        await settled(self.bot)

    def posted(self, channel: str) -> list[dict[str, Any]]:
        """The bot's messages in a channel."""
        return [message for message in self.slack.messages[channel] if message.get("bot_id")]

    def check(self) -> None:
        """Slack would take everything that was posted and every window that was opened."""
        people = {PERSON, INGRID, OLA, BOT}
        for method, given in self.slack.calls:
            if given.get("blocks"):
                assert_valid(given["blocks"], people=people)
            if method == "views.open":
                assert_valid(given["view"]["blocks"], limit=100)
                assert len(given["view"]["private_metadata"]) <= 3000
            if method == "views.publish":
                assert_valid(given["view"]["blocks"], limit=100, people=people)

    def card(self) -> dict[str, Any]:
        """The desk's first card."""
        return next(message for message in self.posted(DESK) if not message.get("thread_ts"))


@dataclass
class Person:
    """Someone who talks in one thread, or with the bot alone. `root` is the thread, once it is begun."""

    stage: Stage
    user: str = PERSON
    channel: str = CHANNEL
    root: str | None = None
    seen: int = field(default=0)

    async def mention(self, text: str) -> None:
        """Mention the bot, in the thread or beginning one."""
        said = self.stage.slack.says(f"<@{BOT}> {text}", channel=self.channel, user=self.user, thread=self.root)
        self.root = self.root or said["ts"]
        assert await self.stage.slack.deliver(self.stage.slack.delivery(said))
        await self.stage.settled()

    async def say(self, text: str, *files: dict[str, Any]) -> None:
        """Write in the thread, without naming anybody, with files."""
        said = self.stage.slack.says(text, channel=self.channel, user=self.user, thread=self.root)
        said |= {"files": list(files), "subtype": "file_share"} if files else {}
        if self.channel.startswith("D"):
            self.root = self.root or said["ts"]
        assert await self.stage.slack.deliver(self.stage.slack.delivery(said, "message"))
        await self.stage.settled()

    async def command(self, text: str) -> None:
        """`/samspill`."""
        command = {
            "command": "/samspill",
            "text": text,
            "team_id": TEAM,
            "channel_id": self.channel,
            "user_id": self.user,
            "trigger_id": f"t{next(TRIGGERS)}",
            "response_url": f"http://127.0.0.1:{self.stage.slack.port}/respond/1",
        }
        assert await self.stage.slack.deliver(command, "slash_commands")
        await self.stage.settled()

    async def shortcut(self, callback: str, text: str | None = None) -> None:
        """A shortcut from anywhere, or on a message."""
        body: dict[str, Any] = {
            "type": "shortcut" if text is None else "message_action",
            "callback_id": callback,
            "team": {"id": TEAM},
            "user": {"id": self.user},
            "trigger_id": f"t{next(TRIGGERS)}",
        }
        if text is not None:
            body |= {"channel": {"id": self.channel}, "message": {"ts": "1.1", "text": text}}
        assert await self.stage.slack.deliver(body, "interactive")
        await self.stage.settled()

    @property
    def replies(self) -> list[dict[str, Any]]:
        """The bot's messages in the thread."""
        if self.root is None:
            return self.stage.posted(self.channel)
        return self.stage.slack.replies(self.root, self.channel)

    @property
    def last(self) -> dict[str, Any]:
        """The bot's last message."""
        return self.replies[-1]

    @property
    def text(self) -> str:
        """Everything that its last message shows."""
        return json.dumps(self.last["blocks"], ensure_ascii=False)

    @property
    def aside(self) -> str:
        """What this person alone was shown last."""
        return str(self.stage.slack.answered[-1]["text"])

    async def press(self, action: str, message: dict[str, Any] | None = None, **chosen: Any) -> None:
        """Press what is on the screen: an element whose action id begins so. `chosen`: what is picked in it."""
        message = message or self.last
        await self.send(self.click(action, message, **chosen))
        await self.stage.settled()

    def click(self, action: str, message: dict[str, Any], **chosen: Any) -> dict[str, Any]:
        """A click as a delivery; the same one sent twice is Slack delivering it again."""
        found = next(each for each in elements(message["blocks"]) if each["action_id"].startswith(action))
        pressed = {"type": found["type"], "action_id": found["action_id"], "action_ts": f"9.{next(TRIGGERS)}"}
        pressed |= {"value": found["value"]} if "value" in found else {}
        return {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": self.user},
            "trigger_id": f"t{next(TRIGGERS)}",
            "channel": {"id": self.channel},
            "container": {"channel_id": self.channel, "message_ts": message["ts"]},
            "message": {"ts": message["ts"], "thread_ts": message.get("thread_ts"), "blocks": message["blocks"]},
            "actions": [pressed | chosen],
        }

    async def send(self, click: dict[str, Any]) -> None:
        """Deliver a click."""
        assert await self.stage.slack.deliver(click, "interactive")

    async def window(self, action: str, message: dict[str, Any] | None = None, **chosen: Any) -> dict[str, Any]:
        """Press what opens a window; the window."""
        before = len(self.stage.slack.views)
        await self.send(self.click(action, message or self.last, **chosen))
        async with asyncio.timeout(10):
            while len(self.stage.slack.views) == before:
                await asyncio.sleep(0.01)
        return self.stage.slack.views[-1]

    async def submit(self, view: dict[str, Any], typed: dict[str, str], identity: str | None = None) -> dict[str, Any]:
        """Send a window with what is typed in it (a choice by its value); the acknowledgement's payload."""
        values = {}
        for block in view["blocks"]:
            value = typed.get(block["block_id"], initial(block["element"]))
            kind = block["element"]["type"]
            told: dict[str, Any] = {"value": value}
            if kind == "static_select":
                told = {"selected_option": {"value": value} if value else None}
            elif kind == "multi_static_select":
                told = {"selected_options": [{"value": each} for each in value.split(",") if each]}
            elif kind == "datepicker":
                told = {"selected_date": value or None}
            values[block["block_id"]] = {"value": {"type": kind} | told}
        number = identity or f"V{next(TRIGGERS)}"
        sent = {key: view[key] for key in ("callback_id", "private_metadata", "type")}
        body = {
            "type": "view_submission",
            "team": {"id": TEAM},
            "user": {"id": self.user},
            "trigger_id": f"t{next(TRIGGERS)}",
            "view": sent | {"id": number, "state": {"values": values}, "blocks": view["blocks"]},
        }
        answer = await self.stage.slack.answer_to(body, "interactive")
        await self.stage.settled()
        return answer


def initial(element: dict[str, Any]) -> str:
    """What stands in an input when it is opened."""
    several = ",".join(str(option["value"]) for option in element.get("initial_options", []))
    one = (element.get("initial_option") or {}).get("value") or element.get("initial_date")
    return str(several or one or element.get("initial_value") or "")


def elements(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Everything that can be pressed in blocks, in order."""
    for block in blocks:
        if "accessory" in block:
            yield block["accessory"]
        yield from (each for each in block.get("elements", []) if "action_id" in each)


def option(element: dict[str, Any], value: str) -> dict[str, Any]:
    """An option of a list."""
    return next(each for each in element["options"] if each["value"] == value)
