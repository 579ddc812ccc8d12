"""The words of a Norwegian sentence's pieces in English, once they stand in order: agreement, "who" or "that", articles, prepositions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering.lexicon import Form
from knowledge.answering.rendering.animacy import is_mass, is_open, is_person
from knowledge.answering.rendering.english import say_noun
from knowledge.answering.rendering.english_prepositions import preposition
from knowledge.answering.rendering.english_verbs import say_verb, takes_gerund
from knowledge.answering.rendering.pieces import Piece
from knowledge.types import Language

ENDS = ".:;|•"
PERSONS = {"I", "you", "we", "they"}
PEOPLE = {"anyone", "everyone", "those", "someone", "you", "we", "they", "he", "she", "others", "I"}
THINGS = {"han", "ho", "den", "hun"}  # what nynorsk calls a thing, too


@dataclass(slots=True)
class _Clause:
    subject: Piece | None = None
    several: bool = False
    verb: bool = False
    candidate: Piece | None = None


def say(pieces: Sequence[Piece], to: Language) -> list[str]:
    """The words of pieces that stand in English order."""
    return _Sayer(pieces, to).say()


class _Sayer:
    def __init__(self, pieces: Sequence[Piece], to: Language) -> None:
        self._pieces, self._to = pieces, to
        self._clauses = [_Clause()]
        self._named: Piece | None = None
        self._passive = False

    def say(self) -> list[str]:
        """All words, in order."""
        return [self._word(at, piece) for at, piece in enumerate(self._pieces)]

    def _word(self, at: int, piece: Piece) -> str:
        if piece.kind == "mark":
            return self._mark(at)
        if piece.kind == "subordinator":
            return self._subordinator(at)
        if piece.kind == "verb":
            self._take_verb(at)
            self._passive = piece.is_in("passive", "participle")
            return say_verb(self._pieces, at, self._several())
        if piece.names:
            said = self._name(at)
            self._take_subject(at)
            if said.endswith((" who", " which")):
                self._clauses.append(_Clause(piece, piece.several))
            return said
        if piece.kind == "not":
            return "not"
        if piece.kind == "to" and piece.text:
            return piece.text
        if piece.kind == "to":
            return "" if takes_gerund(self._pieces, at) else "to"
        if piece.kind == "preposition":
            passive, self._passive = self._passive, False
            return preposition(self._pieces, at, passive)
        return piece.text

    def _several(self) -> bool:
        clause = self._clauses[-1]
        return clause.several or (clause.subject is not None and clause.subject.text in PERSONS)

    def _take_verb(self, at: int) -> None:
        piece = self._pieces[at]
        if not piece.finite or (at and self._pieces[at - 1].kind == "to"):
            return
        helper = next((one for one in reversed(self._pieces[:at]) if one.kind not in {"adverb", "not"}), None)
        if helper is not None and helper.helps and not piece.is_in("present", "past"):
            return
        joined = self._joined(at)
        while len(self._clauses) > 1 and self._clauses[-1].verb and not joined and self._clauses[-1].candidate is None:
            self._clauses.pop()
        clause = self._clauses[-1]
        if clause.candidate is not None:
            clause.subject, clause.several, clause.candidate = clause.candidate, clause.candidate.several, None
        clause.verb = True

    def _joined(self, at: int) -> bool:
        near = next((one for one in reversed(self._pieces[:at]) if one.kind not in {"adverb", "not"}), None)
        return near is not None and near.kind == "conjunction"

    def _take_subject(self, at: int) -> None:
        piece, clause = self._pieces[at], self._clauses[-1]
        before = self._pieces[at - 1] if at else None
        if before and before.kind in {"preposition", "to"}:
            return
        if clause.subject is None:
            clause.subject, clause.several = piece, piece.several
            self._named = piece if piece.noun else self._named
        elif before and before.low in {"og", "samt"} and not clause.verb:
            clause.several = True
        elif clause.verb and before and (before.kind == "conjunction" or before.text == ","):
            clause.candidate = piece
        elif clause.candidate is not None and before and before.kind == "verb":
            clause.candidate = None

    def _mark(self, at: int) -> str:
        mark = self._pieces[at].text
        if mark in ENDS:
            self._clauses = [_Clause()]
        elif mark == "," and len(self._clauses) > 1 and self._clauses[-1].verb:
            self._clauses.pop()
            after = self._pieces[at + 1] if at + 1 < len(self._pieces) else None
            ends = after is not None and after.kind == "verb" and after.finite and not self._clauses[-1].verb
            return "" if ends and self._clauses[-1].subject is not None else mark
        subject = self._clauses[-1].subject
        after = self._pieces[at + 1] if at + 1 < len(self._pieces) else None
        anyone = mark == "," and subject is not None and subject.text.endswith(" who")
        return "" if anyone and after is not None and after.kind == "verb" else mark

    def _subordinator(self, at: int) -> str:
        piece = self._pieces[at]
        who = next((one for one in reversed(self._pieces[:at]) if one.names), None) if piece.low == "som" else None
        ahead = next((one for one in self._pieces[at + 1 :] if one.kind not in {"adverb", "not"}), None)
        leads = ahead is not None and ahead.kind == "verb"
        self._clauses.append(_Clause(who, bool(who and who.several)) if leads else _Clause())
        before = self._pieces[at - 1] if at else None
        if (
            piece.text == "that"
            and before
            and any(form.verb.written["en"].get("infinitive", "").endswith(" for") for form in before.forms)
        ):
            return "ensuring that"
        if (
            piece.text == "that"
            and before
            and any(
                form.verb.written["en"].get("infinitive", "").endswith((" to", " from", " on")) for form in before.forms
            )
        ):
            return "the fact that"
        if piece.low != "som" or piece.text != "that" or who is None:
            return piece.text
        if who.text.split(" ")[0] in PEOPLE or (who.noun is not None and is_person(who.noun)):
            return "" if who.text.endswith(" who") else "who" if leads else "that"
        return "which" if before and before.text == "," else "that"

    def _name(self, at: int) -> str:
        piece = self._pieces[at]
        if piece.low in THINGS and piece.kind == "pronoun":
            return self._it(at)
        if piece.low in {"seg", "seg selv", "seg sjølv"}:
            return self._itself(at)
        if piece.noun is None or not piece.noun.chain:
            return piece.text
        told = piece.noun.determiner.written["en"] if piece.noun.determiner else ""
        if told == "their" and piece.noun.determiner and re.search(r"\b(?:sin|sitt|sine|si)\b", piece.low):
            return say_noun(piece.noun, self._to, self._owner())
        return self._counted(at)

    def _owner(self) -> str:
        subject = self._clauses[-1].subject or self._clauses[0].subject
        if self._several() or subject is None:
            return "their"
        if subject.noun is not None:
            return "their" if is_person(subject.noun) else "its"
        return {"it": "its", "he": "his", "she": "her"}.get(subject.text, "their")

    def _it(self, at: int) -> str:
        piece, told = self._pieces[at], self._named
        before = self._pieces[at - 1] if at else None
        behind = before is not None and (before.kind == "preposition" or (before.kind == "verb" and not before.helps))
        if told is None and piece.low != "den":
            return piece.text
        person = told is not None and told.noun is not None and is_person(told.noun)
        if not person:
            return "it"
        if piece.low == "den":
            return piece.text
        return {"han": "him", "ho": "her", "hun": "her"}[piece.low] if behind else piece.text

    def _itself(self, at: int) -> str:
        """ "seg": left out behind a verb that English uses without it."""
        before = self._pieces[at - 1] if at else None
        if before is not None and before.kind == "verb":
            return ""
        return "themselves" if self._several() else "itself"

    def _counted(self, at: int) -> str:
        """A noun that Norwegian leaves without an article, in a sentence: "a" before what can be counted, or several."""
        piece = self._pieces[at]
        noun = piece.noun
        if (
            noun is None
            or not noun.bare
            or noun.several
            or is_mass(noun)
            or not any(clause.verb for clause in self._clauses)
        ):
            return piece.text
        last = noun.chain[-1]
        if (
            not isinstance(last, Form)
            or last.term.kind == "name"
            or last.term.written["en"].one == last.term.written["en"].several
        ):
            return piece.text
        near = self._pieces[at - 1] if at else None
        if near is None or near.kind not in {"verb", "preposition", "subordinator", "not"} or near.text == "as":
            return piece.text
        if near.kind == "preposition" and near.low not in {"uten", "utan", "med"}:
            return piece.text
        if is_open(noun):
            return say_noun(noun, self._to, many=True)
        return say_noun(noun, self._to, "a")
