"""`samspill demo`: a throwaway workspace in the browser with the real bot in it, no Slack and no key needed."""

from __future__ import annotations

import asyncio
import os
import sys
import webbrowser
from typing import TYPE_CHECKING

import click

from knowledge.errors import WorkspaceUnavailable
from knowledge.texts import Texts, error_sentence, terminal_language

if TYPE_CHECKING:
    from pathlib import Path

    from bot.cli import Toolbox

EXAMPLES = """
\b
Examples:
  samspill demo
  samspill demo --port 3000 --no-browser
"""


@click.command(epilog=EXAMPLES)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The workspace's port. Default: any free one.")
@click.option("--browser/--no-browser", default=True, help="Open the workspace in the browser, where there is one.")
@click.pass_context
def demo(context: click.Context, port: int, browser: bool) -> None:
    """Start a Slack-like workspace in the browser and the bot in it, with the example documents. Ctrl-C stops all of it."""
    from bot.commands.chat import chat

    toolbox: Toolbox = context.obj
    try:
        program = _installed()
        _bring_in_starters(toolbox)
        asyncio.run(_demo(toolbox, program, port, browser))
    except WorkspaceUnavailable as error:
        click.echo(error_sentence(error, terminal_language()), err=True)
        if sys.stdin.isatty():
            context.invoke(chat)
        else:
            sys.exit(1)


def _installed() -> Path:
    from bot.settings import BotSettings
    from bot.workspace.install import installed
    from knowledge.settings import load

    tools = load(BotSettings).tools_dir
    if not tools.is_dir():
        click.echo(_say("demo.installing"))
    return installed(tools)


def _bring_in_starters(toolbox: Toolbox) -> None:
    from bot.commands.ingest import print_report, progress_bar

    if any(record.version.metadata.status != "example" for record in toolbox.library.documents()):
        click.echo(_say("demo.own_documents"))  # examples do not belong among somebody's own documents
        return
    click.echo(_say("demo.documents"))
    with progress_bar(shown=True) as progress:
        report = toolbox.ingest((), starter=True, dry_run=False, rebuild=False, allow_removal=False, progress=progress)
    print_report(report)


async def _demo(toolbox: Toolbox, program: Path, port: int, browser: bool) -> None:
    from bot.app import build_app
    from bot.lock import BotLock
    from bot.logs import start_logging
    from bot.running import told_to_stop
    from bot.workspace.place import Keys, demo_settings
    from bot.workspace.process import workspace
    from bot.workspace.streaming import streaming_api

    keys, folder, told = Keys(), toolbox.settings.data_dir, told_to_stop()
    with BotLock(folder), (folder / "demo.log").open("a", encoding="utf-8") as logged:
        start_logging(stream=logged)
        async with workspace(program, keys, port) as address, streaming_api(address) as api:
            bot = await build_app(demo_settings(keys, address, api), toolbox.settings)
            try:
                await bot.start()
                click.echo(_say("demo.open", address=address))
                if browser and has_browser():
                    webbrowser.open(address)
                await told.wait()
            finally:
                await bot.stop()
    click.echo(_say("demo.stopped", folder=str(folder)))


def has_browser() -> bool:
    """Whether a browser window can be shown here: a desktop, and no program that reads our output."""
    if not sys.stdout.isatty() or os.environ.get("CI") or os.environ.get("SSH_CONNECTION"):
        return False
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say(key: str, **facts: str) -> str:
    return Texts.load("bot.texts", "running.toml")(key, terminal_language(), **facts)
