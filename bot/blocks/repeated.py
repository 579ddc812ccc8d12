"""Sentences of an answer that only repeat what its source lines say. A terminal has no source lines; in Slack each is said once."""

from __future__ import annotations

import re
from functools import cache

from knowledge.answering.wording import texts
from knowledge.types import Answer, Language

WHERE = ("source.here", "source.whole")


def repeats_a_source(line: str, answer: Answer) -> bool:
    """Whether the line tells nothing but from where the quote is, or that it is of an example, and a source line tells it too."""
    line = line.strip()
    if line == texts()("example", answer.language):
        return any(citation.status == "example" for citation in answer.citations)
    named = any(citation.title in line for citation in answer.citations)
    return named and any(_shape(key, answer.language).fullmatch(line) is not None for key in WHERE)


@cache
def _shape(key: str, language: Language) -> re.Pattern[str]:
    fixed = re.split(r"\{\w+\}", texts().variants(key)[language].removesuffix("."))
    return re.compile(".*".join(map(re.escape, fixed)) + r"[.?!…]?")
