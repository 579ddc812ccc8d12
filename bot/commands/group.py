"""The commands by name, each imported when it runs: `--help` stays quick."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "ask": "Answer a question from the documents, with quotes.",
    "chat": "Talk in the terminal: questions, and drafts of requests.",
    "drafts": "List, show, export and delete drafts and requests.",
    "ingest": "Bring documents in and publish them.",
    "watch": "Look at folders and web addresses again, and stage what changed.",
    "documents": "List, show and trace the documents that answers rest on.",
    "evaluate": "Ask every question of a set, and measure the answers.",
    "run": "Answer in Slack, until told to stop.",
    "demo": "Try the bot in a throwaway workspace in the browser.",
    "bench": "Compare with a quickstart, and measure growth.",
    "backup": "Save everything that cannot be built again, also while the bot runs.",
    "restore": "Bring a backup back, and build the index from it.",
    "doctor": "Check the installation and say what to do.",
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only when it runs: `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"bot.commands.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101  (for the type checker)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))
