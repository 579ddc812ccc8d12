"""What a model's text may not add to what it rests on: figures (in digits or words), months, names, and a "not" that is not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from knowledge.answering.facts import MONTHS_EN, MONTHS_NB, VAGUE
from knowledge.answering.numbers import number_words
from knowledge.answering.wordlists import Side
from knowledge.language.analysis import fold, words
from knowledge.types import Language

Cover = Callable[[str, str], Sequence[float]]
COVERED = 0.5  # from here on a word counts as covered
# Links, markup, and what could be taken for the number of a citation.
UNSAFE = re.compile(r"\(\d\)|https?:|www\.|[<>@`\[\]{}|\\]|\]\(|\w+\.(?:com|no|net|org|io)\b", re.I)
FIGURES = re.compile(r"\d+(?:[ .,\u00a0\u202f]\d{3})*")
NAME = re.compile(
    r"(?<=[\w,;:)] )[A-ZÆØÅ][\w’'-]+(?: [A-ZÆØÅ][\w’'-]+)*|\b[A-ZÆØÅ]{2,}\b|\b[A-ZÆØÅ]\w+(?: [A-ZÆØÅ]\w+)+"
)
MONTHS = frozenset(name.lower() for name in (*MONTHS_NB, *MONTHS_EN))
AMBIGUOUS = r"(?:may|march|mars)"  # ordinary words too: a month only beside a figure
MONTH = re.compile(
    rf"\b(?:{'|'.join(sorted(MONTHS - {'may', 'march', 'mars'}))})\b|(?<=\d ){AMBIGUOUS}\b|(?<=\d\. ){AMBIGUOUS}\b|\b{AMBIGUOUS}(?= \d)",
    re.I,
)
ANSWERED = re.compile(r"^\W*(?:nei|no)\b[\s,.:–-]*", re.I)
NEGATION = re.compile(
    r"\b(?:ikke|ikkje|aldri|ingen|inga|ingenting|verken|korkje|not|never|cannot|none|neither|nobody|no)\b|n['’]t\b",
    re.I,
)
# What a "not" may rest on beside a "not": restrictions, exceptions, refusals.
RESTRICTION = re.compile(
    r"\b(?:kun|bare|berre|only|uten|utan|without|except\w*|unntak\w*|unntatt|unnateke|utelukk\w*|exclud\w*|forb(?:ud|y|ø)\w*|prohibit\w*"
    r"|avvis\w*|avslå\w*|avsla\w*|reject\w*|mangl\w*|lack\w*|umulig\w*|umogleg\w*|uaktuel\w*|impossible|unable|nekt\w*|den(?:y|ies|ied))\b",
    re.I,
)
CLAUSE = re.compile(
    r"[,;:–()\n]|(?<=[.!?])\s|\b(?:men|but|som|which|who|that|fordi|because|hvis|dersom|if|når|when|mens|while|unless|med\s+mindre)\b",
    re.I,
)
SAME_CLAUSE = 0.75  # share of a negated clause's words from which a claim speaks of the same


def figures(text: str, language: Language) -> set[str]:
    """The figures of a text, digits without separators; number words of its language count, save those that are articles too."""
    side: Side = "english" if language == "en" else "norwegian"
    known = number_words(side)
    said = {str(known[word]) for word in words(text) if word in known and word not in VAGUE}
    return said | {re.sub(r"\D", "", number).lstrip("0") for number in FIGURES.findall(text)}


def months(text: str) -> set[str]:
    """The months that a text names, lower case."""
    return {month.lower() for month in MONTH.findall(text)}


def names(text: str) -> set[str]:
    """The names in a text, folded; months are none."""
    return {fold(name.lower()) for name in NAME.findall(text)} - {fold(month) for month in MONTHS}


def share_covered(text: str, ground: str, cover: Cover) -> float:
    """Share of a text's content words that a ground covers; 1 where it has none."""
    covered = cover(text, ground)
    return sum(share >= COVERED for share in covered) / len(covered) if len(covered) else 1.0


def turns_round(claim: str, stated: str, cover: Cover) -> bool:
    """Whether a claim says "not" where what it rests on does not, or leaves out the "not" of the clause that it repeats."""
    claim = ANSWERED.sub("", claim)
    if NEGATION.search(claim):
        return not (NEGATION.search(stated) or RESTRICTION.search(stated))
    if RESTRICTION.search(claim):
        return False
    return any(
        len(covered := cover(clause, claim)) > 1
        and sum(share >= COVERED for share in covered) / len(covered) >= SAME_CLAUSE
        for clause in CLAUSE.split(stated)
        if NEGATION.search(clause)
    )
