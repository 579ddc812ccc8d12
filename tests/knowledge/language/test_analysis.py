"""Stems."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
import snowballstemmer  # type: ignore[import-untyped]
from snowballstemmer.norwegian_stemmer import NorwegianStemmer  # type: ignore[import-untyped]

from knowledge.language import analysis

WORDS = ("avtalene", "samarbeidsavtalens", "kommunene", "forskernes") * 500


@pytest.fixture
def slow_and_mixed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The stemmer written in Python, and threads that change as often as can be."""
    monkeypatch.setattr(snowballstemmer, "stemmer", lambda algorithm: NorwegianStemmer())
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("slow_and_mixed")
def test_threads_do_not_mix_up_each_others_words() -> None:
    """A word has the same stem however many threads ask for stems at once."""
    stem = analysis.stem.__wrapped__
    wanted = [stem(word, "nb") for word in WORDS]
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append([stem(word, "nb") for word in WORDS])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [wanted] * 4


@pytest.mark.parametrize("word", ["forskningsavtale", "soeknadsfrist", "saaæekrav", "ku", "båtplass"])
def test_last_parts_are_folded_as_words_are(word: str) -> None:
    """The last part of a word, digraphs or not, is folded as if it stood alone."""
    ends = list(analysis.folded_ends(word, 3))
    assert ends == [(at, analysis.fold(word[at:])) for at in range(3, len(word) - 2)]
