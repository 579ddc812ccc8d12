"""The measures say of an answer what their definitions say."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from knowledge.evaluation.measures import Evaluation, evaluate, measure
from knowledge.evaluation.questions import GoldQuestion
from knowledge.evaluation.words import holds_keywords, language_of, own_words, plain, same_language
from tests.knowledge.evaluation.making import (
    ANSWERS,
    DOCUMENTS,
    GRANT,
    PARKING,
    QUESTIONS,
    SIGNED,
    SIGNED_RIGHT,
    citation,
    line,
    passage,
)

SCORER = os.environ.get("SAMSPILL_SCORER")  # read before the tests' clean environment hides it
TEXTS = {"avtale": plain(DOCUMENTS["avtale.md"]), "grants": plain(DOCUMENTS["grants.md"])}


def values(question: GoldQuestion, answer: dict[str, object] | None) -> dict[str, tuple[bool, ...]]:
    return dict(measure(question, answer, TEXTS).values)


def test_a_right_answer() -> None:
    """An answer with all keywords, that cites the document word for word in the asker's language, is right by every measure."""
    found = measure(SIGNED, SIGNED_RIGHT, TEXTS)
    assert found.right
    assert (found.doc_rank, found.quote_rank) == (2, 2)
    for name in ("answer_right", "lead_right", "cites_gold", "quote_verbatim", "language_followed", "quote@3"):
        assert found.values[name] == (True,), name
    assert found.values["quote@1"] == (False,)
    assert found.values["refused_wrongly"] == (False,)


def test_a_refusal_is_no_answer() -> None:
    """A refusal that happens to hold the keywords is not right; refusing what the documents do not say is."""
    refused = {**SIGNED_RIGHT, "abstained": True}
    assert values(SIGNED, refused)["answer_right"] == (False,)
    assert values(SIGNED, refused)["refused_wrongly"] == (True,)
    assert measure(PARKING, line("Det står ikke der.", abstained=True), TEXTS).right
    assert not measure(PARKING, line("Det er førti."), TEXTS).right


def test_a_missing_answer_counts_as_wrong() -> None:
    """A question without an answer is not returned, and wrong; where refusing is right, silence counts as refusing."""
    found = values(SIGNED, None)
    assert found["returned"] == (False,)
    assert found["answer_right"] == (False,)
    assert measure(PARKING, None, TEXTS).right


def test_what_exceeds_the_contract_is_cut() -> None:
    """Keywords after 900 characters, quotes after 1,200 or in the eleventh passage, and a fourth citation do not count."""
    late = line("x" * 900 + " kari brenna", passages=[passage("a.md", "x" * 1190 + SIGNED.gold_quotes[0])])
    late["citations"] = [citation("grants.md", "other")] * 3 + [citation("avtale.md", "other")]
    found = values(SIGNED, late)
    assert found["answer_right"] == found["quote@5"] == found["cites_gold"] == (False,)
    assert len(found["quote_verbatim"]) == 3
    deep = line("", passages=[passage("a.md", "x")] * 10 + [passage("avtale.md", SIGNED.gold_quotes[0])])
    assert measure(SIGNED, deep, TEXTS).quote_rank is None


def test_a_list_may_be_longer() -> None:
    """Where a list is asked for, 1,500 characters, 900 of lead and six citations count."""
    listed = replace(SIGNED, kind="list")
    answer = line("x" * 600 + " kari brenna", citations=[citation("x.md", "y")] * 5 + [citation("avtale.md", "y")])
    assert values(listed, answer)["lead_right"] == values(listed, answer)["cites_gold"] == (True,)
    assert values(SIGNED, answer)["lead_right"] == values(SIGNED, answer)["cites_gold"] == (False,)


def test_a_quote_stands_word_for_word() -> None:
    """A quote counts when it stands in the document it cites, at least twenty characters, whatever Markdown stands between."""
    for quote, expected in (
        ("The grant is at most 75,000 kroner", True),
        ("the grant is *AT MOST* 75,000  kroner for each pilot — and", True),
        ("The grant is at most 80,000 kroner", False),
        ("75,000 kroner", False),
        (None, False),
    ):
        assert values(GRANT, line("x", citations=[citation("grants.md", quote)]))["quote_verbatim"] == (expected,), (
            quote
        )
    elsewhere = citation("avtale.md", "The grant is at most 75,000 kroner")
    assert values(GRANT, line("x", citations=[elsewhere]))["quote_verbatim"] == (False,)


