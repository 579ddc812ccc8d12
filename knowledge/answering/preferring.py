"""Which of nearly equal sentences leads: the one with the kind of fact that was asked for, and the one in the reader's language."""

from __future__ import annotations

import re
from datetime import date

import numpy as np

from knowledge.answering.asked_facts import holds_fact, matching_facts
from knowledge.answering.facts import FactKind
from knowledge.answering.likeness import likeness
from knowledge.answering.moments import same_moment
from knowledge.answering.people import people_in
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.validity import asks_about_past, holds, replaced_by_others
from knowledge.answering.wording import localise
from knowledge.answering.wordtable import words_of
from knowledge.language.analysis import stopwords
from knowledge.types import Language

NEAR = 1.2  # log-odds below the best from which on a sentence is not preferred to it
NEAR_DOER = 2.0  # the same for one that says who does what was asked
NEAR_DATE = 2.5  # the same for one that gives the day that was asked for
TWIN = 7.0  # log-odds below a foreign best sentence up to which one with the same facts is preferred
BY_LABEL = 0.5  # likeness to the question's own words by which another row's label must be better
LESS = 0.15  # share of the question that one word may be covered less
AS_MUCH = 0.6  # of what the best covers of the question, with what stands around it, that a preferred one must cover


def led(evidence: Evidence, candidates: tuple[Candidate, ...], today: date) -> tuple[Candidate, ...]:
    """The candidates with the one that leads first: in force before what once was, then by its fact, then by its language."""
    best = candidates[0]
    if not asks_about_past(evidence.asked.text, today) and not in_force(best, candidates, today):
        chosen = next(
            (one for one in candidates[1:] if in_force(one, candidates, today) and _serves(one, best, evidence)), best
        )
        candidates, best = _first(chosen, candidates), chosen
    best, candidates = _by_label(best, candidates, evidence)
    best, candidates = _by_end(best, candidates, evidence)
    asked = evidence.asked.expected[:1]
    if asked and not _holds(best, asked):
        chosen = next(
            (
                one
                for one in candidates[1:]
                if _holds(one, asked) and (_as_close(one, best, evidence) or _dates_it(one, best, evidence))
            ),
            best,
        )
        candidates, best = _first(chosen, candidates), chosen
    best, candidates = _but(best, candidates, evidence)
    best, candidates = _by_doer(best, candidates, evidence)
    if best.signal("foreign"):
        spoken = next(
            (one for one in candidates[1:] if _says_as_much(one, best, evidence) or _twin(one, best, evidence)), best
        )
        candidates = _first(spoken, candidates)
    return candidates


def _by_label(
    best: Candidate, candidates: tuple[Candidate, ...], evidence: Evidence
) -> tuple[Candidate, tuple[Candidate, ...]]:
    """Of a table's rows that are near, the one whose label says most of what was asked."""
    if best.unit.kind != "row":
        return best, candidates
    beside = [
        one
        for one in candidates
        if one.unit.kind == "row" and one.passage.chunk.id == best.passage.chunk.id and one.unit.block == best.unit.block
        and best.score - one.score <= NEAR
    ]  # fmt: skip
    asked = [word for word in words_of(evidence.asked.text) if word not in stopwords()]
    said = {
        id(one): sum(
            max((likeness(word, label) for word in asked), default=0.0) for label in words_of(one.unit.cells[0])
        )
        for one in beside
    }
    if OTHERS.search(evidence.asked.text):
        for one in beside:
            said[id(one)] += bool(OTHERS.search(one.unit.cells[0]))
    chosen = max(beside, key=lambda one: said[id(one)])
    better = said[id(chosen)] >= said[id(best)] + BY_LABEL
    return (chosen, _first(chosen, candidates)) if better else (best, candidates)


