"""Noun phrases as they stand in a sentence: a determiner, a number, adjectives, and the nouns with their owners."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answering.lexicon import Form, Lexicon, Term, lexicon
from knowledge.answering.numbers import number_of
from knowledge.answering.rendering.particles import Particle, particles
from knowledge.answering.rendering.pieces import Noun, Piece
from knowledge.answering.rendering.verbs import described_by, verbs
from knowledge.answering.tokens import Token
from knowledge.answering.wordclasses import is_verb
from knowledge.answering.wordlists import Side
from knowledge.types import Language

AND = {"og", "and"}
LEADS_CLAUSE = frozenset({"before", "after", "when", "if", "until", "once", "while", "that", "because", "as", "how"})
ORDERS = frozenset(
    [
        "next",
        "last",
        "first",
        "past",
        "coming",
        "following",
        "neste",
        "siste",
        "første",
        "fyrste",
        "kommende",
        "komande",
    ]
)
GRADES = frozenset(
    ["more", "most", "very", "far", "less", "highly", "mer", "meir", "mest", "svært", "veldig", "mindre"]
)
BEGIN = frozenset(".:?!|;•–(")
NAME = re.compile(r"[A-ZÆØÅ]")


class NounReader:
    """What reading needs of noun phrases; the pieces read so far tell a verb from a noun."""

    def __init__(self, tokens: Sequence[Token], side: Side, to: Language) -> None:
        self._tokens = tokens
        self._low = [token.low for token in tokens]
        self._side, self._to = side, to
        self._lexicon: Lexicon = lexicon(side)
        self._verbs, self._particles = verbs(side), particles(side)
        self._pieces: list[Piece] = []
        self._found: dict[int, tuple[Form, int] | None] = {}

    def _find(self, at: int) -> tuple[Form, int] | None:
        """The term that begins at a word, looked up once."""
        if at not in self._found:
            self._found[at] = self._lexicon.find(self._low, at)
        return self._found[at]

    def _has_verb(self) -> bool:
        """Whether the clause that is being read has its verb already."""
        count = 0
        for piece in reversed(self._pieces):
            if piece.kind == "mark":
                break
            if piece.kind == "subordinator":
                return count > (piece.text == "som")  # the verb behind "who" is the one of what "who" leads in
            count += piece.kind == "verb" and piece.finite
        return count > 0

    def _noun(self, at: int) -> tuple[Noun, int]:
        determiner, at = self._determiner(at)
        qualifier = ""
        found = self._find(at)
        graded = self._graded(at)
        if graded:
            qualifier, at = graded, at + 1
        if (
            found
            and found[0].term.kind == "qualifier"
            and self._low[at] != "by"  # "by two years" says how much, "by 1 May" is no number
            and found[1] < len(self._low)
            and number_of(self._low, found[1], self._side)
        ):
            qualifier, at = found[0].say(self._to), found[1]
        counted = number_of(self._low, at, self._side) if at < len(self._low) else None
        if counted and counted[0].is_one and counted[0].word:
            counted = None
        number, at = counted or (None, at)
        adjectives, joined, after = self._adjectives(at, determiner is not None)
        if number is None and len(adjectives) == 1 and after < len(self._low):  # "the next four years"
            late = number_of(self._low, after, self._side)
            if late and self._low[at] in ORDERS and self._chain(late[1])[0]:
                number, after = late
        chain, end = self._chain(after)
        if not chain:
            return Noun(determiner, qualifier, number, (), (), ()), at
        return Noun(determiner, qualifier, number, tuple(adjectives), tuple(chain), tuple(joined)), end

    def _counts_as_determiner(self, at: int) -> bool:
        """Whether "få" is "few" here and no verb, "det" the article of what follows and no empty subject."""
        low = self._low[at]
        if low not in {"få", "det"} or at + 1 >= len(self._low):
            return True
        if low == "det":
            return number_of(self._low, at + 1, self._side) is None
        chain = self._chain(self._adjectives(at + 1)[2])[0]
        last = chain[-1] if chain else None
        return isinstance(last, Form) and (last.several or last.term.kind in {"plural", "neuter"})

    def _graded(self, at: int) -> str:
        """The word before an adjective that says how much: "more", "most", "very", "mer", "mest", "svært"."""
        if at + 1 >= len(self._low) or self._low[at] not in GRADES:
            return ""
        small, found = self._particles.find((self._low[at],), 0), self._find(at + 1)
        adjective = found is not None and found[0].term.kind == "adjective" and found[1] < len(self._low)
        if not adjective or not small or "adverb" not in small[0] or not self._chain(self._adjectives(at + 1)[2])[0]:
            return ""
        return small[0]["adverb"].written[self._to]

    def _determiner(self, at: int) -> tuple[Particle | None, int]:
        small = self._particles.find(self._low, at)
        known = self._find(at)
        before = self._pieces[-1] if self._pieces else None
        if small is None or "determiner" not in small[0] or (known and known[1] > small[1]):
            return None, at
        if self._side == "norwegian" and not self._counts_as_determiner(at):
            return None, at
        if self._low[at] in GRADES and self._graded(at):
            return None, at
        if before and (
            (self._low[at] == "få" and (before.kind == "to" or before.kind == "verb"))
            or (self._low[at] in {"which", "that"} and before.names)
        ):
            return None, at
        again = self._particles.find(self._low, small[1]) if small[1] < len(self._low) else None
        if again and "determiner" in again[0] and self._low[small[1]] in {"the", "de", "dei", "den", "det"}:
            return small[0]["determiner"], again[1]
        return small[0]["determiner"], small[1]

    def _attribute(self, at: int) -> tuple[Form, int] | None:
        """A participle that describes the noun behind it ("an agreed plan", "et etablert system") as an adjective."""
        verb = self._verbs.find(self._low, at) if at + 1 < len(self._low) else None
        form = (
            next((form for form in verb[0] if form.tense == "participle"), None) if verb and verb[1] == at + 1 else None
        )
        ahead = self._find(at + 1)
        if form is None or ahead is None or not (ahead[0].term.is_noun or ahead[0].term.kind == "adjective"):
            return None
        return Form(Term("adjective", described_by(form.verb.written))), at + 1

    def _adjectives(self, at: int, inside: bool = False) -> tuple[list[Form], list[bool], int]:
        found: list[Form] = []
        joined: list[bool] = []
        while at < len(self._low):
            ahead = at + 1 if found and self._low[at] in AND else at
            one = self._find(ahead) if ahead < len(self._low) else None
            if one is None or one[0].term.kind != "adjective":
                one = self._attribute(ahead) if inside or found else None
            if one is None:
                break
            found.append(one[0])
            joined.append(ahead > at)
            at = one[1]
        return found, joined, at

    def _chain(self, at: int) -> tuple[list[Form | str], int]:
        """The nouns side by side: owners, compounds, names."""
        chain: list[Form | str] = []
        while at < len(self._low) and not self._tokens[at].kept and not self._cut(at):
            found = self._find(at)
            noun = found is not None and (found[0].term.is_noun or found[0].term.kind == "name")
            noun = noun and not self._proper(at, found, bool(chain) and isinstance(chain[-1], str))
            if found and noun and not (found[1] == at + 1 and is_verb(self._lexicon, self._side, self._low, at)):
                before = chain[-1] if chain else None
                apart = before is not None and self._side == "norwegian" and not _owns(before)
                if apart or (isinstance(before, Form) and before.several and not before.owner):
                    break
                if before is not None and not _owns(before) and self._acts(at, found[1]):
                    break
                chain.append(found[0])
                at = found[1]
            elif found and found[0].term.kind == "adjective" and chain and _owns(chain[-1]):
                chain.append(found[0])
                at = found[1]
            elif NAME.match(self._tokens[at].text) and self._is_name(at):
                chain.append(self._tokens[at].text)
                at += 1
            else:
                break
        return chain, at

    def _cut(self, at: int) -> bool:
        """Whether a word is the first part of a compound that shares its last with another ("plan- og styringssystem")."""
        whole = self._find(at)
        if whole is not None and whole[1] > at + 2:
            return False
        joint = self._side == "norwegian" and at + 2 < len(self._low) and self._low[at + 1] in {"-", "–"}
        return joint and self._low[at + 2] in {"og", "eller", ","}

    def _acts(self, at: int, end: int) -> bool:
        """Whether an English word behind a noun is the clause's verb ("NTNU signs the agreement")."""
        verb = self._verbs.find(self._low, at)
        if verb is None:
            return False
        if end >= len(self._low) or self._low[end] in {",", "."}:  # "before the project starts."
            hangs = any(self._low[x] in LEADS_CLAUSE for x in range(max(0, at - 5), at))
            joined = bool(self._pieces) and self._pieces[-1].low == "and"
            return hangs and any(
                form.tense in ("present", "infinitive") if joined else form.tense == "present" for form in verb[0]
            )
        if self._has_verb():
            return False
        small = self._particles.find(self._low, end)
        tenses = {"present", "infinitive"} if small and "determiner" in small[0] else {"present"}
        named = NAME.match(self._tokens[end].text) is not None and not any(self._low[end].startswith(x) for x in ("(",))
        if named and any(form.tense in {"present", "infinitive"} for form in verb[0]):
            return True
        return bool(small) and any(form.tense in tenses for form in verb[0])

    def _proper(self, at: int, found: tuple[Form, int] | None, behind_name: bool) -> bool:
        """Whether a noun's letters are part of a name here: all capitals, or a capital behind a name."""
        token = self._tokens[at].text
        if found is None or found[1] > at + 1 or found[0].term.kind == "name":
            return False
        acronyms = {written.one for written in found[0].term.written.values()}
        shouted = len(token) > 1 and token.isupper() and token not in acronyms
        return shouted or (self._side == "english" and behind_name and token[:1].isupper())

    def _is_name(self, at: int) -> bool:
        """Whether a capital is a name's: not a sentence's first word, unless nothing else knows it."""
        known = self._particles.find(self._low, at) or self._verbs.find(self._low, at)
        return not (known and (at == 0 or self._low[at - 1] in BEGIN)) and not (known and len(self._low[at]) < 3)


def _owns(one: Form | str) -> bool:
    """Whether a noun or name is an owner's here."""
    return one.owner if isinstance(one, Form) else bool(re.search(r"[A-ZÆØÅ]s$|['’]s$", one))
