"""The prepositions of a Norwegian sentence in English, by what they hang on and by the time that stands behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answering.lexicon import Form
from knowledge.answering.rendering.animacy import can_act
from knowledge.answering.rendering.english_verbs import helping
from knowledge.answering.rendering.governing import governed
from knowledge.answering.rendering.pieces import Noun, Piece

FOR_HOW_LONG = re.compile(
    r"\b(?:år|måneder|måned|månader|månad|uker|uke|veker|veke|dager|dag|dagar|timer|time|timar|semestre|semester|minutter|minutt)\b"
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def preposition(pieces: Sequence[Piece], at: int, passive: bool) -> str:
    """What English says for a Norwegian preposition; `passive`: the verb before it tells what is done to its subject."""
    piece = pieces[at]
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if after and after.kind == "subordinator" and after.text == "that":
        return "so" if piece.low == "for" else ""
    near = next((one for one in reversed(pieces[:at]) if one.kind not in {"adverb", "not"}), None)
    if piece.low == "av" and passive and near and near.kind == "verb":
        return "by"
    if after and after.kind == "to":
        if piece.low in {"ved", "gjennom"}:
            return "by"
        if piece.low in {"for", "til", "om"} or helping(pieces, at):
            return ""
    timed = _timed(pieces, piece, after)
    if timed:
        return timed
    if near and near.kind == "conjunction":
        place = next((x for x in range(at - 1, 0, -1) if pieces[x].low == piece.low), None)
        near = pieces[place - 1] if place else near
    told = governed(near, piece.low, "en") if near and (near.kind in {"verb", "adjective"} or near.noun) else None
    if (
        told is None
        and piece.low == "til"
        and near
        and pieces[at - 1] is near
        and near.noun
        and after
        and after.noun
        and _known(near.noun)
        and can_act(after.noun)
    ):
        return "of"
    if told is None and near is not None and near.kind != "verb":
        verb = next((one for one in reversed(pieces[:at]) if one.kind in {"verb", "mark", "subordinator"}), None)
        told = governed(verb, piece.low, "en") if verb and verb.kind == "verb" else None
    return piece.text if told is None else told


def _timed(pieces: Sequence[Piece], piece: Piece, after: Piece | None) -> str:
    """The preposition before a date or a length of time."""
    if after is None or after.kind != "thing":
        return ""
    counted = after.noun is not None and (after.noun.number is not None or after.noun.determiner is not None)
    long = counted and FOR_HOW_LONG.search(after.low) is not None
    if piece.low == "i" and long and after.noun and not after.noun.adjectives:
        first = after.noun.determiner
        return "" if first and first.written["en"] in {"this", "the", "each"} else "for"
    if piece.low in {"innen", "innan"}:
        return "within" if long or (after.noun is not None and not any(x.isdigit() for x in after.text)) else "by"
    if piece.low == "om" and long:
        return "in"
    if piece.low == "for" and long:
        return "for"
    dated = after.noun is None or any(letter.isdigit() for letter in after.text)
    ranged = any(one.low in {"fra", "frå"} for one in pieces)
    if piece.low == "til" and dated and not ranged and YEAR.search(after.text):
        return "until"
    return ""


def _known(noun: Noun) -> bool:
    first = noun.chain[0] if noun.chain else None
    return isinstance(first, Form) and first.definite
