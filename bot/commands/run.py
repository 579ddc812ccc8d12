"""`samspill run`: the bot in Slack, until it is told to stop."""

from __future__ import annotations

import asyncio
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from knowledge.texts import Texts, terminal_language

if TYPE_CHECKING:
    from bot.cli import Toolbox
    from bot.settings import BotSettings

EXAMPLES = """
\b
Example:
  SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-… samspill run

\b
Logs are JSON lines on standard error, with ids and no content. /healthz and /readyz answer on SAMSPILL_PORT.
SIGTERM or Ctrl-C: what was begun is finished, the rest is resumed at the next start.
"""


@click.command(epilog=EXAMPLES)
@click.pass_obj
def run(toolbox: Toolbox) -> None:
    """Answer in Slack: by Socket Mode, or over HTTP with SAMSPILL_SLACK_MODE=http."""
    from bot.lock import BotLock
    from bot.logs import start_logging
    from bot.settings import BotSettings
    from knowledge.database import database_url
    from knowledge.settings import load

    settings = load(BotSettings)
    settings.check()
    start_logging()
    with ExitStack() as held:
        if database_url(toolbox.settings).get_backend_name() == "sqlite":
            held.enter_context(BotLock(toolbox.settings.data_dir))
        asyncio.run(_run(toolbox, settings))


async def _run(toolbox: Toolbox, settings: BotSettings) -> None:
    from bot.app import build_app
    from bot.running import told_to_stop

    texts, language = Texts.load("bot.texts", "running.toml"), terminal_language()
    told = told_to_stop()
    bot = await build_app(settings, toolbox.settings)
    try:
        await bot.start()
        if sys.stderr.isatty():
            click.echo(texts("run.started", language, host=settings.host, port=bot.server.port), err=True)
        await told.wait()
        if sys.stderr.isatty():
            click.echo(texts("run.stopping", language), err=True)
    finally:
        await bot.stop()