EXCEPT = re.compile(
    r"\b(?:(?:et|en|ei|eit|ein|an)?(?:anna[nt]?|annet|annen|andre|other|another|different)\s+(?:\w+\s+){0,3}?(?:enn|than)"
    r"|utenom|utanom|utenfor|utanfor|unntatt|unnateke|bortsett\s+fr[aå]|except(?:\s+for)?|apart\s+from|outside|ikke|ikkje|not)"
    r"\s+(?:(?:(?:ledet|leia|styrt|hører|høyrer|høre|høyre|led|run|belongs?)\s+)?(?:i|ved|på|under|hos|til|av|at|the|in|of|by|from|to)\s+)*(?P<name>[A-ZÆØÅ][\w-]*[A-ZÆØÅ]|[A-ZÆØÅ][a-zæøå]{2,})\b"
)
OTHERS = re.compile(r"\b(?:annet|annen|anna|annan|andre|øvrige|other|others|another)\b", re.I)
LAST = re.compile(r"\b(?:siste|sist|senest|seneste|seinast\w*|latest|last|no\s+later)\b", re.I)
LAST_LABEL = re.compile(r"\b(?:senest|seinast|siste|latest|last|must|by|innen|innan|slutt|end)\b", re.I)
FIRST = re.compile(r"\b(?:første|først|tidligst\w*|tidlegast\w*|earliest|first|soonest)\b", re.I)
FIRST_LABEL = re.compile(r"\b(?:tidligst|tidlegast|første|earliest|first|from|fra|frå)\b", re.I)
TABLE = 6.0  # log-odds below a row up to which another row of its table is looked at


def _but(
    best: Candidate, candidates: tuple[Candidate, ...], evidence: Evidence
) -> tuple[Candidate, tuple[Candidate, ...]]:
    """For "another than X": what is said of the others, not what is said of X itself."""
    excluded = EXCEPT.search(evidence.asked.text)
    if excluded is None or not _names(best, excluded["name"]):
        return best, candidates
    beside = [one for one in _rows_beside(best, candidates) if not _names(one, excluded["name"])]
    chosen = next((one for one in beside if OTHERS.search(_label(one))), None)
    return (chosen, _first(chosen, candidates)) if chosen else (best, candidates)


def _by_doer(
    best: Candidate, candidates: tuple[Candidate, ...], evidence: Evidence
) -> tuple[Candidate, tuple[Candidate, ...]]:
    """Asked who does something: the sentence that says who does it, before one that only speaks of the same."""
    if evidence.asked.kind != "who" or best.signal("doer") == 1.0 or people_in(best.unit.text, *_written(best)):
        return best, candidates
    chosen = next((one for one in candidates if _does_it(one, best, evidence)), None)
    return (chosen, _first(chosen, candidates)) if chosen else (best, candidates)


def does_it(best: Candidate, evidence: Evidence) -> bool:
    """Whether the doer of something is asked for, and a sentence says it that goes before the best one."""
    return evidence.asked.kind == "who" and any(_does_it(one, best, evidence) for one in evidence.candidates)


def _does_it(one: Candidate, best: Candidate, evidence: Evidence) -> bool:
    """Whether a sentence says who does it, beside the best one or, near it, in another passage and about more of the question."""
    if one.signal("doer") < 1.0:
        return False
    told, most = (float(evidence.wanted.weights @ candidate.covered) for candidate in (one, best))
    if one.passage.chunk.id == best.passage.chunk.id:
        return told >= AS_MUCH * most
    return told > most and best.score - one.score <= NEAR_DOER and not one.signal("foreign") > best.signal("foreign")


def _written(candidate: Candidate) -> tuple[Language, Language]:
    language = candidate.passage.chunk.language
    return language, language


def _by_end(
    best: Candidate, candidates: tuple[Candidate, ...], evidence: Evidence
) -> tuple[Candidate, tuple[Candidate, ...]]:
    """Of a table's rows about the first and the last day of one thing, the one that was asked for."""
    for asked, wanted, other in ((LAST, LAST_LABEL, FIRST_LABEL), (FIRST, FIRST_LABEL, LAST_LABEL)):
        if not asked.search(evidence.asked.text) or wanted.search(_label(best)) or not other.search(_label(best)):
            continue
        mine = set(words_of(_label(best))) - stopwords()
        chosen = next(
            (
                one
                for one in _rows_beside(best, candidates)
                if wanted.search(_label(one)) and mine & set(words_of(_label(one)))
            ),
            None,
        )
        if chosen:
            return chosen, _first(chosen, candidates)
    return best, candidates


