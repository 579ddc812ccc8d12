"""When to refuse: `python -m knowledge.evaluation.fitting.refusal --set DOCS QUESTIONS … --foreign FILE --reading CONTEXTS QUESTIONS`

Fits the two probabilities of `knowledge/answering/doubt.py`: that the evidence answers, and that the question is about the documents'
field. Prints what each threshold would give on questions that were not fitted on (cross-validation, no question on both sides, nor its
left-out form; what a rule refuses counts as refused), and how well the probabilities are calibrated. With `--write` the weights go into
that file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.answering.doubt import scope_signals, signals
from knowledge.answering.ranking import Evidence
from knowledge.answering.refusing import by_rule, untold
from knowledge.evaluation.fitting.models import Array, Logistic, fit_logistic, folds
from knowledge.evaluation.fitting.rows import Row, add_arguments, gathered

RIDGE = 10.0
UNANSWERABLE, STILL_TOLD, FOREIGN, READING, EXAMPLES = 2.0, 0.3, 0.3, 0.15, 0.7  # what a row of a kind counts
THRESHOLDS = (0.05, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.22, 0.25, 0.3, 0.35, 0.4, 0.5)
BINS = 5
Kind = tuple[str, Callable[[Row], bool]]
KINDS: tuple[Kind, ...] = (
    ("answerable, refused", lambda row: row.origin == "own" and row.answerable),
    ("unanswerable", lambda row: row.origin == "own" and row.question.kind == "unanswerable"),
    ("out of scope", lambda row: row.origin == "own" and row.question.kind == "out_of_scope"),
    ("left out", lambda row: row.origin == "left_out" and not row.still_told),
    ("foreign", lambda row: row.origin == "foreign"),
)


def weight_of(row: Row) -> float:
    """How much a row counts: few questions are unanswerable by themselves, and many are of other fields than ours."""
    if row.origin in {"reading", "reading_left_out"}:
        return READING
    weight = EXAMPLES if row.source == "starter" else 1.0
    if row.question.kind == "unanswerable":
        weight *= UNANSWERABLE
    return weight * {"foreign": FOREIGN, "left_out": STILL_TOLD if row.still_told else 1.0}.get(row.origin, 1.0)


def decided(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows that the probability decides, a foreign question once; and those that are refused whatever it says."""
    seen: set[str] = set()
    left: list[Row] = []
    refused: list[Row] = []
    for row in rows:
        if row.origin == "foreign" and row.question.question in seen:
            continue
        seen.add(row.question.question)
        ruled = not row.evidence.candidates or by_rule(row.text) or untold(row.evidence)
        (refused if ruled else left).append(row)
    return left, refused


def out_of_fold(x: Array, y: Array, weight: Array, groups: Sequence[str], count: int) -> Array:
    """Each row's probability by a model that has not seen its group."""
    found = np.zeros(len(y))
    for training, testing in folds(groups, count):
        found[testing] = fit_logistic(x[training], y[training], weight[training], RIDGE).probability(x[testing])
    return found


def table(rows: Sequence[Row], probability: Array, refused: Sequence[Row]) -> list[str]:
    """What each threshold refuses, in percent of each kind; `refused` are the rows that every threshold refuses."""
    rows, probability = [*rows, *refused], np.concatenate((probability, np.zeros(len(refused))))
    measured = [index for index, row in enumerate(rows) if not row.origin.startswith("reading")]
    lines = ["| refused below | " + " | ".join(name for name, _ in KINDS) + " |", "|---|" + "---|" * len(KINDS)]
    for threshold in THRESHOLDS:
        cells = []
        for _, among in KINDS:
            values = probability[[index for index in measured if among(rows[index])]]
            cells.append(f"{100 * float((values < threshold).mean()):.1f}" if len(values) else "–")
        lines.append(f"| {threshold} | " + " | ".join(cells) + " |")
    return lines


def calibration(y: Array, weight: Array, probability: Array) -> list[str]:
    """In bins of equal size: what was foretold, and what was so."""
    lines = ["| foretold | so | rows |", "|---|---|---|"]
    for part in np.array_split(np.argsort(probability), min(BINS, len(y))):
        foretold, so = (np.average(values[part], weights=weight[part]) for values in (probability, y))
        lines.append(f"| {foretold:.2f} | {so:.2f} | {len(part)} |")
    return lines


def stored(model: Logistic) -> dict[str, Any]:
    """A model as `weights.json` holds it."""
    return {"weights": [round(float(value), 3) for value in model.weights], "bias": round(model.bias, 3)}


def put(path: Path, name: str, values: dict[str, Any]) -> None:
    """Store what was found; what else stands under the name, such as a threshold, stays."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    whole[name] = {**whole.get(name, {}), **values}
    path.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Parse the command line, fit, print, and store if that is wanted."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.evaluation.fitting.refusal", description=__doc__)
    add_arguments(parser)
    given = parser.parse_args()
    rows, refused = decided(gathered(given))
    weight = np.array([weight_of(row) for row in rows])
    asked: tuple[tuple[str, Callable[[Evidence], list[float]], Callable[[Row], bool]], ...] = (
        ("refusal", signals, lambda row: row.answerable),
        ("scope", scope_signals, lambda row: row.origin in {"own", "left_out"} and row.question.kind != "out_of_scope"),
    )
    for name, read, holds in asked:
        chosen = [i for i, row in enumerate(rows) if name == "refusal" or not row.origin.startswith("reading")]
        some, counts = [rows[i] for i in chosen], weight[chosen]
        x = np.array([read(row.evidence) for row in some])
        y = np.array([float(holds(row)) for row in some])
        probability = out_of_fold(x, y, counts, [row.group for row in some], given.folds)
        lines = [
            f"\n## {name}: {len(some)} rows",
            "",
            *table(some, probability, refused if name == "refusal" else ()),
            "",
            *calibration(y, counts, probability),
        ]
        sys.stdout.write("\n".join(lines) + "\n")
        if given.write:
            put(given.write, name, stored(fit_logistic(x, y, counts, RIDGE)))


if __name__ == "__main__":
    main()
