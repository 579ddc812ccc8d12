"""What a sentence is read as before it is said in another language: a row of pieces, each a thing, a verb, a small word or a mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.answering.lexicon import Form
from knowledge.answering.numbers import Number
from knowledge.answering.rendering.particles import Particle
from knowledge.answering.rendering.verbs import VerbForm

PieceKind = Literal[
    "thing", "verb", "preposition", "conjunction", "subordinator", "pronoun", "adverb", "not", "to", "mark", "adjective", "unknown"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: what is said for it, and for a verb its possible `forms`. `low` is the word of the text, `size` how many words it was."""

    kind: PieceKind
    text: str
    low: str = ""
    several: bool = False
    forms: tuple[VerbForm, ...] = ()
    size: int = 1

    def is_in(self, *tenses: str) -> bool:
        """Whether it can be a verb in one of the tenses."""
        return any(form.tense in tenses for form in self.forms)

    @property
    def finite(self) -> bool:
        """Whether it can be the verb of a clause."""
        return self.is_in("present", "past", "passive")

    @property
    def names(self) -> bool:
        """Whether it can be a subject."""
        return self.kind in {"thing", "pronoun"}


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase as it was read: what stands before the noun, and the nouns, owners first."""

    determiner: Particle | None
    qualifier: str
    number: Number | None
    adjectives: tuple[Form, ...]
    chain: tuple[Form | str, ...]
    joined: tuple[bool, ...]  # for each adjective, whether an "and" stands before it

    @property
    def several(self) -> bool:
        """Whether it is of several things."""
        last = self.chain[-1] if self.chain else None
        counted = self.number is not None and not self.number.is_one
        return counted or (isinstance(last, Form) and last.several)
