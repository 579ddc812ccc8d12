"""When not to answer, and how to say so: not in the documents, out of scope, an attempt to turn the assistant."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources

from knowledge.answering.asking import AskedKind
from knowledge.answering.columns import other_column
from knowledge.answering.contents import untold_content
from knowledge.answering.deadlines import left_open
from knowledge.answering.doubt import answerable, in_scope
from knowledge.answering.echoes import uncounted, undated, unnamed
from knowledge.answering.elsewhere import elsewhere
from knowledge.answering.exceptions import left_out
from knowledge.answering.fitted import fitted
from knowledge.answering.holders import unheld
from knowledge.answering.leaning import leans_on_silence
from knowledge.answering.lists import announced_list
from knowledge.answering.ranking import Candidate, Evidence
from knowledge.answering.sections import about_itself, asked_outright
from knowledge.answering.turning import turned_to
from knowledge.answering.wording import ended, texts, title_of
from knowledge.answering.wordtable import words_of
from knowledge.language.sentences import split_sentences
from knowledge.partnership import Partnership
from knowledge.types import Language, Passage, Reason

REPLY: dict[AskedKind, str] = {
    "when": "refused.date", "how_long": "refused.date", "how_many": "refused.number", "how_much": "refused.number",
    "contact": "refused.contact", "address": "refused.contact", "reference": "refused.contact", "who": "refused.who",
}  # fmt: skip
POINTS = re.compile(r"\b(?:her\s+finner\s+du|her\s+finn\s+du|here\s+you(?:'ll|\s+will)?\s+find)\b", re.I)
WHERE = re.compile(
    r"\b(?:hvor|kor)\b(?!\s+(?:mange|lang|lenge|my[ek]|stor|ofte|høy|høg|tidlig|tidleg|fort|rask|sein|sent))"
    r"|\b(?:kvar|where|finne[rst]?|finn|find|side[nr]?|sida|nettside\w*|page|link|lenk\w*|skjema\w*|form)\b",
    re.I,
)
STANDS = 0.9  # a word that a passage covers so well stands there itself
POINTERS = 30  # of the nearest units, among which one that names the page is looked for
# Each says of the best sentences that they only look like an answer: see the rule's own docstring.
UNTOLD: tuple[Callable[[Evidence], bool], ...] = (
    left_open, unheld, elsewhere, uncounted, undated, other_column, unnamed, untold_content, left_out,
    leans_on_silence
)  # fmt: skip
NEARBY = 0.35  # share of the question's words that the nearest passage must answer to, to be named


def judge(question: str, evidence: Evidence) -> Reason | None:
    """Why a question is not answered, or None where it is."""
    ruled = by_rule(question)
    if ruled or not evidence.candidates:
        return ruled or "out_of_scope"
    if _errand(evidence):
        return "out_of_scope"
    likely, scope = answerable(evidence), fitted()["scope"]
    foreign = in_scope(evidence) < scope["in_scope_from"]
    if turned_to(evidence, evidence.candidates[0]):
        return None
    if untold(evidence):
        return "not_in_documents"
    if asked_outright(evidence) or _listed(evidence):
        return None
    if likely >= (scope["sure_from"] if foreign else fitted()["refusal"]["answer_from"]):
        return None
    return "out_of_scope" if foreign else "not_in_documents"


def untold(evidence: Evidence) -> bool:
    """Whether the best there is only looks like an answer, whatever the fitted probability says."""
    return any(rule(evidence) for rule in UNTOLD) or _only_points(evidence)


def _listed(evidence: Evidence) -> bool:
    """Whether several things are asked for, and a sentence near the top counts these very things, with as many items right below it."""
    return evidence.asked.wants_list and announced_list(evidence) is not None


def _errand(evidence: Evidence) -> bool:
    """Whether a question is about an errand in town that no passage speaks of."""
    found = next((match for rule in _rules()["errand"] if (match := rule.search(evidence.asked.text))), None)
    if not found:
        return False
    things = words_of(next(thing for thing in found.groups() if thing))
    spoken = zip(evidence.wanted.words, evidence.anywhere, strict=True)
    return not any(word in things and stands >= STANDS for word, stands in spoken)


def _only_points(evidence: Evidence) -> bool:
    """Whether the best there is only says on which page a thing is told; to one who asks where it stands, that is the answer."""
    unit = evidence.candidates[0].unit
    return bool(POINTS.search(unit.lead) or POINTS.search(unit.text)) and not WHERE.search(evidence.asked.text)


def by_rule(question: str) -> Reason | None:
    """What a question's own words decide, whatever the documents hold; None where they decide nothing."""
    if turns(question):
        return "manipulation"
    return "out_of_scope" if _tells("task", question) or _tells("elsewhere", question) else None


def turns(text: str) -> bool:
    """Whether a text tries to turn the assistant from its task."""
    return _tells("manipulation", text)


def without_orders(text: str) -> str:
    """A document's text without the sentences that speak to an assistant: a document says what holds, it gives us no orders."""
    lines = text.split("\n")
    if not _orders(text):
        return text
    return "\n".join(
        " ".join(s for s in split_sentences(line) if not _orders(s)) if _orders(line) else line for line in lines
    )


def _orders(text: str) -> bool:
    return turns(text) or _tells("addressed", text)


def confidence(reason: Reason | None, evidence: Evidence) -> float | None:
    """The probability by which `judge` answered or refused; None where a rule decided: a manipulation, a task, no passage at all."""
    ruled = reason == "manipulation" or by_rule(evidence.asked.text) or not evidence.candidates
    return None if ruled else answerable(evidence)


def _tells(table: str, question: str) -> bool:
    return any(rule.search(question) for rule in _rules()[table])


@cache
def _rules() -> dict[str, tuple[re.Pattern[str], ...]]:
    raw = tomllib.loads(resources.files("knowledge.answering").joinpath("refusing.toml").read_text(encoding="utf-8"))
    return {table: tuple(re.compile(rule["words"], re.I | re.X) for rule in rows) for table, rows in raw.items()}


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
    near = [
        candidate
        for candidate in evidence.candidates
        if candidate.signal("chunk") >= NEARBY and not about_itself(candidate)
    ]
    if not near:
        return ""
    pages = ((one.passage, _page(one)) for one in near[:POINTERS])
    for passage, page in pages:
        if page:
            return texts()("refused.pointer", language, title=title_of(passage), page=page)
    nearest = max(near, key=lambda one: float(evidence.wanted.weights @ one.covered))
    return _nearest(nearest.passage, language)


def _page(candidate: Candidate) -> str:
    """The page that a unit says more stands on: what comes before "here you find", in its sentence or in the line above; or nothing."""
    unit = candidate.unit
    said = next((text for text in (unit.lead, unit.text) if POINTS.search(text)), None)
    if said is None:
        return ""
    named = POINTS.split(said)[0].strip(" .:")
    before = candidate.passage.chunk.text.partition(said)[0].split("\n")
    return named or next((line.strip(" .:•-") for line in reversed(before) if line.strip()), "")


def _nearest(passage: Passage, language: Language) -> str:
    section = passage.chunk.section[-1] if passage.chunk.section else ""
    title = title_of(passage)
    if not section or section.lower() in title.lower() or passage.chunk.language != language:
        return ended(texts()("refused.nearby_whole", language, title=title))
    return ended(texts()("refused.nearby", language, title=title, section=section))
