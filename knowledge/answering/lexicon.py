"""The nouns, names, adjectives and set phrases of `terms.txt` with all their forms, for saying one language's terms in another.

Norwegian forms follow the regular classes of bokmål and nynorsk; what is irregular is written in the file. Nothing is guessed from
spelling: a word that has no form here is not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from knowledge.answering.inflecting import NOUNS, Kind, Written, definite_plural, plural_of, written_as
from knowledge.answering.wordlists import Forms, Key, Side, entries, tokens
from knowledge.types import LANGUAGES, Language

_GENITIVE = {True: "'s", False: "s"}
JOINTS = ("", "s", "e", "-")
TAKES_S = re.compile(r"(?:ing|sjon|skap|het|heit|tet|dom|nad|else|stand|skaps|sjonar|universitet|arbeid|fakultet)$")
MOST_COMPOUNDS = 20_000  # words kept with what they were found to be
SHORTEST_PART = 3  # letters in a part of a compound


@dataclass(frozen=True, slots=True)
class Term:
    """One meaning with its class and how each language writes it."""

    kind: Kind
    written: Mapping[Language, Written]

    @property
    def is_noun(self) -> bool:
        """Whether it names a thing, so that it can be said by itself."""
        return self.kind in NOUNS


@dataclass(frozen=True, slots=True)
class Form:
    """A term as it was found: of several, as an owner ("the agency's"), and in Norwegian in the definite form ("etaten")."""

    term: Term
    several: bool = False
    owner: bool = False
    definite: bool = False

    def say(self, to: Language) -> str:
        """The term in another language, indefinite."""
        written = self.term.written[to]
        return written.several if self.several else written.one


class Lexicon:
    """Look-ups of one side's forms."""

    def __init__(self, side: Side, forms: Mapping[Key, Form]) -> None:
        self._side = side
        self._forms = Forms(forms)
        self._compounds: dict[str, Form | None] = {}

    def find(self, words: Sequence[str], start: int) -> tuple[Form, int] | None:
        """The longest form that begins at a word, and the word after it; a Norwegian compound by its two parts."""
        if start >= len(words):
            return None
        word = words[start]
        if found := self._forms.find(words, start):
            return found
        if self._side != "norwegian":
            return None
        if word not in self._compounds:
            if len(self._compounds) > MOST_COMPOUNDS:
                self._compounds.clear()
            self._compounds[word] = self._compound(word)
        compound = self._compounds[word]
        return (compound, start + 1) if compound else None

    def _compound(self, word: str) -> Form | None:
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            tail = self._forms.get(word[at:])
            if tail is None or not tail.term.is_noun or tail.term.kind == "plural":
                continue
            for joint in JOINTS:
                head = self._forms.get(word[:at].removesuffix(joint)) if word[:at].endswith(joint) else None
                if head and head.term.is_noun and not head.owner and len(word[:at]) - len(joint) >= SHORTEST_PART:
                    return Form(_joined_english(head.term, tail.term), tail.several, tail.owner, tail.definite)
        return None


def _joined_english(head: Term, tail: Term) -> Term:
    first, second = head.written["en"].one, tail.written["en"]
    return Term(tail.kind, {"en": Written(f"{first} {second.one}", f"{first} {second.several}")})


def compound(head: Term, tail: Form, to: Language) -> str:
    """Two English nouns side by side as one Norwegian word: "health service" as "helsetjeneste"."""
    first, second = head.written[to].one, tail.say(to)
    if first[:2].isupper() or first.endswith("."):
        return f"{first}-{second}"
    return f"{first}s{second}" if TAKES_S.search(first) else f"{first}{second}"


@cache
def lexicon(side: Side) -> Lexicon:
    """The lexicon of one side; read once. The line that stands first wins."""
    forms: dict[Key, Form] = {}
    languages: tuple[Language, ...] = ("en",) if side == "english" else ("nb", "nn")
    for term, alternatives in _terms():
        for language in languages:
            for number, word in enumerate(alternatives[language]):
                written = term.written[language] if number == 0 else written_as(term.kind, word, language)
                for text, form in _forms(term, written, language):
                    forms.setdefault(tuple(tokens(text)), form)
    return Lexicon(side, forms)


def _terms() -> Iterator[tuple[Term, Mapping[Language, Sequence[str]]]]:
    for named, words in entries("knowledge.answering", "terms.txt"):
        kind = cast(Kind, named)
        if kind == "neuter" and words["nn"] == words["nb"]:  # several neuter things have no ending in nynorsk
            words = {**words, "nn": [word.partition("|")[0].strip() for word in words["nb"]]}
        yield Term(kind, {language: written_as(kind, words[language][0], language) for language in LANGUAGES}), words


def _forms(term: Term, written: Written, language: Language) -> Iterator[tuple[str, Form]]:
    """Every form in which a term is found. A noun's genitive is one; Norwegian definite forms count as indefinite ones."""
    if term.kind == "adjective":
        yield from ((text, Form(term)) for text in (written.one, written.definite, written.several) if text)
    elif not term.is_noun:
        yield written.one, Form(term)
        if term.kind == "name":
            yield f"{written.one}{_GENITIVE[language == 'en']}", Form(term, owner=True)
    elif language == "en":
        yield written.one, Form(term, several=term.kind == "plural")
        yield written.several, Form(term, several=True)
        yield f"{written.one}'s", Form(term, owner=True)
    else:
        for text, several, definite in _norwegian_forms(term.kind, written):
            yield text, Form(term, several, definite=definite)
            yield f"{text}s", Form(term, several, owner=True, definite=definite)


def _norwegian_forms(kind: Kind, written: Written) -> Iterator[tuple[str, bool, bool]]:
    """Each form with whether it is of several, and whether it is definite."""
    one, several = written.one, written.several
    yield one, kind == "plural", False
    yield several, True, False
    if written.definite:
        yield written.definite, False, True
    stem = one.removesuffix("e")
    if kind == "feminine" or one.endswith("ing"):
        yield stem + "a", False, True
    if kind == "plural":
        yield definite_plural(one, several, kind, "nb"), True, True
    yield written.definite_several, True, True
    if kind == "neuter":
        yield f"{one}a", True, True
    elif kind != "plural" and several == plural_of(one, kind, "nn"):
        for ending, is_definite in (("er", False), ("ar", False), ("ene", True), ("ane", True)):
            yield stem + ending, True, is_definite
