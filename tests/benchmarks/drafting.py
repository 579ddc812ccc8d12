"""`python -m tests.benchmarks.drafting FOLDER`: scripted conversations (*.toml) against the real engine, by kind.

Tells fields right of what was said, fields invented, fields asked although said, questions answered from the documents with the draft
unchanged, and the milliseconds of a turn. `--starter` lets the real answerer answer from the starter documents instead of the stand-in.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import bot.drafts.tables  # noqa: F401  (declares the tables)
from bot.drafts.chat import DraftingChat
from bot.drafts.engine import build_chat
from knowledge.database import open_database
from knowledge.language.vectors import WordVectors
from knowledge.partnership import load_partnership
from knowledge.settings import KnowledgeSettings
from knowledge.types import Answer, Question
from tests.bot.drafts.scripted import Documents, Score, play, scripts

Answerer = Callable[[Question, date], Answer]


class RealDocuments(Documents):
    """The product's own answerer, with what it was asked remembered."""

    def __init__(self, answer: Answerer) -> None:
        super().__init__()
        self._real = answer

    def __call__(self, question: Question, today: date) -> Answer:
        self.asked.append(question.text)
        return self._real(question, today)


class Timed:
    """The engine with a stop watch: milliseconds of each turn, the first left out."""

    def __init__(self, chat: DraftingChat) -> None:
        self._chat, self.milliseconds = chat, list[float]()

    def turn(self, record: object, today: date) -> dict[str, Any]:
        """A turn, timed."""
        started = time.perf_counter()
        reply = self._chat.turn(record, today)
        self.milliseconds.append((time.perf_counter() - started) * 1000)
        return reply


@dataclass
class Kind:
    """The sums of one kind of conversation."""

    talks: int = 0
    clean: int = 0
    said: int = 0
    right: int = 0
    invented: int = 0
    asked_again: int = 0
    questions: int = 0
    questions_wrong: int = 0
    other: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, score: Score, questions: int) -> None:
        """One more conversation."""
        self.talks += 1
        self.clean += score.clean
        self.said += score.said
        self.right += score.right
        self.invented += len(score.invented)
        self.asked_again += len(score.asked_again)
        self.questions += questions
        self.questions_wrong += len(score.questions)
        self.other += len(score.other)
        for name in ("wrong", "invented", "asked_again", "questions", "other"):
            self.notes += [f"{score.name}: {name}: {note}" for note in getattr(score, name)]

    def row(self, name: str) -> str:
        """A line of the table."""
        share = f"{self.right} of {self.said} ({100 * self.right / self.said:.1f} %)" if self.said else "–"
        return (
            f"| {name} | {self.clean} of {self.talks} | {share} | {self.invented} | {self.asked_again} "
            f"| {self.questions} ({self.questions_wrong} wrong) | {self.other} |"
        )


HEAD = (
    "| kind | clean | fields right of what was said | invented | asked although said | questions between | status or type wrong |\n"
    "|---|---|---|---|---|---|---|"
)


@contextmanager
def _engine(root: Path, *, starter: bool) -> Iterator[tuple[DraftingChat, Documents]]:
    settings = KnowledgeSettings(_env_file=None, SAMSPILL_DATA_DIR=root / "data")
    documents, passages = Documents(), None
    if starter:
        from bot.cli import Toolbox

        os.environ["SAMSPILL_DATA_DIR"] = str(root / "data")
        toolbox = Toolbox()
        toolbox.ingest((), progress=lambda *_: None, starter=True)
        documents = RealDocuments(toolbox.answerer.answer)
        from knowledge.answering.opening import CurrentPassages

        opened = CurrentPassages(toolbox.generations.current, toolbox.vectors, toolbox.embedder)
        passages = lambda: opened  # noqa: E731
    engine = open_database(settings)
    yield (
        build_chat(engine, load_partnership(), documents, passages=passages, vectors=WordVectors.load()),
        documents,
    )
    engine.dispose()


def measure(folder: Path, *, starter: bool = False) -> tuple[dict[str, Kind], list[float]]:
    """The sums by kind, "all" last, and the milliseconds of each turn."""
    kinds: dict[str, Kind] = {}
    whole = Kind()
    with TemporaryDirectory() as root, _engine(Path(root), starter=starter) as (chat, documents):
        timed = Timed(chat)
        for name, script in scripts(folder):
            score = play(name, script, timed, documents)
            questions = sum(bool(turn.get("question")) for turn in script["turns"])
            kinds.setdefault(script["kind"], Kind()).add(score, questions)
            whole.add(score, questions)
    return {**dict(sorted(kinds.items())), "all": whole}, timed.milliseconds[1:]


def main() -> None:
    """Measure a folder and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.drafting", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--starter", action="store_true", help="answer questions from the starter documents")
    parser.add_argument("--notes", action="store_true", help="tell each thing that went wrong")
    chosen = parser.parse_args()
    kinds, milliseconds = measure(chosen.folder, starter=chosen.starter)
    print(HEAD)
    for name, kind in kinds.items():
        print(kind.row(name))
    if chosen.notes:
        print("\n" + "\n".join(kinds["all"].notes))
    if len(milliseconds) > 1:
        p50, p95 = statistics.median(milliseconds), statistics.quantiles(milliseconds, n=20)[-1]
        print(f"\n{len(milliseconds)} turns: p50 {p50:.1f} ms, p95 {p95:.1f} ms, longest {max(milliseconds):.0f} ms")


if __name__ == "__main__":
    main()
