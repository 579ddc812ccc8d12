"""Answers that are shown while they are written, by Slack's own streaming, by the plain form under it, and through every accident."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from aiohttp import web

from bot.blocks.markdown import markdown
from bot.events.inbox import Inbox
from bot.events.showing import Showing
from bot.events.surfaces import Surfaces
from bot.events.types import Event, Message
from bot.running import Running
from knowledge.errors import LibraryEmpty
from knowledge.settings import KnowledgeSettings
from knowledge.types import Answer, Question
from tests.bot.test_asking import play, posts, settled
from tests.bot.test_once import LEASE, all_done
from tests.bot_making import Scripted, an_answer, running_bot, slack_stand_in
from tests.standins.slack import PERSON, TEAM, SlackStandIn, too_many

FIRST = "Enheten sender henvendelsen. (1)"
SECOND = "Koordinatoren svarer. (1)"
WHOLE = f"{FIRST} {SECOND}"
CALLS = ("chat.startStream", "chat.appendStream", "chat.stopStream", "chat.update", "chat.postMessage", "chat.delete")


def writing(answer: Answer | None = None, seconds: float = 0.4) -> Scripted:
    """A model that writes two claims, and what the answer then is."""
    scripted = Scripted(lambda question: answer or an_answer(WHOLE, mode="generative"), seconds=seconds)
    scripted.parts = [an_answer(FIRST, mode="generative"), an_answer(WHOLE, mode="generative")]
    return scripted


def calls(slack: SlackStandIn) -> list[str]:
    return [name for name, _ in slack.calls if name in CALLS]


async def asked_and_answered(slack: SlackStandIn, bot: Running, text: str = "Hvem?") -> dict[str, Any]:
    """The one message that stands in the thread in the end."""
    slack.is_new = slack.can_stream = True
    bot.worker.poster.surfaces = Surfaces()
    asked = slack.asks(text)
    await slack.deliver(asked)
    await settled(bot)
    (reply,) = slack.replies(asked["event"]["ts"])
    return reply


def test_claims_are_appended_and_the_end_brings_sources_and_buttons() -> None:
    """Where a workspace streams the message grows by checked claims, and its end has sources, buttons and mark in one call."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        reply = await asked_and_answered(slack, bot)
        assert calls(slack) == ["chat.startStream", "chat.appendStream", "chat.stopStream"]
        started = posts(slack, "chat.startStream")[0]
        assert (started["recipient_team_id"], started["recipient_user_id"]) == (TEAM, PERSON)
        assert started["chunks"][0]["text"] == markdown(FIRST)
        assert reply["text"] == markdown(WHOLE)
        assert reply["metadata"]["event_payload"]["final"]
        shown = json.dumps(reply["blocks"], ensure_ascii=False)
        assert "Samarbeidsavtalen" in shown
        assert "feedback_buttons" in shown
        assert reply["streaming_state"] == "completed"

    play(scene, writing())


def test_what_takes_the_claims_back_replaces_them() -> None:
    """When the model fails after its first claims the message is ended, and holds the quotes alone."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        reply = await asked_and_answered(slack, bot)
        assert calls(slack)[-3:] == ["chat.update", "chat.stopStream", "chat.update"]
        assert reply["text"].startswith("Sitatene står her.")
        assert "Enheten" not in json.dumps(reply["blocks"], ensure_ascii=False)
        assert reply["metadata"]["event_payload"]["final"]

    play(scene, writing(an_answer("Sitatene står her.", fallback=True)))


def test_where_nothing_can_be_streamed_the_sign_shows_it() -> None:
    """A workspace without streams is asked once, and the claims stand in the sign's place as before."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        for number in range(2):
            asked = slack.asks(f"Hvem {number}?")
            await slack.deliver(asked)
            await settled(bot)
            (reply,) = slack.replies(asked["event"]["ts"])
            assert FIRST in json.dumps(reply["blocks"], ensure_ascii=False)
        assert len(posts(slack, "chat.startStream")) == 1
        assert [body["text"] for body in posts(slack, "chat.update")][-3:-1] == [FIRST, WHOLE]

    play(scene, writing(seconds=1.0))


@pytest.mark.parametrize("method", ["chat.startStream", "chat.appendStream", "chat.stopStream"])
@pytest.mark.parametrize("error", ["ratelimited", "internal_error", "message_not_in_streaming_state", "lost"])
def test_a_stream_that_dies_ends_in_one_whole_answer(method: str, error: str) -> None:
    """Whichever call of a stream fails, and whether or not Slack had done it, one whole answer stands in the thread in the end."""
    died: list[str] = []

    def fault(name: str, given: Mapping[str, Any]) -> web.StreamResponse | None:
        if name != method or died:
            return None
        died.append(name)
        if error == "ratelimited":
            return too_many(1)
        if error == "lost":  # done, and nobody hears of it: a proxy answers with a page of its own
            getattr(slacks[0], "_" + name.replace(".", "_"))(dict(given))
            return web.Response(status=502, text="Bad gateway")
        return web.json_response({"ok": False, "error": error})

    slacks: list[SlackStandIn] = []

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        slacks.append(slack)
        slack.fault = fault
        reply = await asked_and_answered(slack, bot)
        assert died
        assert reply["metadata"]["event_payload"]["final"]
        whole = reply["text"] + json.dumps(reply["blocks"], ensure_ascii=False)
        assert FIRST[:-4] in whole
        assert SECOND[:-4] in whole
        assert whole.count(FIRST[:-4]) <= 2  # as text and as block
        assert "Samarbeidsavtalen" in whole
        assert reply.get("streaming_state") != "in_progress"

    play(scene, writing())


