"""A sentence read into pieces, by look-up and by what stands beside a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.numbers import number_of
from knowledge.answering.rendering.pieces import Piece
from knowledge.answering.rendering.smallwords import NOT, SmallWordReader
from knowledge.answering.rendering.verbs import VerbForm, in_sense

MARK = re.compile(r"[^\w]+\Z")
APART = frozenset(["opp", "ut", "inn", "ned", "fram", "frem", "med", "til", "fra", "frå", "ved"])
IS = frozenset(["er", "var", "være", "vere", "vært", "vore"])
PREDICATED = frozenset(
    """
    for to in on at from with and or when if because that until every during before after than
    """.split()  # noqa: SIM905
)
HOW_TO = {"how": "kan", "what": "skal", "where": "kan", "when": "skal", "whether": "skal"}


class Reader(SmallWordReader):
    """Reads one sentence. `say` puts a noun phrase into the other language."""

    def read(self) -> list[Piece]:
        """All pieces, in the order of the text."""
        at = 0
        while at < len(self._tokens):
            piece, end = self._at(at)
            self._pieces.append(self._meant(piece, end) if piece.kind == "verb" else piece)
            at = end
        return self._pieces

    def _meant(self, piece: Piece, end: int) -> Piece:
        """A verb in the sense that goes with its subject, and with what stands behind it."""
        if not any(form.verb.sense for form in piece.forms):
            return piece
        helper = next((one for one in reversed(self._pieces) if one.kind not in {"adverb", "not"}), None)
        passive = (
            helper is not None and any(form.is_form_of("be") for form in helper.forms) and piece.is_in("participle")
        )
        if passive:
            plain = tuple(form for form in piece.forms if not form.verb.sense)
            return replace(piece, forms=plain or piece.forms)
        alone = not passive and self._thing(end) is None and not self._object(end)
        return replace(piece, forms=in_sense(piece.forms, self._by_thing(), alone))

    def _at(self, at: int) -> tuple[Piece, int]:
        token, low = self._tokens[at], self._low[at]
        if at in self._said_before:
            return Piece("adverb", "", low, size=0), at + 1
        if token.kept:
            return Piece("thing", token.kept, low), at + 1
        if MARK.match(low):
            return Piece("mark", token.text, low), at + 1
        if low in NOT:
            return Piece("not", "", low), at + 1
        if (only := self._adjective_alone(at)) is not None:
            return only
        whole = self._find(at)
        if (whole is None or whole[1] <= at + 2) and (half := self._half(at)) is not None:
            return half, at + 2
        if (asking := self._asking_how(at)) is not None:
            return asking, at + 2
        if (money := self._money(at)) is not None:
            return money
        told = self._find(at)
        if told and told[0].term.kind == "phrase" and told[1] > at + 1:
            said = told[0].say(self._to)
            return Piece("to" if said.endswith(" to") else "adverb", said, low, size=told[1] - at), told[1]
        if low == "å" or (low == "to" and self._side == "english" and self._to_do(at + 1)):
            return Piece("to", "", low), at + 1
        thing, verb, small = self._thing(at), self._verbs.find(self._low, at), self._particles.find(self._low, at)
        if small and small[1] > at + 1 and small[1] >= max(thing[1] if thing else 0, verb[1] if verb else 0):
            return self._small(small[0], at, small[1]), small[1]
        if self._predicative(at):
            return self._other(at)
        if (verb is None or not verb[0][0].helps or self._denied(at)) and (apart := self._apart(at)) is not None:
            verb = apart
        if verb and self._allows(at, verb[1]):
            may = self._verbs.find(("kunne" if low in {"fikk", "fekk"} else "kan",), 0)
            return Piece("verb", "", low, forms=may[0] if may else verb[0], size=1), at + 1
        owns = low == "own" and bool(self._pieces) and self._pieces[-1].kind in {"thing", "pronoun", "not", "verb"}
        if verb and (owns or self._helped(verb[0])):
            return Piece("verb", "", low, forms=verb[0], size=verb[1] - at), verb[1]
        doing = self._begins(at, "gerund") and self._pieces and self._pieces[-1].kind == "preposition"
        doing = doing and not (whole and whole[1] > verb[1] if verb else False)  # but "with working life"
        if verb and thing and doing and thing[1] > verb[1] and self._thing(verb[1]) is not None:
            return Piece("verb", "", low, forms=verb[0], size=verb[1] - at), verb[1]  # "help with finding books"
        if verb and thing and verb[1] >= thing[1]:
            thing = thing if self._is_noun(at, verb[1]) else None
        if thing:
            return thing
        if verb and not (small and verb[1] == at + 1 and not verb[0][0].helps):
            return Piece("verb", "", low, forms=verb[0], size=verb[1] - at), verb[1]
        found = self._find(at)
        if small and found and found[0].term.kind == "adjective" and found[1] > small[1]:
            return self._other(at)  # "every seventh", with nothing behind it
        if small:
            return self._small(small[0], at, small[1]), small[1]
        return self._other(at)

    def _money(self, at: int) -> tuple[Piece, int] | None:
        """ "NOK 2 million" with the currency behind the number, as Norwegian has it."""
        if self._side != "english" or self._tokens[at].text not in {"NOK", "EUR"}:
            return None
        number = number_of(self._low, at + 1, self._side) if at + 1 < len(self._low) else None
        if number is None:
            return None
        unit = "kroner" if self._tokens[at].text == "NOK" else "euro"
        said = f"{number[0].say(self._to)} {unit}"
        return Piece("thing", said, said.lower(), several=True, size=number[1] - at), number[1]

    def _asking_how(self, at: int) -> Piece | None:
        """ "how to apply" as a clause of its own: "how one can", the infinitive behind it."""
        low = self._low[at]
        if self._side != "english" or low not in HOW_TO or at + 2 >= len(self._low) or self._low[at + 1] != "to":
            return None
        if not self._begins(at + 2, "infinitive"):
            return None
        asks = self._particles.find((low,), 0)
        said = asks[0]["subordinator"].written[self._to] if asks and "subordinator" in asks[0] else "om"
        return Piece("to", f"{said} {'man' if self._to == 'nb' else 'ein'} {HOW_TO[low]}", low, size=2)

    def _apart(self, at: int) -> tuple[tuple[VerbForm, ...], int] | None:
        """A Norwegian verb whose particle stands behind its object ("lyser dem ut"); the particle is not read again."""
        if self._side != "norwegian":
            return None
        if at + 2 < len(self._low) and self._low[at + 1] in NOT:  # "har ikke mulighet til"
            split = self._verbs.find((self._low[at], *self._low[at + 2 : at + 5]), 0)
            if split is not None and split[1] > 1:
                self._said_before.update(range(at + 2, at + 1 + split[1]))
                return split[0], at + 1
        found = self._particles.find(self._low, at + 1) if at + 1 < len(self._low) else None
        thing = self._thing(at + 1)
        end = thing[1] if thing else found[1] if found and "pronoun" in found[0] else 0
        if not end or end >= len(self._low) or self._low[end] not in APART:
            return None
        whole = self._verbs.find((self._low[at], self._low[end]), 0)
        if whole is None or whole[1] != 2:
            return None
        self._said_before.add(end)
        return whole[0], at + 1

    def _allows(self, at: int, end: int) -> bool:
        """Whether "får" stands before an infinitive, and means that somebody may."""
        if self._low[at] not in {"får", "fikk", "fekk"} or end != at + 1 or end >= len(self._low):
            return False
        found = self._verbs.find(self._low, end)
        noun = self._thing(end)
        return found is not None and noun is None and {form.tense for form in found[0]} <= {"infinitive", "gerund"}

    def _denied(self, at: int) -> bool:
        return at + 2 < len(self._low) and self._low[at + 1] in NOT

    def _predicative(self, at: int) -> bool:
        """Whether a word behind "be" is an adjective there ("is open"), and no verb ("is opened by")."""
        found = self._find(at)
        last = next((piece for piece in reversed(self._pieces) if piece.kind not in {"adverb", "not"}), None)
        if not found or found[0].term.kind != "adjective" or last is None:
            return False
        if self._side == "norwegian":
            is_ = any(form.is_form_of("be") for form in last.forms) and last.low in IS
            return is_ and self._begins(at, "infinitive") and not self._begins(at, "participle")
        after = self._low[found[1]] if found[1] < len(self._low) else "."
        ends = MARK.match(after) or after in PREDICATED
        if self._begins(at, "participle"):
            return False
        return ends is not None and bool(ends) and any(form.is_form_of("be") for form in last.forms) and after != "by"

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

    def _adjective_alone(self, at: int) -> tuple[Piece, int] | None:
        """ "den forrige": an adjective with its article and no noun, "the previous one"."""
        if self._side != "norwegian" or self._low[at] not in {"den", "det", "de", "dei"}:
            return None
        adjectives, _, end = self._adjectives(at + 1)
        if len(adjectives) != 1 or self._chain(end)[0] or not adjectives[0].term.written["nb"].several.endswith("e"):
            return None
        written = adjectives[0].term.written
        if self._low[end - 1] not in {written["nb"].several, written["nn"].several}:
            return None
        several = self._low[at] in {"de", "dei"}
        said = f"the {adjectives[0].say(self._to)} one{'s' if several else ''}"
        return Piece("thing", said, " ".join(self._low[at:end]), several=several, size=end - at), end

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
        return Piece("adjective", low, low)

    def _other(self, at: int) -> tuple[Piece, int]:
        """An adjective by itself, a word with a qualifier's sense, a name, or a word that is not known."""
        found = self._find(at)
        if found and found[0].term.kind == "adjective":
            return Piece("adjective", found[0].say(self._to), self._low[at], word=found[0]), found[1]
        if found and found[0].term.kind in {"qualifier", "phrase"}:
            return Piece("adverb", found[0].say(self._to), self._low[at], size=found[1] - at), found[1]
        return Piece("unknown", self._tokens[at].text, self._low[at]), at + 1

    def _is_noun(self, at: int, end: int) -> bool:
        """Whether a word that is a noun and a verb is a noun here."""
        before = next((piece for piece in reversed(self._pieces) if piece.kind not in {"adverb", "not"}), None)
        if before is None or before.kind == "mark":
            after = self._thing(end)
            if self._side == "norwegian" and any(
                self._verb_at(x) and not self._thing(x) for x in range(end + 1, len(self._low))
            ):
                return True
            return not (self._begins(at, "infinitive" if self._side == "english" else "imperative") and after)
        if before.kind == "preposition" and self._begins(at, "gerund") and self._thing(end) is not None:
            return False
        if before.kind in {"to", "pronoun"} or (
            before.kind == "verb" and any(f.verb.kind == "modal" for f in before.forms)
        ):
            return False
        if before.kind == "verb":
            return not (before.helps and self._begins(at, "participle"))
        if before.kind == "subordinator":
            return before.low not in {"som", "that", "who", "which"}
        if before.kind == "thing":
            return self._has_verb() or not any(self._begins(at, tense) for tense in ("present", "past", "infinitive"))
        return True
