"""`samspill run` as a process: connected, ready, one a data folder, stopped gracefully, logs without content."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.lock import BotLock
from bot.logs import start_logging
from bot.settings import BotSettings
from knowledge.errors import SettingsError
from knowledge.settings import load
from tests.bot.command_line import ROOT, call, write_documents
from tests.bot_making import slack_stand_in
from tests.standins.slack import SlackStandIn

CANARY = "kanarifugl7319"


def environment(slack: SlackStandIn, **more: str) -> dict[str, str]:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-test", "SLACK_APP_TOKEN": "xapp-test", "SLACK_API_URL": slack.api_url}
    return os.environ | tokens | {"SAMSPILL_PORT": "0", "PYTHONUNBUFFERED": "1"} | more


async def started(slack: SlackStandIn, **more: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "run"),
        cwd=ROOT,
        env=environment(slack, **more),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@asynccontextmanager
async def bot_process(slack: SlackStandIn, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await started(slack, **more)
    try:
        await slack.connected(2, within=60)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def stopped(process: asyncio.subprocess.Process) -> list[dict[str, object]]:
    """Stop it as a supervisor does; its log lines."""
    process.send_signal(signal.SIGTERM)
    _, logged = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0
    return [json.loads(line) for line in logged.decode().splitlines()]


def test_a_document_is_answered_from_and_the_logs_hold_no_word(tmp_path: Path) -> None:
    """The command answers from the published documents; its logs are JSON lines with ids, without a word of anybody."""
    folder = write_documents(tmp_path / "documents")
    (folder / "canary.md").write_text(
        f"# Rutine {CANARY}\n\nSøknaden om {CANARY} sendes til rådgiveren.\n", encoding="utf-8"
    )
    assert call("ingest", str(folder)).exit_code == 0

    async def run() -> None:
        async with slack_stand_in() as slack, bot_process(slack) as process:
            asked = slack.asks("Hva varer avtalen til, og når gjelder den fra?")
            assert await slack.deliver(asked)
            reply = await slack.reply(asked["event"]["ts"], within=60)
            assert "31. desember 2027" in json.dumps(reply["blocks"], ensure_ascii=False)
            about = slack.asks(f"Hvor sendes søknaden om {CANARY}?", user="U02OLA")
            await slack.deliver(about)
            await slack.reply(about["event"]["ts"], within=60)
            await slack.deliver(slack.delivery(slack.says(f"Prat om {CANARY}", thread="1.0"), "message"))
            slack.fault = lambda method, given: 1 / 0  # type: ignore[assignment, return-value]  # Slack fails with a page of its own
            await slack.deliver(slack.asks(f"Og så, {CANARY}?"))
            await asyncio.sleep(0.5)
            lines = await stopped(process)
            done = [line["event"] for line in lines if line.get("message") == "done"]
            assert {asked["event_id"], about["event_id"]} <= set(done)
            assert CANARY not in json.dumps(lines)
            assert all({"at", "level", "logger"} <= line.keys() for line in lines)

    asyncio.run(run())


def test_a_second_bot_on_the_folder_is_refused() -> None:
    """While a bot works in a data folder a second one is refused with a sentence; afterwards the folder is free."""

    async def run() -> None:
        async with slack_stand_in() as slack, bot_process(slack) as process:
            second = await started(slack)
            out, error = await asyncio.wait_for(second.communicate(), 60)
            assert second.returncode == 1
            assert out == b""
            assert "already working in the data folder" in error.decode()
            assert len(error.decode().strip().splitlines()) == 1
            await stopped(process)
            with BotLock(Path(os.environ["SAMSPILL_DATA_DIR"])):
                pass  # it is free again

    asyncio.run(run())


def test_what_was_begun_is_finished_before_the_end() -> None:
    """A question that was acknowledged just before the stop is answered, by this bot or by the next."""

    async def run() -> None:
        async with slack_stand_in() as slack:
            async with bot_process(slack) as process:
                asked = [slack.asks(f"hjelp{'!' * n}") for n in range(5)]
                for delivery in asked:
                    assert await slack.deliver(delivery)
                await stopped(process)
            async with bot_process(slack):
                for delivery in asked:
                    await slack.reply(delivery["event"]["ts"], within=30)
            assert all(len(slack.replies(delivery["event"]["ts"])) == 1 for delivery in asked)

    asyncio.run(run())


def test_a_refused_token_is_told() -> None:
    """When Slack refuses the token the command says which variable is wrong, and ends."""

    async def run() -> None:
        async with slack_stand_in() as slack:
            from aiohttp import web

            slack.fault = lambda method, given: web.json_response({"ok": False, "error": "invalid_auth"})
            process = await started(slack)
            _, error = await asyncio.wait_for(process.communicate(), 60)
            assert process.returncode == 1
            assert "SLACK_BOT_TOKEN" in error.decode().splitlines()[-1]

    asyncio.run(run())


@pytest.mark.parametrize(
    ("given", "variable"),
    [
        ({}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SAMSPILL_SLACK_MODE": "http"}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_BOT_TOKEN": "hemmelig"}, "SLACK_BOT_TOKEN"),
        ({"SAMSPILL_PORT": "often"}, "SAMSPILL_PORT"),
        ({"SAMSPILL_SLACK_MODE": "carrier pigeon"}, "SAMSPILL_SLACK_MODE"),
        ({"SAMSPILL_RETENTION_DAYS": "0"}, "SAMSPILL_RETENTION_DAYS"),
    ],
)
def test_a_missing_or_wrong_setting_is_named(
    given: dict[str, str], variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is missing or wrong for the mode, the variable is named with an example that works, and no secret is shown."""
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load(BotSettings).check()
    assert refused.value.facts["variable"] == variable
    assert "hemmelig" not in str(refused.value)


def test_lists_are_read_from_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Channels and workspaces are written with commas."""
    monkeypatch.setenv("SAMSPILL_SHARED_CHANNELS", "C1, C2,,")
    assert load(BotSettings).shared_channels == ("C1", "C2")


def test_foreign_records_are_logged_without_their_words(capsys: pytest.CaptureFixture[str]) -> None:
    """Of another package's record only its place is kept, and of ours only what is on the list."""
    import logging

    handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
    try:
        start_logging(stream=sys.stdout)
        logging.getLogger("slack_bolt.app").error(f"body: {CANARY}")
        logging.getLogger("samspill.x").info("done %s", CANARY, extra={"event": "Ev1", "text": CANARY})
    finally:
        logging.getLogger().handlers[:] = handlers
        logging.getLogger().setLevel(level)
    foreign, ours = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert "message" not in foreign
    assert CANARY not in json.dumps([foreign, ours])
    assert ours["event"] == "Ev1"
