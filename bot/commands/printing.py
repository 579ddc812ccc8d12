"""How an answer looks in a terminal."""

from __future__ import annotations

import textwrap

import click

from knowledge.texts import Texts
from knowledge.types import Answer, Citation, Language

WIDTH = 96


def terminal_texts() -> Texts:
    """The terminal's own words."""
    return Texts.load("bot.texts", "terminal.toml")


def print_answer(answer: Answer) -> None:
    """The answer, then where each quote stands."""
    for paragraph in answer.text.split("\n"):
        click.echo(textwrap.fill(paragraph, WIDTH, subsequent_indent=_indent(paragraph)))
    if answer.citations:
        click.echo()
        texts = terminal_texts()
        for number, citation in enumerate(answer.citations, 1):
            line = f"[{number}] {describe(citation, answer.language, texts)}"
            click.echo(click.style(textwrap.fill(line, WIDTH, subsequent_indent="    "), dim=True))


def describe(citation: Citation, language: Language, texts: Texts) -> str:
    """Where a quote stands: title, section, page, validity, address, and whether it is an example."""
    parts = [citation.title, *citation.section[-1:]]
    if citation.page:
        parts.append(texts("page", language, page=citation.page))
    if citation.valid_from or citation.valid_to:
        parts.append(texts("valid", language, start=citation.valid_from or "…", end=citation.valid_to or "…"))
    if citation.status == "example":
        parts.append(texts("example", language))
    if citation.url:
        parts.append(citation.url)
    return " · ".join(dict.fromkeys(parts))


def _indent(paragraph: str) -> str:
    return "  " if paragraph.startswith(("- ", "• ")) else ""
