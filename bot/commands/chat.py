"""`samspill chat`: the assistant in a terminal, or line by line for a program."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from bot.commands.options import day, today_option
from bot.commands.printing import print_answer, terminal_texts
from knowledge.texts import terminal_language
from knowledge.types import Question, Turn

if TYPE_CHECKING:
    from bot.cli import Toolbox

HELP_WORDS = {"hjelp", "help", "?"}
NEW_WORDS = {"ny", "nytt", "new"}
END_WORDS = {"slutt", "avslutt", "quit", "exit"}
TURNS_KEPT = 12

EXAMPLES = """
\b
Example:
  samspill chat
"""


@click.command(epilog=EXAMPLES)
@today_option
@click.pass_obj
def chat(toolbox: Toolbox, today: date | None) -> None:
    """Talk with the assistant in this terminal. Follow-up questions are understood from what was said before."""
    answerer = toolbox.answerer  # an empty library is told before anything is asked
    texts, language = terminal_texts(), terminal_language()
    history: list[Turn] = []
    click.echo(texts("chat.welcome", language))
    while (line := _read_line()) is not None:
        word = line.lower().strip(" .!«»“”\"'")
        if not word:
            continue
        if word in END_WORDS:
            break
        if word in HELP_WORDS:
            click.echo(texts("chat.help", language))
        elif word in NEW_WORDS:
            history.clear()
            click.echo(texts("chat.fresh", language))
        else:
            answer = answerer.answer(Question(line, tuple(history)), day(today))
            language = answer.language
            print_answer(answer)
            history = [*history, Turn("user", line), Turn("assistant", answer.text)][-TURNS_KEPT:]
    click.echo(texts("chat.bye", language))


def _read_line() -> str | None:
    try:
        return input("\n> " if sys.stdin.isatty() else "").strip()
    except (EOFError, KeyboardInterrupt):
        click.echo()
        return None
