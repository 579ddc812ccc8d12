"""`samspill chat`: the assistant in a terminal, or line by line for a program."""

from __future__ import annotations

import getpass
import json
import re
import sys
import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from bot.commands.options import day, today_option
from bot.commands.printing import print_places, print_wrapped, terminal_texts
from bot.commands.written import Written, listener
from knowledge.errors import SamspillError, UnreadableTurn
from knowledge.texts import error_sentence, terminal_language

if TYPE_CHECKING:
    from bot.cli import Toolbox

MARKED = re.compile(r" \(1\)(?= |$)", re.MULTILINE)  # a model's claim with the number of its citation
END_WORDS = {"slutt", "avslutt", "quit", "exit"}

EXAMPLES = """
\b
Examples:
  samspill chat
  samspill chat --jsonl < lines.jsonl

\b
A line for --jsonl: {"conversation": "c1", "user": "u1", "text": "…"}
or {"conversation": "c1", "user": "u1", "action": "<action id>", "value": "…"}; each gets one line back.
"""


@click.command(epilog=EXAMPLES)
@click.option("--jsonl", is_flag=True, help="Read JSON lines from standard input, and write one line for each.")
@today_option
@click.pass_obj
def chat(toolbox: Toolbox, jsonl: bool, today: date | None) -> None:
    """Talk with the assistant: ask, follow up, and draft a request for collaboration. Drafts are kept between talks."""
    if jsonl:
        _lines(toolbox, today)
    else:
        _talk(toolbox, today)


def _lines(toolbox: Toolbox, today: date | None) -> None:
    for number, line in enumerate(sys.stdin, 1):
        click.echo(json.dumps(_turn(toolbox, line, number, day(today)), ensure_ascii=False))
        sys.stdout.flush()


def _turn(toolbox: Toolbox, line: str, number: int, today: date) -> dict[str, Any]:
    """The line for a line. One that cannot be read, or goes wrong, is told in its own line, and the talk goes on."""
    record: Any = None
    try:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            raise UnreadableTurn(line=str(number)) from None
        return toolbox.drafting.turn(record, today, number)
    except SamspillError as error:
        from bot.drafts.lines import line_of, writable

        conversation = record.get("conversation") if isinstance(record, dict) else None
        sentence = error_sentence(error, terminal_language())
        return line_of(writable(conversation) if isinstance(conversation, str) else "", [sentence], [], [], None)


def _talk(toolbox: Toolbox, today: date | None) -> None:
    drafting = toolbox.drafting
    _ = toolbox.answerer  # an empty library is told before anything is asked
    texts, language = terminal_texts(), terminal_language()
    who = {"conversation": f"terminal-{uuid.uuid4().hex[:12]}", "user": f"terminal:{getpass.getuser()}"}
    click.echo(texts("chat.welcome", language))
    actions: list[dict[str, Any]] = []
    while (written := _read_line()) is not None:
        word = written.lower().strip(" .!«»“”\"'")
        if word in END_WORDS:
            break
        if word:
            toolbox.listener = shown = listener()
            reply = drafting.turn({**who, **_meant(written, actions)}, day(today))
            actions = reply["actions"]
            _print_reply(reply, shown)
    click.echo(texts("chat.bye", language))


def _meant(written: str, actions: list[dict[str, Any]]) -> dict[str, Any]:
    """What a person means: the number of a button that was shown, else the words."""
    if written.isdigit() and 1 <= int(written) <= len(actions):
        chosen = actions[int(written) - 1]
        return {"action": chosen["id"], "value": chosen["value"]}
    return {"text": written}


def _print_reply(reply: dict[str, Any], shown: Written | None = None) -> None:
    marked = False
    for number, message in enumerate(reply["messages"]):
        text = message["text"]
        marked = marked or MARKED.search(text) is not None
        if number:
            click.echo()
        elif shown:
            text = shown.rest(text, terminal_language())
        print_wrapped(text)
    print_places(reply["citations"], terminal_language(), marked=marked)
    if reply["actions"]:
        click.echo()
        print_wrapped("   ".join(f"{number}) {action['label']}" for number, action in enumerate(reply["actions"], 1)))


def _read_line() -> str | None:
    try:
        return input("\n> " if sys.stdin.isatty() else "").strip()
    except (EOFError, KeyboardInterrupt):
        click.echo()
        return None
