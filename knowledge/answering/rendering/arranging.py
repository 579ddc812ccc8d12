"""The order of a clause: Norwegian puts the verb second whatever comes first, English the subject before the verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answering.rendering.pieces import Piece
from knowledge.answering.rendering.verbs import Tense

LISTING = frozenset({"that", "who", "which", "som"})


@dataclass(slots=True)
class _State:
    """What the segments before have: a clause that stands by itself, a condition that only leads on to one."""

    main: bool = False
    leading: bool = False


def segments(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces cut before each subordinator and after each mark."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.kind == "subordinator" and found[-1]:
            found.append([])
        found[-1].append(piece)
        if piece.kind == "mark":
            found.append([])
    return [segment for segment in found if segment]


def as_english(pieces: Sequence[Piece]) -> list[Piece]:
    """A Norwegian sentence's pieces with each subject before its verb; a verb that opens a condition becomes "if"."""
    arranged: list[Piece] = []
    state = _State()
    for number, segment in enumerate(found := segments(pieces)):
        ends = segment[-1].kind == "mark" and segment[-1].text in ".:;|"
        arranged += _english(segment, number, found, state)
        if ends:
            state = _State()
    return arranged


def _english(segment: list[Piece], number: int, found: list[list[Piece]], state: _State) -> list[Piece]:
    if segment[0].kind == "subordinator":
        state.leading = state.leading or not state.main
        return segment
    verb = next((at for at, piece in enumerate(segment) if piece.kind == "verb" and piece.finite), None)
    if verb is None:
        starts = segment[0].kind in {"preposition", "adverb", "to"}
        state.main = state.main or (segment[0].names and number == 0)
        state.leading = state.leading or (not state.main and starts)
        return segment
    if segment[0].kind == "conjunction" and verb > 1:
        if state.leading and not state.main:
            return segment  # a condition goes on
        state.main = state.leading = False
    subject = _subject(segment, verb)
    opens = verb == 0 and not state.main and not state.leading and number == 0
    if opens and any(later[0].kind == "verb" and later[0].finite for later in found[number + 1 :]):
        state.leading = True
        condition = Piece("subordinator", "if", "if")
        return [condition, *_subject_first(segment, verb)]
    if subject is None and not state.main and (verb > 0 or state.leading) and not opens:
        segment = _subject_first(segment, verb)
    state.main = True
    return segment


def _subject(segment: Sequence[Piece], verb: int) -> int | None:
    behind = False  # whether the last thing stood behind a preposition, so that one joined to it does, too
    for at in range(verb):
        before = segment[at - 1].kind if at else ""
        if segment[at].names:
            behind = before in {"preposition", "verb", "to", "adjective"} or (
                behind and before in {"conjunction", "thing"}
            )
            if not behind:
                return at
    return None


def _subject_first(segment: list[Piece], verb: int) -> list[Piece]:
    """The thing right behind the verb put before it, with what is joined to it."""
    at = verb + 1
    while at < len(segment) and segment[at].kind in {"not", "adverb"}:
        at += 1
    if at >= len(segment) or not segment[at].names:
        return segment
    end = at + 1
    while end + 1 < len(segment) and segment[end].low in {"og", "and", "eller", "or"} and segment[end + 1].names:
        end += 2
    return [*segment[:verb], *segment[at:end], *segment[verb:at], *segment[end:]]


def as_norwegian(pieces: Sequence[Piece]) -> list[Piece]:
    """An English sentence's pieces with the verb second where something else than the subject comes first, "not" behind the verb."""
    arranged: list[Piece] = []
    state = _State()
    for segment in segments(pieces):
        arranged += _norwegian(_without_do(segment), state)
        if segment[-1].kind == "mark" and segment[-1].text in ".:;|":
            state = _State()
    return arranged


def _norwegian(segment: list[Piece], state: _State) -> list[Piece]:
    verb = next((at for at, piece in enumerate(segment) if _finite(segment, at)), None)
    if segment[0].kind == "subordinator":
        state.leading = state.leading or (not state.main and segment[0].low not in LISTING)
        return _not_first(segment, verb)
    if verb is None:
        state.leading = state.leading or (not state.main and segment[0].kind in {"preposition", "adverb", "to"})
        return segment
    subject = _fronted(segment, verb)
    if not state.main and subject is not None and (state.leading or subject > 0):
        segment = [*segment[:subject], segment[verb], *segment[subject:verb], *segment[verb + 1 :]]
    state.main = True
    return segment


def _finite(segment: Sequence[Piece], at: int) -> bool:
    """Whether a piece is the verb of its clause; a participle before "by" only describes the thing before it."""
    described = segment[at].is_in("participle") and at + 1 < len(segment) and segment[at + 1].low == "by"
    return segment[at].kind == "verb" and segment[at].is_in("present", "past", "infinitive") and not described and (
        at == 0 or segment[at - 1].kind != "to"
    )  # fmt: skip


def _fronted(segment: Sequence[Piece], verb: int) -> int | None:
    """Where the subject begins: the thing before the verb that stands behind no preposition."""
    at = verb - 1
    while at >= 0 and segment[at].kind in {"adverb", "not"}:
        at -= 1
    while (
        at > 1
        and segment[at].names
        and segment[at - 1].kind in {"conjunction", "preposition"}
        and segment[at - 2].names
    ):
        at -= 2
    if at < 0 or not segment[at].names:
        return None
    return None if at and segment[at - 1].kind == "preposition" else at


def _not_first(segment: list[Piece], verb: int | None) -> list[Piece]:
    """In a clause that hangs on another "not" stands before the verb."""
    if verb is None or verb + 1 >= len(segment) or segment[verb + 1].kind != "not":
        return segment
    return [*segment[:verb], segment[verb + 1], segment[verb], *segment[verb + 2 :]]


def _without_do(segment: list[Piece]) -> list[Piece]:
    """ "does not apply" as "applies not"."""
    for at in range(len(segment) - 2):
        do, denied, verb = segment[at : at + 3]
        if do.low in {"do", "does", "did"} and denied.kind == "not" and verb.kind == "verb":
            tense: Tense = "past" if do.low == "did" else "present"
            forms = tuple(replace(form, tense=tense) for form in verb.forms if form.tense == "infinitive")
            return [*segment[:at], replace(verb, forms=forms or verb.forms), denied, *segment[at + 3 :]]
    return segment
