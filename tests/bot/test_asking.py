"""The whole bot against the Slack stand-in: what a person asks, and what they see."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select

from bot.answers import ReadyAnswers
from bot.events.table import events, feedback
from bot.running import Running
from knowledge.clauses import clause_hashes
from knowledge.database import read
from knowledge.errors import LibraryEmpty
from knowledge.library import Library
from knowledge.library_tables import questions
from knowledge.reliances import Reliances
from knowledge.texts import Texts
from knowledge.types import Answer, Choice, Question, Turn
from tests.bot_making import QUOTE, Scripted, an_answer, citation, running_bot, slack_stand_in
from tests.making import commit_generation, new_version
from tests.standins.slack import BOT, CHANNEL, PERSON, TEAM, SlackStandIn

Play = Callable[[SlackStandIn, Running], Awaitable[None]]


def play(scene: Play, answers: Scripted | None = None, **settings: Any) -> None:
    """Run a scene with a started bot."""

    async def run() -> None:
        async with slack_stand_in() as slack, running_bot(slack, answers, **settings) as bot:
            await scene(slack, bot)

    asyncio.run(run())


async def settled(bot: Running) -> None:
    """Wait until nothing is open any more."""
    async with asyncio.timeout(10):
        while True:
            await asyncio.sleep(0.02)
            with read(bot.engine) as connection:
                if (
                    not bot.worker.busy
                    and not connection.execute(select(events.c.id).where(events.c.state == "open")).all()
                ):
                    return


def posts(slack: SlackStandIn, method: str = "chat.postMessage") -> list[dict[str, Any]]:
    return [arguments for name, arguments in slack.calls if name == method]


def click(action: str, value: str, message: dict[str, Any], trigger: str = "9.1", user: str = PERSON) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": user},
        "trigger_id": trigger,
        "channel": {"id": CHANNEL},
        "container": {"channel_id": CHANNEL, "message_ts": message["ts"]},
        "message": {"ts": message["ts"], "thread_ts": message.get("thread_ts")},
        "actions": [{"type": "button", "action_id": action, "value": value, "action_ts": "9.2"}],
    }


def test_a_mention_is_answered_in_its_thread() -> None:
    """The answer comes in the thread with its source linked, and no address in it is unfurled."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        asked = slack.asks("Hvem sender vi henvendelsen til?")
        assert await slack.deliver(asked)
        reply = await slack.reply(asked["event"]["ts"])
        assert QUOTE in json.dumps(reply["blocks"], ensure_ascii=False)
        assert "<https://example.org/avtale|Samarbeidsavtalen>" in json.dumps(reply["blocks"])
        assert all(
            post["unfurl_links"] in (False, "false") and post["unfurl_media"] in (False, "false")
            for post in posts(slack)
        )

    play(scene, Scripted(lambda question: an_answer()))


def test_what_an_answer_rests_on_is_noted_with_it() -> None:
    """An answer is found again by each clause that it quotes, under its event; a refusal rests on nothing."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        commit_generation(Library(bot.engine), "g1", [new_version("avtale", (QUOTE,))])
        asked = [slack.asks("Hvem sender vi henvendelsen til?"), slack.asks("Hva med været?")]
        for delivery in asked:
            await slack.deliver(delivery)
        await settled(bot)
        resting = Reliances(bot.engine).touched("avtale", clause_hashes(QUOTE))
        assert [(one.kind, one.reference) for one in resting] == [("answer", asked[0]["event_id"])]
        with read(bot.engine) as connection:
            assert sorted(connection.execute(select(questions.c.refused)).scalars()) == [False, True]

    refused = an_answer("Det står ikke her.", abstained=True, mode="refused", citations=())
    play(scene, Scripted(lambda question: refused if "været" in question.text else an_answer()))


def test_a_quick_answer_is_its_own_sign() -> None:
    """An answer that is there at once is posted once, never edited, so that the notification holds it."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        asked = slack.asks("Hvem?")
        await slack.deliver(asked)
        await slack.reply(asked["event"]["ts"])
        await settled(bot)
        assert len(posts(slack)) == 1
        assert posts(slack, "chat.update") == []

    play(scene)


