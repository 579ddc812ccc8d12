"""The words of an English sentence's pieces in Norwegian, once they stand in order: agreement, "sin", "den", "for å", prepositions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering.rendering.animacy import can_act, is_mass
from knowledge.answering.rendering.governing import governed
from knowledge.answering.rendering.norwegian import OWN, say_noun
from knowledge.answering.rendering.norwegian_verbs import say_verb
from knowledge.answering.rendering.pieces import Piece
from knowledge.answering.rendering.verbs import VerbForm
from knowledge.types import Language

ENDS = ".:;|•"
LENGTH = re.compile(
    r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|semesters?|terms?|per cent|%|kroner|pages?|credits?|inhabitants?|residents?|members?"
    r"|per\s?cent|percent|\d[\d ,.]*)\b"
)
BEGINS_DATE = re.compile(
    r"(?:\d{1,2}\.? |\d{4}|(?:the )?(?:end|start|beginning|middle|summer|autumn|spring|deadline|christmas|january|february|march|april|may"
    r"|june|july|august|september|october|november|december)\b)"
)
FOR_HOW_LONG = re.compile(r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|semesters?|terms?|decades?)\b")


@dataclass(slots=True)
class _Clause:
    """What a clause has so far: its subject, and whether its verb was said."""

    subject: Piece | None = None
    several: bool = False
    verb: bool = False
    named: Piece | None = None  # the last thing that was a subject: what an "it" stands for
    object: Piece | None = None  # the last thing behind a verb


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
            clause.verb = clause.verb or piece.finite
        elif piece.low == "@":
            said.append(rest)
            rest = ""
        elif piece.kind == "not":
            said.append("ikke" if to == "nb" else "ikkje")
        elif piece.kind == "to":
            said.append(_to(pieces, at, to))
        elif piece.kind == "preposition":
            said.append(_preposition(pieces, at, to))
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
    elif piece.kind == "subordinator":
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


def _to(pieces: Sequence[Piece], at: int, to: Language) -> str:
    """ "å", "til å" or "for å", by the noun or verb that the infinitive hangs on."""
    piece = pieces[at]
    if piece.text:  # "how to", said as a clause
        return piece.text
    near = _near(pieces, at)
    if near is None or near.kind in {"to", "conjunction", "mark", "adjective", "subordinator", "preposition"}:
        return "å"
    if near.text == "for" and near.kind == "preposition":
        return "å"
    if (told := governed(near, "to", to)) is not None:
        return f"{told} å".strip()
    if any(form.is_form_of("be") for form in _last_verb(pieces, at)):
        return "å"
    if near.kind == "verb":
        between = pieces[at - 1] is not near and not near.helps
        return "for å" if between else "å"
    verb = next((one for one in reversed(pieces[:at]) if one.kind == "verb" and not one.helps), None)
    if verb and (told := governed(verb, "to", to)) is not None:
        return f"{told} å".strip()
    return "for å"


def _last_verb(pieces: Sequence[Piece], at: int) -> tuple[VerbForm, ...]:
    return next((one.forms for one in reversed(pieces[:at]) if one.kind in {"verb", "mark"}), ())


def _near(pieces: Sequence[Piece], at: int) -> Piece | None:
    return next((one for one in reversed(pieces[:at]) if one.kind not in {"adverb", "not"}), None)


def _preposition(pieces: Sequence[Piece], at: int, to: Language) -> str:
    piece = pieces[at]
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if piece.low == "by":
        return _by(pieces, at, after)
    if after and piece.low in {"until", "for", "over", "of", "within"}:
        dated = after.kind == "thing" and (BEGINS_DATE.match(after.low) or after.text[:1].isdigit())
        if piece.low == "until" and dated:
            return "til"
        counted = after.noun is not None and (after.noun.number is not None or after.noun.determiner is not None)
        if piece.low == "for" and counted and FOR_HOW_LONG.search(after.low) and not _near_noun(pieces, at):
            return "i"
        if piece.low == "of" and counted and after.noun and after.noun.number and LENGTH.search(after.low):
            return "på"
    near = _near(pieces, at)
    if near and near.kind == "conjunction":
        near = _earlier(pieces, at) or near
    if (
        piece.low == "of"
        and near
        and near.noun
        and after
        and after.noun
        and can_act(after.noun)
        and not can_act(near.noun)
    ):
        return governed(near, "of", to) or "til"
    told = governed(near, piece.low, to) if near and (near.kind in {"verb", "adjective"} or near.noun) else None
    if told is not None:
        return told
    verb = next((one for one in reversed(pieces[:at]) if one.kind in {"verb", "mark", "subordinator"}), None)
    if verb and verb.kind == "verb" and near is not verb and (told := governed(verb, piece.low, to)) is not None:
        return told
    return piece.text


def _earlier(pieces: Sequence[Piece], at: int) -> Piece | None:
    """What the same preposition stood behind before an "and": "a policy on boats and on nets"."""
    place = next((x for x in range(at - 1, 0, -1) if pieces[x].low == pieces[at].low), None)
    return pieces[place - 1] if place else None


def _near_noun(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a length of time says how long the thing before it is ("a plan for four years"), with no verb to last."""
    return not any(one.kind == "verb" for one in pieces[:at])


def _by(pieces: Sequence[Piece], at: int, after: Piece | None) -> str:
    if after and after.kind == "verb":
        return "ved"
    if after is None or after.kind == "mark":
        return "innen"
    if after.kind == "thing":
        length = FOR_HOW_LONG.search(after.low) or "%" in after.text or "prosent" in after.text
        if length and after.noun and after.noun.number:
            return "med"
        if BEGINS_DATE.match(after.low) or re.match(r"\d", after.text):
            return "innen"
    return "av"
