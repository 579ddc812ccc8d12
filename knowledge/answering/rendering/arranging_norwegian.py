"""An English sentence's pieces in Norwegian order: the verb second, adverbs behind it, "som" before what describes a thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.rendering.clauses import before, helper, is_finite, owners, sentences
from knowledge.answering.rendering.pieces import Piece
from knowledge.answering.rendering.verbs import Tense, verbs

COMMA = Piece("mark", ",", ",")
PARTICLE = Piece("adverb", "", "@", size=0)  # where the rest of a verb of several words goes: "fyller du ut"
WHO = Piece("subordinator", "som", "som")
STARTS = {"preposition", "adverb", "subordinator", "to"}
MOBILE = frozenset(
    """
    also only often usually normally generally always never now currently already still just mainly primarily mostly
    especially therefore however then previously formerly recently rarely seldom soon both frequently thus nevertheless
    further furthermore probably perhaps first automatically regularly jointly subsequently finally
    """.split()  # noqa: SIM905
)


def as_norwegian(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of an English text as Norwegian orders them, sentence by sentence."""
    arranged: list[Piece] = []
    for sentence in sentences(pieces):
        for part in _joined(sentence):
            arranged += _adverbs(_verb_second(_described(_without_do(part))))
    return arranged


def _joined(sentence: list[Piece]) -> list[list[Piece]]:
    """A sentence cut before each "and" or "but" behind a comma that joins a main clause to it, with a subject and a verb of its own."""
    cuts = [0]
    for at in range(2, len(sentence) - 2):
        if sentence[at].kind == "conjunction" and sentence[at - 1].text == ",":
            rest = sentence[at + 1 :]
            start = next((x for x, piece in enumerate(rest) if piece.kind not in {"adverb", "not"}), 0)
            verb = next((x for x in range(len(rest)) if is_finite(rest, x)), None)
            led = rest[start].names and verb is not None and not any(
                piece.kind in {"mark", "subordinator", "to"} for piece in rest[:verb]
            )  # fmt: skip
            if led and any(is_finite(sentence, x) for x in range(at)):
                cuts.append(at)
    return [sentence[start:end] for start, end in zip(cuts, [*cuts[1:], len(sentence)], strict=True)]


def _without_do(sentence: list[Piece]) -> list[Piece]:
    """ "does not apply" as "applies not", "did the board meet" as "met the board"."""
    for at in range(len(sentence) - 2):
        do, denied, verb = sentence[at : at + 3]
        if do.low in {"do", "does", "did"} and denied.kind == "not" and verb.kind == "verb":
            tense: Tense = "past" if do.low == "did" else "present"
            forms = tuple(replace(form, tense=tense) for form in verb.forms if form.tense == "infinitive")
            said = replace(verb, forms=forms or verb.forms)
            return [*sentence[:at], said, denied, *_without_do(sentence[at + 3 :])]
    return sentence


def _described(sentence: list[Piece]) -> list[Piece]:
    """A participle or a clause right behind the thing it describes, led in by "som": "letters received" as "letters that are received"."""
    said: list[Piece] = []
    for at, piece in enumerate(sentence):
        behind = at > 0 and sentence[at - 1].kind == "thing"
        if behind and piece.kind == "verb" and piece.is_in("participle") and _telegraphic(sentence, at):
            forms = tuple(form for form in piece.forms if form.tense == "participle")
            piece = replace(piece, forms=forms)
        elif behind and _describes(sentence, at):
            said += [WHO, *_is()] if piece.is_in("participle") else [WHO]
            if not piece.is_in("participle"):
                forms = tuple(replace(form, tense="present") for form in piece.forms)
                piece = replace(piece, forms=forms)
        elif behind and piece.names and at + 1 < len(sentence) and _clause_of_its_own(sentence, at):
            said.append(WHO)
        said.append(piece)
    return said


def _telegraphic(sentence: Sequence[Piece], at: int) -> bool:
    """Whether a table's label or a line without any other verb says what was done ("Reports handed in")."""
    after = sentence[at + 1] if at + 1 < len(sentence) else None
    ends = after is None or (after.kind == "mark" and after.text in "|.:")
    return (
        ends
        and helper(sentence, at) is None
        and not any(is_finite(sentence, x) for x in range(len(sentence)) if x != at)
    )


def _describes(sentence: Sequence[Piece], at: int) -> bool:
    """Whether a participle or "-ing" form only describes the thing before it."""
    piece = sentence[at]
    if piece.kind != "verb" or helper(sentence, at) is not None:
        return False
    if piece.is_in("gerund"):
        return not piece.is_in("present", "past") and _main_verb(sentence, at) is not None
    if not piece.is_in("participle"):
        return False
    if not piece.is_in("past"):
        return True
    return _main_verb(sentence, at) is not None


def _main_verb(sentence: Sequence[Piece], at: int) -> int | None:
    """The verb of the clause that a piece stands in, other than the piece and what is joined to it."""
    start = max((x for x in range(at) if sentence[x].kind == "subordinator"), default=-1) + 1
    for other in range(start, len(sentence)):
        if other > at and sentence[other].kind == "subordinator":
            relative = sentence[other].low in {"that", "who", "which"}
            if not relative:
                return None
        first = before(sentence, other)
        joined = first is not None and sentence[first].kind == "conjunction"
        if other != at and is_finite(sentence, other) and not (other > at and joined):
            return other
    return None


