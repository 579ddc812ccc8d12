"""A text as words and marks for saying it in another language; addresses, dates and titles stay whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.answering.facts import FactKind, found_in
from knowledge.answering.wording import localise
from knowledge.answering.wordlists import TOKEN
from knowledge.types import Language

KEPT: tuple[FactKind, ...] = ("email", "url", "phone", "reference", "date")
TITLE = re.compile(r"(?<=[«“\"])[^«»“”\"]{3,60}(?=[»”\"])")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark as written and in lower case; `kept`: what is said of an address, a date or a title that is not translated."""

    text: str
    low: str
    at: int
    kept: str = ""


def read_tokens(text: str, to: Language) -> list[Token]:
    """The words and marks of a text; what is kept (an address, a date) is one token, dates and figures rewritten."""
    spans: list[tuple[int, int]] = []
    kept = [
        match.span()
        for matches in (TITLE.finditer(text), *(found_in(text, kind) for kind in KEPT))
        for match in matches
    ]
    for start, stop in sorted(kept, key=lambda span: (span[0], -span[1])):
        if not spans or start >= spans[-1][1]:
            spans.append((start, stop))
    found: list[Token] = []
    end = 0
    for start, stop in [*spans, (len(text), len(text))]:
        for match in TOKEN.finditer(text, end, start):
            found.append(Token(match.group(), match.group().lower().replace("’", "'"), match.start()))
        if stop > start:
            said = localise(text[start:stop], to).rstrip(" .,;")
            found.append(Token(said, said.lower(), start, said))
        end = stop
    return found
