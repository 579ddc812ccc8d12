"""A sentence's pieces by clause: which verb is whose, and where a clause that hangs on another begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.rendering.pieces import Piece

ENDS = ".:;|•"
BETWEEN = {"adverb", "not"}


def sentences(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces cut behind each mark that ends a sentence, a lead-in or a cell."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        found[-1].append(piece)
        if piece.kind == "mark" and piece.text in ENDS:
            found.append([])
    return [sentence for sentence in found if sentence]


def before(pieces: Sequence[Piece], at: int) -> int | None:
    """The piece before one, adverbs left out."""
    return next((x for x in range(at - 1, -1, -1) if pieces[x].kind not in BETWEEN), None)


def helper(pieces: Sequence[Piece], at: int) -> Piece | None:
    """The modal or auxiliary that a verb stands behind, its subject between them or none."""
    for number in range(at - 1, -1, -1):
        piece = pieces[number]
        if piece.kind == "verb":
            return piece if piece.helps else None
        joins = piece.kind == "conjunction" and number + 1 < at and pieces[number + 1].names
        if piece.kind in {"subordinator", "preposition", "to", "conjunction"} and not joins:
            return None
        if piece.kind == "mark" and piece.text not in "()":
            return None
    return None


def is_finite(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a piece of an English sentence is the verb of its clause, not an infinitive, participle or "-ing"."""
    piece = pieces[at]
    if piece.kind != "verb" or not piece.is_in("present", "past", "infinitive"):
        return False
    first = before(pieces, at)
    if first is None and piece.is_in("participle") and not piece.is_in("infinitive", "present"):
        return False  # "Measured per inhabitant, …"
    if first is not None and pieces[first].kind in {"to", "preposition"}:
        return False
    if first is not None and pieces[first].kind == "conjunction" and piece.is_in("infinitive", "participle"):
        return _joined_finite(pieces, first)
    help_ = helper(pieces, at)
    if help_ is None:
        return True
    return not (help_.modal and piece.is_in("infinitive")) and not piece.is_in("participle", "gerund")


def _joined_finite(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the verb that one is joined to is the verb of its clause."""
    earlier = next((x for x in range(at - 1, -1, -1) if pieces[x].kind in {"verb", "subordinator"}), None)
    return earlier is None or pieces[earlier].kind != "verb" or is_finite(pieces, earlier)


def owners(pieces: Sequence[Piece]) -> list[int]:
    """For each piece of an English sentence the clause it belongs to: 0 for the main one, else the number of a hanging one."""
    stack, found, count = [0], [], 0
    has_verb: dict[int, bool] = {}
    for at, piece in enumerate(pieces):
        if piece.kind == "subordinator":
            count += 1
            stack.append(count)
        elif piece.kind == "mark" and piece.text in ",)" and len(stack) > 1 and has_verb.get(stack[-1]):
            stack.pop()
        elif is_finite(pieces, at):
            first = before(pieces, at)
            joined = first is not None and pieces[first].kind == "conjunction"
            while len(stack) > 1 and has_verb.get(stack[-1]) and not joined:
                stack.pop()
            has_verb[stack[-1]] = True
        found.append(stack[-1])
    return found
