"""`samspill bench`: how it does beside what one would write in an afternoon, and how it grows."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from bot.commands.options import day, today_option
from knowledge.errors import NotFound

Measured = TypeVar("Measured")

EXAMPLES = """
\b
Examples:
  samspill bench                                        the example documents and their questions
  samspill bench agreements/ questions.jsonl
  samspill bench --growth 100,1000,10000 --plot growth.svg

\b
Writes Markdown with date, machine and commit, to be kept:
  samspill bench agreements/ questions.jsonl >> RESULTS.md

\b
The quickstart is LangChain's recursive splitter (1,000/200 characters), Chroma, and the first of five passages as the answer; it reads
text files only, and needs the extra "bench". Chroma's default model takes part where it is present: Chroma would fetch it otherwise.
"""


def _sizes(context: click.Context, parameter: click.Parameter, value: str | None) -> list[int]:
    try:
        sizes = [int(part) for part in (value or "").split(",") if part]
    except ValueError:
        sizes = [0]
    if any(not 1 <= size <= 1_000_000 for size in sizes):
        raise click.BadParameter("write numbers of chunks, for example 100,1000,10000")
    return sizes


@click.command(epilog=EXAMPLES)
@click.argument("documents", required=False, type=click.Path(path_type=Path))
@click.argument("questions", required=False, type=click.Path(path_type=Path))
@click.option("--growth", callback=_sizes, help="Measure growth instead, at these numbers of chunks of made-up text.")
@click.option("--plot", type=click.Path(path_type=Path), help="Write the growth as an SVG to this file.")
@click.option("--json", "as_json", is_flag=True, help="Write the figures as JSON.")
@today_option
def bench(
    documents: Path | None,
    questions: Path | None,
    growth: list[int],
    plot: Path | None,
    as_json: bool,
    today: date | None,
) -> None:
    """Put the same questions to Samspill and to a quickstart, or measure growth; in folders of its own, thrown away afterwards."""
    from knowledge.evaluation.bench.comparing import STARTER_DOCUMENTS, compare
    from knowledge.evaluation.bench.growth import grow
    from knowledge.evaluation.bench.reporting import as_json as figures
    from knowledge.evaluation.bench.reporting import comparison_table, growth_plot, growth_table, heading
    from knowledge.evaluation.questions import load_questions, starter_questions

    if (documents is None) != (questions is None) or (documents and growth) or (plot and not growth):
        raise click.UsageError(
            "Name a folder and its question set, or nothing for the example documents; --plot goes with --growth."
        )
    if documents is not None and not documents.is_dir():
        raise NotFound(name=str(documents))
    if plot is not None and not plot.absolute().parent.is_dir():
        raise NotFound(name=str(plot.parent))
    asked = load_questions(questions) if questions else starter_questions()
    folder = documents or STARTER_DOCUMENTS
    head = heading(" ".join(["samspill", *sys.argv[1:]]))
    sizes = [_told(f"{size.chunks} chunks", size) for size in grow(growth)]
    sides = [] if growth else [_told(side.name, side) for side in compare(folder, asked, day(today))]
    if as_json:
        click.echo(json.dumps(figures(sides, sizes), ensure_ascii=False))
        return
    click.echo(f"{head}\n\n{growth_table(sizes) if growth else comparison_table(sides)}\n")
    if plot:
        plot.write_text(growth_plot(sizes), encoding="utf-8")


def _told(name: str, measured: Measured) -> Measured:
    """Say on a terminal that one part is done: the whole takes minutes."""
    if sys.stderr.isatty():
        click.echo(f"✓ {name}", err=True)
    return measured
