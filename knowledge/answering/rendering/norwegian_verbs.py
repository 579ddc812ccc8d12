"""An English verb in the Norwegian form that its place in the sentence wants."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.rendering.clauses import helper
from knowledge.answering.rendering.pieces import Piece
from knowledge.answering.rendering.verbs import Tense, VerbForm
from knowledge.types import Language


def say_verb(pieces: Sequence[Piece], at: int, last: str, to: Language) -> tuple[str, str]:
    """A verb as it stands, and the tense in which one joined to it by "and" goes on."""
    piece, help_ = pieces[at], _helper(pieces, at)
    before = _before(pieces, at)
    follows = _follows(pieces, at)
    if _is_be(piece):
        return _be(pieces, at, before, follows, to)
    if before and before.kind == "to":
        return _said(piece, "infinitive", to), "infinitive"
    if piece.is_in("gerund") and not piece.is_in("present"):
        return _gerund(piece, before, help_, last, to)
    if help_ is not None and help_.modal:
        return _said(piece, "infinitive", to), "infinitive"
    if help_ is not None and piece.is_in("participle"):
        return _participle(pieces, at, help_, to), "participle"
    if before and before.kind == "conjunction" and piece.is_in(last):
        return _said(piece, _tense(last), to), last
    if before and before.kind == "conjunction" and last == "imperative" and piece.is_in("infinitive"):
        return _said(piece, "imperative", to), last
    return _finite(piece, before, _orders(pieces, at), to)


def _tense(last: str) -> Tense:
    tenses: tuple[Tense, ...] = ("infinitive", "present", "past", "participle", "passive", "gerund", "imperative")
    return next((tense for tense in tenses if tense == last), "present")


def _be(pieces: Sequence[Piece], at: int, before: Piece | None, follows: Piece | None, to: Language) -> tuple[str, str]:
    """ "be": "bli" in a passive, left out where the verb behind a modal says the passive itself, or where "-ing" follows."""
    piece, help_ = pieces[at], _helper(pieces, at)
    passive = follows is not None and follows.kind == "verb" and follows.is_in("participle")
    going = follows is not None and follows.kind == "verb" and follows.is_in("gerund") and not passive
    infinitive = (before is not None and before.kind == "to") or (help_ is not None and help_.modal)
    if going:
        return "", "past" if piece.low in {"was", "were"} else "present"
    if passive and infinitive and follows is not None:
        return ("" if _passive(follows, to) else "bli"), "participle"
    if help_ is not None and piece.is_in("participle"):
        return ("blitt" if passive else _said(piece, "participle", to)), "participle"
    if infinitive:
        return _said(piece, "infinitive", to), "infinitive"
    past = piece.low in {"was", "were"}
    if passive and not _describes(pieces, at):
        return (("ble" if to == "nb" else "vart") if past else "blir"), "participle"
    return _said(piece, "past" if past else "present", to), "past" if past else "present"


def _describes(pieces: Sequence[Piece], at: int) -> bool:
    """Whether "is" was put in before a participle that only describes a thing: what it says has been done."""
    return (
        not pieces[at].text
        and pieces[at].low == "is"
        and at > 0
        and pieces[at - 1].kind == "subordinator"
        and pieces[at].size == 0
    )


def _passive(piece: Piece, to: Language) -> str:
    form = next((one for one in piece.forms if one.tense == "participle"), piece.forms[0])
    return form.verb.written[to].get("passive", "")


def _participle(pieces: Sequence[Piece], at: int, help_: Piece, to: Language) -> str:
    """A participle; the passive itself where the "be" before it stands behind a modal or "to"."""
    piece = pieces[at]
    place = next((x for x in range(at - 1, -1, -1) if pieces[x] is help_), None)
    if place is not None and _is_be(help_):
        first, earlier = _before(pieces, place), _helper(pieces, place)
        if (first is not None and first.kind == "to") or (earlier is not None and earlier.modal):
            return _passive(piece, to) or _said(piece, "participle", to)
    return _said(piece, "participle", to)


def _gerund(piece: Piece, before: Piece | None, help_: Piece | None, last: str, to: Language) -> tuple[str, str]:
    if help_ is not None:
        return _said(piece, "past" if last == "past" else "present", to), last
    if before and before.low in {"before", "after", "when", "while"}:
        return f"{'man' if to == 'nb' else 'ein'} {_said(piece, 'present', to)}", "present"
    return f"å {_said(piece, 'infinitive', to)}", "infinitive"


def _orders(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a verb without a subject stands behind a front that leads on to it: "For small projects, see the form"."""
    before = pieces[at - 1] if at else None
    if before is None or before.text != "," or not pieces[at].is_in("infinitive"):
        return False
    start = max((x for x in range(at) if pieces[x].kind == "mark" and pieces[x].text in ".:;|"), default=-1) + 1
    return pieces[start].kind in {"subordinator", "preposition", "adverb"}


def _finite(piece: Piece, before: Piece | None, orders: bool, to: Language) -> tuple[str, str]:
    if (
        (before is None or before.kind == "mark")
        and piece.is_in("participle")
        and not piece.is_in("infinitive", "present")
    ):
        return _said(piece, "participle", to), "participle"
    starts = before is None or (before.kind == "mark" and before.text in ".:;•|") or orders
    if starts and piece.is_in("infinitive") and piece.forms[0].verb.kind == "verb":
        return _said(piece, "imperative", to), "imperative"
    form = next((one for one in piece.forms if one.tense in {"present", "past"}), piece.forms[0])
    if form.tense == "infinitive":
        return _said(piece, "present", to), "present"
    return form.verb.written[to].get(form.tense, form.verb.written[to]["present"]), form.tense


def _is_be(piece: Piece) -> bool:
    return any(form.is_form_of("be") for form in piece.forms)


def _before(pieces: Sequence[Piece], at: int) -> Piece | None:
    return next((one for one in reversed(pieces[:at]) if one.kind not in {"adverb", "not"}), None)


def _helper(pieces: Sequence[Piece], at: int) -> Piece | None:
    return helper(pieces, at)


def _follows(pieces: Sequence[Piece], at: int) -> Piece | None:
    """The verb behind an auxiliary, its subject between them or none."""
    for one in pieces[at + 1 : at + 6]:
        if one.kind == "verb":
            return one
        if one.kind not in {"adverb", "not", "thing", "pronoun"}:
            return None
    return None


def _said(piece: Piece, tense: Tense, to: Language) -> str:
    form: VerbForm = next((one for one in piece.forms if one.tense == tense), piece.forms[0])
    written = form.verb.written[to]
    return written.get(tense) or written.get("infinitive") or written["present"]
