"""Word lists in the three languages: their files, and looking up the longest form that begins at a word of a text.

A file has a line a meaning, "bokmål / nynorsk = English", alternatives behind ";", under a line with its "[kind]". Nynorsk is left out
where it writes as bokmål does; "#" begins a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Generic, Literal, TypeVar

from knowledge.types import Language

Side = Literal["norwegian", "english"]
Key = tuple[str, ...]
SIDES: tuple[Side, ...] = ("norwegian", "english")
TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[.\-'’/&+]+[^\W_]+)*\+?|[^\w\s]")
T = TypeVar("T")


def tokens(text: str) -> list[str]:
    """The words and marks of a text, in lower case."""
    return [token.lower().replace("’", "'") for token in TOKEN.findall(text)]


def entries(package: str, name: str) -> Iterator[tuple[str, Mapping[Language, Sequence[str]]]]:
    """The kind of each line of a file, and for each language its alternatives, the one that is said first."""
    kind = ""
    for line in resources.files(package).joinpath(name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line.strip() and not line.startswith("#"):
            norwegian, english = line.split(" = ")
            bokmaal, _, nynorsk = norwegian.partition(" / ")
            yield kind, {"nb": _split(bokmaal), "nn": _split(nynorsk or bokmaal), "en": _split(english)}


def _split(written: str) -> list[str]:
    return [one.strip() for one in written.split(";") if one.strip()]


class Forms(Generic[T]):
    """What forms of one or several words stand for."""

    def __init__(self, forms: Mapping[Key, T]) -> None:
        self._forms = forms
        self._reach: dict[str, int] = {}  # for each first word the length of the longest form that begins with it
        for key in forms:
            if key:
                self._reach[key[0]] = max(self._reach.get(key[0], 0), len(key))

    def get(self, *words: str) -> T | None:
        """What exactly these words stand for."""
        return self._forms.get(words)

    def find(self, words: Sequence[str], start: int) -> tuple[T, int] | None:
        """What the longest form that begins at a word stands for, and the number of the word after it."""
        longest = self._reach.get(words[start], 0) if start < len(words) else 0
        for end in range(min(len(words), start + longest), start, -1):
            found = self._forms.get(tuple(words[start:end]))
            if found is not None:
                return found, end
        return None
