"""What a section's heading says of its units: one that asks the very question answers it, whatever words stand below it.

"When did it start?" above a sentence that says "was founded in" ties the two together. A section in which a document speaks of itself
answers questions about the document only. Where something is found, the page is told that holds it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.answering.asking import NEXT, Asked, AskedKind, general_words, read_question
from knowledge.answering.deciding import AUXILIARIES, same_word
from knowledge.answering.identity import asks_identity, identifies
from knowledge.answering.naming import unspoken_names
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.turning import turned_to
from knowledge.answering.wordtable import words_of
from knowledge.language.analysis import stopwords

ASKED = 3.0  # log-odds that a unit gains by a heading, in the reader's language, that asks the very question
ITSELF = 4.0  # log-odds that a unit loses where a document speaks of itself, and nobody asked about that
OPEN: frozenset[AskedKind] = frozenset(
    {"list", "what", "definition"}
)  # kinds that one wording asks for as well as another
# Words by which a question names the whole that every document is about, or that only complete its form.
WHOLE = re.compile(
    r"(?:partn[ea]rskap\w*|samarbeid(?:et)?|partnership|collaboration|finn?e?st?|finnes|exist\w*|heter|heiter|gjeld(?:er)?)", re.I
)  # fmt: skip
IDENTIFIES = 3.0  # log-odds that a unit gains by saying that a thing is of the kind that was asked about
TOLD_WHERE = 1.5  # log-odds that a unit gains by naming the page, where it is asked where something is found
FIND = re.compile(r"\b(?:finne?[rs]?t?|finn|find|ligger|ligg|står|skjema\w*|form)\b", re.I)
PAGE = re.compile(
    r"\b(?:på|i|under|on|at|in|through|via)\s+(?:[\w'’-]+\s+){0,3}?(?:\w*sid(?:en?|a|ene)|nettsted\w*|\w*pages?|website|portal\w*|lenk[ea]\w*)\b",
    re.I,
)
ABOUT_ITSELF = re.compile(r"^\W*(?:om\s+(?:dette|dette\s+er|dokumentet)|about\s+this)\b", re.I)
OF_THE_DOCUMENT = re.compile(
    r"\b(?:dokument\w*|document\w*|kjelde\w*|kilde\w*|sources?|tekst\w*|texts?|eksemp\w*|døme\w*|example\w*)\b", re.I
)


def headed(evidence: Evidence) -> Evidence:
    """The evidence with its candidates weighed by what the headings above them say."""
    told: dict[tuple[str, str], bool] = {}
    itself = OF_THE_DOCUMENT.search(evidence.asked.text) is not None

    identity = asks_identity(evidence.asked.text)
    looked_for = evidence.asked.kind == "where" and FIND.search(evidence.asked.text) is not None

    def gain(candidate: Candidate) -> float:
        heading, title = _heading(candidate), candidate.passage.version.metadata.title or ""
        if about_itself(candidate):
            return 0.0 if itself else -ITSELF
        if (heading, title) not in told:
            told[heading, title] = _asks_same(evidence.asked, heading, title)
        if identity and identifies(evidence.asked.text, replace(candidate.unit, heading=heading)):
            return IDENTIFIES
        if looked_for and PAGE.search(candidate.unit.text):
            return TOLD_WHERE
        if turned := turned_to(evidence, candidate):
            return turned
        return 0.0 if candidate.signal("foreign") else ASKED * told[heading, title]

    lost = unspoken_names(evidence)
    weighed = (replace(one, score=one.score + gain(one) - lost[one.passage.version.id]) for one in evidence.candidates)
    return replace(evidence, candidates=tuple(sorted(weighed, key=lambda one: -one.score)))


def about_itself(candidate: Candidate) -> bool:
    """Whether a unit stands where a document speaks of itself."""
    return ABOUT_ITSELF.match(_heading(candidate)) is not None


def asked_outright(evidence: Evidence) -> bool:
    """Whether the best unit stands in a section whose heading asks the very question."""
    best = evidence.candidates[0]
    return _asks_same(evidence.asked, _heading(best), best.passage.version.metadata.title or "")


def _heading(candidate: Candidate) -> str:
    return candidate.unit.heading or (candidate.passage.chunk.section or ("",))[-1]


def _asks_same(asked: Asked, heading: str, title: str) -> bool:
    """Whether a heading is a question of the same kind about the same: each names nothing that the other, or the title, does not."""
    if not heading.rstrip().endswith("?"):
        return False
    return any(_same(asked, part, title) for part in NEXT.split(heading))


def _same(asked: Asked, heading: str, title: str) -> bool:
    kind = read_question(heading).kind
    if kind != asked.kind and not {kind, asked.kind} <= OPEN:
        return False
    mine, theirs = _named(asked.text), _named(heading)
    around = [*theirs, *_named(title)]
    same = all(same_word(word, mine) for word in theirs) and all(same_word(word, around) for word in mine)
    return bool(mine and theirs) and same


def _named(text: str) -> list[str]:
    none = stopwords() | AUXILIARIES | general_words()
    return [word for word in words_of(text) if word not in none and not WHOLE.fullmatch(word)]
