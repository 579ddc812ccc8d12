"""A Norwegian sentence's pieces in English order: the subject before the verb, adverbs before it, "there" for an empty "det"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answering.lexicon import Form
from knowledge.answering.rendering.animacy import is_open
from knowledge.answering.rendering.pieces import Piece
from knowledge.answering.rendering.verbs import VerbForm, verbs

ACTING = frozenset(["jeg", "eg", "du", "vi", "man", "en", "ein", "han", "hun", "de", "dei"])
ARISES = frozenset({"exist", "be", "arise", "be available", "come", "remain", "be needed", "happen"})
MOBILE = frozenset(
    """
    også òg ofte vanligvis vanlegvis alltid aldri bare berre normalt likevel dermed fortsatt framleis særlig særleg
    hovedsakelig nå no allerede allereie oftest sjelden sjeldan kun bare derfor difor samtidig først deretter gjerne
    regelmessig jevnlig jamleg nylig nyleg snart kanskje
    """.split()  # noqa: SIM905
) | {"som regel", "til vanlig", "til vanleg"}


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
    return _placed(_there(arranged))


def _there(pieces: list[Piece]) -> list[Piece]:
    """ "det" that stands for nothing: "there is", or the thing behind the verb in its place ("det gis støtte", "support is given")."""
    said = list(pieces)
    at = 0
    while at < len(said):
        if said[at].low == "det" and said[at].kind == "pronoun" and (found := _existing(said, at)) is not None:
            verbs_, thing = found
            last = said[verbs_[-1]]
            if any(form.is_form_of("exist") for form in last.forms) or _is_be(last):
                if not _is_be(last):
                    said[verbs_[-1]] = replace(last, forms=_being(last, len(verbs_) > 1))
                said[at] = Piece("pronoun", "there", "there", several=said[thing].several or is_open(said[thing].noun))
            else:
                moved = said.pop(thing)
                said[at] = moved
        at += 1
    return said


def _existing(said: Sequence[Piece], at: int) -> tuple[list[int], int] | None:
    """The verbs behind "det" and the thing that there is, where it is one that nobody knows yet."""
    verbs_: list[int] = []
    for x in range(at + 1, min(at + 7, len(said))):
        piece = said[x]
        if piece.kind == "verb":
            verbs_.append(x)
        elif piece.kind == "thing" and piece.noun is not None and verbs_ and _unknown(piece):
            last = said[verbs_[-1]]
            passive = last.is_in("passive") or (len(verbs_) > 1 and last.is_in("participle"))
            exists = any(form.verb.written["en"].get("infinitive") in ARISES for form in last.forms)
            after = said[x + 1] if x + 1 < len(said) else None
            cleft = after is not None and after.low == "som" and not _is_be(last)
            return (verbs_, x) if (passive or exists) and not cleft else None
        elif piece.kind not in {"adverb", "not"} and not (piece.kind == "conjunction" and said[x - 1].kind == "verb"):
            return None
    return None


def _unknown(piece: Piece) -> bool:
    noun = piece.noun
    first = noun.chain[0] if noun and noun.chain else None
    told = noun.determiner.written["en"] if noun and noun.determiner else ""
    return (
        isinstance(first, Form)
        and not first.definite
        and not first.owner
        and told not in {"the", "this", "their", "our", "your"}
    )


def _is_be(piece: Piece) -> bool:
    return any(form.is_form_of("be") and form.tense != "passive" for form in piece.forms)


def _being(piece: Piece, helped: bool) -> tuple[VerbForm, ...]:
    """The forms of "be" in the tenses of another verb."""
    known = verbs("norwegian")
    words = {"present": "er", "past": "var", "infinitive": "være", "participle": "vært"}
    told = [
        form.tense
        for form in piece.forms
        if form.tense in words and (form.tense in {"infinitive", "participle"}) is helped
    ]
    tense = next(iter(told), "present")
    found = known.find((words[tense],), 0)
    return tuple(form for form in found[0] if form.tense == tense) if found else piece.forms


def _placed(pieces: list[Piece]) -> list[Piece]:
    """Adverbs before the verb, behind a helping one; "not" said with "do" kept with its verb."""
    said = list(pieces)
    for at, piece in enumerate(said):
        if piece.kind != "verb" or not piece.is_in("present", "past", "passive"):
            continue
        after = said[at + 1] if at + 1 < len(said) else None
        early = said[at - 1] if at else None
        named = any(form.verb.written["en"].get("infinitive", "").startswith("be ") for form in piece.forms)
        helps = named or (piece.helps and (piece.modal or _is_be(piece) or _has_participle(said, at)))
        if helps and early is not None and at > 1 and (early.kind == "not" or early.low in MOBILE):
            subject_before = said[at - 2].names or said[at - 2].kind in {"subordinator", "conjunction"}
            if subject_before:
                said[at - 1], said[at] = piece, early
        elif not helps and after is not None and after.low in MOBILE and after.kind == "adverb":
            said[at], said[at + 1] = after, piece
    return _with_do(said)


def _with_do(pieces: Sequence[Piece]) -> list[Piece]:
    said: list[Piece] = []
    for at, piece in enumerate(pieces):
        last = said[-1] if said else None
        helped = _helped(pieces, at)
        if piece.kind == "not" and last is not None and _does(last):
            said[-1] = replace(last, denied=True)
        elif not helped and _does(piece) and last is not None and last.kind == "not":
            said[-1] = replace(piece, denied=True)
        else:
            said.append(piece)
    return said


def _helped(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the verb before a piece is a helping one."""
    for piece in reversed(pieces[:at]):
        if piece.kind == "verb":
            return piece.helps
        if piece.kind not in {"adverb", "not"}:
            return False
    return False


def _does(piece: Piece) -> bool:
    """Whether English says "does not" with a verb."""
    full = piece.kind == "verb" and piece.is_in("present", "past", "passive") and not piece.helps
    return full and not any(form.verb.written["en"].get("infinitive", "").startswith("be ") for form in piece.forms)


def _has_participle(said: Sequence[Piece], at: int) -> bool:
    for one in said[at + 1 : at + 5]:
        if one.kind == "verb":
            return one.is_in("participle", "infinitive")
        if one.kind not in {"adverb", "not"}:
            return False
    return False


def _english(segment: list[Piece], number: int, found: list[list[Piece]], state: _State) -> list[Piece]:
    if segment[0].kind == "subordinator":
        state.leading = state.leading or not state.main
        return segment
    segment = _object_last(segment)
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


def _object_last(segment: list[Piece]) -> list[Piece]:
    """ "Skjemaet kan du fylle ut": the pronoun that only a subject can be before the verb, the thing behind it."""
    if len(segment) < 3 or segment[0].kind != "thing" or segment[1].kind != "verb" or segment[2].low not in ACTING:
        return segment
    end = 3
    while segment[1].helps and end < len(segment) and segment[end].kind in {"adverb", "not", "verb"}:
        end += 1
    return [segment[2], segment[1], *segment[3:end], segment[0], *segment[end:]]


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
