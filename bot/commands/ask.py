"""`samspill ask`: one question, or a file of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.options import day, today_option
from bot.commands.printing import print_answer
from bot.commands.written import listener
from knowledge.errors import NotFound, UnreadableInput
from knowledge.types import Question, Turn

if TYPE_CHECKING:
    from bot.cli import Toolbox

EXAMPLES = """
\b
Examples:
  samspill ask "Hvem kan be om forskningssamarbeid?"
  samspill ask --json "When does the project period end?"
  samspill ask --batch questions.jsonl > answers.jsonl

\b
A line of the file: {"id": "1", "question": "…", "history": ["an earlier turn", {"role": "assistant", "content": "…"}]}
"""


@click.command(epilog=EXAMPLES)
@click.argument("question", required=False)
@click.option("--json", "as_json", is_flag=True, help="Write the answer as one line of JSON.")
@click.option(
    "--batch",
    type=click.Path(path_type=Path, allow_dash=True, dir_okay=False),
    help="Answer each line of a JSONL file ('-' reads standard input).",
)
@today_option
@click.pass_obj
def ask(toolbox: Toolbox, question: str | None, as_json: bool, batch: Path | None, today: date | None) -> None:
    """Answer a question from the documents, with quotes, or say that they do not tell."""
    if (question is None) == (batch is None):
        raise click.UsageError('Give one question, as in: samspill ask "Hvem er kontakt?", or --batch FILE.')
    if batch is not None:
        _answer_all(toolbox, list(read_questions(batch)), day(today))
        return
    shown = None if as_json else listener()
    answer = toolbox.answerer.answer(Question(question or ""), day(today), shown.part if shown else None)
    if as_json:
        click.echo(_line(answer))
    else:
        print_answer(answer, shown)
    toolbox.library.record_answers([answer])


def _answer_all(toolbox: Toolbox, questions: list[tuple[Any, Question]], today: date) -> None:
    answerer, answers = toolbox.answerer, []
    if questions:
        answerer.warm(today)  # so that no question's time holds what is read once
    for identity, question in questions:
        answers.append(answerer.answer(question, today))
        click.echo(_line(answers[-1], identity))
        sys.stdout.flush()
    toolbox.library.record_answers(answers)


def _line(answer: Any, identity: Any = None) -> str:
    from knowledge.answering.contract import answer_line

    line = answer_line(answer)
    return json.dumps(line if identity is None else {"id": identity, **line}, ensure_ascii=False)


def read_questions(path: Path) -> Iterator[tuple[Any, Question]]:
    """Every line of a batch as (id, question). Raises UnreadableInput naming the first line that is no question.

    All lines are read before the first is answered, so that a bad one stops nothing half-way.
    """
    name = "standard input" if str(path) == "-" else path.name
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NotFound(name=name) from None
    except (OSError, UnicodeDecodeError):
        raise UnreadableInput(name=name, line="1") from None
    for number, line in enumerate(text.split("\n"), 1):  # splitlines() would also break at U+2028, which JSON may hold
        if line.strip():
            try:
                record = json.loads(line)
                yield record.get("id", number), Question(_text(record["question"]), _turns(record.get("history") or []))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                raise UnreadableInput(name=name, line=str(number)) from None


def _turns(history: list[Any]) -> tuple[Turn, ...]:
    turns = []
    for turn in history:
        if isinstance(turn, str):
            turns.append(Turn("user", turn))
        else:
            turns.append(Turn("assistant" if turn["role"] == "assistant" else "user", _text(turn["content"])))
    return tuple(turns)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
