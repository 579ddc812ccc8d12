"""The words of an English sentence's pieces in Norwegian, once they stand in order: agreement, "sin", "den", "for å", prepositions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering.rendering.animacy import can_act, is_mass
from knowledge.answering.rendering.clauses import is_finite
from knowledge.answering.rendering.norwegian import OWN, say_noun
from knowledge.answering.rendering.norwegian_prepositions import infinitive_mark, preposition
from knowledge.answering.rendering.norwegian_verbs import say_verb
from knowledge.answering.rendering.pieces import Piece
from knowledge.types import Language

ENDS = ".:;|•"


@dataclass(slots=True)
class _Clause:
    """What a clause has so far: its subject, and whether its verb was said."""

    subject: Piece | None = None
    several: bool = False
    verb: bool = False
    named: Piece | None = None  # the last thing that was a subject: what an "it" stands for
    object: Piece | None = None  # the last thing behind a verb
    hanging: bool = False  # whether it is an "if" or a "when" that ends at a comma


def say(pieces: Sequence[Piece], to: Language) -> list[str]:
    """The words of pieces that stand in Norwegian order."""
    said: list[str] = []
    clause = _Clause()
    tense, rest = "present", ""
    for at, piece in enumerate(pieces):
        _begin(clause, pieces, at)
        if piece.kind == "verb":
            text, tense = say_verb(pieces, at, tense, to)
            apart = any(one.low == "@" for one in _until_verb(pieces, at))
            text, _, rest = text.partition(" ") if apart and not piece.helps else (text, "", rest)
            said.append(text)
            clause.verb = clause.verb or piece.finite or is_finite(pieces, at)
        elif piece.low == "@":
            said.append(rest)
            rest = ""
        elif piece.kind == "not":
            said.append("ikke" if to == "nb" else "ikkje")
        elif piece.kind == "to":
            said.append(infinitive_mark(pieces, at, to))
        elif piece.kind == "preposition":
            said.append(preposition(pieces, at, to))
        elif piece.kind == "adjective":
            said.append(_adjective(piece, clause, to))
        elif piece.names:
            said.append(_named(pieces, at, clause, to))
            _take_subject(pieces, at, clause)
        else:
            said.append(piece.text)
    return said


def _until_verb(pieces: Sequence[Piece], at: int) -> Sequence[Piece]:
    """What stands between a verb and the next one."""
    end = next((x for x in range(at + 1, len(pieces)) if pieces[x].kind == "verb"), len(pieces))
    return pieces[at + 1 : end]


def _begin(clause: _Clause, pieces: Sequence[Piece], at: int) -> None:
    piece = pieces[at]
    if piece.kind == "mark" and piece.text in ENDS:
        clause.subject, clause.verb, clause.several = None, False, False
        clause.hanging = False
    elif piece.text == "," and clause.hanging and clause.verb:
        clause.subject, clause.verb, clause.several, clause.hanging = None, False, False, False
    elif piece.kind == "subordinator":
        clause.hanging = piece.text != "som"
        described = next((one for one in reversed(pieces[:at]) if one.names), None) if piece.text == "som" else None
        clause.subject, clause.verb, clause.several = described, False, bool(described and described.several)


def _take_subject(pieces: Sequence[Piece], at: int, clause: _Clause) -> None:
    earlier = pieces[at - 1] if at else None
    if earlier and earlier.kind == "preposition":
        return
    if clause.subject is None:
        clause.subject, clause.several = pieces[at], pieces[at].several
        clause.named = pieces[at] if pieces[at].noun else clause.named
    elif clause.verb and pieces[at].noun:
        clause.object = pieces[at]
    elif earlier and earlier.low == "and" and not clause.verb:
        clause.several = True


def _named(pieces: Sequence[Piece], at: int, clause: _Clause, to: Language) -> str:
    piece = pieces[at]
    if piece.low == "it":
        return _it(pieces, at, clause)
    if piece.low == "you" and (
        (clause.verb and clause.subject is not None) or (at and pieces[at - 1].kind == "preposition")
    ):
        return "deg"
    told = piece.noun.determiner if piece.noun else None
    if piece.noun and _telegraphic(pieces, at):
        return say_noun(piece.noun, to, "the")
    if piece.noun and told and told.written["en"] == "their":
        emphatic = any(form.term.written["en"].one == "own" for form in piece.noun.adjectives)
        if clause.verb and (emphatic or _may_own(clause, piece)):
            return say_noun(piece.noun, to, OWN)
        if piece.low.startswith("its "):
            return say_noun(piece.noun, to, "the")
        return f"{say_noun(piece.noun, to, 'the')} {'deres' if to == 'nb' else 'deira'}"
    return piece.text


def _telegraphic(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a label leaves out the article of its subject: "Project must start by"."""
    noun, after = pieces[at].noun, pieces[at + 1] if at + 1 < len(pieces) else None
    ended = any(piece.kind == "mark" and piece.text in ".?!" for piece in pieces)
    led = at == 0 and noun is not None and noun.bare and not noun.several and not is_mass(noun)
    return led and not ended and after is not None and after.kind == "verb" and after.finite


def _may_own(clause: _Clause, piece: Piece) -> bool:
    """Whether what is "theirs" is the subject's: of several, of somebody who acts, or for "its" of a single thing."""
    told = clause.subject
    if told is piece:
        return False
    if told is None:
        return True  # a line that only says what somebody does
    if piece.low.startswith("its "):
        return not told.several
    return told.several or clause.several or told.noun is None or can_act(told.noun)


def _it(pieces: Sequence[Piece], at: int, clause: _Clause) -> str:
    empty = any(piece.kind == "adjective" for piece in pieces[at + 1 : at + 5]) and any(
        piece.kind in {"to", "subordinator"} for piece in pieces[at + 2 : at + 8]
    )
    told = clause.named
    after = next((one for one in pieces[at + 1 :] if one.kind not in {"adverb", "not"}), None)
    subject = (after is not None and after.kind == "verb" and after.finite) or (at > 0 and pieces[at - 1].helps)
    if clause.verb and clause.subject is not None and not subject:  # what somebody does something with
        told = clause.object or (clause.named if clause.named is not clause.subject else None)
    if empty or told is None or told.several or told.gender not in {"masculine", "feminine"}:
        return "det"
    return "den"


def _adjective(piece: Piece, clause: _Clause, to: Language) -> str:
    """An adjective behind "be", as its subject wants it."""
    if piece.word is None:
        return piece.text
    written = piece.word.term.written[to]
    if clause.several:
        return written.several
    neuter = clause.subject is None or clause.subject.gender == "neuter" or clause.subject.low in {"it", "this", "that"}
    return written.definite or written.one if neuter and clause.subject is not None else written.one