def test_a_slow_answer_takes_the_place_of_the_sign() -> None:
    """When finding takes longer the person sees a sign first, and then the answer in the same message."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        asked = slack.asks("Hvem?")
        await slack.deliver(asked)
        sign = dict(await slack.reply(asked["event"]["ts"], final=False))
        assert sign["metadata"]["event_payload"]["final"] is False
        reply = await slack.reply(asked["event"]["ts"])
        assert reply["ts"] == sign["ts"]
        assert "Jeg leter" not in json.dumps(reply["blocks"])
        assert len(slack.replies(asked["event"]["ts"])) == 1

    play(scene, Scripted(seconds=0.5))


def test_what_is_written_is_shown_in_the_sign_and_then_the_answer() -> None:
    """Parts of an answer that is being written stand in the sign's place, inert, and the whole answer comes last."""
    scripted = Scripted(lambda question: an_answer("Hele svaret."), seconds=1.0)
    scripted.parts = [an_answer("Første påstand <!channel>."), an_answer("Første påstand. Andre påstand.")]

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        asked = slack.asks("Hvem?")
        await slack.deliver(asked)
        reply = await slack.reply(asked["event"]["ts"])
        await settled(bot)
        texts = [str(body["text"]) for body in posts(slack, "chat.update")]
        assert [text.split(".")[0] for text in texts[:2]] == ["Første påstand &lt;!channel&gt;", "Første påstand"]
        assert "Hele svaret." in json.dumps(reply["blocks"])
        assert len(slack.replies(asked["event"]["ts"])) == 1

    play(scene, scripted)


def test_parts_that_rest_on_examples_are_withheld() -> None:
    """Where examples may not be answered from, no part of such an answer is shown either."""
    example = an_answer(citations=(citation(status="example"),))
    scripted, shown = Scripted(lambda question: example), list[Answer]()
    scripted.parts = [example, an_answer("Fra et vedtak.")]
    for allowed in (False, True):
        ReadyAnswers(lambda: scripted, Texts.load("bot.texts", "slack.toml"), allowed).answer(
            Question("Hvem?"), date(2026, 11, 24), shown.append
        )
    assert shown == [scripted.parts[1], *scripted.parts]


def test_followups_need_no_mention_and_know_the_thread() -> None:
    """In a thread where the bot has answered, a reply without a mention is a question that builds on what was said."""
    answers = Scripted()

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        first = slack.asks("Hvem sender vi henvendelsen til?")
        await slack.deliver(first)
        await settled(bot)
        root = first["event"]["ts"]
        for text in ("Og hvem svarer?", "Takk!"):
            await slack.deliver(slack.delivery(slack.says(text, thread=root), "message"))
            await settled(bot)
        await slack.deliver(slack.delivery(slack.says("Hvem tar kaffen?"), "message"))
        await settled(bot)
        assert [question.text for question in answers.asked] == ["Hvem sender vi henvendelsen til?", "Og hvem svarer?"]
        assert answers.asked[1].history == (
            Turn("user", "Hvem sender vi henvendelsen til?"),
            Turn("assistant", "Svar på: Hvem sender vi henvendelsen til?"),
        )
        assert len(slack.replies(root)) == 2

    play(scene, answers)


def test_a_direct_message_is_answered_and_the_next_builds_on_it() -> None:
    """In a conversation with the bot alone no mention is needed, also when the next message is written below."""
    answers = Scripted()

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        for text in ("Hvem er kontakt?", "Og på NTNU?"):
            asked = slack.delivery(slack.says(text, channel="D1"), "message")
            await slack.deliver(asked)
            await slack.reply(asked["event"]["ts"], "D1")
            await settled(bot)
        assert [turn.text for turn in answers.asked[1].history] == ["Hvem er kontakt?", "Svar på: Hvem er kontakt?"]

    play(scene, answers)


def test_nothing_of_what_is_not_for_the_bot_is_stored() -> None:
    """Talk in a channel where the bot only sits leaves no trace in the database."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        said = slack.says("Hemmelig prat", thread="1.0")
        assert await slack.deliver(slack.delivery(said, "message"))
        assert await slack.deliver(slack.delivery(slack.says("Mer prat"), "message"))
        with read(bot.engine) as connection:
            assert connection.execute(select(events.c.id)).all() == []

    play(scene)


def test_help_in_the_language_it_was_asked_in() -> None:
    """`hjelp` and `help` tell how to ask, without asking the documents."""
    answers = Scripted()

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        for word, expected in (("hjelp", "Slik spør du"), ("Help!", "How to ask"), ("", "Slik spør du")):
            asked = slack.asks(word)
            await slack.deliver(asked)
            reply = await slack.reply(asked["event"]["ts"])
            assert expected in json.dumps(reply["blocks"], ensure_ascii=False)
        assert answers.asked == []

    play(scene, answers)


def test_the_command_is_answered_to_the_person_alone() -> None:
    """`/samspill` works in any channel, and only the asker sees the answer."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        command = {
            "command": "/samspill",
            "text": "Hvem er kontakt?",
            "team_id": TEAM,
            "channel_id": "C0ELSEWHERE",
            "user_id": PERSON,
            "trigger_id": "7.7",
            "response_url": f"http://127.0.0.1:{slack.port}/respond/1",
        }
        assert await slack.deliver(command, "slash_commands")
        await settled(bot)
        assert slack.answered[0]["response_type"] == "ephemeral"
        assert slack.answered[0]["text"] == "Svar på: Hvem er kontakt?"
        assert posts(slack) == []

    play(scene)