@pytest.mark.parametrize(
    ("keywords", "text", "expected"),
    [
        (["ntnu"], "på ntnus vegne", True),
        (["rek"], "direkte", False),
        (["rek"], "til rek.", True),
        (["2032"], "12032", False),
        (["2032"], "ut 2032", True),
        (["fem|5"], "i 5 år", True),
        (["fem", "år"], "i fem dager", False),
        ([], "", True),
    ],
)
def test_keywords(keywords: list[str], text: str, expected: bool) -> None:
    """Alternatives of up to three characters, and figures, count as whole words; all others anywhere."""
    assert holds_keywords(keywords, text) is expected


def test_the_language_is_read_outside_quotations() -> None:
    """A Norwegian answer that quotes English is Norwegian; nynorsk is told from bokmål; two words tell, one does not."""
    quote = "The grant is at most 75,000 kroner for each pilot, and this is not what it was."
    text = own_words(f"Det står ikke i avtalen.\n> {quote}\n«{quote}» {quote}", [quote])
    assert language_of(text) == "nb"
    assert language_of("eg veit ikkje kva det er") == "nn"
    assert language_of("tja") is None
    assert same_language("nn", "nb")
    assert not same_language("nb", "nn")


def test_summaries_by_kind_and_language() -> None:
    """All questions, each kind and each language are counted; a measure that applies to none is left out."""
    evaluation = evaluate(QUESTIONS, ANSWERS, DOCUMENTS)
    assert evaluation.all.shares["answer_right"].hits == 1
    assert evaluation.all.shares["answer_right"].of == 2
    assert set(evaluation.kinds) == {"factual", "unanswerable", "who"}
    assert "answer_right" not in evaluation.kinds["unanswerable"].shares
    assert evaluation.languages["nb"].count == 2
    assert evaluation.all.numbers["elapsed_ms_p50"] == 5.0


def test_the_same_as_the_scorer(tmp_path: Path) -> None:
    """Every share and number equals what the reference scorer prints for the same questions and answers."""
    if not SCORER:
        pytest.skip("SAMSPILL_SCORER names no reference scorer to compare with")
    questions, answers = list(QUESTIONS), dict(ANSWERS)
    questions += [replace(SIGNED, id="4", kind="list"), replace(GRANT, id="5", lang="nn"), replace(SIGNED, id="6")]
    answers["4"] = line(
        "x" * 700 + " Kari\u00a0Brenna " + "å" * 900, citations=[citation("AVTALE.md", "varer i fem år, og ble")] * 7
    )
    answers["5"] = line(
        "I have the answer: it is 75 000.", passages=[passage("x/grants.txt", "is At  Most 75,000 *kroner*")] * 12
    )
    evaluation = evaluate(questions, answers, DOCUMENTS)
    printed = score(Path(SCORER), tmp_path, questions, answers)
    assert ours(evaluation) == printed


def score(
    scorer: Path, folder: Path, questions: list[GoldQuestion], answers: dict[str, dict[str, object]]
) -> dict[str, str]:
    """What the scorer prints, by measure."""
    documents = folder / "docs"
    documents.mkdir()
    for name, text in DOCUMENTS.items():
        (documents / name).write_text(text, encoding="utf-8")
    (folder / "q.jsonl").write_text("\n".join(json.dumps(asdict(q)) for q in questions), encoding="utf-8")
    lines = [json.dumps({"id": identity, **answer}) for identity, answer in answers.items()]
    (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, str(scorer), str(folder / "q.jsonl"), str(folder / "a.jsonl"), str(documents)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = dict(re.findall(r"^(\S+)\s+[\d.]+ % \((\d+/\d+)\)$", out, re.MULTILINE))
    found |= dict(re.findall(r"^(answer chars|elapsed ms) p50, p95 +(.+)$", out, re.MULTILINE))
    return found


def ours(evaluation: Evaluation) -> dict[str, str]:
    numbers = evaluation.all.numbers
    found = {name: f"{share.hits}/{share.of}" for name, share in evaluation.all.shares.items()}
    found["answer chars"] = f"{numbers['answer_chars_p50']:.0f}, {numbers['answer_chars_p95']:.0f}"
    found["elapsed ms"] = f"{numbers['elapsed_ms_p50']:.1f}, {numbers['elapsed_ms_p95']:.1f}"
    return found
