"""A name is a promise, too: it answers who holds a role only where the role and its body stand at the name.

Other bodies have such roles as well, and a document that speaks of a role need not name who holds it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from knowledge.answering.asked_facts import holds_fact
from knowledge.answering.asking import Asked
from knowledge.answering.deadlines import stands
from knowledge.answering.echoes import near, new_facts
from knowledge.answering.likeness import likeness
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.units import Unit
from knowledge.answering.wordtable import words_of
from knowledge.language.analysis import stem, stopwords

SAME = 0.6  # likeness by form from which two words are one
MEANT = 0.8  # how well a role must be covered by meaning, which no part of a compound is
LONGEST_LABEL = 60  # characters of what announces a name, and is no sentence before it
SHORTEST = 3  # letters of a compound's part

NAME_ASKED = re.compile(
    r"\b[hk]va\s+(?:het|heit)(?:er|te)?\s+(?!det\b|dette\b)|\b(?:navn|namn)\w{0,3}\s+(?:på|til)\b|\bnames?\s+of\b", re.I
)
GENERAL_WORDS = """
hvem kven who navn navnet navnene namn namnet namna heter heiter hete name names nå no now dag today oppført oppgitt oppgjeven nevnt
nemnd står listed named given mentioned stated current nåværende noverande
"""
HOLDER = re.compile(
    r"[\w-]*(?:led[ea]r|leiar|direktør|sjef|rektor|ordfør[ea]r|koordinator|rådgiv[ea]r|rådgivar|ansvarl?e?g|ombud|dekan|minister|byråd|professor"
    r"|leader|director|mayor|rector|dean|coordinator|advis[eo]r|manager|officer|chair)(?:en|ane|ene|s)?",
    re.I,
)
RELATIVE = re.compile(r",?\s+(?:som|that|who)\s.*$", re.I | re.S)
IS = re.compile(r"^(?:er|is|heter|heiter|var|was)$", re.I)
BETWEEN = 3  # words between a role and the "is" that says who has it
AFTER = re.compile(
    r"\b(?:tok\s+over|overtok|etterfulgte|etterfølg\w+|avløste|erstatta?\w*|forgjenger\w*|took\s+over|replaced|succeeded|successor|predecessor)\b"
    r"|\b(?:etter|før|after|before)\s+[A-ZÆØÅ][\wæøå]+\s+[A-ZÆØÅ]",
)
FOLLOWED = re.compile(
    r"\b(?:etter(?:folg|følg|fulg)\w*|overt\w+|tok\s+over|avløs\w+|erstatt\w+|forgjeng\w+|tidligere|tidlegare|forrige|førre|forhenværende"
    r"|fr[ae]m\s+til|former\w*|previous\w*|succe\w+|replac\w+|took\s+over|predecess\w+|until)\b",
    re.I,
)
SIGNED_FOR = re.compile(
    r"\b(?:hvem|kven|who)\b.*\b(?:skrev|skreiv|signer\w*|undertegn\w*|underskr\w*|signed)\b.*\b(?:for|på\s+vegne?r?\s+av|on\s+behalf\s+of)\b",
    re.I,
)


def unheld(evidence: Evidence) -> bool:
    """Whether a person was asked for by what they are, and no name stands with all of that."""
    text = evidence.asked.text
    if evidence.asked.kind == "who" and AFTER.search(text):
        return not any(
            FOLLOWED.search(one.unit.text) and new_facts(one, evidence.asked, ("person",)) for one in near(evidence)
        )
    if evidence.asked.kind == "who" and SIGNED_FOR.search(text):
        return not any(_other_person(one, evidence.asked) for one in near(evidence))
    if evidence.asked.expected != ("person",):
        return False
    named = [one for one in evidence.candidates if _person(one)]
    if not named or not (_person(evidence.candidates[0]) or NAME_ASKED.search(text)):
        if evidence.asked.kind == "who" and NAME_ASKED.search(text):
            return True
        return not any(_role_told(evidence, one) for one in near(evidence))
    telling = [number for number, word in enumerate(evidence.wanted.words) if _tells(word, evidence)]
    return not any(all(_held(evidence, number, one) for number in telling) for one in named)


def _other_person(candidate: Candidate, asked: Asked) -> bool:
    """Whether a unit names somebody with no word of the question's in the name, which would be a body's."""
    said = set(words_of(asked.text))
    return any(said.isdisjoint(words_of(name)) for name in new_facts(candidate, asked, ("person",)))


def _tells(word: str, evidence: Evidence) -> bool:
    """Whether a word says whose name is asked for: what comes after "who" in a relative clause does so only by names and years."""
    if word in _general() or word in stopwords():
        return False
    main = words_of(RELATIVE.sub("", evidence.asked.text))
    return (
        word in main
        or word in {*evidence.asked.names, *evidence.asked.years}
        or word not in words_of(evidence.asked.text)
    )


def _held(evidence: Evidence, number: int, candidate: Candidate) -> bool:
    """Whether a word stands at a name. A role must stand in the very sentence, or the label over it, and be neither less nor more.

    A vice-rector is no rector, and a commissioner of culture none of health; "adviser for the harbour" is a harbour adviser.
    """
    word = evidence.wanted.meant[number]
    if not HOLDER.fullmatch(word):
        return stands(evidence, number, candidate)
    unit = candidate.unit
    above = [
        text
        for text in (unit.lead, *unit.header, unit.heading)
        if len(text) <= LONGEST_LABEL and text[-1:] not in ".!?"
    ]
    told = [stem(other, "nb") for other in words_of(" ".join((unit.text, *above)))]
    said = [stem(other, "nb") for other in words_of(evidence.asked.text)]
    role = stem(word, "nb")
    heads = [other for other in told if role.endswith(other) and SHORTEST <= len(other) < len(role)]
    if role in told or (candidate.own[number] >= MEANT and not heads):
        return True
    less = any(_begins(role.removesuffix(head), told) for head in heads)
    return less or any(_begins(other.removesuffix(role), said) for other in told if other.endswith(role))


def _labels(unit: Unit) -> list[str]:
    """What stands over a unit and is no sentence."""
    return [
        text
        for text in (unit.lead, *unit.header, unit.heading)
        if text and len(text) <= LONGEST_LABEL and text[-1] not in ".!?"
    ]


def _begins(modifier: str, among: Sequence[str]) -> bool:
    """Whether what a compound says of its head stands among some words by itself."""
    return len(modifier) >= SHORTEST and any(word.startswith(modifier[:-1]) or modifier == word for word in among)


def _role_told(evidence: Evidence, candidate: Candidate) -> bool:
    """Whether a unit without a name says who it is: by a role or a body that is said to be the one asked for, or just by a role."""
    if not new_facts(candidate, evidence.asked, ("person", "role")):
        return False
    focus = next((word for word in words_of(evidence.asked.text) if HOLDER.fullmatch(word)), None)
    if focus is None:
        return True
    unit = candidate.unit
    label = unit.cells[0] if unit.cells else unit.text.partition(":")[0] if ":" in unit.text else ""
    if any(likeness(focus, word) >= SAME for word in words_of(" ".join((label, *_labels(unit))))):
        return True
    told = words_of(unit.text)
    return any(
        likeness(focus, word) >= SAME
        and any(IS.match(other) for other in told[max(0, at - BETWEEN) : at + BETWEEN + 1])
        for at, word in enumerate(told)
    )


def _person(candidate: Candidate) -> bool:
    return holds_fact(candidate.unit, ("person",), candidate.passage.chunk.language)


@cache
def _general() -> frozenset[str]:
    """Words of a question for a name that do not tell whose."""
    return frozenset(GENERAL_WORDS.split())