def test_the_first_contact_notice_comes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever writes for the first time is told what is stored, for how long, and whom to ask; nobody is told twice."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        for user in (PERSON, PERSON, "U02OLA"):
            await slack.deliver(slack.asks("Hvem?", user=user))
            await settled(bot)
        assert [told["user"] for told in slack.answered] == [PERSON, "U02OLA"]
        assert "45 dager" in slack.answered[0]["text"]
        assert "personvern@example.org" in slack.answered[0]["text"].replace("\u2060", "")

    monkeypatch.setenv("SAMSPILL_CONTACT", "personvern@example.org")
    play(scene, SAMSPILL_RETENTION_DAYS=45)


def test_a_long_answer_is_split_and_keeps_its_citations() -> None:
    """An answer beyond Slack's limits comes in several messages, in order, with every citation."""
    many = tuple(citation(document=f"d{n}.md", title=f"Dokument {n}", url=f"https://example.org/{n}") for n in range(6))
    text = "\n\n".join(f"Avsnitt {n}. " + "Ord og atter ord. " * 60 for n in range(30))

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        asked = slack.asks("Alt?")
        await slack.deliver(asked)
        await settled(bot)
        replies = slack.replies(asked["event"]["ts"])
        assert len(replies) > 1
        shown = json.dumps([reply["blocks"] for reply in replies])
        assert [shown.index(f"Avsnitt {n}.") for n in range(30)] == sorted(
            shown.index(f"Avsnitt {n}.") for n in range(30)
        )
        assert all(f"https://example.org/{n}|Dokument {n}" in shown for n in range(6))

    play(scene, Scripted(lambda question: an_answer(text, citations=many)))


def test_feedback_is_noted_once_and_thanked() -> None:
    """Each person's last click on an answer counts, and only they see the thanks."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        asked = slack.asks("Hvem?")
        await slack.deliver(asked)
        reply = await slack.reply(asked["event"]["ts"])
        for trigger, action in (("1.1", "answer.useful"), ("1.1", "answer.useful"), ("1.2", "answer.not_useful")):
            assert await slack.deliver(click(action, asked["event_id"], reply, trigger), "interactive")
            await settled(bot)
        with read(bot.engine) as connection:
            given = connection.execute(select(feedback.c.event_id, feedback.c.user_id, feedback.c.useful)).all()
        assert [tuple(row) for row in given] == [(asked["event_id"], PERSON, 0)]
        assert len([told for told in slack.answered if "Takk" in told["text"]]) == 2

    play(scene)


def test_choosing_asks_the_chosen_question() -> None:
    """A button under a question too vague asks its question in the thread, and what is said after follows on from it."""
    chosen = "Hva står det om Frister i Samarbeidsavtalen?"
    vague = an_answer(
        "Hva vil du vite?", abstained=True, mode="refused", citations=(), reason="too_vague",
        choices=(Choice("Frister", chosen),),
    )  # fmt: skip

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        asked = slack.asks("søknad")
        await slack.deliver(asked)
        reply = await slack.reply(asked["event"]["ts"])
        assert await slack.deliver(click("answer.choose|0", chosen, reply), "interactive")
        await settled(bot)
        assert f"Svar på: {chosen}" in json.dumps(slack.replies(asked["event"]["ts"])[-1]["blocks"], ensure_ascii=False)
        await slack.deliver(slack.asks("og hvem bestemmer det?", thread=asked["event"]["ts"]))
        await settled(bot)
        assert chosen in [turn.text for turn in script.asked[-1].history]

    script = Scripted(lambda question: vague if question.text == "søknad" else an_answer(f"Svar på: {question.text}"))
    play(scene, script)


def test_a_refused_question_reaches_the_desk_once() -> None:
    """However often the button is clicked, the co-ordinators get the question once, with who asked."""

    def refuse(question: Question) -> Answer:
        return an_answer(
            "Det finner jeg ikke.", abstained=True, mode="refused", citations=(), reason="not_in_documents"
        )

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        asked = slack.asks("Hva er fristen <!channel>?")
        await slack.deliver(asked)
        reply = await slack.reply(asked["event"]["ts"])
        assert "answer.ask_desk" in json.dumps(reply["blocks"])
        for trigger in ("1.1", "1.2", "1.3"):
            await slack.deliver(click("answer.ask_desk", asked["event_id"], reply, trigger), "interactive")
        await settled(bot)
        (passed_on,) = slack.messages["C0DESK"]
        assert f"<@{PERSON}>" in passed_on["text"]
        assert "Hva er fristen &lt;!channel&gt;?" in passed_on["text"]

    play(scene, Scripted(refuse), SAMSPILL_DESK_CHANNEL="C0DESK")


def test_sources_open_in_a_window() -> None:
    """The button under an answer opens each quote with where it stands; a click that came too late gets a message instead."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        asked = slack.asks("Hvem?")
        await slack.deliver(asked)
        reply = await slack.reply(asked["event"]["ts"])
        await slack.deliver(click("answer.sources", asked["event_id"], reply), "interactive")
        async with asyncio.timeout(5):
            while not slack.views:
                await asyncio.sleep(0.01)
        assert QUOTE in json.dumps(slack.views[0], ensure_ascii=False)
        late = {"ok": False, "error": "expired_trigger_id"}
        slack.fault = lambda method, _: web.json_response(late) if method == "views.open" else None
        before = len(slack.answered)
        await slack.deliver(click("answer.sources", asked["event_id"], reply, "9.9"), "interactive")
        async with asyncio.timeout(5):
            while len(slack.answered) == before:
                await asyncio.sleep(0.01)
        assert "Klikk en gang til" in slack.answered[-1]["text"]

    play(scene, Scripted(lambda question: an_answer()))


