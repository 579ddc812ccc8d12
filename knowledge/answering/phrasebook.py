"""The words that questions and sentences are compared by across languages: the field's glossary and everyday words (`everyday.txt`)."""

from __future__ import annotations

from functools import cache
from importlib import resources

from knowledge.language.glossary import Glossary
from knowledge.language.glossary_lines import thesaurus_rows
from knowledge.types import LANGUAGES, Language

Row = dict[Language, tuple[str, ...]]


@cache
def everyday_glossary() -> Glossary:
    """The field's glossary with the everyday words and the thesaurus: what a question and a sentence are compared by, across languages."""
    rows = [*(group.terms for group in Glossary.load().groups), *_everyday()]
    joined = [{language: "; ".join(row[language]) for language in LANGUAGES} for row in rows]
    return Glossary(joined, thesaurus_rows())


def _everyday() -> list[Row]:
    rows: list[Row] = []
    for line in (
        resources.files("knowledge.answering").joinpath("everyday.txt").read_text(encoding="utf-8").splitlines()
    ):
        if line.strip() and not line.startswith("#"):
            norwegian, english = line.split(" = ")
            bokmaal, _, nynorsk = norwegian.partition(" / ")
            rows.append({"nb": _terms(bokmaal), "nn": _terms(nynorsk or bokmaal), "en": _terms(english)})
    return rows


def _terms(written: str) -> tuple[str, ...]:
    return tuple(term.strip() for term in written.split(";") if term.strip())
