"""`samspill evaluate`: how well the questions of a set are answered."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.ingest import progress_bar
from bot.commands.options import day, today_option
from knowledge.errors import NotFound
from knowledge.texts import terminal_language

if TYPE_CHECKING:
    from bot.cli import Toolbox

EXAMPLES = """
\b
Examples:
  samspill evaluate --starter                          the questions about the example documents
  samspill evaluate questions.jsonl --html report.html
  samspill evaluate questions.jsonl --thresholds thresholds.toml && samspill run

\b
A line of the set (empty gold_quotes: the documents do not say, and refusing is right):
  {"id": "1", "question": "Hvem signerte?", "lang": "nb", "kind": "who", "gold_docs": ["avtale.md"],
   "gold_quotes": ["Avtalen ble signert av ordføreren."], "answer_keywords": ["ordfører|ordføraren"], "history": []}

\b
Thresholds, in percent, characters or milliseconds:
  [at_least]
  "quote@3" = 88
  [at_most]
  refused_wrongly = 6
  [kind.cross_lingual.at_least]
  answer_right = 60

\b
Exit codes: 0 measured and every threshold kept, 1 a threshold broken, 2 wrong use.
"""


@click.command(epilog=EXAMPLES)
@click.argument("questions", required=False, type=click.Path(path_type=Path))
@click.option("--starter", is_flag=True, help="The question set about the example documents.")
@click.option(
    "--thresholds", type=click.Path(path_type=Path), help="A TOML file of thresholds; exit 1 when one is broken."
)
@click.option("--html", type=click.Path(path_type=Path), help="Write the report with its plots to this file.")
@click.option("--answers", type=click.Path(path_type=Path), help="Write each answer as a line of JSON to this file.")
@click.option("--json", "as_json", is_flag=True, help="Write the measures as JSON.")
@today_option
@click.pass_obj
def evaluate(
    toolbox: Toolbox,
    questions: Path | None,
    starter: bool,
    thresholds: Path | None,
    html: Path | None,
    answers: Path | None,
    as_json: bool,
    today: date | None,
) -> None:
    """Ask every question of a set, and measure: passages found, answers right, refusals right, languages, lengths, times."""
    from knowledge.evaluation.naming import texts
    from knowledge.evaluation.questions import load_questions, starter_questions
    from knowledge.evaluation.report import html_report
    from knowledge.evaluation.running import ask_all, measured, write_answers
    from knowledge.evaluation.summary import as_json as run_as_json
    from knowledge.evaluation.summary import summary_lines
    from knowledge.evaluation.thresholds import load_thresholds

    if (questions is None) == (not starter):
        raise click.UsageError("Name a question set, or use --starter for the one about the example documents.")
    for target in (html, answers):
        if target is not None and not target.absolute().parent.is_dir():
            raise NotFound(name=str(target.parent))
    asked = load_questions(questions) if questions else starter_questions()
    bounds = load_thresholds(thresholds) if thresholds else []
    with progress_bar(shown=not as_json) as progress:
        lines = ask_all(toolbox.answerer, asked, day(today), progress)
    name = questions.name if questions else "starter"
    run = measured(name, asked, lines, toolbox.library, toolbox.settings.data_dir, day(today), bounds)
    if answers:
        write_answers(answers, lines)
    if html:
        html.write_text(html_report(run, terminal_language()), encoding="utf-8")
    if as_json:
        click.echo(json.dumps(run_as_json(run), ensure_ascii=False))
    else:
        click.echo("\n".join(summary_lines(run, terminal_language())))
        if html:
            click.echo(texts()("terminal.report", terminal_language(), path=html))
    sys.exit(0 if run.passed else 1)
