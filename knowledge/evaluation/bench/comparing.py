"""The same questions through Samspill and through the quickstart, each by its own commands, in processes of their own."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from knowledge.errors import PartMissing
from knowledge.evaluation.bench.processes import Used, measure, python
from knowledge.evaluation.measures import Evaluation, evaluate
from knowledge.evaluation.questions import GoldQuestion
from knowledge.evaluation.quick import apart
from knowledge.threads import VARIABLES

STARTER_DOCUMENTS = Path(__file__).resolve().parents[2] / "documents"
QUICKSTART = "knowledge.evaluation.bench.quickstart"
NAMES = {
    "samspill": "Samspill",
    "words": "Quickstart, the same word vectors",
    "default": "Quickstart, Chroma's default model",
    "kept": "The same, its model kept loaded",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of those compared: what it got right, and what bringing in and asking used."""

    name: str
    evaluation: Evaluation
    chunks: int
    ingest: Used
    ask: Used

    @property
    def right(self) -> float:
        """The share of answerable questions answered rightly."""
        return self.evaluation.all.shares["answer_right"].value

    @property
    def milliseconds(self) -> float:
        """The median time of a question."""
        return self.evaluation.all.numbers["elapsed_ms_p50"]


def compare(documents: Path, questions: Sequence[GoldQuestion], today: date) -> Iterator[Side]:
    """Samspill, then the quickstart with the word vectors, then with Chroma's default model where that is present, as it comes and
    with its model kept loaded (Chroma 1.5.9 loads it again for every question).

    Raises PartMissing without `langchain-text-splitters`, BenchFailed where a side's command fails.
    """
    if find_spec("langchain_text_splitters") is None:
        raise PartMissing(package="langchain-text-splitters", command="pip install 'samspill[bench]'")
    with tempfile.TemporaryDirectory(prefix="samspill-bench-") as temporary:
        folder = Path(temporary)
        asked = _write(questions, folder / "questions.jsonl")
        texts = {
            path.name: path.read_text(encoding="utf-8")
            for path in documents.rglob("*")
            if path.suffix in {".md", ".txt"}
        }
        yield _samspill(documents, asked, questions, texts, today, folder / "samspill")
        yield _quickstart("words", documents, asked, questions, texts, folder)
        if _has_default_model(folder):
            yield _quickstart("default", documents, asked, questions, texts, folder)
            yield _quickstart("kept", documents, asked, questions, texts, folder)


def _write(questions: Sequence[GoldQuestion], path: Path) -> Path:
    lines = []
    for question in questions:
        history = [{"role": turn.role, "content": turn.text} for turn in question.history]
        lines.append(json.dumps({**asdict(question), "history": history}, ensure_ascii=False))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _samspill(
    documents: Path, asked: Path, questions: Sequence[GoldQuestion], texts: dict[str, str], today: date, data: Path
) -> Side:
    data.mkdir()
    environment = apart(data)
    allowed = frozenset({0, 3})
    ingest = measure(python("bot.cli", "ingest", "--json", documents.absolute()), data, environment, allowed)
    chunks = int(json.loads(ingest.stdout)["chunks"])
    ask = measure(python("bot.cli", "ask", "--batch", asked, "--today", today.isoformat()), data, environment)
    return Side(NAMES["samspill"], _evaluate(questions, ask.stdout, texts), chunks, ingest, ask)


def _quickstart(
    embedding: str, documents: Path, asked: Path, questions: Sequence[GoldQuestion], texts: dict[str, str], folder: Path
) -> Side:
    data = folder / embedding
    environment = {key: value for key, value in apart(data).items() if key not in VARIABLES}  # as it comes
    ingest = measure(python(QUICKSTART, "ingest", documents.absolute(), data, embedding), folder, environment)
    ask = measure(python(QUICKSTART, "ask", asked, data, embedding), folder, environment)
    chunks = int(json.loads(ingest.stdout)["chunks"])
    return Side(NAMES[embedding], _evaluate(questions, ask.stdout, texts), chunks, ingest, ask)


def _evaluate(questions: Sequence[GoldQuestion], stdout: str, texts: dict[str, str]) -> Evaluation:
    lines = [json.loads(line) for line in stdout.split("\n") if line.strip()]
    return evaluate(questions, {line["id"]: line for line in lines}, texts)


def _has_default_model(folder: Path) -> bool:
    done = measure(python(QUICKSTART, "has-default-model", "-", "-", "default"), folder, apart(folder))
    return bool(json.loads(done.stdout))