def test_home_tells_how_to_ask() -> None:
    """Opening the app's Home tab shows what it can do."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        opened = {"type": "app_home_opened", "user": PERSON, "channel": "D1", "tab": "home", "ts": "1.0"}
        await slack.deliver(slack.delivery(opened, "app_home_opened"))
        async with asyncio.timeout(5):
            while not [1 for name, _ in slack.calls if name == "views.publish"]:
                await asyncio.sleep(0.01)

    play(scene)


def test_examples_are_withheld_unless_allowed() -> None:
    """An answer that rests on example documents is not given in a real workspace, unless the setting allows it."""
    answers = Scripted(lambda question: an_answer("Fra et eksempel", citations=(citation(status="example"),)))

    def scene(expected: bool) -> Play:
        async def run(slack: SlackStandIn, bot: Running) -> None:
            asked = slack.asks("Hvem?")
            await slack.deliver(asked)
            reply = await slack.reply(asked["event"]["ts"])
            assert ("Fra et eksempel" in json.dumps(reply["blocks"])) is expected

        return run

    play(scene(False), answers)


def test_examples_are_answered_from_where_allowed() -> None:
    """With the setting, an answer from examples is given, and its source says that it is one."""
    answers = Scripted(lambda question: an_answer("Fra et eksempel", citations=(citation(status="example"),)))

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        asked = slack.asks("Hvem?")
        await slack.deliver(asked)
        reply = await slack.reply(asked["event"]["ts"])
        assert "Fra et eksempel" in json.dumps(reply["blocks"])
        assert "_eksempel_" in json.dumps(reply["blocks"])

    play(scene, answers, SAMSPILL_ALLOW_EXAMPLES=True)


def test_an_empty_library_is_told_to_the_asker() -> None:
    """Who asks a bot without documents is told so, alone, in their language, with a reference."""

    def empty(question: Question) -> Answer:
        raise LibraryEmpty

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        asked = slack.asks("Who is the contact person for research?")
        await slack.deliver(asked)
        await settled(bot)
        assert slack.replies(asked["event"]["ts"]) == []
        assert slack.answered[0]["user"] == PERSON
        assert slack.answered[0]["text"].startswith("No documents that I can answer from have been added yet.")

    play(scene, Scripted(empty))


def test_mentions_of_the_bot_in_the_help_are_real() -> None:
    """The help names the bot so that it can be clicked."""

    async def scene(slack: SlackStandIn, bot: Running) -> None:
        asked = slack.asks("hjelp")
        await slack.deliver(asked)
        reply = await slack.reply(asked["event"]["ts"])
        assert f"<@{BOT}>" in json.dumps(reply["blocks"])

    play(scene)
