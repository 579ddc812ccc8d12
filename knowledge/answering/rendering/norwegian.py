"""Noun phrases in bokmål or nynorsk: gender, definite forms, owners, and adjectives that agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.answering.inflecting import Kind, Written
from knowledge.answering.lexicon import Form, Term, compound
from knowledge.answering.rendering.pieces import Noun
from knowledge.types import Language

# One of a masculine or feminine thing, of a neuter one, and several.
AGREEING: Mapping[str, Mapping[Language, tuple[str, str, str]]] = {
    "the": {"nb": ("den", "det", "de"), "nn": ("den", "det", "dei")},
    "a": {"nb": ("en", "et", ""), "nn": ("ein", "eit", "")},
    "this": {"nb": ("denne", "dette", "disse"), "nn": ("denne", "dette", "desse")},
    "these": {"nb": ("denne", "dette", "disse"), "nn": ("denne", "dette", "desse")},
    "each": {"nb": ("hver", "hvert", "alle"), "nn": ("kvar", "kvart", "alle")},
    "another": {"nb": ("en annen", "et annet", "andre"), "nn": ("ein annan", "eit anna", "andre")},
    "other": {"nb": ("annen", "annet", "andre"), "nn": ("annan", "anna", "andre")},
    "some": {"nb": ("noe", "noe", "noen"), "nn": ("noko", "noko", "nokre")},
    "our": {"nb": ("vår", "vårt", "våre"), "nn": ("vår", "vårt", "våre")},
    "your": {"nb": ("din", "ditt", "dine"), "nn": ("din", "ditt", "dine")},
    "more": {"nb": ("mer", "mer", "flere"), "nn": ("meir", "meir", "fleire")},
    "most": {
        "nb": ("mesteparten av", "mesteparten av", "de fleste"),
        "nn": ("mesteparten av", "mesteparten av", "dei fleste"),
    },
    "own": {"nb": ("sin", "sitt", "sine"), "nn": ("sin", "sitt", "sine")},
    "one": {"nb": ("én", "ett", ""), "nn": ("éin", "eitt", "")},
    "which": {"nb": ("hvilken", "hvilket", "hvilke"), "nn": ("kva for ein", "kva for eit", "kva for")},
    "all": {"nb": ("all", "alt", "alle"), "nn": ("all", "alt", "alle")},
    "such": {"nb": ("slik", "slikt", "slike"), "nn": ("slik", "slikt", "slike")},
}
WEAK = {"the", "this", "these", "their", "our", "your", "the same", "my", "own"}
FEMININE = {"a": "ei", "another": "ei anna", "own": "si", "your": "di", "one": "éi"}  # in nynorsk
ORDERS = frozenset({"next", "last", "first", "coming", "following", "past"})
WHOLES = frozenset({"half", "society", "working life", "business", "industry", "law", "nature"})
OWN = "own"  # whose the thing is that the sentence is about: "sin"
UNBENT = {"own", "more", "several"}  # agree as after no article
DEFINITE = {"the", "this", "these"}


@dataclass(frozen=True, slots=True)
class _Word:
    kind: Kind
    one: str
    several: str
    definite: str
    definite_several: str


def say_noun(noun: Noun, to: Language, whose: str = "") -> str:
    """A noun phrase in Norwegian. `whose`: "own" for what belongs to the subject, "the" where the definite form tells it."""
    determiner = whose or (noun.determiner.written["en"] if noun.determiner else "")
    owners, word = _parts(noun.chain, determiner == "the", to)
    if determiner == "your" and not owners and not noun.adjectives and not noun.number and word and word.definite:
        return (
            f"{word.definite_several if noun.several else word.definite} {_article(noun, determiner, word, False, to)}"
        )
    if not determiner and _as_a_whole(noun) and word and word.definite and not owners:
        determiner = "the"
    several = noun.several
    definite = (
        determiner in DEFINITE and not owners and word is not None and bool(word.definite or word.definite_several)
    )
    described = bool(noun.adjectives or noun.number)
    words = [_article(noun, determiner, word, described and not owners, to)] if determiner else []
    counted = noun.number.say(to) if noun.number else ""
    late = bool(noun.adjectives) and noun.adjectives[0].term.written["en"].one in ORDERS  # "de neste fire årene"
    words += [*owners, noun.qualifier, "" if late else counted]
    weak = determiner in WEAK or bool(owners)
    for adjective, joined in zip(noun.adjectives, noun.joined, strict=True):
        words += ["og"] * joined + [_adjective(adjective, word, several or weak, several, to)]
    words += [counted] if late else []
    if word is not None:
        words.append(
            (word.definite_several if several else word.definite) or word.one
            if definite
            else word.several
            if several
            else word.one
        )
    return " ".join(one for one in words if one)


def _feminine(word: _Word) -> bool:
    return word.kind == "feminine" or word.one.endswith("ing")


def _as_a_whole(noun: Noun) -> bool:
    """Whether a bare English noun names the one thing of its kind that there is: "in society"."""
    last = noun.chain[-1] if noun.chain else None
    alone = len(noun.chain) == 1 and not noun.adjectives and not noun.several and noun.number is None
    return alone and isinstance(last, Form) and last.term.written["en"].one in WHOLES


def _article(noun: Noun, determiner: str, word: _Word | None, described: bool, to: Language) -> str:
    if determiner == "the" and (not described or word is None or not (word.definite or word.definite_several)):
        return ""
    if determiner == "a" and noun.number:
        return ""  # "a thousand years"
    agreeing = AGREEING.get(determiner)
    if agreeing is None:
        return noun.determiner.written[to] if noun.determiner else ""
    masculine, neuter, several = agreeing[to]
    if to == "nn" and word is not None and _feminine(word):
        masculine = FEMININE.get(determiner, masculine)
    if noun.several or (word is not None and word.kind == "plural"):
        return several
    return neuter if word is not None and word.kind == "neuter" else masculine


def _adjective(adjective: Form, word: _Word | None, weak: bool, several: bool, to: Language) -> str:
    written = adjective.term.written[to]
    weak = weak and (several or adjective.term.written["en"].one not in UNBENT)
    if weak or (word is not None and word.kind == "plural"):
        return written.several
    return (written.definite or written.one) if word is not None and word.kind == "neuter" else written.one


def _parts(chain: Sequence[Form | str], definite: bool, to: Language) -> tuple[list[str], _Word | None]:
    """The owners before the noun, and the noun that the nouns side by side make."""
    owners: list[str] = []
    word: _Word | None = None
    for one in chain:
        if isinstance(one, Form) and one.term.kind == "adjective":
            owners.append(one.term.written[to].several)
            continue
        word = _joined(word, one, to)
        if (isinstance(one, Form) and one.owner) or (isinstance(one, str) and one.endswith(("'s", "’s"))):
            said = word.definite if definite and word.definite and word.several != one else word.one
            owners.append(said if said.endswith("s") else f"{said}s")
            word = None
    return owners, word


def _joined(head: _Word | None, tail: Form | str, to: Language) -> _Word:
    if isinstance(tail, str):
        name = tail.removesuffix("'s").removesuffix("’s")
        return _Word("name", f"{head.one} {name}" if head else name, f"{head.one} {name}" if head else name, "", "")
    written, kind = tail.term.written[to], tail.term.kind
    if head is None:
        return _Word(kind, written.one, written.several, written.definite, written.definite_several)
    prefix = f"{head.one} "
    if head.kind != "name" and tail.term.is_noun:
        prefix = _prefix(head, tail, to)
    elif head.kind == "name" and tail.term.is_noun:
        prefix = f"{head.one}-" if head.one.isupper() else f"{head.one} "
    return _Word(
        kind, prefix + written.one, prefix + written.several,
        prefix + written.definite if written.definite else "", prefix + written.definite_several if written.definite_several else "",
    )  # fmt: skip


def _prefix(head: _Word, tail: Form, to: Language) -> str:
    """What stands before the last part of a compound, with the "s" or hyphen between them."""
    first = Term("masculine", {to: Written(head.one, head.several)})
    return compound(first, Form(tail.term), to).removesuffix(tail.term.written[to].one)