def _clause_of_its_own(sentence: Sequence[Piece], at: int) -> bool:
    """Whether a thing and a verb stand right behind another thing of a clause that has its verb ("projects the sides can do")."""
    earlier = any(is_finite(sentence, x) for x in range(at))
    return earlier and is_finite(sentence, at + 1) and sentence[at + 1].is_in("present", "past")


def _is() -> tuple[Piece, ...]:
    found = verbs("english").find(("is",), 0)
    return (Piece("verb", "", "is", forms=found[0], size=0),) if found else ()


def _verb_second(sentence: list[Piece]) -> list[Piece]:
    clause = owners(sentence)
    verb = next((at for at in range(len(sentence)) if clause[at] == 0 and is_finite(sentence, at)), None)
    if verb is None:
        return sentence
    start = 1 if sentence[0].kind == "conjunction" else 0
    subject = _subject(sentence, clause, start, verb)
    if subject is None or subject <= start:
        return _closed(sentence, clause, verb)
    front = sentence[:subject]
    hanging = any(piece.kind == "subordinator" for piece in front)
    if front[-1].kind == "mark" and front[-1].text == "," and not hanging:
        front = front[:-1]
    elif hanging and front[-1].kind != "mark":
        front = [*front, COMMA]
    told = sentence[subject:verb]
    early = [piece for piece in told if piece.kind in {"adverb", "not"} and _late(told, piece)]
    named = [piece for piece in told if all(piece is not one for one in early)]
    return [*front, sentence[verb], *named, *early, PARTICLE, *sentence[verb + 1 :]]


def _late(told: Sequence[Piece], piece: Piece) -> bool:
    """Whether an adverb stands behind the subject, right before the verb."""
    at = next(number for number, one in enumerate(told) if one is piece)
    return all(other.kind in {"adverb", "not"} for other in told[at:])


def _closed(sentence: list[Piece], clause: Sequence[int], verb: int) -> list[Piece]:
    """A comma behind a clause that describes the subject."""
    last = verb - 1
    while last > 0 and sentence[last].kind in {"adverb", "not"}:
        last -= 1
    open_ = last > 0 and clause[last] != 0 and sentence[last].kind != "mark" and sentence[0].kind != "subordinator"
    return [*sentence[: last + 1], COMMA, *sentence[last + 1 :]] if open_ else sentence


def _subject(sentence: Sequence[Piece], clause: Sequence[int], start: int, verb: int) -> int | None:
    """Where the subject begins, when something else stands before it."""
    first = sentence[start]
    begins = first.kind in STARTS or (first.kind == "verb" and not is_finite(sentence, start))
    if not begins:
        return start
    commas = [
        at for at in range(start, verb)
        if sentence[at].text == "," and clause[at + 1] == 0 and at + 1 < verb and _names(sentence, at + 1)
    ]  # fmt: skip
    if commas:
        return (commas[0] if first.kind == "subordinator" else commas[-1]) + 1
    if first.kind == "subordinator":
        return next((at for at in range(start + 1, verb) if clause[at] == 0 and sentence[at].names), None)
    for at in range(start + 1, verb):
        if sentence[at].names and (sentence[at - 1].names or sentence[at - 1].kind == "adverb"):
            return at
    return None


def _names(sentence: Sequence[Piece], at: int) -> bool:
    while at < len(sentence) and sentence[at].kind in {"adverb", "not"}:
        at += 1
    return at < len(sentence) and sentence[at].names


def _adverbs(sentence: list[Piece]) -> list[Piece]:
    """Adverbs behind the verb of a main clause and before that of a hanging one; an "only" that ends a phrase before it."""
    clause = owners(sentence)
    said = list(sentence)
    for at in range(2 * len(said)):
        if at >= len(said) or not is_finite(said, at):
            continue
        early = said[at - 1].kind == "not" or said[at - 1].low in MOBILE
        if clause[at] == 0 and at > 1 and early and (said[at - 2].names or said[at - 2].kind == "conjunction"):
            said[at - 1], said[at] = said[at], said[at - 1]
            said.insert(at + 1, PARTICLE)
            clause.insert(at + 1, clause[at])
        elif clause[at] == 0 and at + 1 < len(said) and said[at + 1].kind == "not" and not said[at].helps:
            said.insert(at + 2, PARTICLE)
            clause.insert(at + 2, clause[at])
        elif clause[at] and at + 1 < len(said) and _moves(said, at):
            said[at], said[at + 1] = said[at + 1], said[at]
    for at in range(1, len(said)):
        if said[at].low == "only" and said[at - 1].kind == "adverb":
            said[at - 1], said[at] = said[at], said[at - 1]
        if (
            said[at].kind == "adverb"
            and said[at - 1].kind == "to"
            and at + 1 < len(said)
            and said[at + 1].kind == "verb"
        ):
            said[at], said[at + 1] = said[at + 1], said[at]
    return said


def _moves(said: Sequence[Piece], at: int) -> bool:
    after = said[at + 1]
    return after.kind == "not" or (after.kind == "adverb" and said[at].helps)
