"""Does it refuse what it cannot know? `python -m knowledge.evaluation.refusal_sets DOCS… QUESTIONS --foreign FILE`

A set has few unanswerable questions. Three sources give more: the set's own; each answerable question asked with its gold documents
left out of the index; and questions about something else altogether (any JSONL with a `question`, a seeded sample of them).
`cases` gives them with the generation each is to be asked of, for fitting the decision; the command asks, and prints what was refused.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from knowledge.evaluation.left_out import without
from knowledge.evaluation.measures import Line, evaluate
from knowledge.evaluation.opened import Opened
from knowledge.evaluation.questions import GoldQuestion, load_questions
from knowledge.evaluation.quick import filled
from knowledge.evaluation.run import Run
from knowledge.evaluation.running import library_texts, line_of, write_answers
from knowledge.evaluation.summary import summary_lines
from knowledge.evaluation.words import holds_keywords, plain
from knowledge.language.detection import detect_language
from knowledge.texts import terminal_language

if TYPE_CHECKING:
    from knowledge.answering.opening import Generation
    from knowledge.types import Chunk, Version

    Entry = tuple[Chunk, Version]

Origin = Literal["own", "left_out", "foreign"]
SEED = 7


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the generation to ask it of.

    `origin`: the set's own question, one whose gold documents are left out, or a foreign one. `still_told`: its gold documents are
    out, but a chunk that is left holds all its keywords, so that answering it may be right.
    """

    question: GoldQuestion
    generation: Generation
    origin: Origin
    still_told: bool = False


def cases(
    opened: Opened, whole: Generation, questions: Sequence[GoldQuestion], foreign: Sequence[GoldQuestion] = ()
) -> Iterator[Case]:
    """All cases, in a fixed order. A case's generation can be used until the next case is asked for."""
    for question in (*questions, *foreign):
        yield Case(question, whole, "own" if question in questions else "foreign")
    entries = list(opened.library.chunks(whole.id))
    answerable = sorted((q for q in questions if q.answerable), key=lambda q: (sorted(q.gold_docs), q.id))
    for documents, group in groupby(answerable, key=lambda q: sorted(q.gold_docs)):
        with without(whole, entries, documents, opened.vectors) as rest:
            left = [plain(entry[0].text) for entry in entries if entry[1].document.file_name not in documents]
            for question in group:
                yield Case(unknown(question), rest, "left_out", _still_told(question, left))


def unknown(question: GoldQuestion) -> GoldQuestion:
    """An answerable question as it stands when its documents are gone: refusing is right."""
    return replace(
        question, id=f"{question.id}-left-out", kind="left_out", gold_docs=(), gold_quotes=(), answer_keywords=()
    )


def _still_told(question: GoldQuestion, texts: Sequence[str]) -> bool:
    return any(holds_keywords(question.answer_keywords, text) for text in texts)


def foreign_questions(path: Path, count: int) -> list[GoldQuestion]:
    """A seeded sample of questions about something else."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    sample = random.Random(SEED).sample(lines, min(count, len(lines)))  # noqa: S311 - a sample, not a secret
    return [
        GoldQuestion(f"foreign-{n}", line["question"], detect_language(line["question"]), "foreign")
        for n, line in enumerate(sample, 1)
    ]


def ask(opened: Opened, case: Case, today: date) -> Line:
    """A case's answer, with where it comes from."""
    from knowledge.answering.opening import build_answerer

    def lease() -> AbstractContextManager[Generation]:
        return nullcontext(case.generation)

    answer = build_answerer(opened.settings, lease, opened.embedder).answer(case.question.asked(), today)
    return {**line_of(answer), "origin": case.origin, "still_told": case.still_told}


def main() -> None:
    """Parse the command line, ask, print."""
    arguments = _parser().parse_args()
    *documents, path = arguments.paths
    questions = load_questions(Path(path))
    foreign = foreign_questions(arguments.foreign, arguments.sample) if arguments.foreign else []
    with filled(documents, arguments.data) as opened, opened.generations.current() as whole:
        asked, lines, told = [], {}, 0
        for case in cases(opened, whole, questions, foreign):
            lines[case.question.id] = ask(opened, case, arguments.today)
            asked.append(case.question)
            told += case.still_told
        run = Run(evaluate(asked, lines, library_texts(opened.library)), Path(path).name, whole.id, arguments.today)
    sys.stdout.write(
        "\n".join([*summary_lines(run, terminal_language()), f"left_out, still told elsewhere: {told}"]) + "\n"
    )
    if arguments.answers:
        write_answers(arguments.answers, lines)
    if arguments.html:
        from knowledge.evaluation.report import html_report

        arguments.html.write_text(html_report(run, terminal_language()), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge.evaluation.refusal_sets", description=__doc__)
    parser.add_argument("paths", nargs="+", help="folders or files to bring in, then the question set")
    parser.add_argument("--foreign", type=Path, help="a JSONL file of questions about something else")
    parser.add_argument("--sample", type=int, default=150, help="how many of them")
    parser.add_argument("--data", type=Path, help="keep the data folder here")
    parser.add_argument("--answers", type=Path, help="write each answer as a line of JSON to this file")
    parser.add_argument("--html", type=Path, help="write the report to this file")
    parser.add_argument("--today", type=date.fromisoformat, default=date.today(), help="answer as on this day")
    return parser


if __name__ == "__main__":
    main()
