"""The small words of a sentence, and the noun phrases and clauses that stand beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from knowledge.answering.rendering.animacy import can_act
from knowledge.answering.rendering.nouns import AND, NounReader
from knowledge.answering.rendering.particles import Particle, ParticleKind
from knowledge.answering.rendering.pieces import Noun, Piece
from knowledge.answering.tokens import Token
from knowledge.answering.wordlists import Side
from knowledge.types import Language

Sayer = Callable[[Noun, Language], str]
NOT = {"ikke", "ikkje", "not"}
POSSESSIVE = frozenset(
    ["din", "ditt", "dine", "sin", "sitt", "sine", "vår", "vårt", "våre", "deres", "deira", "min", "mitt", "mine"]
)
ORDER: tuple[ParticleKind, ...] = ("pronoun", "conjunction", "preposition", "adverb", "subordinator", "determiner")


class SmallWordReader(NounReader):
    """Reads prepositions, conjunctions, pronouns and what joins clauses. `say` puts a noun phrase into the other language."""

    def __init__(self, tokens: Sequence[Token], side: Side, to: Language, say: Sayer) -> None:
        super().__init__(tokens, side, to)
        self._say = say
        self._said_before: set[int] = set()

    def _object(self, at: int) -> bool:
        found = self._particles.find(self._low, at) if at < len(self._low) else None
        return found is not None and "pronoun" in found[0] and "preposition" not in found[0]

    def _by_thing(self) -> bool:
        """Whether the subject read last is a thing that cannot act."""
        for at in range(len(self._pieces) - 1, -1, -1):
            piece = self._pieces[at]
            if piece.kind == "mark" and piece.text in ".:;":
                return False
            if piece.names and not (at and self._pieces[at - 1].kind == "preposition"):
                if piece.noun is None and self._pieces[-1].kind == "to":
                    return False  # "it is possible to apply"
                if piece.noun is None:
                    return piece.low in {"it", "this", "that", "these", "det", "dette"}
                return not can_act(piece.noun)
        return False

    def _to_do(self, at: int) -> bool:
        """Whether an infinitive begins here, or behind an adverb ("to jointly develop")."""
        if self._begins(at, "infinitive"):
            return True
        small = self._particles.find(self._low, at) if at + 1 < len(self._low) else None
        return (
            small is not None
            and "adverb" in small[0]
            and self._low[at].endswith("ly")
            and self._begins(small[1], "infinitive")
        )

    def _begins(self, at: int, tense: str) -> bool:
        found = self._verbs.find(self._low, at)
        return bool(found) and any(form.tense == tense for form in (found[0] if found else ()))

    def _small(self, kinds: Mapping[ParticleKind, Particle], at: int, end: int) -> Piece:
        low = " ".join(self._low[at:end])
        before = self._pieces[-1] if self._pieces else None
        if low == "both" and "and" in self._low[end:]:
            return Piece("conjunction", "både", low)
        if low == "det" and before and before.kind in {"preposition", "verb"} and self._leads_clause(end):
            return Piece("subordinator", "what", low)
        if low in {"hvem", "kven"} and self._verb_at(end):
            return Piece("subordinator", "who", low)
        if low == "there" and self._is_there(end):
            return Piece("pronoun", "det", low)
        if low == "as" and self._leads_clause(end) and "subordinator" in kinds:
            return self._joining(kinds["subordinator"], low, end)
        if low == "what" and not (before and before.kind == "verb") and self._low[-1] != "?":
            said = "det som" if self._verb_at(end) else "det"
            return Piece("subordinator", said, low)
        if low == "om" and ((before and before.kind == "thing") or not self._leads_clause(end)):
            return Piece("preposition", "about", low)
        ahead = self._find(end) if end < len(self._low) else None
        if low in {"hvor", "kor", "så"} and ahead and ahead[0].term.kind == "adjective":
            return Piece("adverb", "so" if low == "så" else "how", low)
        if (
            low == "så"
            and end + 1 < len(self._low)
            and self._low[end + 1] == "at"
            and self._low[end] in {"tidlig", "tidleg", "godt", "sent", "seint", "ofte", "mye", "mykje"}
        ):
            return Piece("adverb", "so", low)
        if low == "alle" and ahead and ahead[0].term.kind == "phrase":
            return Piece("adverb", "all", low)
        where = low == "der" and bool(self._pieces) and self._pieces[-1].kind == "mark"
        if "subordinator" in kinds and (len(kinds) == 1 or where or low in {"som", "what"} or self._leads_clause(end)):
            return self._joining(kinds["subordinator"], low, end)
        kind = next(kind for kind in ORDER if kind in kinds and (kind != "pronoun" or "adverb" not in kinds))
        several = kind == "pronoun" and low in {
            "vi",
            "de",
            "dei",
            "de som",
            "dem som",
            "dei som",
            "alle",
            "begge",
            "they",
            "we",
            "flere",
            "fleire",
            "andre",
        }
        said = "adverb" if kind == "determiner" else kind
        return Piece(said, kinds[kind].written[self._to], low, several=several, size=end - at)

    def _is_there(self, at: int) -> bool:
        """Whether "there" only leads in "is", "must be"."""
        verb = self._verbs.find(self._low, at) if at < len(self._low) else None
        return verb is not None and any(form.helps for form in verb[0])

    def _joining(self, found: Particle, low: str, end: int) -> Piece:
        before = self._pieces[-1] if self._pieces else None
        if low == "om" and before and before.kind == "verb":
            return Piece("subordinator", "whether", low)
        if low in {"that", "who", "which"}:
            return Piece("subordinator", "at" if low == "that" and not (before and before.names) else "som", low)
        if low == "som" and not self._leads_clause(end) and not self._verb_at(end):
            listing = before is not None and before.kind == "thing" and before.several
            return Piece("preposition", "such as" if listing else "as", low)
        return Piece("subordinator", found.written[self._to], low, size=low.count(" ") + 1)

    def _leads_clause(self, at: int) -> bool:
        """Whether somebody and a verb follow, so that a clause begins here and not a phrase."""
        if at >= len(self._low):
            return False
        thing = self._thing(at)
        small = None if thing else self._particles.find(self._low, at)
        end = thing[1] if thing else small[1] if small and "pronoun" in small[0] else 0
        if thing and end + 1 < len(self._low) and self._low[end] in AND and (other := self._thing(end + 1)):
            end = other[1]
        return bool(end) and self._verb_at(end) and not self._needed(end)

    def _needed(self, verb: int) -> bool:
        """Whether the verb at a word is the only one that the clause before it can have ("Letters received after the date are …")."""
        if self._side != "english" or not self._pieces or not any(piece.names for piece in self._pieces):
            return False
        last = next((piece for piece in reversed(self._pieces) if piece.kind == "verb"), None)
        if last is None or not (last.is_in("participle") and last.is_in("past")) or self._has_sure_verb():
            return False
        return "," not in self._low[verb:]

    def _has_sure_verb(self) -> bool:
        """Whether a verb was read that can be nothing but the verb of a clause."""
        return any(piece.kind == "verb" and piece.finite and not piece.is_in("participle") for piece in self._pieces)

    def _verb_at(self, at: int) -> bool:
        """Whether a verb of a clause stands at a word, or behind the adverbs there."""
        while at < len(self._low) and not self._verbs.find(self._low, at):
            small = self._particles.find(self._low, at)
            if self._low[at] in NOT:
                at += 1
            elif small and "adverb" in small[0]:
                at = small[1]
            else:
                return False
        verb = self._verbs.find(self._low, at)
        english = self._side == "english"
        return bool(verb) and any(
            form.tense in {"present", "past", "passive"} or (english and form.tense == "infinitive")
            for form in (verb[0] if verb else ())
        )

    def _thing(self, at: int) -> tuple[Piece, int] | None:
        """The noun phrase that begins at a word."""
        if at >= len(self._tokens):
            return None
        if self._tokens[at].kept:
            return Piece("thing", self._tokens[at].kept, self._low[at]), at + 1
        noun, end = self._noun(at)
        if not noun.chain and noun.number is None:
            return None
        if end < len(self._low) and noun.chain and self._low[end] in POSSESSIVE:
            owner = (self._particles.find(self._low, end) or ({}, 0))[0].get("determiner")
            noun, end = Noun(owner, noun.qualifier, noun.number, noun.adjectives, noun.chain, noun.joined), end + 1
        low = " ".join(self._low[at:end])
        return Piece("thing", self._say(noun, self._to), low, several=noun.several, size=end - at, noun=noun), end
