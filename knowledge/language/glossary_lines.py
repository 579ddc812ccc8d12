"""The glossary's lines as they are written: the field's words in `glossary.toml`, everyday words of like meaning in `thesaurus*.txt`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources

from knowledge.language import analysis
from knowledge.types import LANGUAGES, Language


@dataclass(frozen=True)
class Group:
    """One meaning: its terms in each language, the usual one first. `loose`: they mean nearly the same only, and translate nothing."""

    terms: Mapping[Language, tuple[str, ...]]
    loose: bool = False

    @classmethod
    def read(cls, line: Mapping[Language, str], *, loose: bool = False) -> Group:
        """The meaning of a line: its terms by language, with ";" between them; where nynorsk has none of its own, bokmål's."""
        return cls({language: _terms(line, language) for language in LANGUAGES}, loose)

    def usual(self, language: Language) -> str:
        """The term to use in a sentence."""
        return self.terms[language][0]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its terms of one word, by both algorithms, with their æøå."""
        single = (term.lower() for terms in self.terms.values() for term in terms if " " not in term)
        return frozenset(stem for term in single for stem in (analysis.stem(term, "nb"), analysis.stem(term, "en")))


def _terms(raw: Mapping[Language, str], language: Language) -> tuple[str, ...]:
    written = raw.get(language) or raw["nb"]
    return tuple(term.strip() for term in written.split(";") if term.strip())


def rows(text: str) -> list[Mapping[Language, str]]:
    """The lines `bokmål / nynorsk = English` of a list of words; comments and empty lines are left out."""
    found: list[Mapping[Language, str]] = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            norwegian, english = line.split(" = ")
            bokmaal, _, nynorsk = norwegian.partition(" / ")
            found.append({"nb": bokmaal, "nn": nynorsk or bokmaal, "en": english})
    return found


def field_rows() -> list[Mapping[Language, str]]:
    """The lines of `glossary.toml`."""
    raw = tomllib.loads(_file("glossary.toml"))
    return [group for theme in raw.values() for group in theme["groups"]]


def thesaurus_rows() -> list[Mapping[Language, str]]:
    """The lines of every `thesaurus*.txt`, file by file in the order of their names."""
    names = (file.name for file in resources.files("knowledge.language").iterdir())
    kept = sorted(name for name in names if name.startswith("thesaurus") and name.endswith(".txt"))
    return [line for name in kept for line in rows(_file(name))]


def _file(name: str) -> str:
    return resources.files("knowledge.language").joinpath(name).read_text(encoding="utf-8")
