"""`samspill evaluate`: a set is measured on what was ingested, compared with the last run, and gates on thresholds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.command_line import call, call_json, publish_documents

ASKED = [
    {
        "id": "a",
        "question": "Når går avtalen for Skogby ut?",
        "lang": "nb",
        "kind": "when",
        "gold_docs": ["avtale.md"],
        "gold_quotes": ["Avtalen gjelder fra 1. januar 2024 til 31. desember 2027."],
        "answer_keywords": ["31. desember 2027"],
    },
    {
        "id": "b",
        "question": "Who owns the results of a joint project?",
        "lang": "en",
        "kind": "who",
        "gold_docs": ["terms.md"],
        "gold_quotes": ["The university owns the results"],
        "answer_keywords": ["a word that no answer holds"],
    },
    {"id": "c", "question": "Hva koster parkering ved rådhuset på søndager?", "lang": "nb", "kind": "unanswerable"},
]


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    path = tmp_path / "asked.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in ASKED), encoding="utf-8")
    return path


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return publish_documents(tmp_path / "documents")


def test_a_set_is_measured(documents: Path, asked: Path) -> None:
    """Passages, answers, refusals and quotes are measured on the library's own documents."""
    found = call_json("evaluate", str(asked), "--json", "--today", "2026-01-01")
    shares = found["all"]["shares"]
    assert shares["answer_right"]["hits"] == 1
    assert shares["quote@3"]["share"] == shares["refused_rightly"]["share"] == shares["quote_verbatim"]["share"] == 1
    assert found["misses"] == ["b"]
    assert found["since"] is None
    assert set(found["kinds"]) == {"when", "who", "unanswerable"}


def test_a_run_is_compared_with_the_last(documents: Path, asked: Path) -> None:
    """The second run of a set on the same documents says that nothing was won or lost."""
    assert "for the first time" in call("evaluate", str(asked)).stdout
    assert "0 won, 0 lost" in call("evaluate", str(asked)).stdout


def test_a_broken_threshold_ends_with_1(documents: Path, asked: Path, tmp_path: Path) -> None:
    """Exit 0 where every threshold is kept, 1 where one is broken, with the measure, its value and the bound."""
    bounds = tmp_path / "t.toml"
    bounds.write_text("[at_least]\nanswer_right = 50\n", encoding="utf-8")
    assert call("evaluate", str(asked), "--thresholds", str(bounds)).exit_code == 0
    bounds.write_text("[at_least]\nanswer_right = 51\n", encoding="utf-8")
    result = call("evaluate", str(asked), "--thresholds", str(bounds))
    assert result.exit_code == 1
    assert "Right answer: 50.0, at least 51" in result.stdout


def test_report_and_answers_are_written(documents: Path, asked: Path, tmp_path: Path) -> None:
    """The report is one page with the miss on it; the answers are lines with their ids, as a batch writes them."""
    report, answers = tmp_path / "r.html", tmp_path / "a.jsonl"
    result = call("evaluate", str(asked), "--html", str(report), "--answers", str(answers))
    assert str(report) in result.stdout
    assert "Who owns the results of a joint project?" in report.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["a", "b", "c"]
    assert all(0 <= line["confidence"] <= 1 for line in lines)


def test_what_cannot_be_used_is_told_before_anything_is_asked(asked: Path, tmp_path: Path) -> None:
    """No set, a bad line, a bad file of thresholds, a folder that is not there, an empty library: one sentence each."""
    assert call("evaluate").exit_code == 2
    empty = call("evaluate", str(asked))
    assert (empty.exit_code, "There are no documents" in empty.output) == (1, True)
    nowhere = call("evaluate", str(asked), "--html", str(tmp_path / "nowhere" / "r.html"))
    assert (nowhere.exit_code, "nowhere" in nowhere.output) == (1, True)
    bounds = tmp_path / "t.toml"
    bounds.write_text("[at_least]\nright = 1\n", encoding="utf-8")
    wrong = call("evaluate", str(asked), "--thresholds", str(bounds))
    assert (wrong.exit_code, "“right”" in wrong.output) == (1, True)
    asked.write_text('{"id": "a"}\n', encoding="utf-8")
    line = call("evaluate", str(asked))
    assert (line.exit_code, "Line 1 of the question set asked.jsonl" in line.output) == (1, True)
