"""The noun phrases of a text said in another language: how many of what, of which kind, whose; names, dates and figures as they are.

A shallow transfer: what a phrase is made of is looked up (`lexicon.py`) and put in the order and with the endings of the other language.
Verbs, adverbs and words that the lexicon does not have are left out, so that nothing is said that the text does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from knowledge.answering.lexicon import Form, Lexicon, compound, lexicon
from knowledge.answering.numbers import Number, number_of
from knowledge.answering.tokens import read_tokens
from knowledge.answering.wordclasses import AHEAD, ONLY_DATES, ROLES, STARTS, THEN, UNITS, is_verb
from knowledge.answering.wordlists import Side
from knowledge.language.analysis import stopwords
from knowledge.types import Language


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase said; `start` to `end` are its words in the text.

    `fact`: it holds a name, date or figure; `colon`: one follows it; `unit`: it is a length of time; `role`: it is a person's; `name`: a
    proper one.
    """

    text: str
    start: int
    end: int
    fact: bool = False
    colon: bool = False
    unit: bool = False
    role: bool = False
    name: bool = False


def phrases(text: str, side: Side, to: Language) -> list[Phrase]:
    """The phrases of a text in reading order, in `to`."""
    return _Reader(text, side, to).read()


class _Reader:
    def __init__(self, text: str, side: Side, to: Language) -> None:
        self._tokens = read_tokens(text, to)
        self._low = [token.low for token in self._tokens]
        self._lexicon: Lexicon = lexicon(side)
        self._side, self._to = side, to
        self._only_dates = _of_dates(to)

    def read(self) -> list[Phrase]:
        found: list[Phrase] = []
        at = 0
        while at < len(self._tokens):
            phrase = self._at(at)
            if phrase is None:
                at += 1
                continue
            at = phrase.end
            if at < len(self._low) and self._low[at] == ":":
                phrase = replace(phrase, colon=True)
            found.append(phrase)
        return _tied(found, self._low, self._to)

    def _at(self, at: int) -> Phrase | None:
        qualifier, start = self._qualifier(at)
        if start >= len(self._tokens):
            return None
        if self._tokens[start].kept:
            if qualifier == "within":
                qualifier = "by"  # a day, not a length of time
            return Phrase(f"{qualifier} {self._tokens[start].kept}".strip(), at, start + 1, fact=True)
        told = self._lexicon.find(self._low, start)
        if told is not None and told[0].term.kind == "phrase":
            return Phrase(told[0].say(self._to), at, told[1], fact=True)
        counted = None if qualifier in self._only_dates else number_of(self._low, start, self._side)
        if counted is not None:
            return self._counted(at, counted[1], counted[0], qualifier)
        return None if qualifier else self._things(at, start)

    def _qualifier(self, at: int) -> tuple[str, int]:
        """The words for "at least", "up to" that stand before a figure or a date, said, and where that begins."""
        found = self._lexicon.find(self._low, at)
        if found is None or found[0].term.kind != "qualifier":
            return "", at
        return found[0].say(self._to), found[1]

    def _counted(self, at: int, start: int, number: Number, qualifier: str) -> Phrase | None:
        things = self._noun(start, several=not number.is_one)
        if things is None or things[0].term.kind == "phrase":
            if (number.is_one and number.word) or number.figures.endswith(".0"):
                return None
            return Phrase(f"{qualifier} {number.say(self._to)}".strip(), at, start, fact=True)
        form, text, end = things
        said = " ".join(part for part in (qualifier, number.say(self._to, form.term), text) if part)
        return Phrase(said, at, end, fact=True, unit=form.term.written["en"].one in UNITS)

    def _things(self, at: int, start: int) -> Phrase | None:
        things = self._noun(start)
        begins = start == 0 or self._low[start - 1] in STARTS
        if begins and things is None and self._low[start] in stopwords():
            return None
        run = self._capitals(start)
        if things is None and run - start == 1 and (place := self._place(start)):
            return place
        if run - start > 1 and (things is None or things[2] < run):
            return self._named(start, run, things)
        if things is not None:
            form, text, end = things
            if form.term.kind == "phrase":
                return Phrase(text, at, end, fact=True)
            lone_unit = form.term.written["en"].one in UNITS and end - start == 1
            role = form.term.written["en"].one in ROLES
            return None if lone_unit else Phrase(text, at, end, fact=form.term.kind == "name", role=role)
        token = self._tokens[start]
        acronym = len(token.text) > 1 and sum(map(str.isupper, token.text)) > 1
        paired = (
            run - start == 1
            and run + 1 < len(self._low)
            and self._low[run] in {"og", "and"}
            and self._capitals(run + 1) > run + 1
        )
        if acronym or (run - start == 1 and (not begins or paired)):
            return Phrase(_bare(token.text, self._side), start, start + 1, fact=True, name=True)
        return None

    def _place(self, start: int) -> Phrase | None:
        """A municipality by its name: "Oppdal kommune", "Oppdal municipality"."""
        if start + 1 >= len(self._low) or self._low[start + 1] not in {"kommune", "municipality"}:
            return None
        kind = "municipality" if self._to == "en" else "kommune"
        return Phrase(f"{self._tokens[start].text} {kind}", start, start + 2, fact=True)

    def _named(self, start: int, run: int, things: tuple[Form, str, int] | None) -> Phrase:
        """Several capitals in a row: a name, the title before it said ("rektor Anne Borg")."""
        title = ""
        if things is not None and things[2] == start + 1 and things[0].term.written["en"].one in ROLES:
            title, start = f"{things[1]} ", start + 1
        name = " ".join(token.text for token in self._tokens[start:run])
        return Phrase(title + _bare(name, self._side), start - bool(title), run, fact=True, name=True)

    def _capitals(self, start: int) -> int:
        at = start
        while at < len(self._tokens) and self._tokens[at].text[:1].isupper() and not self._tokens[at].kept:
            at += 1
            if self._low[at - 1].endswith("'s"):
                break  # whose it is, not what it is called
        return at

    def _noun(self, start: int, several: bool = False) -> tuple[Form, str, int] | None:
        """Adjectives and a noun from a word on: its form, what is said, and where it ends."""
        adjectives: list[Form] = []
        at = start
        while (found := self._find(at)) and found[0].term.kind == "adjective":
            adjectives.append(found[0])
            at = found[1]
        if (
            found is None
            or found[0].term.kind in {"adjective", "qualifier"}
            or (adjectives and found[0].term.kind == "phrase")
        ):
            return None
        form, end = found
        text, form, end = self._chained(form, end)
        form = replace(form, several=form.several or several)
        if several:
            text = self._pluralised(text, form)
        said = [_agreeing(adjective, form, self._to) for adjective in adjectives]
        return form, " ".join((*said, text)), end

    def _pluralised(self, text: str, form: Form) -> str:
        one, more = form.term.written[self._to].one, form.term.written[self._to].several
        return text.removesuffix(one) + more if text.endswith(one) and not text.endswith(more) else text

    def _chained(self, form: Form, end: int) -> tuple[str, Form, int]:
        """Nouns side by side: an owner with what is owned, in English a compound."""
        text = form.say(self._to)
        while (found := self._find(end)) and found[0].term.is_noun:
            following, after = found
            if form.owner:
                text = _owned(text, form, following, self._to)
            elif self._side == "english" and form.term.is_noun and form.term.kind != "plural" and not form.several:
                text = compound(form.term, following, self._to)
            else:
                break
            form, end = following, after
        return text, form, end

    def _find(self, at: int) -> tuple[Form, int] | None:
        if at >= len(self._tokens) or self._tokens[at].kept:
            return None
        found = self._lexicon.find(self._low, at)
        if found is None:
            return None
        token = self._tokens[at].text
        if (
            len(token) > 1
            and token.isupper()
            and found[0].term.is_noun
            and found[1] == at + 1
            and token not in _acronyms(found[0])
        ):
            return None
        return None if found[1] == at + 1 and is_verb(self._lexicon, self._side, self._low, at) else found


