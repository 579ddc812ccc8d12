"""Documents in, questions asked, measures printed, in seconds: `python -m knowledge.evaluation.quick DOCS… QUESTIONS`.

For those who work on retrieval and answers: everything happens in a folder that is thrown away (`--data` keeps it, with the runs to
compare with), by the same commands that a maintainer uses.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from knowledge.evaluation.opened import Opened, opened
from knowledge.evaluation.questions import load_questions, starter_questions
from knowledge.evaluation.run import Run
from knowledge.evaluation.running import ask_all, measured, write_answers
from knowledge.evaluation.summary import summary_lines
from knowledge.texts import terminal_language

STARTER = "starter"


def main() -> None:
    """Parse the command line, and do it."""
    arguments = _parser().parse_args()
    *documents, questions = arguments.paths
    asked = starter_questions() if questions == STARTER else load_questions(Path(questions))
    with filled(documents or [STARTER], arguments.data) as library:
        answers = ask_all(library.answerer, asked, arguments.today)
        name = Path(questions).name
        run = measured(name, asked, answers, library.library, library.settings.data_dir, arguments.today)
    _print(run, arguments.misses)
    if arguments.answers:
        write_answers(arguments.answers, answers)
    if arguments.html:
        from knowledge.evaluation.report import html_report

        arguments.html.write_text(html_report(run, terminal_language()), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge.evaluation.quick", description=__doc__)
    parser.add_argument(
        "paths", nargs="+", help="folders or files to bring in, then the question set; `starter` for either"
    )
    parser.add_argument("--data", type=Path, help="keep the data folder here, and compare with its last run")
    parser.add_argument("--answers", type=Path, help="write each answer as a line of JSON to this file")
    parser.add_argument("--html", type=Path, help="write the report to this file")
    parser.add_argument("--misses", action="store_true", help="list what went wrong")
    parser.add_argument("--today", type=date.fromisoformat, default=date.today(), help="answer as on this day")
    return parser


@contextmanager
def filled(documents: list[str], data: Path | None = None) -> Iterator[Opened]:
    """A data folder with these documents published, open for questions; thrown away afterwards unless it is named."""
    with tempfile.TemporaryDirectory(prefix="samspill-") as temporary:
        folder = data or Path(temporary)
        ingest(folder, documents)
        with opened(folder) as library:
            yield library


def ingest(folder: Path, documents: list[str]) -> str:
    """Bring documents into a data folder, as its own process. Returns the report as JSON; ends this program where it fails."""
    command = [sys.executable, "-m", "bot.cli", "ingest", "--json"]
    command += ["--starter"] if documents == [STARTER] else [str(Path(path).absolute()) for path in documents]
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(  # noqa: S603
        command, env=apart(folder), cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode not in {0, 3}:
        sys.exit(f"{done.stdout}\n{done.stderr}")
    return done.stdout


def apart(folder: Path) -> dict[str, str]:
    """An environment in which a command works on this data folder alone, whatever database or Chroma server is set otherwise."""
    environment = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "CHROMA_URL"}}
    root = Path(__file__).resolve().parents[2]
    return environment | {"SAMSPILL_DATA_DIR": str(folder.absolute()), "PYTHONPATH": str(root)}


def _print(run: Run, misses: bool) -> None:
    lines = list(summary_lines(run, terminal_language()))
    if misses:
        for outcome in run.evaluation.outcomes:
            if not outcome.right:
                answer = " ".join((outcome.line["answer"] or "").split())[:160]
                said = "refused" if outcome.refused else answer
                lines.append(f"{outcome.question.id} {outcome.question.kind} | {outcome.question.question} | {said}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
