"""A Norwegian sentence's pieces as English: articles, agreement of the verb, "do" before "not"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answering.lexicon import Form
from knowledge.answering.rendering.pieces import Noun, Piece
from knowledge.answering.rendering.verbs import VerbForm
from knowledge.types import Language

PLURAL = {"is": "are", "was": "were", "has": "have"}
WITH_THE = re.compile(
    r"^(?:\w+ )*(?:Council|Ministry|Authority|Directorate|Agency|Administration|Faculty|Officer|Funds|City of|University of"
    r"|Union|UN|EU|GDPR)\b"
)


def say_noun(noun: Noun, to: Language) -> str:
    """A noun phrase in English."""
    *owners, last = noun.chain or ("",)
    first = noun.chain[0] if noun.chain else None
    words = [noun.qualifier, noun.number.say(to) if noun.number else ""]
    for adjective, joined in zip(noun.adjectives, noun.joined, strict=True):
        words += ["and"] * joined + [adjective.say(to)]
    words += [_name(one, owner=True) for one in owners] + ([_name(last, noun.several)] if last else [])
    said = " ".join(word for word in words if word)
    told = noun.determiner.written[to] if noun.determiner else ""
    if (
        not told
        and isinstance(first, Form)
        and first.definite
        and (len(noun.chain) == 1 or first.owner or isinstance(noun.chain[1], str))
    ):
        told = "the"
    if not told and isinstance(first, Form) and first.term.kind == "name" and WITH_THE.search(said):
        told = "the"
    if told == "a" and (noun.several or not noun.chain):
        told = "one" if not noun.chain else "some"
    if told == "a" and re.match(r"[aeio]|u(?!ni|se|rb)", said, re.I):
        told = "an"
    if "…" in told:
        return f"the {said} itself"
    return f"{told} {said}".strip()


def _name(one: Form | str, several: bool = False, owner: bool = False) -> str:
    if isinstance(one, str):
        bare = one[:-1] if re.search(r"[A-ZÆØÅ]{2}s$", one) else one
        return f"{bare}'s" if owner and bare != one else bare
    if one.term.kind == "adjective":
        return one.say("en")
    said = one.term.written["en"].several if several or one.several else one.term.written["en"].one
    if owner and one.owner:
        return f"{said}'" if said.endswith("s") else f"{said}'s"
    return said


def say(pieces: Sequence[Piece], to: Language) -> list[str]:
    """The words of pieces that stand in English order."""
    said: list[str] = []
    several = False
    passive = False
    main: bool | None = None
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        if piece.kind == "mark" and piece.text in ".:;|":
            main = None
        if piece.kind == "verb" and before and before.kind == "mark" and main is not None:
            several = main
        if piece.names and not (before and before.kind == "preposition"):
            joined = before is not None and before.kind == "conjunction" and at > 1 and pieces[at - 2].names
            several = piece.several or (joined and before is not None and before.low == "og")
            main = several if main is None or joined else main
        if piece.kind == "verb":
            said.append(_verb(pieces, at, several))
            passive = piece.is_in("passive", "participle")
        elif piece.kind == "not":
            said.append("" if _done(pieces, at) else "not")
        elif piece.kind == "to":
            said.append("" if _takes_gerund(pieces, at) else "to")
        elif piece.kind == "preposition":
            said.append(_preposition(pieces, at, passive))
            passive = False
        else:
            said.append(piece.text)
    return said


def _preposition(pieces: Sequence[Piece], at: int, passive: bool) -> str:
    piece, after = pieces[at], pieces[at + 1] if at + 1 < len(pieces) else None
    if piece.low == "av" and passive and pieces[at - 1].kind in {"verb", "adverb"}:
        return "by"
    if piece.low in {"for", "til"} and after and after.kind == "to":
        return ""
    if piece.low in {"ved", "gjennom"} and after and after.kind == "to":
        return "by"
    return piece.text


def _takes_gerund(pieces: Sequence[Piece], at: int) -> bool:
    before = pieces[at - 1] if at else None
    return before is not None and before.kind == "preposition" and before.low not in {"for", "til"}


def _done(pieces: Sequence[Piece], at: int) -> bool:
    """Whether "not" is said with a verb's "do"."""
    beside = [pieces[x] for x in (at - 1, at + 1) if 0 <= x < len(pieces)]
    helped = any(piece.kind == "verb" and any(form.helps for form in piece.forms) for piece in beside)
    return not helped and any(piece.kind == "verb" and piece.is_in("present", "past") for piece in beside)


def _verb(pieces: Sequence[Piece], at: int, several: bool) -> str:
    piece = pieces[at]
    before = next((one for one in reversed(pieces[:at]) if one.kind not in {"adverb", "not"}), None)
    helper = before if before and before.kind == "verb" and any(form.helps for form in before.forms) else None
    if before and before.kind == "to":
        written = _form(piece, "infinitive")
        return written["gerund"] if _takes_gerund(pieces, pieces.index(before)) else _passive_or(piece, written)
    if helper and any(form.verb.kind == "modal" for form in helper.forms):
        return _passive_or(piece, _form(piece, "infinitive"))
    if helper and piece.is_in("participle"):
        return _form(piece, "participle")["participle"]
    return _finite(pieces, at, several)


def _passive_or(piece: Piece, written: dict[str, str]) -> str:
    if piece.is_in("passive") and not piece.is_in("infinitive"):
        return f"be {written['participle']}"
    return written.get("infinitive") or written["present"]


def _finite(pieces: Sequence[Piece], at: int, several: bool) -> str:
    piece = pieces[at]
    form = next((one for one in piece.forms if one.tense in {"present", "past"}), piece.forms[0])
    written = dict(form.verb.written["en"])
    if form.tense == "passive":
        return f"{'are' if several else 'is'} {written['participle']}"
    if form.tense in {"participle", "infinitive", "imperative"} or form.verb.kind == "modal":
        return written.get(form.tense) or written.get("infinitive") or written["present"]
    denied = next((x for x in (at - 1, at + 1) if 0 <= x < len(pieces) and pieces[x].kind == "not"), None)
    if denied is not None and not form.helps:
        do = "did" if form.tense == "past" else "do" if several or _first_person(pieces, at) else "does"
        return f"{do} not {written['infinitive']}"
    said = written[form.tense]
    if several or _first_person(pieces, at):
        first, _, rest = said.partition(" ")
        plural = (
            PLURAL.get(first, first) if form.tense == "past" or first in PLURAL else written["infinitive"].split()[0]
        )
        return f"{plural} {rest}".strip()
    return said


def _first_person(pieces: Sequence[Piece], at: int) -> bool:
    near = [piece.text for piece in pieces[max(0, at - 2) : at] if piece.kind == "pronoun"]
    return bool(near) and near[-1] in {"I", "you", "we", "they"}


def _form(piece: Piece, tense: str) -> dict[str, str]:
    form: VerbForm = next((one for one in piece.forms if one.tense == tense), piece.forms[0])
    return {str(key): text for key, text in form.verb.written["en"].items()}
