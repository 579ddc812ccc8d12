"""What a sentence is read as before it is said in another language: a row of pieces, each a thing, a verb, a small word or a mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.answering.lexicon import Form
from knowledge.answering.numbers import Number
from knowledge.answering.rendering.particles import Particle
from knowledge.answering.rendering.verbs import VerbForm

SEVERAL = frozenset({"alle", "flere", "mange", "disse", "begge", "noen få", "de fleste", "få"})
PieceKind = Literal[
    "thing", "verb", "preposition", "conjunction", "subordinator", "pronoun", "adverb", "not", "to", "mark", "adjective", "unknown"
]  # fmt: skip


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
    def bare(self) -> bool:
        """Whether nothing says which one is meant: no article, number or owner, and no definite form."""
        first = self.chain[0] if self.chain else None
        told = self.determiner is not None or self.number is not None or not isinstance(first, Form)
        return not told and isinstance(first, Form) and not first.definite and not first.owner

    @property
    def several(self) -> bool:
        """Whether it is of several things."""
        last = self.chain[-1] if self.chain else None
        first = self.chain[0] if self.chain else None
        if self.number is not None and len(self.chain) > 1 and isinstance(first, Form) and first.owner:
            return isinstance(last, Form) and last.several  # "six months' notice" is one notice
        counted = self.number is not None and not self.number.is_one
        all_ = self.determiner is not None and self.determiner.written["nb"] in SEVERAL and bool(self.chain)
        return counted or all_ or (isinstance(last, Form) and last.several)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: what is said for it, and for a verb its possible `forms`. `low` is the word of the text, `size` how many words it was."""

    kind: PieceKind
    text: str
    low: str = ""
    several: bool = False
    forms: tuple[VerbForm, ...] = ()
    size: int = 1
    noun: Noun | None = None
    denied: bool = False  # of a verb whose "not" English says with "do"
    word: Form | None = None  # of an adjective that stands by itself

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

    @property
    def helps(self) -> bool:
        """Whether it is a modal or an auxiliary."""
        return self.kind == "verb" and any(form.helps for form in self.forms)

    @property
    def modal(self) -> bool:
        """Whether it is a modal."""
        return self.kind == "verb" and any(form.verb.kind == "modal" for form in self.forms)

    @property
    def gender(self) -> str:
        """The class of the noun it names in Norwegian; empty where it names none."""
        last = self.noun.chain[-1] if self.noun and self.noun.chain else None
        return last.term.kind if isinstance(last, Form) else ""
