"""Texts that people read, in bokmål, nynorsk and English, as data.

A text file is TOML: a table for each text, with the keys `nb`, `nn` and `en`, and `{name}` where a fact belongs.
`bot/texts` and `knowledge/answering` keep their own files and read them with the same `Texts`.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from knowledge.errors import FileRefused, SamspillError
from knowledge.types import LANGUAGES, Language


class Texts:
    """One text file. `texts("refused.empty", "nb", page="3")` gives the sentence."""

    def __init__(self, tables: Mapping[str, object]) -> None:
        self._texts = dict(_flatten(tables))

    @classmethod
    def load(cls, package: str, name: str) -> Texts:
        """Read `name` (a file name ending in .toml) from an installed package."""
        return cls(tomllib.loads(resources.files(package).joinpath(name).read_text(encoding="utf-8")))

    def __call__(self, key: str, language: Language, **facts: object) -> str:
        """The text in `language`, facts filled in. Raises KeyError for an unknown key: a test keeps all keys complete."""
        return self._texts[key][language].format(**facts)

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._texts))

    def variants(self, key: str) -> Mapping[str, str]:
        """The text in each language, unfilled: what the completeness test reads."""
        return self._texts[key]


def _flatten(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    for key, value in table.items():
        if not isinstance(value, Mapping):
            raise TypeError(f"{prefix}{key} is not a table of languages")
        if set(value) & set(LANGUAGES):
            yield prefix + key, {str(k): str(v) for k, v in value.items()}
        else:
            yield from _flatten(value, f"{prefix}{key}.")


@cache
def error_texts() -> Texts:
    """The sentences for every error of the tree."""
    return Texts.load("knowledge.texts", "errors.toml")


def error_sentence(error: SamspillError, language: Language) -> str:
    """What a person reads of an error: one sentence that says what to do."""
    if isinstance(error, FileRefused):
        return error_texts()(f"refused.{error.reason}", language, **error.facts)
    return error_texts()(error.key, language, **error.facts)


def terminal_language() -> Language:
    """The language a terminal asks for by its locale (LC_ALL, LC_MESSAGES, LANG): nb, nn, else en."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            code = value[:2].lower()
            return "nn" if code == "nn" else "nb" if code in {"nb", "no"} else "en"
    return "en"
