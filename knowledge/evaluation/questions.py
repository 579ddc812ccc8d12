"""Question sets: one JSON object a line, each with what a right answer holds, or with nothing where the documents do not say.

A line: `id`, `question`, `lang` (nb, nn, en), `kind`, `gold_docs` (file names), `gold_quotes` (word for word from the documents; empty
for a question that is rightly refused), `answer_keywords` (lower case; `a|b` is a choice), `history` (the thread's earlier turns), `note`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from knowledge.errors import NotFound, QuestionSetUnreadable
from knowledge.types import LANGUAGES, Language, Question, Turn


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with what is known of its right answer. Without `gold_quotes` it is rightly refused."""

    id: str
    question: str
    lang: Language
    kind: str
    gold_docs: tuple[str, ...] = ()
    gold_quotes: tuple[str, ...] = ()
    answer_keywords: tuple[str, ...] = ()
    history: tuple[Turn, ...] = ()
    note: str = ""

    @property
    def answerable(self) -> bool:
        """Whether the documents tell."""
        return bool(self.gold_quotes)

    @property
    def is_list(self) -> bool:
        """Whether a whole list is asked for: more room for the answer and its citations."""
        return self.kind == "list"

    def asked(self) -> Question:
        """The question as a person puts it, without what is known of the answer."""
        return Question(self.question, self.history)


class _Wrong(Exception):
    """A field that cannot be used, by its name."""


def load_questions(path: Path) -> list[GoldQuestion]:
    """All questions of a set, in its order.

    Raises NotFound, or QuestionSetUnreadable for the first bad line: it names the line and the field.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NotFound(name=str(path)) from None
    except (OSError, UnicodeDecodeError):
        raise QuestionSetUnreadable(name=path.name, line="1", field="UTF-8") from None
    found: list[GoldQuestion] = []
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):  # not splitlines: JSON may hold U+2028 as it is
        if not line.strip():
            continue
        try:
            question = read_question(line)
            if question.id in seen:
                raise _Wrong("id")
        except _Wrong as wrong:
            raise QuestionSetUnreadable(name=path.name, line=str(number), field=str(wrong)) from None
        seen.add(question.id)
        found.append(question)
    if not found:
        raise QuestionSetUnreadable(name=path.name, line="1", field="question")
    return found


def starter_questions() -> list[GoldQuestion]:
    """The set about the example documents that come with Samspill."""
    with resources.as_file(resources.files("knowledge.evaluation").joinpath("questions-starter.jsonl")) as path:
        return load_questions(path)


def read_question(line: str) -> GoldQuestion:
    """One line. Raises an error with the field's name where the line cannot be used."""
    try:
        record = json.loads(line)
    except ValueError:
        raise _Wrong("JSON") from None
    if not isinstance(record, dict):
        raise _Wrong("JSON")
    language = record.get("lang")
    if not isinstance(language, str) or language not in LANGUAGES:
        raise _Wrong("lang")
    question = GoldQuestion(
        id=_text(record, "id"),
        question=_text(record, "question"),
        lang=language,
        kind=_text(record, "kind"),
        gold_docs=_texts(record, "gold_docs"),
        gold_quotes=_texts(record, "gold_quotes"),
        answer_keywords=_texts(record, "answer_keywords"),
        history=_turns(record.get("history") or []),
        note=str(record.get("note") or ""),
    )
    for field in ("gold_docs", "answer_keywords"):
        if question.gold_quotes and not getattr(question, field):
            raise _Wrong(field)
    return question


def _text(record: dict[str, Any], field: str) -> str:
    value = record.get(field)
    if not isinstance(value, str) or not value.strip():
        raise _Wrong(field)
    return value


def _texts(record: dict[str, Any], field: str) -> tuple[str, ...]:
    values = record.get(field) or []
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        raise _Wrong(field)
    return tuple(values)


def _turns(history: Any) -> tuple[Turn, ...]:
    if not isinstance(history, Sequence) or isinstance(history, str):
        raise _Wrong("history")
    turns = []
    for turn in history:
        if isinstance(turn, str):
            turns.append(Turn("user", turn))
        elif (
            isinstance(turn, dict)
            and turn.get("role") in {"user", "assistant"}
            and isinstance(turn.get("content"), str)
        ):
            turns.append(Turn(turn["role"], turn["content"]))
        else:
            raise _Wrong("history")
    return tuple(turns)
