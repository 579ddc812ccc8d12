"""The report tells of a run on one page, in the reader's language, and what a document or an asker wrote stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from knowledge.evaluation.html import el
from knowledge.evaluation.measures import MEASURES, NUMBERS, evaluate
from knowledge.evaluation.naming import group_name, measure_name, texts
from knowledge.evaluation.questions import starter_questions
from knowledge.evaluation.records import compare, record_of
from knowledge.evaluation.report import html_report
from knowledge.evaluation.report_misses import marked
from knowledge.evaluation.run import Run
from knowledge.evaluation.summary import as_json, summary_lines
from knowledge.evaluation.thresholds import Threshold, check
from knowledge.types import LANGUAGES, Language
from tests.knowledge.evaluation.making import ANSWERS, DOCUMENTS, GRANT, PARKING, QUESTIONS, SIGNED, line, passage

DAY = date(2026, 11, 22)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
BOUNDS = [Threshold("answer_right", "at_least", 75.0), Threshold("quote@3", "at_least", 10.0, "kind", "who")]


def made(answers: dict[str, dict[str, object]] | None = None) -> Run:
    found = {
        SIGNED.id: {**ANSWERS[SIGNED.id], "confidence": 0.9},
        GRANT.id: {**ANSWERS[GRANT.id], "confidence": 0.4},
        PARKING.id: {**ANSWERS[PARKING.id], "confidence": 0.1},
    } | (answers or {})
    evaluation = evaluate(QUESTIONS, found, DOCUMENTS)
    before = record_of(evaluate(QUESTIONS, {}, DOCUMENTS), "g1", datetime(2026, 11, 20, tzinfo=UTC))
    now = record_of(evaluation, "g2", datetime(2026, 11, 22, tzinfo=UTC))
    return Run(evaluation, "mine.jsonl", "g2", DAY, check(BOUNDS, evaluation), compare(before, now))


class Reader(HTMLParser):
    """Notes the tags of a page, and complains where they do not close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        assert not any(name.startswith("on") or name in {"src", "href"} for name, _ in attrs), attrs
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_page_in_each_language(language: Language) -> None:
    """The page is well formed, has the three plots and every table, runs no script, and loads nothing from elsewhere."""
    page = html_report(made(), language)
    reader = Reader()
    reader.feed(page)
    assert not reader.open
    assert "script" not in reader.seen
    assert "url(" not in page
    assert page.count('class="plot"') == 3
    for key in ("title", "section.thresholds", "section.kinds", "section.languages", "section.measures"):
        assert texts()(key, language) in page


def test_hostile_text_stays_text() -> None:
    """Markup in a question, an answer, a passage or a name is shown, never run."""
    answer = line(HOSTILE, passages=[passage(HOSTILE, HOSTILE)], understood=HOSTILE)
    run = made({SIGNED.id: answer})
    hostile = replace(run.evaluation.outcomes[0], question=replace(SIGNED, question=HOSTILE, kind=HOSTILE))
    run = replace(run, name=HOSTILE, evaluation=replace(run.evaluation, outcomes=(hostile,)))
    page = html_report(run, "nb")
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_misses_stand_beside_what_is_right() -> None:
    """A miss shows the answer, the gold quote and the passages; a right answer is no miss."""
    page = html_report(made(), "nb")
    assert page.count("<details>") == 1
    assert GRANT.question in page
    assert GRANT.gold_quotes[0] in page
    assert "Avtalen varer i fem år." in page
    assert SIGNED.question not in page


def test_gold_is_marked_through_markup() -> None:
    """A gold quote is marked in a passage whatever whitespace and Markdown stand between its words."""
    shown = marked("Avtalen <ble> signert\nav **ordfører** Kari Brenna i dag", ["signert av ordfører Kari Brenna"])
    assert re.search(r"&lt;ble&gt; <mark>signert\nav \*\*ordfører\*\* Kari Brenna</mark> i dag", shown)
    assert marked("uten", ["…"]) == "uten"


def test_the_terminal_says_it_in_short() -> None:
    """The summary names the run, the measures, what was won since the last run, and the thresholds that were broken."""
    lines = "\n".join(summary_lines(made(), "en"))
    assert "3 questions from mine.jsonl" in lines
    assert "1 won, 0 lost" in lines
    assert "Won: 1" in lines
    assert "✗ Right answer: 50.0, at least 75" in lines
    assert "1 of 2 thresholds broken" in lines


def test_a_program_reads_the_same() -> None:
    """The JSON has every share with its interval, the misses, the thresholds and the change."""
    found = as_json(made())
    assert found["all"]["shares"]["answer_right"]["share"] == 0.5
    assert found["misses"] == [GRANT.id]
    assert [threshold["kept"] for threshold in found["thresholds"]] == [False, True]
    assert found["since"]["gained"] == (SIGNED.id,)
    assert not made().passed


def test_everything_has_a_name() -> None:
    """Each measure, and each kind and language of the set that ships, has its own name in every language."""
    for language in LANGUAGES:
        for measure in (*MEASURES, *NUMBERS):
            assert measure_name(measure, language) != measure
        for question in starter_questions():
            assert group_name("kind", question.kind, language) != question.kind
            assert group_name("language", question.lang, language) != question.lang
    assert group_name("kind", "a kind of our own", "nb") == "a kind of our own"


def test_elements_escape_their_attributes() -> None:
    """Attributes are escaped as well as text."""
    assert el("p", "a<b", title='"x"') == '<p title="&quot;x&quot;">a&lt;b</p>'
