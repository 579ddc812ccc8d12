"""The small words of `particles.txt`: prepositions, conjunctions, pronouns, determiners and adverbs in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from knowledge.answering.wordlists import Forms, Key, Side, entries, tokens
from knowledge.types import Language

ParticleKind = Literal["preposition", "conjunction", "subordinator", "pronoun", "determiner", "adverb"]


@dataclass(frozen=True, slots=True)
class Particle:
    """A small word of one kind with what each language says for it."""

    kind: ParticleKind
    written: Mapping[Language, str]


Particles = Forms[Mapping[ParticleKind, Particle]]


@cache
def particles(side: Side) -> Particles:
    """The small words of one side, by kind; read once. The line that stands first wins."""
    forms: dict[Key, dict[ParticleKind, Particle]] = {}
    for named, written in entries("knowledge.answering.rendering", "particles.txt"):
        kind = cast(ParticleKind, named)
        told = Particle(kind, {language: words[0] for language, words in written.items()})
        for word in written["en"] if side == "english" else (*written["nb"], *written["nn"]):
            forms.setdefault(tuple(tokens(word)), {}).setdefault(kind, told)
    return Forms(forms)