def _acronyms(form: Form) -> set[str]:
    return {written.one for written in form.term.written.values()}


def _agreeing(adjective: Form, noun: Form, to: Language) -> str:
    written = adjective.term.written[to]
    if noun.several:
        return written.several
    return (written.definite or written.one) if noun.term.kind == "neuter" else written.one


def _owned(owner: str, form: Form, thing: Form, to: Language) -> str:
    if to == "en":
        return f"{owner}'s {thing.say(to)}" if not owner.endswith("s") else f"{owner}' {thing.say(to)}"
    definite = form.term.written[to].definite or (form.term.kind == "name" and owner)
    return f"{definite}s {thing.say(to)}" if definite and to == "nb" else f"{owner} – {thing.say(to)}"


def _bare(name: str, side: Side) -> str:
    """A name without the genitive's s: "NTNUs" is NTNU's."""
    if side == "english":
        return re.sub(r"['’]s$", "", name)
    return name[:-1] if re.search(r"[A-ZÆØÅ]{2}s$", name) else name


def _tied(found: list[Phrase], low: Sequence[str], to: Language) -> list[Phrase]:
    """A length of time with what it is counted from: "30 days before data collection"."""
    tied: list[Phrase] = []
    for phrase in found:
        last = tied[-1] if tied else None
        between = low[last.end : phrase.start] if last else ()
        if last and last.unit and between and between[0] in AHEAD and len(between) <= 3:
            text = f"{last.text} {THEN[AHEAD[between[0]]][to]} {phrase.text}"
            tied[-1] = Phrase(text, last.start, phrase.end, fact=True, colon=phrase.colon)
        elif last and last.role and phrase.name and last.end == phrase.start:
            tied[-1] = replace(phrase, text=f"{last.text} {phrase.text}", start=last.start)
        else:
            tied.append(phrase)
    return tied


@cache
def _of_dates(to: Language) -> frozenset[str]:
    return frozenset(
        said
        for word in ONLY_DATES
        if (found := lexicon("english").find(word.split(), 0)) and (said := found[0].say(to))
    )
