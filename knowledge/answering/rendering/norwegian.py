"""An English sentence's pieces as bokmål or nynorsk: gender, definite forms, "å" before an infinitive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.answering.inflecting import Kind, Written
from knowledge.answering.lexicon import Form, Term, compound
from knowledge.answering.rendering.pieces import Noun, Piece
from knowledge.answering.rendering.verbs import Tense, VerbForm
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
    "one": {"nb": ("én", "ett", ""), "nn": ("éin", "eitt", "")},
    "which": {"nb": ("hvilken", "hvilket", "hvilke"), "nn": ("kva for ein", "kva for eit", "kva for")},
    "all": {"nb": ("all", "alt", "alle"), "nn": ("all", "alt", "alle")},
    "such": {"nb": ("slik", "slikt", "slike"), "nn": ("slik", "slikt", "slike")},
}
WEAK = {"the", "this", "these", "their", "our", "your", "the same", "my"}
DEFINITE = {"the", "this", "these"}


@dataclass(frozen=True, slots=True)
class _Word:
    kind: Kind
    one: str
    several: str
    definite: str
    definite_several: str


def say_noun(noun: Noun, to: Language) -> str:
    """A noun phrase in Norwegian."""
    determiner = noun.determiner.written["en"] if noun.determiner else ""
    owners, word = _parts(noun.chain, determiner == "the", to)
    several = noun.several
    definite = (
        determiner in DEFINITE and not owners and word is not None and bool(word.definite or word.definite_several)
    )
    described = bool(noun.adjectives or noun.number)
    words = [_article(noun, determiner, word, described and not owners, to)] if determiner else []
    words += [*owners, noun.qualifier, noun.number.say(to) if noun.number else ""]
    weak = determiner in WEAK or bool(owners)
    for adjective, joined in zip(noun.adjectives, noun.joined, strict=True):
        words += ["og"] * joined + [_adjective(adjective, word, several or weak, to)]
    if word is not None:
        words.append(
            (word.definite_several if several else word.definite) or word.one
            if definite
            else word.several
            if several
            else word.one
        )
    return " ".join(one for one in words if one)


def _article(noun: Noun, determiner: str, word: _Word | None, described: bool, to: Language) -> str:
    if determiner == "the" and (not described or word is None or not word.definite):
        return ""
    agreeing = AGREEING.get(determiner)
    if agreeing is None:
        return noun.determiner.written[to] if noun.determiner else ""
    masculine, neuter, several = agreeing[to]
    if noun.several or (word is not None and word.kind == "plural"):
        return several
    return neuter if word is not None and word.kind == "neuter" else masculine


def _adjective(adjective: Form, word: _Word | None, weak: bool, to: Language) -> str:
    written = adjective.term.written[to]
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


def say(pieces: Sequence[Piece], to: Language) -> list[str]:
    """The words of pieces that stand in Norwegian order."""
    said: list[str] = []
    last: Tense = "present"
    for at, piece in enumerate(pieces):
        before = _before(pieces, at)
        if piece.kind == "verb":
            text, last = _verb(pieces, at, before, last, to)
            said.append(text)
        elif piece.kind == "not":
            said.append("ikke" if to == "nb" else "ikkje")
        elif piece.kind == "to":
            said.append("å")
        elif piece.low == "by":
            said.append(_by(pieces, at))
        else:
            said.append(piece.text)
    return said


def _by(pieces: Sequence[Piece], at: int) -> str:
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if after and after.kind == "verb":
        return "ved"
    if after and any(letter.isdigit() for letter in after.text):
        return "innen"
    return "av"


def _before(pieces: Sequence[Piece], at: int) -> Piece | None:
    return next((one for one in reversed(pieces[:at]) if one.kind not in {"adverb", "not"}), None)


def _verb(pieces: Sequence[Piece], at: int, before: Piece | None, last: Tense, to: Language) -> tuple[str, Tense]:
    """A verb as it stands, and the tense in which one joined to it by "and" goes on."""
    piece, helper = pieces[at], _helper(pieces, at)
    if before and before.kind == "to":
        return _infinitive(pieces, at, to), "infinitive"
    if piece.is_in("gerund") and not piece.is_in("present"):
        if helper:
            return _said(piece, "present", to), "present"
        if before and before.names:
            return f"som {_said(piece, 'present', to)}", "present"
        if before and before.low in {"before", "after", "when", "while"}:
            return f"{'en' if to == 'nb' else 'ein'} {_said(piece, 'present', to)}", "present"
        return f"å {_said(piece, 'infinitive', to)}", "infinitive"
    if helper and any(form.verb.kind == "modal" for form in helper.forms):
        return _infinitive(pieces, at, to), "infinitive"
    if helper and piece.is_in("participle"):
        return _said(piece, "participle", to), "participle"
    if before and before.kind == "conjunction" and last == "imperative" and piece.is_in("infinitive"):
        return _said(piece, last, to), last
    if before and before.kind == "conjunction" and piece.is_in(last):
        return _said(piece, last, to), last
    if before and before.kind == "conjunction" and last == "infinitive" and piece.is_in("gerund"):
        return f"å {_said(piece, 'infinitive', to)}", last
    return _finite(pieces, at, before, last, to)


def _infinitive(pieces: Sequence[Piece], at: int, to: Language) -> str:
    after = next((one for one in pieces[at + 1 : at + 3] if one.kind != "adverb"), None)
    passive = after is not None and after.kind == "verb" and after.is_in("participle")
    return "bli" if passive and pieces[at].forms[0].is_form_of("be") else _said(pieces[at], "infinitive", to)


def _helper(pieces: Sequence[Piece], at: int) -> Piece | None:
    """The modal or auxiliary that a verb stands behind, a subject between them or none."""
    for one in reversed(pieces[:at]):
        if one.kind == "verb":
            return one if any(form.helps for form in one.forms) else None
        if one.kind in {"mark", "subordinator", "preposition", "to", "conjunction"}:
            return None
    return None


def _finite(pieces: Sequence[Piece], at: int, before: Piece | None, last: Tense, to: Language) -> tuple[str, Tense]:
    piece = pieces[at]
    starts = before is None or (before.kind == "mark" and before.text in ".:;•|")
    if starts and piece.is_in("infinitive") and piece.forms[0].verb.kind == "verb":
        return _said(piece, "imperative", to), "imperative"
    form = next((one for one in piece.forms if one.tense in {"present", "past"}), piece.forms[0])
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    follows = next((one for one in pieces[at + 1 : at + 4] if one.kind == "verb"), None)
    if form.is_form_of("be") and follows and follows.is_in("participle"):
        became = ("blir", "ble" if to == "nb" else "blei")
        return became[form.tense == "past"], "participle"
    if (
        piece.is_in("participle")
        and before
        and before.names
        and after
        and after.low in {"by", "at", "in", "on"}
        and _helped(pieces, at)
    ):
        return f"som blir {_said(piece, 'participle', to)}", "participle"
    if piece.is_in("participle") and before and before.text == "," and _helped(pieces, at):
        return _said(piece, "participle", to), "participle"
    if form.tense == "infinitive":
        return _said(piece, "present", to), "present"
    return form.verb.written[to][form.tense], form.tense


def _helped(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the clause has another verb, so that a participle here only describes the thing before it."""
    return any(one.kind == "verb" and one.finite for number, one in enumerate(pieces) if number != at)


def _said(piece: Piece, tense: Tense, to: Language) -> str:
    form: VerbForm = next((one for one in piece.forms if one.tense == tense), piece.forms[0])
    written = form.verb.written[to]
    return written.get(tense) or written.get("infinitive") or written["present"]
