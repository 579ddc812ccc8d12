"""Several questions of one message, answered as one within the limits of one answer."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.answering.contract import LIST_CITATIONS, LIST_LENGTH
from knowledge.answering.together import together
from knowledge.types import Answer, Citation


def cited(quote: str) -> Citation:
    return Citation("a.md", "A", quote, (), None, 1, None, None, None)


def part(name: str, quotes: int, items: int = 0, words: int = 3) -> Answer:
    """An answer with quotes of its own, then items of a list that it cites without quotation marks."""
    said = [f"{name} sier dette i setning {number}{' ord' * words}." for number in range(quotes)]
    listed = [f"Punkt {number} i lista til {name} handler om noe" for number in range(items)]
    text = "\n".join([f"{name}.", *(f"«{one}»" for one in said), *(f"• {one}" for one in listed)])
    return Answer(text, False, "nb", "extractive", tuple(cited(one) for one in (*listed, *said)), (), 0.0)


def test_every_quotation_is_cited_within_the_limit() -> None:
    """No more than six citations stay, and a quotation that is no longer cited is no longer in the text; no answer loses all."""
    answer = together(["Hva er A?", "Hva er B?", "Hva er C?"], [part("A", 3), part("B", 3), part("C", 3)], "nb", 10)
    quoted = {line.strip("«»") for line in answer.text.splitlines() if line.startswith("«")}
    assert len(answer.citations) == LIST_CITATIONS
    assert quoted == {one.quote for one in answer.citations}
    assert all(f"{name} sier dette i setning 0" in answer.text for name in "ABC")


def test_quotations_are_cited_before_the_items_of_a_list() -> None:
    """Where a list has more items than there is room for, the sentence quoted in another answer keeps its citation."""
    answer = together(["Hva er A?", "Hva er B?"], [part("A", 1, items=6), part("B", 2)], "nb", 10)
    quotes = [one.quote for one in answer.citations]
    assert len(quotes) == LIST_CITATIONS
    assert {quote for quote in quotes if "sier dette" in quote} == {
        line.strip("«»") for line in answer.text.splitlines() if line.startswith("«")
    }
    assert answer.text.count("• ") == 6


def test_long_questions_and_answers_fit() -> None:
    """However long three questions and their answers are, the whole keeps to a list's length, and each begins its answer."""
    answer = together(["Hva er A? " * 300] * 3, [part(name, 2, words=100) for name in "ABC"], "nb", 10)
    assert len(answer.text) <= LIST_LENGTH
    assert all(f"\n{name}." in answer.text for name in "ABC")


def written(name: str, claims: int) -> Answer:
    """A model's answer: each claim with the number of its citation."""
    quotes = tuple(cited(f"{name} sier dette i setning {number}.") for number in range(claims))
    text = " ".join(f"Påstand {number} om {name}. ({number})" for number in range(1, claims + 1))
    return Answer(f"{text}\n{name} er gammel.", False, "nb", "generative", quotes, (), 0.0)


def test_each_claim_has_the_number_of_its_citation_among_all() -> None:
    """Claims of several answers are numbered anew, and a claim whose citation found no room goes with it."""
    parts = [written("A", 3), part("B", 1), written("C", 3)]
    answer = together(["Hva er A?", "Hva er B?", "Hva er C?"], parts, "nb", 10)
    assert answer.mode == "generative"
    assert len(answer.citations) == LIST_CITATIONS
    claims = re.findall(r"Påstand (\d) om (\w)\. \((\d)\)", answer.text)
    assert {name for _, name, _ in claims} == {"A", "C"}
    for number, name, mark in claims:
        assert answer.citations[int(mark) - 1].quote == f"{name} sier dette i setning {int(number) - 1}."
    assert "A er gammel." in answer.text


def test_what_a_model_failed_at_is_told_of_the_whole() -> None:
    """One part for which the quotes serve instead of the model makes the whole one that says so."""
    answer = together(["Hva er A?", "Hva er B?"], [written("A", 1), replace(part("B", 1), fallback=True)], "nb", 10)
    assert answer.fallback
    assert answer.mode == "generative"


def test_long_answers_of_a_model_fit() -> None:
    """Three long answers of a model keep to a list's length, and each keeps its first claim."""
    long = "Påstand om alt mulig " * 18
    parts = [replace(written(name, 2), text=f"{name}: {long}. (1) {long}. (2)") for name in "ABC"]
    answer = together(["Hva?"] * 3, parts, "nb", 10)
    assert len(answer.text) <= LIST_LENGTH
    assert all(f"\n{name}: " in answer.text for name in "ABC")
