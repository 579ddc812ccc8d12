"""Which preposition goes with a noun or verb in the other language, from `governing.txt`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from knowledge.answering.lexicon import Form
from knowledge.answering.rendering.pieces import Piece
from knowledge.answering.wordlists import entries
from knowledge.types import Language

NONE = "-"
Governed = Mapping[tuple[str, str], str]


def governed(piece: Piece, preposition: str, to: Language) -> str | None:
    """What `to` says for a preposition (a word of the text) behind a noun or verb; None where the word takes no one in particular."""
    table = _english() if to == "en" else _norwegian(to)
    for head in heads(piece):
        if (said := table.get((head, preposition))) is not None:
            return "" if said == NONE else said
    return None


def heads(piece: Piece) -> tuple[str, ...]:
    """The English words by which a noun (the whole of it, then its last part) or verb is looked up."""
    if piece.kind == "verb":
        return tuple(f"verb {form.verb.written['en'].get('infinitive', '')}" for form in piece.forms)
    if piece.kind == "adjective" and piece.word is not None:
        return (f"adjective {piece.word.term.written['en'].one}",)
    last = piece.noun.chain[-1] if piece.noun and piece.noun.chain else None
    if not isinstance(last, Form):
        return ()
    whole = last.term.written["en"].one
    return f"noun {whole}", f"noun {whole.rpartition(' ')[2]}"


@cache
def _english() -> Governed:
    found: dict[tuple[str, str], str] = {}
    for kind, words in entries("knowledge.answering.rendering", "governing.txt"):
        for english in words["en"]:
            head, _, said = english.rpartition(" ")
            if said == "to" and words["nb"][0] in {"om", "for"}:
                continue  # "plan to" is "plan om å"; "plan om" before a noun is another matter
            for language in ("nb", "nn"):
                found.setdefault((f"{kind} {head}", words[language][0]), said)
    return found


@cache
def _norwegian(to: Language) -> Governed:
    found: dict[tuple[str, str], str] = {}
    for kind, words in entries("knowledge.answering.rendering", "governing.txt"):
        for english in words["en"]:
            head, _, said = english.rpartition(" ")
            found.setdefault((f"{kind} {head}", said), words[to][0])
    return found
