"""When not to answer, and how to say so: not in the documents, out of scope, an attempt to turn the assistant."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from math import log2

import numpy as np

from knowledge.answering.asking import AskedKind
from knowledge.answering.ranking import Evidence, fitted
from knowledge.answering.wording import texts, title_of
from knowledge.answering.wordtable import Floats
from knowledge.partnership import Partnership
from knowledge.types import Language, Passage, Reason

REPLY: dict[AskedKind, str] = {
    "when": "refused.date", "how_long": "refused.date", "how_many": "refused.number", "how_much": "refused.number",
    "contact": "refused.contact", "address": "refused.contact", "reference": "refused.contact", "who": "refused.who",
}  # fmt: skip
POINTS = re.compile(r"\b(?:her\s+finner\s+du|her\s+finn\s+du|here\s+you(?:'ll|\s+will)?\s+find)\b", re.I)
NOWHERE = 0.4  # a word of the question that no passage covers better stands nowhere
NEARBY = 0.35  # share of the question's words that the nearest passage must answer to, to be named


def judge(question: str, evidence: Evidence) -> Reason | None:
    """Why a question is not answered, or None where it is."""
    if _tells("manipulation", question):
        return "manipulation"
    if _tells("task", question) or _tells("elsewhere", question):
        return "out_of_scope"
    if not evidence.candidates:
        return "out_of_scope"
    table = fitted()["refusal"]
    if answerable(evidence) >= table["answer_from"]:
        return None
    return "out_of_scope" if _best_chunk(evidence) < table["in_scope_from"] else "not_in_documents"


def confidence(reason: Reason | None, evidence: Evidence) -> float | None:
    """The probability by which `judge` answered or refused; None where a rule decided: a manipulation, a task, no passage at all."""
    by_rule = reason == "manipulation" or _tells("task", evidence.asked.text) or not evidence.candidates
    return None if by_rule else answerable(evidence)


def _tells(table: str, question: str) -> bool:
    return any(rule.search(question) for rule in _rules()[table])


@cache
def _rules() -> dict[str, tuple[re.Pattern[str], ...]]:
    raw = tomllib.loads(resources.files("knowledge.answering").joinpath("refusing.toml").read_text(encoding="utf-8"))
    return {table: tuple(re.compile(rule["words"], re.I | re.X) for rule in rows) for table, rows in raw.items()}


def answerable(evidence: Evidence) -> float:
    """The fitted probability that the evidence answers the question."""
    table = fitted()["refusal"]
    total = float(np.dot(table["weights"], signals(evidence))) + table["bias"]
    return float(1 / (1 + np.exp(-total)))


SIGNALS = (
    "score", "form", "covered", "weakest", "chunk", "nowhere", "expected", "missing", "hard", "late", "terms", "retrieved",
    "words", "focus_own", "focus_covered", "focus_counted", "names", "years", "share", "who_is", "money"
)  # fmt: skip
HARD_FACTS: frozenset[AskedKind] = frozenset({"contact", "address", "reference"})
COUNTED: frozenset[AskedKind] = frozenset({"how_many", "how_much", "list", "what", "how_long"})


def signals(evidence: Evidence) -> list[float]:
    """What the decision rests on, in the order of `SIGNALS`."""
    best, asked, weights = evidence.candidates[0], evidence.asked, evidence.wanted.weights
    heavy = weights >= 0.6 * weights.max(initial=0.0)
    missing = best.signal("missing")
    focus_own, focus_covered = _of_word(evidence, asked.focus, best.own), _of_word(evidence, asked.focus, best.covered)
    names = [_of_word(evidence, name, best.covered) for name in asked.names]
    around = f"{best.passage.chunk.text} {' '.join(best.passage.chunk.section)} {title_of(best.passage)}"
    return [
        best.score,
        best.signal("form"),
        float(weights @ best.covered),
        float(best.covered[heavy].min(initial=1.0)),
        best.signal("chunk"),
        float(weights @ (evidence.anywhere < NOWHERE)),
        best.signal("expected"),
        missing,
        missing * (asked.kind in HARD_FACTS),
        best.signal("late"),
        best.signal("terms"),
        max(candidate.passage.signals.get("whole", 0.0) for candidate in evidence.candidates),
        log2(len(weights) + 1),
        focus_own,
        focus_covered,
        focus_covered * (asked.kind in COUNTED),
        min(names, default=1.0),
        float(all(year in around for year in asked.years)),
        float((best.covered > 0.5).mean()) if len(best.covered) else 0.0,
        missing * (asked.expected == ("person",)),
        missing * (asked.expected == ("money",)),
    ]


def _of_word(evidence: Evidence, word: str, covered: Floats) -> float:
    """How well one word of the question is covered; 1 for a word that is not looked for."""
    words = evidence.wanted.words
    return float(covered[words.index(word)]) if word in words else 1.0


def _best_chunk(evidence: Evidence) -> float:
    return max(candidate.signal("chunk") for candidate in evidence.candidates)


def refusal(
    reason: Reason, evidence: Evidence | None, language: Language, partnership: Partnership, contact: str
) -> str:
    """The reply for a refusal: what is not there, what is nearby, whom to ask."""
    names = {
        "municipality": partnership.municipality.names[language],
        "university": partnership.university.names[language],
    }
    if reason in {"manipulation", "out_of_scope"} or evidence is None:
        return texts()(f"refused.{reason}", language, **names)
    parts = [texts()(REPLY.get(evidence.asked.kind, "refused.not_in_documents"), language)]
    parts.append(_nearby(evidence, language))
    parts.append(contact)
    return " ".join(part for part in parts if part)


def _nearby(evidence: Evidence, language: Language) -> str:
    near = [candidate for candidate in evidence.candidates if candidate.signal("chunk") >= NEARBY]
    if not near:
        return ""
    pointing = next((c for c in near[:8] if POINTS.search(c.unit.lead) or POINTS.search(c.unit.text)), None)
    if pointing is not None:
        page = POINTS.split(pointing.unit.lead if POINTS.search(pointing.unit.lead) else pointing.unit.text)[0].strip(
            " .:"
        )
        if page:
            return texts()("refused.pointer", language, title=title_of(pointing.passage), page=page)
    return _nearest(near[0].passage, language)


def _nearest(passage: Passage, language: Language) -> str:
    section = passage.chunk.section[-1] if passage.chunk.section else ""
    title = title_of(passage)
    if not section or section.lower() in title.lower() or passage.chunk.language != language:
        return texts()("refused.nearby_whole", language, title=title)
    return texts()("refused.nearby", language, title=title, section=section)
