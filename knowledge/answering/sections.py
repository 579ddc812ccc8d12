"""What a section's heading says of its units: one that asks the very question answers it, whatever words stand below it.

"When did it start?" above a sentence that says "was founded in" ties the two together. A section in which a document speaks of itself
answers questions about the document only. Where something is found, the page is told that holds it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.answering.asking import NEXT, Asked, AskedKind, general_words, read_question
from knowledge.answering.deciding import AUXILIARIES, DECIDES, same_word
from knowledge.answering.identity import asks_identity, identifies
from knowledge.answering.naming import unspoken_names
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.turning import turned_to
from knowledge.answering.wordtable import words_of
from knowledge.language.analysis import stopwords

ASKED = 5.0  # log-odds that a unit gains by a heading, in the reader's language, that asks the very question
NARROWER = 1.5  # log-odds where the heading names all that the question names, and something more
DECIDED = 2.0  # log-odds of a unit that opens with yes or no, under a question that names what was asked about
OBLIGED = 1.5  # log-odds that a sentence gains there by saying what must be, where it is asked whether something must
UNSURE = 3.0  # log-odds that a unit loses by only saying what to do in doubt
ITSELF = 4.0  # log-odds that a unit loses where a document speaks of itself, and nobody asked about that
OPEN: frozenset[AskedKind] = frozenset(
    {"list", "what", "definition"}
)  # kinds that one wording asks for as well as another
# Words by which a question names the whole that every document is about, or that only complete its form.
WHOLE = re.compile(
    r"(?:partn[ea]rskap\w*|samarbeid(?:et)?|partnership|collaboration|finn?e?st?|finnes|exist\w*|heter|heiter|gjeld(?:er)?|selve?|sjølve?)",
    re.I,
)  # fmt: skip
IDENTIFIES = 3.0  # log-odds that a unit gains by saying that a thing is of the kind that was asked about
TOLD_WHERE = 2.5  # log-odds that a unit gains by naming the page, where it is asked where something is found
FIND = re.compile(r"\b(?:finne?[rs]?t?|finn|find|ligger|ligg|står|skjema\w*|form)\b", re.I)
PAGE = re.compile(
    r"\b(?:på|i|under|on|at|in|through|via)\s+(?:[\w'’-]+\s+){0,3}?(?:\w*sid(?:en?|a|ene)|nettsted\w*|\w*pages?|website|portal\w*|lenk[ea]\w*)\b",
    re.I,
)
IN_DOUBT = re.compile(r"\b(?:i\s+tvil|in\s+doubt|usikk?re?|not\s+sure|unsure)\b", re.I)
MUST = re.compile(r"\b(?:må|skal|trenger|treng|krev\w*|must|shall|needs?|required|requires?)\b", re.I)
ABOUT_ITSELF = re.compile(r"^\W*(?:om\s+(?:dette|dette\s+er|dokumentet)|about\s+this)\b", re.I)
OF_THE_DOCUMENT = re.compile(
    r"\b(?:dokument\w*|document\w*|kjelde\w*|kilde\w*|sources?|tekst\w*|texts?|eksemp\w*|døme\w*|example\w*)\b", re.I
)


def headed(evidence: Evidence) -> Evidence:
    """The evidence with its candidates weighed by what the headings above them say."""
    itself = OF_THE_DOCUMENT.search(evidence.asked.text) is not None
    identity = asks_identity(evidence.asked.text)
    looked_for = evidence.asked.kind == "where" and FIND.search(evidence.asked.text) is not None
    doubted = IN_DOUBT.search(evidence.asked.text) is not None
    headings = _Headings(evidence.asked)

    def gain(candidate: Candidate) -> float:
        text = candidate.unit.text
        if about_itself(candidate):
            return 0.0 if itself else -ITSELF
        if identity and identifies(evidence.asked.text, replace(candidate.unit, heading=_heading(candidate))):
            return IDENTIFIES
        if looked_for and PAGE.search(text):
            return TOLD_WHERE
        if turned := turned_to(evidence, candidate):
            return turned
        unsure = UNSURE if IN_DOUBT.search(text) and not doubted else 0.0
        return (0.0 if candidate.signal("foreign") else headings.gain(candidate)) - unsure

    lost = unspoken_names(evidence)
    weighed = (replace(one, score=one.score + gain(one) - lost[one.passage.version.id]) for one in evidence.candidates)
    return replace(evidence, candidates=tuple(sorted(weighed, key=lambda one: -one.score)))


class _Headings:
    """What each heading is worth to a question; read once, however many units stand below it."""

    def __init__(self, asked: Asked) -> None:
        self._asked, self._mine = asked, _named(asked.text)
        self._must = asked.kind == "yes_no" and MUST.search(asked.text) is not None
        self._told: dict[tuple[str, str], tuple[bool, bool, bool]] = {}

    def gain(self, candidate: Candidate) -> float:
        """The log-odds that a unit gains by the heading above it."""
        heading, title = _heading(candidate), candidate.passage.version.metadata.title or ""
        if (heading, title) not in self._told:
            self._told[heading, title] = self.read(heading, title)
        same, narrower, about = self._told[heading, title]
        decides = self._asked.kind == "yes_no" and about and DECIDES.match(candidate.unit.text)
        obliged = narrower and self._must and MUST.search(candidate.unit.text)
        opens = DECIDED if decides else OBLIGED if obliged else 0.0
        return opens + (ASKED if same else NARROWER if narrower else 0.0)

    def read(self, heading: str, title: str) -> tuple[bool, bool, bool]:
        """Whether a heading asks the very question; whether it asks it of something narrower; whether it is a question about it at all."""
        if not heading.rstrip().endswith("?"):
            return False, False, False
        theirs = _named(heading)
        shared = [same_word(word, theirs) for word in self._mine]
        alike = read_question(heading).kind == self._asked.kind
        return _asks_same(self._asked, heading, title), alike and bool(shared) and all(shared), any(shared)


def about_itself(candidate: Candidate) -> bool:
    """Whether a unit stands where a document speaks of itself."""
    return ABOUT_ITSELF.match(_heading(candidate)) is not None


def asked_outright(evidence: Evidence) -> bool:
    """Whether the best unit stands in a section whose heading asks the very question, or asks it of something narrower that it names."""
    best = evidence.candidates[0]
    same, narrower, _ = _Headings(evidence.asked).read(_heading(best), best.passage.version.metadata.title or "")
    said = list(words_of(best.unit.text))
    return same or (narrower and all(same_word(word, said) for word in _named(evidence.asked.text)))


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
