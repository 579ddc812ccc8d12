"""The questions that went wrong: what was answered beside what the documents say, and the passages, with the gold quotes marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.evaluation.html import Html, el, join
from knowledge.evaluation.measures import Evaluation, Outcome
from knowledge.evaluation.words import holds_keywords, plain
from knowledge.texts import Texts
from knowledge.types import Language

SHOWN = 6  # passages


def misses(evaluation: Evaluation, t: Texts, language: Language) -> Html:
    """One fold for each miss, in the set's order."""
    wrong = [outcome for outcome in evaluation.outcomes if not outcome.right]
    heading = el("h2", t("section.misses", language, count=len(wrong)))
    if not wrong:
        return join(heading, el("p", t("no_misses", language), class_="quiet"))
    return join(heading, *(_miss(outcome, t, language) for outcome in wrong))


def _miss(outcome: Outcome, t: Texts, language: Language) -> Html:
    question, line = outcome.question, outcome.line
    kind = t(f"kind.{question.kind}", language) if f"kind.{question.kind}" in t else question.kind
    notes = [question.id, kind, question.lang]
    if question.answerable:
        rank = outcome.quote_rank
        notes.append(t("miss.retrieved", language, rank=rank) if rank else t("miss.not_retrieved", language))
    if line.get("confidence") is not None:
        notes.append(t("miss.confidence", language, value=f"{line['confidence']:.2f}"))
    summary = el("summary", el("b", question.question), el("small", " · ".join(notes)))
    body = el(
        "div",
        _thread(outcome, t, language),
        el("div", _given(outcome, t, language), _expected(outcome, t, language), class_="sides"),
        el("h3", t("miss.passages", language)),
        el("div", *_passages(outcome), class_="passages"),
        class_="miss",
    )
    return el("details", summary, body)


def _thread(outcome: Outcome, t: Texts, language: Language) -> Html | None:
    parts = []
    if outcome.question.history:
        said = " / ".join(turn.text for turn in outcome.question.history)
        parts.append(el("p", f"{t('miss.history', language)}: {said}", class_="quiet"))
    if outcome.line.get("understood"):
        parts.append(el("p", f"{t('miss.understood', language)}: {outcome.line['understood']}", class_="quiet"))
    return join(*parts) if parts else None


def _given(outcome: Outcome, t: Texts, language: Language) -> Html:
    heading = t("miss.refused" if outcome.refused else "miss.answered", language)
    return el("div", el("h3", heading), el("p", outcome.line["answer"] or "–"), class_="side answer")


def _expected(outcome: Outcome, t: Texts, language: Language) -> Html:
    question = outcome.question
    if not question.answerable:
        return el(
            "div",
            el("h3", t("miss.expected", language)),
            el("p", t("miss.expected_refusal", language)),
            class_="side gold",
        )
    quotes = [el("p", f"«{quote}»") for quote in question.gold_quotes]
    sources = el("p", ", ".join(question.gold_docs), class_="quiet")
    answer = "" if outcome.refused else (outcome.line["answer"] or "").lower()
    words = [
        el("span", keyword.replace("|", " / "), class_=None if holds_keywords([keyword], answer) else "missing")
        for keyword in question.answer_keywords
    ]
    keywords = (
        join(el("p", t("miss.keywords", language), class_="quiet"), el("div", *words, class_="words"))
        if words
        else None
    )
    return el("div", el("h3", t("miss.expected", language)), *quotes, sources, keywords, class_="side gold")


def _passages(outcome: Outcome) -> list[Html]:
    gold = [plain(quote) for quote in outcome.question.gold_quotes]
    shown = []
    for rank, passage in enumerate(outcome.line["passages"][:SHOWN], 1):
        text = str(passage["text"])
        header = el("header", el("span", f"{rank}. {passage['document']}"), el("span", f"{passage['score']:.2f}"))
        holds = any(quote in plain(text) for quote in gold)
        body = el("p", marked(text, outcome.question.gold_quotes))
        shown.append(el("article", header, body, class_="passage gold" if holds else "passage"))
    return shown


def marked(text: str, quotes: Sequence[str]) -> Html:
    """A text with the quotes in it marked, whatever whitespace and Markdown stand between their words."""
    patterns = [r"[\W_]+".join(re.escape(word) for word in re.findall(r"\w+", quote)) for quote in quotes]
    spans = [match.span() for pattern in patterns if pattern for match in re.finditer(pattern, text, re.IGNORECASE)]
    parts, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            parts += [join(text[at:start]), el("mark", text[start:end])]
            at = end
    return join(*parts, text[at:])
