"""The models that are fitted find what is there, and judge only on what they have not seen."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge.evaluation.fitting import refusal, selection
from knowledge.evaluation.fitting.models import Choice, fit_logistic, fit_softmax, folds
from knowledge.evaluation.fitting.rows import add_arguments, gathered
from tests.bot.command_line import write_documents

QUESTIONS = [
    {"id": "a", "question": "Når går avtalen for Skogby ut?", "lang": "nb", "kind": "when", "gold_docs": ["avtale.md"],
     "gold_quotes": ["31. desember 2027"], "answer_keywords": ["31. desember 2027"]},
    {"id": "b", "question": "Hva koster parkering?", "lang": "nb", "kind": "unanswerable"},
]  # fmt: skip


def test_the_logistic_model_finds_the_signal() -> None:
    """The column that decides gets its weight and sign, the one that does not stays small, and the probabilities are calibrated."""
    random = np.random.default_rng(7)
    x = random.normal(size=(4000, 2))
    y = (random.random(4000) < 1 / (1 + np.exp(-(1.5 * x[:, 0] - 0.5)))).astype(np.float64)
    model = fit_logistic(x, y, np.ones(4000), 1.0)
    assert model.weights[0] == pytest.approx(1.5, abs=0.15)
    assert model.weights[1] == pytest.approx(0.0, abs=0.1)
    assert model.bias == pytest.approx(-0.5, abs=0.1)
    assert float(model.probability(x).mean()) == pytest.approx(float(y.mean()), abs=0.01)


def test_the_choice_model_puts_the_right_ones_first() -> None:
    """Of two signals the one that marks the right candidate wins, whatever the start."""
    random = np.random.default_rng(7)
    choices = []
    for _ in range(200):
        signals = random.normal(size=(6, 2))
        choices.append(Choice(signals, np.arange(6) == int(np.argmax(signals[:, 1]))))
    found = fit_softmax(choices, 0.001, np.array([1.0, 0.0]))
    assert found[1] > 3 * abs(found[0])


def test_a_group_is_on_one_side() -> None:
    """Folds split groups, every row is tested once, and none is tested by what was fitted on its group."""
    groups = [f"g{number % 7}" for number in range(50)]
    tested: list[int] = []
    for training, testing in folds(groups, 4):
        assert not {groups[n] for n in training} & {groups[n] for n in testing}
        tested += testing.tolist()
    assert sorted(tested) == list(range(50))


def test_the_commands_fit_and_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From documents and questions to weights: a question with its document left out is a row too, and a threshold that was set stays."""
    documents = write_documents(tmp_path / "documents")
    path, foreign, stored = tmp_path / "q.jsonl", tmp_path / "foreign.jsonl", tmp_path / "weights.json"
    path.write_text("\n".join(json.dumps(one) for one in QUESTIONS), encoding="utf-8")
    foreign.write_text('{"question": "Hvilken cocktail er best?"}', encoding="utf-8")
    stored.write_text('{"refusal": {"answer_from": 0.3}}')
    arguments = ["--set", str(documents), str(path), "--foreign", str(foreign), "--folds", "2"]
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    rows = gathered(parser.parse_args(arguments))
    assert [(row.question.id, row.origin, row.answerable) for row in rows] == [
        ("a", "own", True), ("b", "own", False), ("foreign-1", "foreign", False), ("a-left-out", "left_out", False),
    ]  # fmt: skip
    assert [bool(row.right) for row in rows] == [True, False, False, False]
    assert rows[0].group == rows[3].group
    monkeypatch.setattr(sys, "argv", ["refusal", *arguments, "--write", str(stored)])
    refusal.main()
    found = json.loads(stored.read_text())
    assert (found["refusal"]["answer_from"], set(found)) == (0.3, {"refusal", "scope"})
    monkeypatch.setattr(sys, "argv", ["selection", *arguments])
    selection.main()
    told = capsys.readouterr().out
    assert "| refused below |" in told
    assert "units, fitted apart" in told
