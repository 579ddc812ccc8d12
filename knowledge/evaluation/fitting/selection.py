"""Which unit answers best: `python -m knowledge.evaluation.fitting.selection --set DOCS QUESTIONS … --reading CONTEXTS QUESTIONS`

Fits the weights of `knowledge/answering/ranking.py` (a softmax over the candidates of a question, right being those that hold a gold
quote or stand in one), and how much a passage loses by its place in the search. Prints how often a right unit, and a right passage,
comes first and among the first three, with the weights of today and, on questions that were not fitted on, with those found. With
`--write` the weights go into that file: only then, for they are worth no more than the sets that they were found on. With `--new NAME`
(as often as there are new signals) the weights of these alone are found, beside a common factor for all others.

Cross-validated by question (three splits in five, 246 questions of four sets and a quarter of NorQuAD train): with the signals of
`binding.py` and `leading` a right unit comes first for 70.6 % (69.5 before them), in the first three for 91.3 (89.4), across languages
for 43.7 of 53 (39); -log of the right units' probability .937 (.993); NorQuAD 65.1 % (65.8), 1.250 (1.292). Finding all 35 weights anew
gives as many right and fewer across languages (40). Not taken, for they gave nothing beyond that: boosted trees over 120 signals (kernels
of word likeness, windows, precision, neighbours, facts by kind) on top of the sum, 171.5 to 174 right of 246 against 174.5 without
(NorQuAD train whole, 66.4 to 69.1 % with 300 trees); the same signals in the sum, 161 to 165 against 167; weights crossed with the kind.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.answering.fitted import weights
from knowledge.answering.ranking import SIGNALS
from knowledge.answering.understanding import LATER
from knowledge.evaluation.fitting.models import Array, Choice, fit_softmax, folds
from knowledge.evaluation.fitting.refusal import put
from knowledge.evaluation.fitting.rows import Row, add_arguments, gathered

RIDGE = 0.1  # towards the weights of today
RIDGE_NEW = 0.01  # of a few new ones
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


@dataclass(frozen=True, slots=True)
class Fit:
    """How weights are found: all of them, or those of the columns `new` beside a common factor for the rest."""

    new: tuple[int, ...] = ()

    def __call__(self, choices: Sequence[Choice], start: Array) -> Array:
        """The weights of all columns."""
        if not self.new:
            return fit_softmax(choices, RIDGE, start)
        new, known = list(self.new), start.copy()
        known[new] = 0.0
        small = [replace(one, signals=np.column_stack((one.signals @ known, one.signals[:, new]))) for one in choices]
        factor, *found = fit_softmax(small, RIDGE_NEW, np.array([1.0, *start[new]]))
        whole: Array = known * factor
        whole[new] = found
        return whole


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
    choices: Sequence[Choice], rows: Sequence[Row], start: Array, count: int, fit: Fit
) -> list[tuple[int, bool, bool]]:
    """As `firsts`, each question by weights that were found without its group."""
    found: list[tuple[int, bool, bool]] = []
    for training, testing in folds([row.group for row in rows], count):
        chosen = fit([choices[number] for number in training], start) if len(training) else start
        found += firsts(choices, chosen, [int(number) for number in testing])
    return found


def main() -> None:
    """Parse the command line, fit, print, and store if that is wanted."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.evaluation.fitting.selection", description=__doc__)
    add_arguments(parser)
    parser.add_argument("--new", action="append", default=[], choices=SIGNALS, help="find this signal's weight alone")
    given = parser.parse_args()
    fit = Fit(tuple(SIGNALS.index(name) for name in given.new))
    rows = [row for row in gathered(given) if row.right]
    every = range(len(rows))
    now = weights("ranking")
    of_units, of_passages = [units(row) for row in rows], [passages(row) for row in rows]
    sources = list(dict.fromkeys(row.source for row in rows))
    lines = [
        "| first / in three | " + " | ".join(sources) + " |",
        "|---|" + "---|" * len(sources),
        line("units, weights of today", rows, firsts(of_units, now, every)),
        line("units, fitted apart", rows, fitted_apart(of_units, rows, now, given.folds, fit)),
        line("passages as searched", rows, firsts(of_passages, np.array([0.0, 1.0]), every)),
        line(f"passages, {LATER} by place", rows, firsts(of_passages, np.array([1.0, LATER]), every)),
    ]
    found = fit_softmax(of_passages, RIDGE, np.array([1.0, LATER]))
    lines.append(f"\nPlace, fitted on all: {found[1] / found[0]:.2f}")
    sys.stdout.write("\n".join(lines) + "\n")
    if given.write:
        chosen = fit(of_units, now)
        put(given.write, "ranking", {"weights": [round(float(value), 3) for value in chosen]})


if __name__ == "__main__":
    main()
