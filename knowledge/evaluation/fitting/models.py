"""The two small models that are fitted, in numpy: a logistic regression, and a softmax over the candidates of a question."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
STEPS = 40  # of Newton's method; it settles in about ten
DESCENTS = 400


@dataclass(frozen=True, slots=True)
class Logistic:
    """log-odds = `weights` · x + `bias`."""

    weights: Array
    bias: float

    def probability(self, x: Array) -> Array:
        """Of each row."""
        found: Array = 1 / (1 + np.exp(-(x @ self.weights + self.bias)))
        return found


def fit_logistic(x: Array, y: Array, weight: Array, ridge: float) -> Logistic:
    """The weights of least loss, by Newton's method. `ridge` punishes the squares of the weights of standardised columns."""
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale = np.where(scale > 1e-9, scale, 1.0)
    z = np.hstack([(x - mean) / scale, np.ones((len(x), 1))])
    punished = np.diag([*[ridge] * x.shape[1], 1e-6])
    beta = np.zeros(z.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-(z @ beta)))
        slope = z.T @ (weight * (p - y)) + punished @ beta
        curve = (z.T * (weight * np.maximum(p * (1 - p), 1e-6))) @ z + punished
        step = np.linalg.solve(curve, slope)
        beta = beta - step
        if float(np.abs(step).max()) < 1e-8:
            break
    weights = beta[:-1] / scale
    return Logistic(weights, float(beta[-1] - weights @ mean))


@dataclass(frozen=True, slots=True)
class Choice:
    """One question's candidates: their signals (candidates, signals), which are right, and how much the question counts."""

    signals: Array
    right: NDArray[np.bool_]
    weight: float = 1.0


def fit_softmax(choices: Sequence[Choice], ridge: float, start: Array) -> Array:
    """Weights under which the right candidates together are most probable, by Adam. `ridge` pulls towards `start`."""
    signals = np.vstack([choice.signals for choice in choices])
    right = np.concatenate([choice.right for choice in choices])
    sizes = np.array([len(choice.right) for choice in choices])
    begins = np.cumsum(sizes) - sizes
    weight = np.repeat([choice.weight for choice in choices], sizes)
    total = float(sum(choice.weight for choice in choices))
    scale = np.maximum(signals.std(axis=0), 1e-3)
    z, origin = signals / scale, start * scale
    beta, first, second = origin.copy(), np.zeros(len(start)), np.zeros(len(start))
    for step in range(1, DESCENTS + 1):
        score = z @ beta
        score = np.exp(score - np.repeat(np.maximum.reduceat(score, begins), sizes))
        among = score / np.repeat(np.add.reduceat(score, begins), sizes)
        wanted = score * right
        wanted /= np.repeat(np.add.reduceat(wanted, begins), sizes)
        slope = z.T @ (weight * (among - wanted)) / total + ridge * (beta - origin)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        beta = beta - 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    found: Array = beta / scale
    return found


def folds(groups: Sequence[str], count: int, seed: int = 7) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """(training, testing) row numbers; rows of one group are never on both sides."""
    names = sorted(set(groups))
    random.Random(seed).shuffle(names)  # noqa: S311 - a split, not a secret
    fold = {name: number % count for number, name in enumerate(names)}
    at = np.array([fold[group] for group in groups])
    for number in range(count):
        yield np.flatnonzero(at != number), np.flatnonzero(at == number)
