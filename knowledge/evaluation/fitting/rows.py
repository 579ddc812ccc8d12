"""What is fitted on: every question with the evidence that the assistant finds for it, and what of that is right.

Four sources: question sets about a folder of documents (`--set DOCUMENTS QUESTIONS`, as often as there are sets; `starter` for the
example documents and their questions), each of their answerable questions once more with its gold documents left out, questions
about something else asked of the same documents (`--foreign`), and a reading set (`--reading CONTEXTS QUESTIONS`): texts
(`id`, `title`, `text`) and questions (`question`, `context`, `answers`), each asked with its text there and with it gone.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from knowledge.evaluation.questions import GoldQuestion, load_questions, starter_questions
from knowledge.evaluation.quick import STARTER, filled
from knowledge.evaluation.refusal_sets import SEED, cases, foreign_questions, unknown
from knowledge.evaluation.words import plain, stem

if TYPE_CHECKING:
    from knowledge.answering.ranking import Candidate, Evidence
    from knowledge.answering.understanding import PassageSource
    from knowledge.answering.wordtable import WordTable
    from knowledge.evaluation.opened import Opened
    from knowledge.language.glossary import Glossary
    from knowledge.types import Language, Passage

Origin = Literal["own", "left_out", "foreign", "reading", "reading_left_out"]
SHORTEST = 15  # characters that a quoted part must have to count as the gold quote


@dataclass(frozen=True, slots=True)
class Row:
    """A question with its evidence.

    `text` is what was searched for, `source` the set it comes from; `right` numbers the right candidates.
    """

    question: GoldQuestion
    text: str
    origin: Origin
    source: str
    group: str
    evidence: Evidence
    right: frozenset[int]
    still_told: bool = False

    @property
    def answerable(self) -> bool:
        return self.question.answerable


class Gatherer:
    """Finds the evidence for questions as the answerer does."""

    def __init__(self, opened: Opened, today: date) -> None:
        from knowledge.answering.phrasebook import everyday_glossary
        from knowledge.answering.wordtable import WordTable

        self._today = today
        self._table: WordTable = WordTable(opened.vectors)
        self._glossary: Glossary = everyday_glossary()

    def row(
        self, source: PassageSource, question: GoldQuestion, origin: Origin, name: str, still_told: bool = False
    ) -> Row:
        """One row; its group keeps a question together with its own left-out form, and a reading set's questions of one text."""
        from knowledge.answering.understanding import look_up, understand

        understood = understand(question.asked())
        evidence = look_up(source, understood, self._today, self._table, self._glossary).evidence
        right = frozenset(n for n, candidate in enumerate(evidence.candidates) if is_right(candidate, question))
        return Row(question, understood.text, origin, name, f"{name}:{question.note}", evidence, right, still_told)


def is_right(candidate: Candidate, question: GoldQuestion) -> bool:
    """Whether a unit holds a gold quote, or is a part of one, in a gold document."""
    if stem(candidate.passage.version.document.file_name) not in {stem(name) for name in question.gold_docs}:
        return False
    unit = plain(candidate.unit.text)
    quotes = map(plain, question.gold_quotes)
    return any(quote in unit or (len(unit) >= SHORTEST and unit in quote) for quote in quotes)


def gathered(given: argparse.Namespace) -> list[Row]:
    """Every row of the sets that were named on the command line."""
    rows: list[Row] = []
    for documents, questions in given.set or []:
        rows += _of_set(documents, questions, given)
    for contexts, questions in given.reading or []:
        rows += _of_reading(Path(contexts), Path(questions), given)
    return rows


def _of_set(documents: str, path: str, given: argparse.Namespace) -> Iterator[Row]:
    from knowledge.answering.opening import GenerationSource

    questions = starter_questions() if path == STARTER else load_questions(Path(path))
    name = Path(path).stem
    foreign = foreign_questions(given.foreign, given.sample) if given.foreign and documents != STARTER else []
    with filled([documents]) as opened, opened.generations.current() as whole:
        gatherer = Gatherer(opened, given.today)
        for case in cases(opened, whole, questions, foreign):
            source = GenerationSource(case.generation, opened.vectors, opened.embedder)
            question = replace(case.question, note=case.question.id.removesuffix("-left-out"))
            yield gatherer.row(source, question, case.origin, name, case.still_told)


class Dropping:
    """A source that does not find the passages of one document."""

    def __init__(self, source: PassageSource, document: str) -> None:
        self.generation = source.generation
        self._source, self._document = source, document

    def retrieve(self, text: str, language: Language, k: int = 10) -> list[Passage]:
        """The best of those that are left."""
        found = self._source.retrieve(text, language, k + 20)
        return [passage for passage in found if passage.version.document.file_name != self._document][:k]

    def meant(self, words: Sequence[str], language: Language) -> dict[str, str]:
        """As with the document there."""
        return self._source.meant(words, language)

    def idf(self, word: str) -> float:
        """As with the document there."""
        return self._source.idf(word)


def _of_reading(contexts: Path, questions: Path, given: argparse.Namespace) -> Iterator[Row]:
    """A seeded sample of a reading set's texts with all questions about them."""
    from knowledge.answering.opening import GenerationSource

    asked: dict[str, list[dict[str, object]]] = {}
    for one in _lines(questions):
        asked.setdefault(str(one["context"]), []).append(one)
    texts = [one for one in _lines(contexts) if one["id"] in asked]
    texts = random.Random(SEED).sample(texts, min(given.texts, len(texts)))  # noqa: S311
    with tempfile.TemporaryDirectory(prefix="samspill-reading-") as folder:
        for one in texts:
            body = str(one["text"]).replace("\n", "\n\n")
            Path(folder, f"{one['id']}.md").write_text(f"# {one['title']}\n\n{body}", encoding="utf-8")
        with filled([folder]) as opened, opened.generations.current() as whole:
            gatherer = Gatherer(opened, given.today)
            source = GenerationSource(whole, opened.vectors, opened.embedder)
            for text in texts:
                for number, one in enumerate(asked[str(text["id"])]):
                    question = _reading_question(f"{text['id']}-{number}", one)
                    yield gatherer.row(source, question, "reading", questions.stem)
                    dropped = Dropping(source, question.gold_docs[0])
                    yield gatherer.row(dropped, unknown(question), "reading_left_out", questions.stem)


def _reading_question(identity: str, one: dict[str, object]) -> GoldQuestion:
    answers: Sequence[str] = one["answers"]  # type: ignore[assignment]
    document = f"{one['context']}.md"
    return GoldQuestion(
        identity,
        str(one["question"]),
        "nb",
        "reading",
        (document,),
        tuple(answers),
        tuple(answers),
        note=str(one["context"]),
    )


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that name the data."""
    parser.add_argument("--set", nargs=2, action="append", metavar=("DOCUMENTS", "QUESTIONS"))
    parser.add_argument("--reading", nargs=2, action="append", metavar=("CONTEXTS", "QUESTIONS"))
    parser.add_argument("--texts", type=int, default=120, help="how many texts of a reading set")
    parser.add_argument("--foreign", type=Path, help="a JSONL file of questions about something else")
    parser.add_argument("--sample", type=int, default=150, help="how many of them")
    parser.add_argument("--today", type=date.fromisoformat, default=date.today(), help="answer as on this day")
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--write", type=Path, help="put what was found into this weights.json")
