"""The prepositions of an English sentence in Norwegian, and the "å" of an infinitive with the one that goes before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answering.rendering.animacy import can_act
from knowledge.answering.rendering.governing import governed
from knowledge.answering.rendering.pieces import Piece
from knowledge.answering.rendering.verbs import VerbForm
from knowledge.types import Language

LENGTH = re.compile(
    r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|semesters?|terms?|per cent|%|kroner|pages?|credits?|inhabitants?|residents?|members?"
    r"|per\s?cent|percent|\d[\d ,.]*)\b"
)
BEGINS_DATE = re.compile(
    r"(?:\d{1,2}\.? |\d{4}|(?:the )?(?:end|start|beginning|middle|summer|autumn|spring|deadline|christmas|january|february|march|april|may"
    r"|june|july|august|september|october|november|december)\b)"
)
FOR_HOW_LONG = re.compile(r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|semesters?|terms?|decades?)\b")


def infinitive_mark(pieces: Sequence[Piece], at: int, to: Language) -> str:
    """ "å", "til å" or "for å", by the noun or verb that the infinitive hangs on."""
    piece = pieces[at]
    if piece.text:  # "how to", said as a clause
        return piece.text
    near = _near(pieces, at)
    place = next((x for x in range(at) if pieces[x] is near), 0)
    for_whom = near is not None and near.names and place > 1 and pieces[place - 1].low == "for"
    if for_whom and (
        pieces[place - 2].kind == "adjective" or pieces[place - 2].low.startswith(("make", "made", "making"))
    ):
        return "å"  # "easier for pupils to read"
    if near is None or near.kind in {"to", "conjunction", "mark", "adjective", "subordinator", "preposition"}:
        return "å"
    if near.text == "for" and near.kind == "preposition":
        return "å"
    if (told := governed(near, "to", to)) is not None:
        return f"{told} å".strip()
    if any(form.is_form_of("be") for form in _last_verb(pieces, at)):
        return "å"
    if near.kind == "verb":
        between = pieces[at - 1].kind == "adverb" and pieces[at - 1].size > 0 and not near.helps
        return "for å" if between else "å"
    verb = next((one for one in reversed(pieces[:at]) if one.kind == "verb" and not one.helps), None)
    if verb and (told := governed(verb, "to", to)) is not None:
        return f"{told} å".strip()
    return "for å"


def _last_verb(pieces: Sequence[Piece], at: int) -> tuple[VerbForm, ...]:
    return next((one.forms for one in reversed(pieces[:at]) if one.kind in {"verb", "mark"}), ())


def _near(pieces: Sequence[Piece], at: int) -> Piece | None:
    return next((one for one in reversed(pieces[:at]) if one.kind not in {"adverb", "not"}), None)


def preposition(pieces: Sequence[Piece], at: int, to: Language) -> str:
    """What Norwegian says for an English preposition, by what stands before and behind it."""
    piece = pieces[at]
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if piece.low == "on" and after and after.kind == "thing" and re.match(r"\d{1,2}\. \w", after.text):
        return ""  # "on 3 May"
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
