"""Whether a rough translation can be shown: what reads as no sentence of its language is worse than the key terms beside the quote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answering.rendering.clauses import is_finite
from knowledge.answering.rendering.pieces import Piece
from knowledge.types import Language

SUBJECTS = frozenset({"jeg", "eg", "du", "vi", "han", "hun", "ho", "I", "we", "he", "she", "they"})  # never an object
ARTICLES = frozenset(
    """
    the a an its their every each this these those your our den det de dei en ei et ein eit denne dette disse desse
    """.split()  # noqa: SIM905
)
LINKS = frozenset({"preposition", "to", "subordinator", "conjunction"})
MARKS_OF_A_CLAUSE = ".:;|?!"
COMMON_ENDING = re.compile(
    r"\w{3}(?:ing|sjon|else|het|heit|skap|nad|ment|itet|asje|sel)(?:en|a|ene|ane|et|er|ar)?s?$|\w{3}(?:tion|ness|ity|ship|ings?|ments?)$"
    r"|^(?:Any|Some|Every|No)(?:thing|one|body|where)$|\w{4}(?:ene|ane)$"
)
DENIALS = re.compile(r"\b(?:not|cannot|ikke|ikkje)\b", re.I)
DOUBLED = re.compile(r"\b(\w+)\s+\1\b", re.I)
FOREIGN = {  # the commonest words of one language, which are none of the other
    True: re.compile(r"\b(?:er|ikke|ikkje|som|og|til|av|det|blir|på|med|den|eller|skal|har|få|å)\b"),
    False: re.compile(r"\b(?:the|of|which|and|by|with|from|has|have|is|are|to\s+be|that|this|their|what)\b"),
}
NO_ORDER = {  # an order of words that the language does not have, whatever the words
    True: re.compile(
        r"\b(?:can|cannot|may|must|shall|will|should)\s+(?:is|are|was|can|must|shall|may|has)\b|\bto\s+(?:can|shall|must|is|are|has)\b"
        r"|\b(?:a|an)\s+(?:is|that|are|which|the|a|an)\b|\b(?:asks|finds?|gets?|does|takes)\s+(?:I|you|we|he|they)\b|\bof\s+that\b|\w\s-[,\s]",
        re.I,
    ),
    False: re.compile(
        r"\b(?:kan|må|skal|vil|bør)\s+(?:er|blir|har|kan|må|skal)\b|\bå\s+(?:et|en|den|det|å|er|har)\b|\b(?:en|et)\s+(?:flere|andre|samme|en|et)\b"
        r"|\b(?:av|i|på|til|fra|med|for)\s+(?:hvem|hva|kven|kva|hvilke)\b|,\s+(?:hvilken|hvilket|hvilke|kva\s+for)\b",
        re.I,
    ),
}


def sounds(read: Sequence[Piece], arranged: Sequence[Piece], text: str, to: Language) -> bool:
    """Whether a translated text reads as a sentence of its language: as it was `read`, as it was `arranged`, and as it is said."""
    english = to == "en"
    checks = (
        not any(piece.kind == "unknown" and piece.text[:1].islower() for piece in read),
        not _unknown_first(read),
        _says_as_often_not(read, text),
        not FOREIGN[english].search(_common(read, text)),
        not NO_ORDER[english].search(text),
        not _doubled(text),
        _phrases_whole(arranged),
        _clauses_have_verbs(arranged),
        not _subject_behind_preposition(arranged),
        english or _reads_in_norwegian(read, arranged),
        not english or _verbs_have_subjects(arranged),
    )
    return all(checks)


def _unknown_first(read: Sequence[Piece]) -> bool:
    """Whether a sentence begins with a word that is no name, by its ending, but is not known either: its capital hides that."""
    for at, piece in enumerate(read):
        begins = at == 0 or (read[at - 1].kind == "mark" and read[at - 1].text in MARKS_OF_A_CLAUSE)
        chain = piece.noun.chain if piece.noun else ()
        word = chain[0] if chain and isinstance(chain[0], str) else piece.text if piece.kind == "unknown" else ""
        if begins and word and not word.isupper() and COMMON_ENDING.search(word):
            return True
    return False


def _common(read: Sequence[Piece], text: str) -> str:
    """A text without what was taken over as it stands: names, titles, addresses."""
    for piece in read:
        if piece.kind == "thing" and piece.noun is None and piece.text:
            text = text.replace(piece.text, " ")
    return text


def _says_as_often_not(read: Sequence[Piece], text: str) -> bool:
    """Nothing is worse than a "not" that was lost on the way."""
    return len(DENIALS.findall(text)) == sum(piece.kind == "not" for piece in read)


def _doubled(text: str) -> bool:
    return any(not match[1].isdigit() and match[1].lower() not in {"that", "som"} for match in DOUBLED.finditer(text))


def _phrases_whole(pieces: Sequence[Piece]) -> bool:
    """No article without its noun, no preposition before a verb, a mark or another preposition, nothing joined to nothing."""
    for at, piece in enumerate(pieces):
        after = next((one for one in pieces[at + 1 :] if one.text or one.kind != "adverb"), None)
        if piece.kind == "adverb" and piece.size == 1 and piece.low in ARTICLES:
            return False
        if piece.kind == "preposition" and after is not None:
            verb = after.kind == "verb" and after.finite and not after.is_in("gerund")
            if verb or (after.kind == "preposition" and piece.low not in {"fra", "frå", "from", "for"}):
                return False
        if piece.kind == "preposition" and piece.low == "to" and after is not None and after.text == ":":
            return False
        if piece.kind in {"conjunction", "to"} and (after is None or (after.kind == "mark" and after.text in ",.;")):
            return False
    return True


def _clauses_have_verbs(pieces: Sequence[Piece]) -> bool:
    """Whether a verb follows each "if", "when", "that" before the next mark: a verb read as a noun leaves its clause without one."""
    waiting = False
    for piece in pieces:
        if piece.kind == "subordinator":
            if waiting and piece.low not in {"som", "that", "who", "which"}:
                return False
            waiting = True
        elif piece.kind == "verb":
            waiting = False
        elif piece.kind == "mark" and waiting and piece.text not in "()":
            return False
    return not waiting


def _subject_behind_preposition(pieces: Sequence[Piece]) -> bool:
    """Whether a pronoun that only a verb can follow stands behind a preposition ("to I", "til du")."""
    return any(
        piece.kind == "pronoun" and piece.text in SUBJECTS and at and pieces[at - 1].kind == "preposition"
        for at, piece in enumerate(pieces)
    )


def _reads_in_norwegian(read: Sequence[Piece], arranged: Sequence[Piece]) -> bool:
    """What English can say and Norwegian cannot: a clause hung on by "-ing", "help people do", "used to be", "make it work"."""
    for at, piece in enumerate(read):
        before = read[at - 1] if at else None
        if piece.kind == "verb" and piece.is_in("gerund") and not piece.is_in("present", "past") and before is not None:
            described = before.kind == "thing" and at + 1 < len(read) and read[at + 1].kind == "thing"
            helped = before.helps or before.kind in {"preposition", "conjunction", "subordinator", "adverb"}
            helped = helped or (before.text == "," and _goes_on(read, at))
            if not (described or helped) or before.low in ARTICLES:
                return False
        wont = piece.kind == "verb" and piece.low == "used" and at + 1 < len(read) and read[at + 1].kind == "to"
        if wont and before is not None and before.names:
            return False
    return not _two_verbs(arranged) and not _joins_subject_and_verb(arranged)


def _goes_on(read: Sequence[Piece], at: int) -> bool:
    """Whether an "-ing" form behind a comma is one of a row that a preposition leads in ("with reading, writing and counting")."""
    return any(
        one.kind == "verb" and one.is_in("gerund") and read[x - 1].kind == "preposition"
        for x, one in enumerate(read[:at])
        if x
    )


def _two_verbs(pieces: Sequence[Piece]) -> bool:
    """Whether a clause has two finite verbs side by side or with one thing between them, and nothing joins them."""
    for at in range(len(pieces)):
        if pieces[at].kind != "verb" or pieces[at].helps or not is_finite(pieces, at):
            continue
        ahead = pieces[at + 1 : at + 4]
        for number, one in enumerate(ahead):
            if one.kind in LINKS or one.kind == "mark":
                break
            if one.kind == "verb" and number < 2 and is_finite(pieces, at + 1 + number):
                return True
    return False


def _joins_subject_and_verb(pieces: Sequence[Piece]) -> bool:
    """Whether "and" leads straight from a thing to the sentence's first verb ("the plans and carries out")."""
    first = next((at for at in range(len(pieces)) if is_finite(pieces, at)), None)
    return (
        first is not None
        and first > 0
        and pieces[first - 1].kind == "conjunction"
        and pieces[first - 1].low in {"and", "or"}
    )


def _verbs_have_subjects(pieces: Sequence[Piece]) -> bool:
    """Whether no English verb stands before its subject ("must REK approve") but in a question."""
    if any(piece.text == "?" for piece in pieces):  # "what says the board" wants a "does"
        return not any(
            piece.kind == "verb" and not piece.helps and piece.finite and pieces[at - 1].kind == "subordinator"
            and at + 1 < len(pieces) and pieces[at + 1].names and pieces[at - 1].low not in {"som", "hvem", "kven", "hva som", "kva som"}
            for at, piece in enumerate(pieces) if at
        )  # fmt: skip
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        late = at + 1 < len(pieces) and pieces[at + 1].names
        if piece.helps and piece.modal and late and before is not None and before.kind == "mark" and before.text == ",":
            return False
    return True
