"""Thresholds keep a bad run from passing, and a bad file of thresholds from passing as a good run."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import NotFound, ThresholdsUnreadable
from knowledge.evaluation.measures import evaluate
from knowledge.evaluation.thresholds import check, load_thresholds
from tests.knowledge.evaluation.making import ANSWERS, DOCUMENTS, QUESTIONS

EVALUATION = evaluate(QUESTIONS, ANSWERS, DOCUMENTS)


def verdicts(tmp_path: Path, text: str) -> list[bool]:
    path = tmp_path / "t.toml"
    path.write_text(text, encoding="utf-8")
    return [verdict.kept for verdict in check(load_thresholds(path), EVALUATION)]


def test_bounds(tmp_path: Path) -> None:
    """A bound holds at the limit itself; shares are percent, lengths characters, and refusing wrongly is bounded from above."""
    assert verdicts(tmp_path, "[at_least]\nanswer_right = 50\nreturned = 100") == [True, True]
    assert verdicts(tmp_path, "[at_least]\nanswer_right = 50.1\n[at_most]\nrefused_wrongly = 49.9") == [False, False]
    assert verdicts(tmp_path, "[at_most]\nelapsed_ms_p95 = 5\nanswer_chars_p50 = 1") == [True, False]


def test_kinds_and_languages(tmp_path: Path) -> None:
    """A bound for a kind or a language looks at its questions only."""
    text = "[kind.who.at_least]\nanswer_right = 100\n[language.en.at_least]\nanswer_right = 1"
    assert verdicts(tmp_path, text) == [True, False]


def test_what_nothing_measures_is_not_kept(tmp_path: Path) -> None:
    """A bound on a kind that the set does not ask, or a measure that applies to none of its questions, is broken: it gates."""
    text = "[kind.list.at_least]\nanswer_right = 1\n[kind.unanswerable.at_least]\nanswer_right = 1"
    assert verdicts(tmp_path, text) == [False, False]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("at_least = 3", "at_least"),
        ("[at_least]\nanswer_rigth = 60", "answer_rigth"),
        ('[at_least]\nanswer_right = "60"', "answer_right"),
        ("[at_most]\nanswer_right = true", "answer_right"),
        ("[above]\nanswer_right = 60", "above"),
        ("[kind.who]\nanswer_right = 60", "answer_right"),
        ("kind = 3", "kind"),
        ("[kind]\nwho = 3", "kind.who"),
        ("no toml at all", "TOML"),
        ("", "at_least"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path, text: str, entry: str) -> None:
    """A misspelt measure, a wrong table or an empty file is told in one sentence with the entry, never passed over."""
    with pytest.raises(ThresholdsUnreadable) as raised:
        verdicts(tmp_path, text)
    assert raised.value.facts == {"name": "t.toml", "entry": entry}


def test_a_missing_file(tmp_path: Path) -> None:
    """A file that is not there is told as such."""
    with pytest.raises(NotFound):
        load_thresholds(tmp_path / "t.toml")
