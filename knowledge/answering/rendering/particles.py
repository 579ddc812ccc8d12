"""The small words of `particles.txt`: prepositions, conjunctions, pronouns, determiners and adverbs in the three languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from knowledge.answering.lexicon import Key, Side, reach, tokens
from knowledge.types import Language

ParticleKind = Literal["preposition", "conjunction", "subordinator", "pronoun", "determiner", "adverb"]


@dataclass(frozen=True, slots=True)
class Particle:
    """A small word of one kind with what each language says for it."""

    kind: ParticleKind
    written: Mapping[Language, str]


class Particles:
    """Look-ups of one side's small words."""

    def __init__(self, forms: Mapping[Key, Mapping[ParticleKind, Particle]]) -> None:
        self._forms = forms
        self._reach = reach(forms)

    def find(self, words: Sequence[str], start: int) -> tuple[Mapping[ParticleKind, Particle], int] | None:
        """The longest small word that begins at a word, by kind, and the word after it."""
        longest = self._reach.get(words[start], 0) if start < len(words) else 0
        for end in range(min(len(words), start + longest), start, -1):
            if found := self._forms.get(tuple(words[start:end])):
                return found, end
        return None


@cache
def particles(side: Side) -> Particles:
    """The small words of one side; read once. The line that stands first wins."""
    forms: dict[Key, dict[ParticleKind, Particle]] = {}
    kind: ParticleKind = "preposition"
    source = resources.files("knowledge.answering.rendering").joinpath("particles.txt").read_text(encoding="utf-8")
    for line in source.splitlines():
        if line.startswith("["):
            kind = line.strip("[]")  # type: ignore[assignment]
        elif line.strip() and not line.startswith("#"):
            norwegian, english = line.split(" = ")
            bokmaal, _, nynorsk = norwegian.partition(" / ")
            written: dict[Language, list[str]] = {
                "nb": _split(bokmaal), "nn": _split(nynorsk or bokmaal), "en": _split(english)
            }  # fmt: skip
            told = Particle(kind, {language: words[0] for language, words in written.items()})
            for word in written["en"] if side == "english" else (*written["nb"], *written["nn"]):
                forms.setdefault(tuple(tokens(word)), {}).setdefault(kind, told)
    return Particles(forms)


def _split(written: str) -> list[str]:
    return [one.strip() for one in written.split(";") if one.strip()]
