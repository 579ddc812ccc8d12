"""How an answer looks in a terminal."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from knowledge.language.spoken_dates import say_period
from knowledge.texts import Texts
from knowledge.types import Answer, Language

if TYPE_CHECKING:
    from bot.commands.written import Written

WIDEST = 100


def terminal_texts() -> Texts:
    """The terminal's own words."""
    return Texts.load("bot.texts", "terminal.toml")


def print_answer(answer: Answer, shown: Written | None = None) -> None:
    """The answer, as far as it was not `shown` yet, then where each quote stands."""
    from knowledge.answering.contract import citation_line

    print_wrapped(shown.rest(answer.text, answer.language) if shown else answer.text)
    places = [{**citation_line(one), "status": one.status} for one in answer.citations]
    if answer.mode == "generative":
        click.echo()
        print_places(places, answer.language, marked=True)
        return
    told = (beyond(one, answer.text, answer.language, terminal_texts()) for one in places)
    for place in dict.fromkeys(one for one in told if one):
        print_wrapped(place, dim=True)


def beyond(citation: Mapping[str, Any], text: str, language: Language, texts: Texts) -> str:
    """What a text that names a quote's document does not tell of where it stands: page and address; all of it where it names none."""
    if citation["title"] not in text:
        return describe(citation, language, texts)
    page = texts("page", language, page=citation["page"]) if citation["page"] else ""
    return " · ".join(part for part in (page, citation["url"]) if part)


def print_places(citations: Sequence[Mapping[str, Any]], language: Language, *, marked: bool = False) -> None:
    """Where the quotes stand; several of one place are one line. `marked`: by the numbers by which the text names them."""
    texts = terminal_texts()
    places: dict[str, list[str]] = {}
    for number, one in enumerate(citations, 1):
        places.setdefault(describe(one, language, texts), []).append(str(number))
    for number, (place, marks) in enumerate(places.items(), 1):
        print_wrapped(f"[{', '.join(marks) if marked else number}] {place}", dim=True)


def describe(citation: Mapping[str, Any], language: Language, texts: Texts) -> str:
    """Where a quote stands: title, section, page, validity, address, and whether it is an example."""
    parts = [citation["title"], (citation["section"] or "").split(" > ")[-1]]
    if citation["page"]:
        parts.append(texts("page", language, page=citation["page"]))
    if citation["valid_from"] or citation["valid_to"]:
        period = say_period(citation["valid_from"], citation["valid_to"], language)
        parts.append(texts("valid", language, period=period))
    if citation.get("status") == "example":
        parts.append(texts("example", language))
    if citation["url"]:
        parts.append(citation["url"])
    return " · ".join(dict.fromkeys(part for part in parts if part))


def print_wrapped(text: str, *, dim: bool = False) -> None:
    """A text in lines that fit the terminal; list items hang, addresses are not broken. Nothing for an empty text."""
    if not text:
        return
    width = min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)
    for line in text.split("\n"):
        hang = "  " if line.startswith(("- ", "• ")) else "    " if line.startswith("[") else ""
        filled = textwrap.fill(line, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)
        click.echo(click.style(filled, dim=True) if dim else filled)
