"""The bench compares like with like, and says what it measured."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.errors import BenchFailed
from knowledge.evaluation.bench import quickstart, varied
from knowledge.evaluation.bench.comparing import NAMES, Side
from knowledge.evaluation.bench.growth import Size
from knowledge.evaluation.bench.processes import Used, measure
from knowledge.evaluation.bench.reporting import as_json, comparison_table, growth_plot, growth_table, heading
from knowledge.evaluation.measures import evaluate
from tests.bot.command_line import call, write_documents
from tests.knowledge.evaluation.making import ANSWERS, DOCUMENTS, QUESTIONS, SIGNED, line

ASKED = {
    "id": "a",
    "question": "Hva handler skole og barnehage om?",
    "lang": "nb",
    "kind": "factual",
    "gold_docs": ["avtale.md"],
    "gold_quotes": ["Skole og barnehage handler om læring for de yngste."],
    "answer_keywords": ["læring"],
}


def side(name: str, seconds: float, right: bool) -> Side:
    answers = ANSWERS if right else {**ANSWERS, SIGNED.id: line("Nei, det vet jeg ikke.")}
    used = Used(seconds, seconds / 2, 100 * seconds, "")
    return Side(name, evaluate(QUESTIONS, answers, DOCUMENTS), 7, used, used)


def test_varied_text_is_the_same_again_and_grows(tmp_path: Path) -> None:
    """The same seed gives the same documents; more of them hold more different words; each section is one heading with its text."""
    few, many = varied.write_documents(tmp_path / "a", 50), varied.write_documents(tmp_path / "b", 500)
    assert varied.write_documents(tmp_path / "c", 50) == few
    assert len(list((tmp_path / "a").iterdir())) == 2
    assert sum(p.read_text(encoding="utf-8").count("\n## ") for p in (tmp_path / "a").iterdir()) == 50
    words = [len({word for section in sections for word in section.text.split()}) for sections in (few, many)]
    assert words[1] > 2 * words[0]
    assert {section.language for section in many} == {"nb", "nn", "en"}
    assert varied.questions(few, 3) == varied.questions(few, 3)


def test_the_quickstart_answers_with_its_first_passage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Five passages or all there are, the first of them as the answer, never a refusal, in the contract's shape."""
    pytest.importorskip("langchain_text_splitters", reason="the extra “bench” is not installed")
    documents = write_documents(tmp_path / "documents")
    assert quickstart.ingest(documents, tmp_path / "data", "words") == 2
    asked = tmp_path / "q.jsonl"
    asked.write_text(json.dumps(ASKED), encoding="utf-8")
    quickstart.ask(asked, tmp_path / "data", "words")
    found = json.loads(capsys.readouterr().out)
    assert found["id"] == "a"
    assert found["answer"] == found["passages"][0]["text"]
    assert {passage["document"] for passage in found["passages"]} == {"avtale.md", "terms.md"}
    assert not found["abstained"]


def test_a_process_is_measured(tmp_path: Path) -> None:
    """Its own memory, processor time and output are told; an exit code that was not allowed ends the bench with its command."""
    code = "x = bytearray(80_000_000); sum(range(3_000_000)); print('done')"
    used = measure([sys.executable, "-c", code], tmp_path, os.environ)
    assert used.stdout == "done\n"
    assert used.memory_mb > 80
    assert 0 < used.cpu_seconds <= used.seconds * 4
    assert measure([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, os.environ, frozenset({0, 3})).stdout == ""
    with pytest.raises(BenchFailed):
        measure([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, os.environ)


def test_ratios_divide_samspill_by_the_others() -> None:
    """Twice as many right answers is 2 ×, half the time 0.5 ×; nothing right on the other side has no ratio."""
    table = comparison_table([side("Samspill", 1.0, True), side("Other", 2.0, True), side("Worse", 4.0, False)])
    assert "| right answers, of answerable questions | 50.0 % (1/2) | 50.0 % (1/2) | 0.0 % (0/2) |" in table
    assert "| right answers | 1.00 × | – |" in table
    assert "| questions that went well | 1.00 × | 2.00 × |" in table
    assert "| ingest, seconds | 0.50 × | 0.25 × |" in table


def test_a_model_that_is_not_there_is_told() -> None:
    """Where Chroma's default model is missing one sentence says so; where it took part none does."""
    sides = [side("Samspill", 1.0, True), side(NAMES["words"], 2.0, True)]
    assert comparison_table(sides).endswith("so nothing is compared with it.")
    assert "not on this machine" not in comparison_table([*sides, side(NAMES["default"], 4.0, True)])


def test_growth_is_shown() -> None:
    """Each size is a row and a point of the plot, which is a whole file by itself; the JSON holds all figures."""
    small = Size(100, 2.0, 1.5, 180, 3, 1.2, 8.0, 20.0, 7.0, 18.0, 190)
    sizes = [small, replace(small, chunks=10_000, p95=90.0)]
    assert "| 10,000 | 2.0 (1.5) | 180 | 3 | 1.2 | 8.0 | 90.0 | 7.0 | 18.0 | 190 |" in growth_table(sizes)
    plot = growth_plot(sizes)
    assert plot.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert plot.count("<circle") == 4
    assert "<style>" in plot
    assert len(as_json([side("Samspill", 1.0, True)], sizes)["growth"]) == 2


def test_figures_say_where_they_come_from() -> None:
    """The heading names the command, the machine, Python, the commit and how busy the machine was."""
    text = heading("samspill bench")
    for part in ("`samspill bench`", "cores", "Python 3", "commit", "load average"):
        assert part in text


def test_wrong_use() -> None:
    """Documents without questions, both at once, a size that is no number: wrong use, told before anything is measured."""
    assert call("bench", "documents").exit_code == 2
    assert call("bench", "a", "b", "--growth", "100").exit_code == 2
    assert call("bench", "--growth", "many").exit_code == 2
    assert call("bench", "--plot", "x.svg").exit_code == 2
    assert call("bench", "nowhere", "q.jsonl").exit_code == 1


@pytest.mark.slow
def test_the_whole_bench(tmp_path: Path) -> None:
    """Samspill and the quickstart bring in the same folder and answer the same questions, each by its own command."""
    pytest.importorskip("langchain_text_splitters", reason="the extra “bench” is not installed")
    asked = tmp_path / "q.jsonl"
    asked.write_text(json.dumps(ASKED) + "\n", encoding="utf-8")
    result = call("bench", str(write_documents(tmp_path / "documents")), str(asked), "--json")
    sides = json.loads(result.stdout)["comparison"]
    assert [one["name"] for one in sides][:2] == ["Samspill", "Quickstart, the same word vectors"]
    assert all(one["shares"]["returned"]["share"] == 1 for one in sides)
    assert sides[0]["shares"]["answer_right"]["share"] == 1
    assert sides[0]["ingest"]["memory_mb"] > 0


@pytest.mark.slow
def test_the_whole_growth(tmp_path: Path) -> None:
    """Varied documents of a size are brought in and asked, and the plot is written."""
    plot = tmp_path / "growth.svg"
    result = call("bench", "--growth", "60", "--plot", str(plot))
    assert "| chunks | ingest s (processor) |" in result.stdout
    assert "</svg>" in plot.read_text(encoding="utf-8")