def _rows_beside(best: Candidate, candidates: tuple[Candidate, ...]) -> list[Candidate]:
    """The other rows of a row's table, or the other items of an item's list."""
    return [
        one
        for one in candidates
        if one.unit.kind == best.unit.kind != "sentence"
        and one.passage.chunk.id == best.passage.chunk.id
        and one.unit.block == best.unit.block
        and one is not best
        and best.score - one.score <= TABLE
    ]


def _label(candidate: Candidate) -> str:
    return candidate.unit.cells[0] if candidate.unit.cells else candidate.unit.text.partition(":")[0]


def _names(candidate: Candidate, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", _label(candidate)) is not None


def in_force(candidate: Candidate, candidates: tuple[Candidate, ...], today: date) -> bool:
    """Whether a candidate's version is in force on a day, for all that the candidates' documents say."""
    replaced = replaced_by_others([one.passage for one in candidates])
    return holds(candidate.passage.version, today, replaced)


def _serves(one: Candidate, best: Candidate, evidence: Evidence) -> bool:
    """Whether a sentence answers nearly as well as the best one, with the fact that was asked for where that has it."""
    return _near(one, best, evidence) and not one.signal("missing") > best.signal("missing")


def _holds(candidate: Candidate, kinds: tuple[FactKind, ...]) -> bool:
    return holds_fact(candidate.unit, kinds, candidate.passage.chunk.language)


def _near(one: Candidate, best: Candidate, evidence: Evidence) -> bool:
    weights = evidence.wanted.weights
    enough = float(weights @ one.covered) >= AS_MUCH * float(weights @ best.covered)
    return best.score - one.score <= NEAR and enough


def _as_close(one: Candidate, best: Candidate, evidence: Evidence) -> bool:
    """Whether a sentence is itself as much about what was asked as the best one."""
    weights = evidence.wanted.weights
    return _near(one, best, evidence) and float(weights @ one.own) >= AS_MUCH * float(weights @ best.own)


def _dates_it(one: Candidate, best: Candidate, evidence: Evidence) -> bool:
    """Whether a sentence gives the day of the very moment that was asked for, where the best one only says how long something takes."""
    if evidence.asked.kind != "when" or best.score - one.score > NEAR_DATE:
        return False
    weights = evidence.wanted.weights
    enough = float(weights @ one.covered) >= AS_MUCH * float(weights @ best.covered)
    return enough and same_moment(evidence.asked.text, one.unit.text) > 0


def _says_as_much(one: Candidate, best: Candidate, evidence: Evidence) -> bool:
    """Whether a sentence in the reader's language covers each word that the foreign best one covers, with the fact that was asked for."""
    weights = evidence.wanted.weights
    less = float((weights * np.maximum(best.own - one.own, 0.0)).max(initial=0.0))
    first = evidence.asked.expected[:1]
    fact = not one.signal("missing") or bool(best.signal("missing"))
    fact = fact and (_holds(one, first) or not _holds(best, first))
    return not one.signal("foreign") and _near(one, best, evidence) and less <= LESS and fact


def _twin(one: Candidate, best: Candidate, evidence: Evidence) -> bool:
    """Whether a sentence in the reader's language holds the very facts that the foreign best one answers with."""
    if one.signal("foreign") or best.score - one.score > TWIN:
        return False
    wanted = _told(best, evidence)
    return bool(wanted) and wanted <= _told(one, evidence)


def _told(candidate: Candidate, evidence: Evidence) -> set[str]:
    found = matching_facts(candidate.unit, evidence.asked.expected, candidate.passage.chunk.language)
    return {localise(fact, "nb").lower() for fact in found}


def _first(chosen: Candidate, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    return (chosen, *(one for one in candidates if one is not chosen))
