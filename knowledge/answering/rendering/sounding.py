"""Whether a rough translation can be shown: what reads as no sentence of its language is worse than the key terms beside the quote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answering.rendering.pieces import Piece
from knowledge.types import Language

MOST_UNKNOWN = 1  # foreign words in one sentence, and only in a long one
LONG = 10  # words
SUBJECTS = frozenset({"jeg", "eg", "du", "vi", "han", "hun", "ho", "I", "we", "he", "she", "they"})  # never an object
BEFORE_VERB = frozenset({"subordinator", "to", "pronoun", "verb"})
_MODAL = r"(?:can|cannot|may|must|shall|will|should)"
NO_ENGLISH = re.compile(  # word orders and doublings that English does not have
    rf"\b{_MODAL}\s+(?:\w+\s+){{0,5}}?(?:is|are|was)\b(?!\s+(?:that|who|which))|\b{_MODAL}\s+(?:can|must|shall|may|not\s+can)\b|\bto\s+(?:can|shall|must)\b"
    r"|\b(?:it|that|the|a|is|are|to|of|for|in|on)\s+(?:it\b|a\s+that\b|the\s+the\b)(?<!to\sit)(?<!of\sit)(?<!for\sit)(?<!in\sit)(?<!on\sit)(?<!that\sit)"
    r"|\b(?:a|an|this\s+an?)\s+(?:is|that|other|are|which)\b|^this\s+an?\b|\b(?:asks|finds?|gets?|does|takes)\s+(?:I|you|we|he|they)\b"
    r"|\bnot\s+it\b|\bthen\s+early\b|\bget\s+take\b|\bslå\s|\bone\s+last\b|\bhears?\s+to\b|\btakes?\s+to\b|\bit\s+exists?\b|\bone\s+\w+\s+as\s+in\b|\bthree\s+order\b|\bfirst\s+seen\b|\bwhom\s+asks\b|\w\s-[,\s]|'\s"
    r"|^[A-Z]\w+\s+find\s+you\b|\bhold\s+themselves\b|\btake\s+doctorate\b|\b(?:er|ikke|som|og|til|av|det|blir)\b",
    re.I,
)
NO_NORWEGIAN = re.compile(
    r"\b(?:the|of|which|and|by|with|from|has|have|is|are)\b|\ben\s+(?:flere|andre|separate|samme)\b|\bet\s+(?:flere|andre)\b"
    r"|,\s+å\s+\w+|,\s+(?:hvilken|hvilket|kva\s+for)\b|\bå\s+holde\s+å\b|\bom\s+som\s+\w+\s+hva\b|\b(?:snakker|snakkar)\s+av\b"
    r"|^(?:gjør|gjer)\s+(?:hver|kvar|det|den|\w+en|\w+et)\b|\bhvordan\s+avslutter\b|\bder\s+(?:må|kan|skal|er|var|har)\b|\bvære\s+meldt\s+av\b"
    r"|\b(?:ville|kunne|skulle)\s+(?:fra|frå|til|av)\s|\bav\s+\w+\s+år\b|\bholde\s+å\b|^(?:Før|Etter)\s+(?:en|man|ein)\s|\bhar\s+\w+e[nt]\s+\w+er\b|,\s+(?:man|ein)\s+for\b|\bcirka\s+(?!\d)|\bi\s+hva\s+\w+|\bå\s+(?:et|en|den|det)\b",
    re.I,
)


def sounds(pieces: Sequence[Piece], text: str, to: Language) -> bool:
    """Whether a translated text (`pieces` it was read as) reads as a sentence of the language it is said in."""
    pattern = NO_ENGLISH if to == "en" else NO_NORWEGIAN
    return (
        not pattern.search(text)
        and _known_enough(pieces)
        and not _joined_by_gerund(pieces)
        and _clauses_have_verbs(pieces)
        and not _subject_behind_preposition(pieces)
    )


def _known_enough(pieces: Sequence[Piece]) -> bool:
    """At most one common word of the other language, and none that must be a verb; names may be as many as they are."""
    unknown = [at for at, piece in enumerate(pieces) if piece.kind == "unknown" and piece.text[:1].islower()]
    words = sum(piece.size for piece in pieces if piece.kind != "mark")
    if len(unknown) > (MOST_UNKNOWN if words >= LONG else 0):
        return False
    return not any(at and (pieces[at - 1].kind in BEFORE_VERB or pieces[at - 1].low == "som") for at in unknown)


def _joined_by_gerund(pieces: Sequence[Piece]) -> bool:
    """Whether a clause hangs on an English "-ing" ("…, aiming at moving it"), for which Norwegian would need another sentence."""
    return any(
        piece.kind in {"verb", "unknown"} and piece.low.endswith("ing") and pieces[at - 1].kind in {"mark", "thing", "unknown"}
        for at, piece in enumerate(pieces)
        if at
    )  # fmt: skip


def _clauses_have_verbs(pieces: Sequence[Piece]) -> bool:
    """Whether a verb follows each "if", "when", "that" before the next mark: a verb read as a noun leaves its clause without one."""
    waiting = False
    for piece in pieces:
        if piece.kind == "subordinator":
            if waiting:
                return False
            waiting = True
        elif piece.kind in {"verb", "unknown"}:
            waiting = False
        elif piece.kind == "mark" and waiting:
            return False
    return not waiting


def _subject_behind_preposition(pieces: Sequence[Piece]) -> bool:
    """Whether a pronoun that only a verb can follow stands behind a preposition ("to I", "til du")."""
    return any(
        piece.kind == "pronoun" and piece.text in SUBJECTS and at and pieces[at - 1].kind == "preposition"
        for at, piece in enumerate(pieces)
    )
