"""What is measured of an answer. Answers are lines as `samspill ask --batch` writes them, so that any assistant's can be measured.

doc@k, quote@k      a gold document, or a passage with a gold quote, among the first k passages
answer_right        every answer keyword stands in the answer, and it is no refusal
lead_right          the same within the first 350 characters (900 for a list)
cites_gold          a citation of a gold document
quote_verbatim      citations whose quote (20 characters or more) stands word for word in the cited document
refused_rightly     refused where the documents do not say; refused_wrongly: refused although they do
language_followed   the answer's own words, outside what it quotes, read as the question's language
returned            there is an answer at all

What exceeds the contract is cut first: answers after 900 characters (1,500 for a list), passages after the tenth and after 1,200
characters each, citations after the third (sixth for a list).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from knowledge.evaluation.intervals import Share, percentile, share
from knowledge.evaluation.questions import GoldQuestion
from knowledge.evaluation.words import holds_keywords, language_of, own_words, plain, same_language, stem

ANSWER, LIST_ANSWER = 900, 1500  # characters
LEAD, LIST_LEAD = 350, 900
PASSAGES, PASSAGE = 10, 1200
CITATIONS, LIST_CITATIONS = 3, 6
SHORTEST_QUOTE = 20
DEPTHS = (1, 3, 5)

Line = Mapping[str, Any]
NO_ANSWER: Line = {"answer": "", "abstained": True, "citations": [], "passages": []}

MEASURES = (
    "returned", "doc@1", "doc@3", "doc@5", "quote@1", "quote@3", "quote@5", "answer_right", "lead_right", "cites_gold",
    "quote_verbatim", "refused_rightly", "refused_wrongly", "language_followed",
)  # fmt: skip
LOWER_IS_BETTER = frozenset({"refused_wrongly"})
NUMBERS = ("answer_chars_p50", "answer_chars_p95", "elapsed_ms_p50", "elapsed_ms_p95")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question with its answer, and what each measure says of it: a value, several (one a citation), or none where it does not apply.

    `doc_rank` and `quote_rank` are the places (from 1) of the first passage of a gold document and of one with a gold quote.
    """

    question: GoldQuestion
    line: Line
    values: Mapping[str, tuple[bool, ...]]
    doc_rank: int | None = None
    quote_rank: int | None = None

    @property
    def right(self) -> bool:
        """Answered rightly, or refused rightly."""
        return self.values["answer_right" if self.question.answerable else "refused_rightly"][0]

    @property
    def refused(self) -> bool:
        """Whether it was refused."""
        return bool(self.line["abstained"])


@dataclass(frozen=True, slots=True)
class Summary:
    """Every measure over some outcomes, and the lengths and times."""

    shares: Mapping[str, Share]
    numbers: Mapping[str, float]
    count: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A whole run: all outcomes, and the summaries of all, of each kind and of each language."""

    outcomes: tuple[Outcome, ...]
    all: Summary
    kinds: Mapping[str, Summary] = field(default_factory=dict)
    languages: Mapping[str, Summary] = field(default_factory=dict)


def evaluate(
    questions: Sequence[GoldQuestion], answers: Mapping[str, Line], documents: Mapping[str, str]
) -> Evaluation:
    """Measure a set. `answers` by question id, `documents` the documents' texts by file name without suffix."""
    texts = {stem(name): plain(text) for name, text in documents.items()}
    outcomes = tuple(measure(question, answers.get(question.id), texts) for question in questions)
    return Evaluation(
        outcomes,
        summarise(outcomes),
        {
            kind: summarise([o for o in outcomes if o.question.kind == kind])
            for kind in sorted({q.kind for q in questions})
        },
        {
            lang: summarise([o for o in outcomes if o.question.lang == lang])
            for lang in sorted({q.lang for q in questions})
        },
    )


def summarise(outcomes: Sequence[Outcome]) -> Summary:
    """The measures over outcomes; a measure that applies to none of them is left out."""
    shares = {}
    for name in MEASURES:
        values = [value for outcome in outcomes for value in outcome.values.get(name, ())]
        if values:
            shares[name] = share(values)
    lengths = [float(len(o.line["answer"] or "")) for o in outcomes]
    times = [float(o.line.get("elapsed_ms") or 0) for o in outcomes]
    numbers = {
        "answer_chars_p50": percentile(lengths, 0.5),
        "answer_chars_p95": percentile(lengths, 0.95),
        "elapsed_ms_p50": percentile(times, 0.5),
        "elapsed_ms_p95": percentile(times, 0.95),
    }
    return Summary(shares, numbers, len(outcomes))


def measure(question: GoldQuestion, line: Line | None, texts: Mapping[str, str]) -> Outcome:
    """One answer, None where there is none. `texts`: the documents as `plain` gives them."""
    values: dict[str, tuple[bool, ...]] = {"returned": (line is not None,)}
    line = NO_ANSWER if line is None else line
    refused = bool(line["abstained"])
    doc_rank = quote_rank = None
    if question.answerable:
        doc_rank, quote_rank = _ranks(question, line)
        for k in DEPTHS:
            values[f"doc@{k}"] = (doc_rank is not None and doc_rank <= k,)
            values[f"quote@{k}"] = (quote_rank is not None and quote_rank <= k,)
        values |= _answered(question, line, refused)
    else:
        values["refused_rightly"] = (refused,)
    values["quote_verbatim"] = tuple(_verbatim(citation, texts) for citation in _citations(question, line))
    values["language_followed"] = _language(question, line)
    return Outcome(question, line, values, doc_rank, quote_rank)


def _ranks(question: GoldQuestion, line: Line) -> tuple[int | None, int | None]:
    documents = {stem(name) for name in question.gold_docs}
    quotes = [plain(quote) for quote in question.gold_quotes]
    doc_rank = quote_rank = None
    for rank, passage in enumerate(line["passages"][:PASSAGES], 1):
        if doc_rank is None and stem(str(passage["document"])) in documents:
            doc_rank = rank
        text = plain(passage["text"][:PASSAGE])
        if quote_rank is None and any(quote in text for quote in quotes):
            quote_rank = rank
    return doc_rank, quote_rank


def _answered(question: GoldQuestion, line: Line, refused: bool) -> dict[str, tuple[bool, ...]]:
    full, lead = (LIST_ANSWER, LIST_LEAD) if question.is_list else (ANSWER, LEAD)
    text = (line["answer"] or "")[:full].lower().replace("\u00a0", " ")
    documents = {stem(name) for name in question.gold_docs}
    return {
        "answer_right": (not refused and holds_keywords(question.answer_keywords, text),),
        "lead_right": (not refused and holds_keywords(question.answer_keywords, text[:lead]),),
        "refused_wrongly": (refused,),
        "cites_gold": (any(stem(str(c["document"])) in documents for c in _citations(question, line)),),
    }


def _citations(question: GoldQuestion, line: Line) -> Sequence[Mapping[str, Any]]:
    cited: Sequence[Mapping[str, Any]] = line["citations"][: LIST_CITATIONS if question.is_list else CITATIONS]
    return cited


def _verbatim(citation: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    quote = plain(citation.get("quote"))
    return len(quote) >= SHORTEST_QUOTE and quote in texts.get(stem(str(citation["document"])), "")


def _language(question: GoldQuestion, line: Line) -> tuple[bool, ...]:
    found = language_of(own_words(line["answer"] or "", [c.get("quote") or "" for c in line["citations"]]))
    return (same_language(found, question.lang),) if found else ()
