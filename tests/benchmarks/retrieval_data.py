"""The evaluation data, read where they lie and cut as ingest cuts them."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.chunking import chunk
from ingest.readers import Limits
from ingest.reading import read_document
from knowledge.language.vectors import WordVectors
from knowledge.lexical import LexicalEntry
from knowledge.types import Question, Turn
from tests.knowledge.plain_generation import PlainGeneration

TYPO_SHARE = 0.5  # of the words of five letters and more


@dataclass(frozen=True)
class Gold:
    """A question with the sentences that answer it."""

    question: Question
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """A NorQuAD question: the right context and its answers."""

    text: str
    context: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Data:
    """All that is measured with."""

    corpus: list[LexicalEntry]
    contexts: list[LexicalEntry]
    questions: list[Gold]
    norquad: dict[str, list[Reading]]


class Collection(PlainGeneration):
    """A generation of entries, which stay at hand."""

    def __init__(self, directory: Path, entries: Sequence[LexicalEntry], vectors: WordVectors | None) -> None:
        super().__init__(directory, entries, vectors)
        self.entries = entries
        self.vectors = vectors
        self.by_document: dict[str, list[LexicalEntry]] = {}
        for entry in entries:
            self.by_document.setdefault(entry.document_key, []).append(entry)


def load(corpus: Path, norquad: Path, questions: Path | None = None) -> Data:
    """Read everything. `questions` instead of the corpus's own."""
    docs = [(path.name, path.read_bytes()) for path in sorted((corpus / "docs").glob("*.md"))]
    texts = [
        (f"{one['id']}.md", f"# {one['title']}\n\n{one['text']}".replace("\n", "\n\n").encode())
        for one in _lines(norquad / "contexts.jsonl")
    ]
    return Data(
        corpus=_entries(docs, 1_000_000),
        contexts=_entries(texts, 1),
        questions=[_gold(one) for one in _lines(questions or corpus / "questions-dev.jsonl") if one["gold_quotes"]],
        norquad={
            name: [_reading(one) for one in _lines(norquad / f"{name}.jsonl")] for name in ("train", "validation")
        },
    )


def misspelt(questions: Sequence[Gold]) -> list[Gold]:
    """The questions with letters swapped, left out and doubled in about half of the longer words, always the same ones."""
    hand = random.Random(7)
    return [replace(one, question=replace(one.question, text=_slip(one.question.text, hand))) for one in questions]


def _slip(text: str, hand: random.Random) -> str:
    words = text.split()
    for n, word in enumerate(words):
        core = word.strip('?,.!"')
        if len(core) >= 5 and core.isalpha() and hand.random() < TYPO_SHARE:
            at = hand.randrange(1, len(core) - 1)
            swapped = core[:at] + core[at + 1] + core[at] + core[at + 2 :]
            words[n] = word.replace(
                core, hand.choice([swapped, core[:at] + core[at + 1 :], core[:at] + core[at] + core[at:]])
            )
    return " ".join(words)


def _entries(files: Sequence[tuple[str, bytes]], first: int) -> list[LexicalEntry]:
    found: list[LexicalEntry] = []
    for name, content in files:
        document = read_document(name, content, Limits())
        title = document.metadata.title or name
        for one in chunk(document, "nb"):
            found.append(LexicalEntry(first + len(found), name, title, one.section, one.text, one.language))
    return found


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _gold(raw: dict[str, object]) -> Gold:
    turns = [
        Turn("user", one) if isinstance(one, str) else Turn(one["role"], one["content"])
        for one in raw.get("history") or []
    ]  # type: ignore[attr-defined]
    return Gold(Question(str(raw["question"]), tuple(turns)), tuple(raw["gold_quotes"]))  # type: ignore[arg-type]


def _reading(raw: dict[str, object]) -> Reading:
    return Reading(str(raw["question"]), f"{raw['context']}.md", tuple(raw["answers"]))  # type: ignore[arg-type]
