"""The forms of a noun or adjective by the regular classes of bokmål, nynorsk and English; what is irregular is written out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.types import Language

Kind = Literal["masculine", "feminine", "neuter", "plural", "name", "phrase", "adjective", "qualifier"]
NOUNS: frozenset[Kind] = frozenset({"masculine", "feminine", "neuter", "plural"})


@dataclass(frozen=True, slots=True)
class Written:
    """A term in one language: what is said of one and of several, and the definite form of one; an adjective's neuter stands there."""

    one: str
    several: str
    definite: str = ""
    definite_several: str = ""


def written_as(kind: Kind, word: str, language: Language) -> Written:
    """A word of `terms.txt` with its forms; what is irregular stands after "|" in it."""
    one, *rest = [part.strip() for part in word.split("|")]
    if kind == "adjective":
        return _adjective(one, rest, language)
    if kind not in NOUNS:
        return Written(one, one)
    if kind == "plural":
        return Written(one, one, "", definite_plural(one, one, kind, language) if language != "en" else "")
    if language == "en":
        return Written(one, rest[0] if rest else _english_plural(one))
    several = rest[0] if rest else plural_of(one, kind, language)
    if (
        kind == "masculine" and rest and several == f"{one}e" and not one.endswith("er")
    ):  # "den ansatte": an adjective used as a noun
        return Written(one, several, f"den {several}", f"{'dei' if language == 'nn' else 'de'} {several}")
    return Written(one, several, _definite(one, kind, language), definite_plural(one, several, kind, language))


def _adjective(one: str, rest: Sequence[str], language: Language) -> Written:
    if language == "en":
        return Written(one, one, one)
    if rest:
        return Written(one, rest[1], rest[0])
    neuter = one if one.endswith(("ig", "leg", "sk", "t", "e")) else f"{one}t"
    return Written(one, one if one.endswith("e") else f"{one}e", neuter)


def plural_of(one: str, kind: Kind, language: Language) -> str:
    """The regular indefinite plural of a Norwegian noun."""
    if kind == "neuter":
        return one
    if language == "nn":
        ending = "ar" if kind == "masculine" or one.endswith("ing") else "er"
        return one + "ar" if one.endswith("ar") else one.removesuffix("e") + ending
    return f"{one}e" if one.endswith("er") else one.removesuffix("e") + "er"


def _definite(one: str, kind: Kind, language: Language) -> str:
    if language == "nn" and (kind == "feminine" or one.endswith("ing")):
        return one.removesuffix("e") + "a"
    if one.endswith("data"):
        return one + ("a" if language == "nn" else "ene")
    if kind == "neuter":
        one = f"{one}m" if one.endswith(("program", "medlem", "rom")) else one
        return f"{one}t" if one.endswith("e") else one.removesuffix("um") + "et"
    return f"{one}n" if one.endswith("e") else f"{one}en"


def definite_plural(one: str, several: str, kind: Kind, language: Language) -> str:
    """The definite plural that goes with a Norwegian plural."""
    for ending, definite in (("ere", "erne"), ("er", "ene"), ("ar", "ane")):
        if (several != one or kind == "plural") and several.endswith(ending):
            return several.removesuffix(ending) + definite
    one = f"{one}m" if one.endswith(("program", "medlem", "rom")) else one
    return one.removesuffix("e") + ("a" if language == "nn" else "ene")


def _english_plural(one: str) -> str:
    if re.search(r"[^aeiou]y$", one):
        return f"{one[:-1]}ies"
    return f"{one}es" if one.endswith(("s", "x", "ch", "sh")) else f"{one}s"
