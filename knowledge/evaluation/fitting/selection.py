"""Which unit answers best: `python -m knowledge.evaluation.fitting.selection --set DOCS QUESTIONS … --reading CONTEXTS QUESTIONS`

Fits the weights of `knowledge/answering/ranking.py` (a softmax over the candidates of a question, right being those that hold a gold
quote or stand in one), and how much a passage loses by its place in the search. Prints how often a right unit, and a right passage,
comes first and among the first three, with the weights of today and, on questions that were not fitted on, with those found. With
`--write` the weights go into that file: only then, for they are worth no more than the sets that they were found on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import numpy as np

from knowledge.answering.ranking import weights
from knowledge.answering.understanding import LATER
from knowledge.evaluation.fitting.models import Array, Choice, fit_softmax, folds
from knowledge.evaluation.fitting.refusal import put
from knowledge.evaluation.fitting.rows import Row, add_arguments, gathered

RIDGE = 0.1  # towards the weights of today
READING, EXAMPLES, OTHERS = (
    0.3,
    1.5,
    3.0,
)  # what a question of a reading set, of the example documents, of other sets counts


def weight_of(row: Row) -> float:
    """How much a question counts."""
    if row.origin == "reading":
        return READING
    return EXAMPLES if row.source == "starter" else OTHERS


def units(row: Row) -> Choice:
    """A question's units."""
    right = np.isin(np.arange(len(row.evidence.candidates)), list(row.right))
    return Choice(np.array([candidate.signals for candidate in row.evidence.candidates]), right, weight_of(row))


def passages(row: Row) -> Choice:
    """A question's passages: the score of the best unit, and the logarithm of the place in the search, which counts against it."""
    best: dict[int, tuple[float, float]] = {}
    right: dict[int, bool] = {}
    for number, candidate in enumerate(row.evidence.candidates):
        chunk = candidate.passage.chunk.id
        best.setdefault(chunk, (candidate.score, -float(np.log1p(candidate.rank))))
        right[chunk] = right.get(chunk, False) or number in row.right
    return Choice(np.array(list(best.values())), np.array(list(right.values())), weight_of(row))


def firsts(choices: Sequence[Choice], chosen: Array, numbers: Sequence[int]) -> list[tuple[int, bool, bool]]:
    """(question, a right one first, a right one among the first three) by some weights."""
    found = []
    for number in numbers:
        order = np.argsort(-(choices[number].signals @ chosen), kind="stable")
        right = choices[number].right[order]
        found.append((number, bool(right[0]), bool(right[:3].any())))
    return found


def line(name: str, rows: Sequence[Row], found: Sequence[tuple[int, bool, bool]]) -> str:
    """Shares by set, first and among the first three, in percent."""
    cells = []
    for source in dict.fromkeys(row.source for row in rows):
        of_source = [(first, three) for number, first, three in found if rows[number].source == source]
        first, three = (100 * float(np.mean(values)) for values in zip(*of_source, strict=True))
        cells.append(f"{first:.1f} / {three:.1f}")
    return f"| {name} | " + " | ".join(cells) + " |"


def fitted_apart(
    choices: Sequence[Choice], rows: Sequence[Row], start: Array, count: int
) -> list[tuple[int, bool, bool]]:
    """As `firsts`, each question by weights that were found without its group."""
    found: list[tuple[int, bool, bool]] = []
    for training, testing in folds([row.group for row in rows], count):
        chosen = fit_softmax([choices[number] for number in training], RIDGE, start) if len(training) else start
        found += firsts(choices, chosen, [int(number) for number in testing])
    return found


def main() -> None:
    """Parse the command line, fit, print, and store if that is wanted."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.evaluation.fitting.selection", description=__doc__)
    add_arguments(parser)
    given = parser.parse_args()
    rows = [row for row in gathered(given) if row.right]
    every = range(len(rows))
    now = weights("ranking")
    of_units, of_passages = [units(row) for row in rows], [passages(row) for row in rows]
    sources = list(dict.fromkeys(row.source for row in rows))
    lines = [
        "| first / in three | " + " | ".join(sources) + " |",
        "|---|" + "---|" * len(sources),
        line("units, weights of today", rows, firsts(of_units, now, every)),
        line("units, fitted apart", rows, fitted_apart(of_units, rows, now, given.folds)),
        line("passages as searched", rows, firsts(of_passages, np.array([0.0, 1.0]), every)),
        line(f"passages, {LATER} by place", rows, firsts(of_passages, np.array([1.0, LATER]), every)),
    ]
    found = fit_softmax(of_passages, RIDGE, np.array([1.0, LATER]))
    lines.append(f"\nPlace, fitted on all: {found[1] / found[0]:.2f}")
    sys.stdout.write("\n".join(lines) + "\n")
    if given.write:
        chosen = fit_softmax(of_units, RIDGE, now)
        put(given.write, "ranking", {"weights": [round(float(value), 3) for value in chosen]})


if __name__ == "__main__":
    main()
