"""A sentence read into pieces, by look-up and by what stands beside a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from knowledge.answering.rendering.nouns import AND, NounReader
from knowledge.answering.rendering.particles import Particle, ParticleKind
from knowledge.answering.rendering.pieces import Noun, Piece
from knowledge.answering.rendering.verbs import VerbForm
from knowledge.answering.tokens import Token
from knowledge.answering.wordlists import Side
from knowledge.types import Language

Sayer = Callable[[Noun, Language], str]
NOT = {"ikke", "ikkje", "not"}
MARK = re.compile(r"[^\w]+\Z")
POSSESSIVE = frozenset(
    ["din", "ditt", "dine", "sin", "sitt", "sine", "vår", "vårt", "våre", "deres", "deira", "min", "mitt", "mine"]
)
ORDER: tuple[ParticleKind, ...] = ("pronoun", "conjunction", "preposition", "adverb", "subordinator", "determiner")


class Reader(NounReader):
    """Reads one sentence. `say` puts a noun phrase into the other language."""

    def __init__(self, tokens: Sequence[Token], side: Side, to: Language, say: Sayer) -> None:
        super().__init__(tokens, side, to)
        self._say = say

    def read(self) -> list[Piece]:
        """All pieces, in the order of the text."""
        at = 0
        while at < len(self._tokens):
            piece, at = self._at(at)
            self._pieces.append(piece)
        return self._pieces

    def _at(self, at: int) -> tuple[Piece, int]:
        token, low = self._tokens[at], self._low[at]
        if token.kept:
            return Piece("thing", token.kept, low), at + 1
        if MARK.match(low):
            return Piece("mark", token.text, low), at + 1
        if low in NOT:
            return Piece("not", "", low), at + 1
        if (half := self._half(at)) is not None:
            return half, at + 2
        told = self._find(at)
        if told and told[0].term.kind == "phrase" and told[1] > at + 1:
            return Piece("adverb", told[0].say(self._to), low, size=told[1] - at), told[1]
        if low == "å" or (low == "to" and self._side == "english" and self._begins(at + 1, "infinitive")):
            return Piece("to", "", low), at + 1
        thing, verb, small = self._thing(at), self._verbs.find(self._low, at), self._particles.find(self._low, at)
        if small and small[1] > at + 1 and small[1] >= max(thing[1] if thing else 0, verb[1] if verb else 0):
            return self._small(small[0], at, small[1]), small[1]
        owns = low == "own" and bool(self._pieces) and self._pieces[-1].kind in {"thing", "pronoun", "not", "verb"}
        if verb and (owns or self._helped(verb[0])):
            return Piece("verb", "", low, forms=verb[0], size=verb[1] - at), verb[1]
        if verb and thing and verb[1] >= thing[1]:
            thing = thing if self._is_noun(at, verb[1]) else None
        if thing:
            return thing
        if verb and not (small and verb[1] == at + 1 and not verb[0][0].helps):
            return Piece("verb", "", low, forms=verb[0], size=verb[1] - at), verb[1]
        if small:
            return self._small(small[0], at, small[1]), small[1]
        return self._other(at)

    def _helped(self, forms: Sequence[VerbForm]) -> bool:
        """Whether a verb's form goes with the "to", the modal or the auxiliary before it."""
        before = next((piece for piece in reversed(self._pieces) if piece.kind not in {"adverb", "not"}), None)
        if before and before.names and "infinitive" in {form.tense for form in forms}:
            earlier = next(
                (piece for piece in reversed(self._pieces) if piece.kind not in {"adverb", "not", "thing", "pronoun"}),
                None,
            )
            before = earlier if earlier and any(form.verb.kind == "modal" for form in earlier.forms) else before
        if before is None or before.kind not in {"to", "verb"}:
            return False
        modal = before.kind == "to" or any(form.verb.kind == "modal" for form in before.forms)
        helps = any(form.verb.kind == "auxiliary" for form in before.forms)
        wanted = {"infinitive", "passive"} if modal else {"participle"} if helps else set()
        return any(form.tense in wanted for form in forms)

    def _half(self, at: int) -> Piece | None:
        """The first part of compounds that share their last ("forsknings- og utviklingsprosjekt")."""
        low = self._low[at]
        if self._side == "english" or at + 2 >= len(self._low) or self._low[at + 1] not in {"-", "–"}:
            return None
        if self._low[at + 2] not in {"og", "eller", ","}:
            return None
        for word in (low, low.removesuffix("s"), low.removesuffix("e")):
            found = self._lexicon.find((word,), 0)
            if found and found[0].term.is_noun:
                return Piece("adjective", found[0].term.written["en"].one, low)
        return None

    def _begins(self, at: int, tense: str) -> bool:
        found = self._verbs.find(self._low, at)
        return bool(found) and any(form.tense == tense for form in (found[0] if found else ()))

    def _other(self, at: int) -> tuple[Piece, int]:
        """An adjective by itself, a word with a qualifier's sense, a name, or a word that is not known."""
        found = self._find(at)
        if found and found[0].term.kind == "adjective":
            return Piece("adjective", found[0].say(self._to), self._low[at]), found[1]
        if found and found[0].term.kind in {"qualifier", "phrase"}:
            return Piece("adverb", found[0].say(self._to), self._low[at], size=found[1] - at), found[1]
        return Piece("unknown", self._tokens[at].text, self._low[at]), at + 1

    def _is_noun(self, at: int, end: int) -> bool:
        """Whether a word that is a noun and a verb is a noun here."""
        before = next((piece for piece in reversed(self._pieces) if piece.kind not in {"adverb", "not"}), None)
        if before is None or before.kind == "mark":
            after = self._thing(end)
            return not (self._begins(at, "infinitive" if self._side == "english" else "imperative") and after)
        if before.kind == "preposition" and self._begins(at, "gerund") and self._determiner(end)[0]:
            return False
        if before.kind in {"to", "pronoun"} or (
            before.kind == "verb" and any(f.verb.kind == "modal" for f in before.forms)
        ):
            return False
        if before.kind == "verb":
            return not self._begins(at, "participle")
        if before.kind == "subordinator":
            return before.low not in {"som", "that", "who", "which"}
        if before.kind == "thing":
            return self._has_verb() or not any(self._begins(at, tense) for tense in ("present", "past", "infinitive"))
        return True

    def _small(self, kinds: Mapping[ParticleKind, Particle], at: int, end: int) -> Piece:
        low = " ".join(self._low[at:end])
        before = self._pieces[-1] if self._pieces else None
        if low == "om" and ((before and before.kind == "thing") or not self._leads_clause(end)):
            return Piece("preposition", "about", low)
        ahead = self._find(end) if end < len(self._low) else None
        if low in {"hvor", "kor", "så"} and ahead and ahead[0].term.kind == "adjective":
            return Piece("adverb", "so" if low == "så" else "how", low)
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

    def _joining(self, found: Particle, low: str, end: int) -> Piece:
        before = self._pieces[-1] if self._pieces else None
        if low == "om" and before and before.kind == "verb":
            return Piece("subordinator", "whether", low)
        if low in {"that", "who", "which"}:
            return Piece("subordinator", "at" if low == "that" and not (before and before.names) else "som", low)
        if low == "som" and not self._leads_clause(end) and not self._verb_at(end):
            return Piece("preposition", "as" if self._to == "en" else "som", low)
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
        return bool(end) and self._verb_at(end)

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
        return Piece("thing", self._say(noun, self._to), low, several=noun.several, size=end - at), end
