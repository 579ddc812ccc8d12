"""A question set is read whole, or refused with the line and the field that are wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.errors import NotFound, QuestionSetUnreadable
from knowledge.evaluation.questions import load_questions, starter_questions
from knowledge.texts import error_sentence
from knowledge.types import LANGUAGES, Turn

RECORD = {
    "id": "a",
    "question": "Hvem?",
    "lang": "nb",
    "kind": "who",
    "gold_docs": ["a.md"],
    "gold_quotes": ["ordføreren signerte"],
    "answer_keywords": ["ordfører"],
    "history": [],
    "note": "",
}


def write(path: Path, *records: object) -> Path:
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in records) + "\n", encoding="utf-8")
    return path


def test_a_line_is_read_whole(tmp_path: Path) -> None:
    """Earlier turns are the asker's where they are strings, and keep their role where they name one."""
    history = ["Hva er avtalen?", {"role": "assistant", "content": "En avtale."}]
    question = load_questions(write(tmp_path / "q.jsonl", {**RECORD, "history": history}))[0]
    assert question.history == (Turn("user", "Hva er avtalen?"), Turn("assistant", "En avtale."))
    assert question.gold_quotes == ("ordføreren signerte",)
    assert question.answerable
    assert question.asked().text == "Hvem?"
    assert question.asked().language is None, "the assistant must tell the language by itself"


def test_a_question_without_gold_is_rightly_refused(tmp_path: Path) -> None:
    """Without gold quotes a question is one that the documents do not answer; the gold fields may be missing."""
    record = {"id": "u", "question": "Hva koster det?", "lang": "nn", "kind": "unanswerable"}
    assert not load_questions(write(tmp_path / "q.jsonl", record))[0].answerable


def test_line_separators_inside_a_question_do_not_cut_it(tmp_path: Path) -> None:
    """JSON may hold U+2028 as it is; it ends no line of the set."""
    line = json.dumps({**RECORD, "question": "Hvem\u2028signerte?"}, ensure_ascii=False)
    assert len(load_questions(write(tmp_path / "q.jsonl", line))) == 1


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ("{not json", "JSON"),
        ('["a list"]', "JSON"),
        ({**RECORD, "lang": "no"}, "lang"),
        ({**RECORD, "lang": ["nb"]}, "lang"),
        ({**RECORD, "id": 7}, "id"),
        ({**RECORD, "question": "  "}, "question"),
        ({key: value for key, value in RECORD.items() if key != "kind"}, "kind"),
        ({**RECORD, "gold_quotes": "one"}, "gold_quotes"),
        ({**RECORD, "gold_docs": []}, "gold_docs"),
        ({**RECORD, "answer_keywords": [""]}, "answer_keywords"),
        ({**RECORD, "answer_keywords": []}, "answer_keywords"),
        ({**RECORD, "history": "before"}, "history"),
        ({**RECORD, "history": [{"role": "system", "content": "x"}]}, "history"),
        (RECORD, "id"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, bad: object, field: str) -> None:
    """The first line that cannot be used is named with its number and the field, in one sentence; so is an id that comes twice."""
    path = write(tmp_path / "q.jsonl", RECORD, "", bad)
    with pytest.raises(QuestionSetUnreadable) as raised:
        load_questions(path)
    assert raised.value.facts == {"name": "q.jsonl", "line": "3", "field": field}
    for language in LANGUAGES:
        sentence = error_sentence(raised.value, language)
        assert "3" in sentence
        assert field in sentence


def test_no_questions_are_no_set(tmp_path: Path) -> None:
    """An empty file measures nothing, so it is refused rather than passed."""
    with pytest.raises(QuestionSetUnreadable):
        load_questions(write(tmp_path / "q.jsonl", ""))
    with pytest.raises(NotFound):
        load_questions(tmp_path / "nowhere.jsonl")


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    """A file that is not UTF-8 is refused in a sentence, not with a traceback."""
    path = tmp_path / "q.jsonl"
    path.write_bytes("{'question': 'på'}".encode("latin-1"))
    with pytest.raises(QuestionSetUnreadable):
        load_questions(path)


def test_the_starter_set_can_be_read() -> None:
    """The set about the example documents that ships is a whole set, in three languages, with refusals in it."""
    questions = starter_questions()
    assert {question.lang for question in questions} == set(LANGUAGES)
    assert any(not question.answerable for question in questions)