@pytest.mark.parametrize("after", ["chat.startStream", "chat.appendStream", "chat.stopStream"])
def test_killed_in_the_middle_of_a_stream(
    settings: KnowledgeSettings, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    """A bot that dies after any call of a stream leaves one whole answer: the next attempt finds the message and completes it."""
    deaths = [1]
    written = Showing.written

    async def run() -> None:
        async with slack_stand_in() as slack:
            slack.is_new = slack.can_stream = True
            async with running_bot(slack, writing(), settings, LEASE) as bot:

                async def dying(self: Showing, event: Event, message: Message) -> None:
                    await written(self, event, message)
                    if after in calls(slack) and deaths:
                        deaths.pop()
                        for task in list(bot.worker._held):
                            task.cancel()  # ends without a word: nothing is written, the lease runs out

                async def unheard(self: Inbox, event: Event, *rest: Any, **more: Any) -> None:
                    if deaths:
                        deaths.pop()
                        raise asyncio.CancelledError
                    await finish(self, event, *rest, **more)

                finish = Inbox.finish
                if after == "chat.stopStream":
                    monkeypatch.setattr(Inbox, "finish", unheard)
                else:
                    monkeypatch.setattr(Showing, "written", dying)
                asked = slack.asks("Hvem?")
                await slack.deliver(asked)
                await all_done(bot)
                (reply,) = slack.replies(asked["event"]["ts"])
                assert deaths == []
                assert reply["metadata"]["event_payload"]["final"]
                assert reply["streaming_state"] == "completed"
                whole = reply["text"] + json.dumps(reply["blocks"], ensure_ascii=False)
                assert SECOND[:-4] in whole
                assert len(posts(slack, "chat.startStream")) == 1

    asyncio.run(run())


def test_an_answer_that_never_comes_leaves_nothing() -> None:
    """When the work fails for good what was streamed is taken away, and the person is told."""

    def fails(question: Question) -> Answer:
        raise LibraryEmpty

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        slack.is_new = slack.can_stream = True
        asked = slack.asks("Hvem?")
        await slack.deliver(asked)
        await settled(bot)
        assert posts(slack, "chat.startStream")
        assert slack.replies(asked["event"]["ts"]) == []
        assert slack.answered

    scripted = Scripted(fails, seconds=0.4)
    scripted.parts = [an_answer(FIRST, mode="generative")]
    play(scene, scripted)


def test_nothing_is_begun_for_an_event_that_was_given_back(sqlite_settings: KnowledgeSettings) -> None:
    """A model that goes on writing after the bot has let go of the question begins no message that nobody would end."""

    async def run() -> None:
        async with slack_stand_in() as slack:
            slack.is_new = slack.can_stream = True
            scripted = writing(seconds=1.0)
            async with running_bot(slack, scripted, sqlite_settings, LEASE) as bot:
                await slack.deliver(slack.asks("Hvem?"))
                while not scripted.asked:
                    await asyncio.sleep(0.01)
                bot.worker._stopping = True
                for task in list(bot.worker._held):
                    task.cancel()
                await asyncio.sleep(1.0)
                assert posts(slack, "chat.startStream") == []

    asyncio.run(run())


def test_what_was_understood_stands_first() -> None:
    """A follow-up that was completed says so above the claims, streamed or not."""
    parts = [an_answer(text, mode="generative", understood="Hvem sender henvendelsen?") for text in (FIRST, WHOLE)]
    scripted = Scripted(lambda question: parts[1], seconds=0.4)
    scripted.parts = parts

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        reply = await asked_and_answered(slack, bot)
        assert calls(slack)[-1] == "chat.stopStream"
        assert reply["text"].startswith("Jeg forsto spørsmålet slik: Hvem sender henvendelsen?\n\n")

    play(scene, scripted)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("14. mars 2024 er datoen.", "14\\. mars 2024 er datoen."),
        ("- ikke en liste", "\\- ikke en liste"),
        ("# ikke *sterk* _eller_ ~slettet~", "\\# ikke \\*sterk\\* \\_eller\\_ \\~slettet\\~"),
        ("<!channel> & <@U01> [her](https://ond.example)", None),
        ("En linje\nog en til", "En linje\n\nog en til"),
    ],
)
def test_streamed_text_shows_what_is_written(text: str, shown: str | None) -> None:
    """Nothing in a streamed text is a list, a heading, a mention or a link."""
    written = markdown(text)
    assert shown is None or written == shown
    assert "<" not in written
    assert re.search(r"(?<!\\)\]\(", written) is None
    assert "https:" not in written


def test_what_begins_a_text_begins_its_markdown() -> None:
    """However an answer grows by whole claims and lines, its markdown only grows."""
    lines = ["1. mai er fristen. (1) Kl. 12 #1 gjelder. (2)", "Dokumentet gjelder til 2029.", "- og mer"]
    before = ""
    for number in range(len(lines)):
        grown = markdown("\n".join(lines[: number + 1]))
        assert grown.startswith(before)
        before = grown
