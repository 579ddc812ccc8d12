"""For a reader of another language: the words of a quote that carry the answer, in the reader's own language."""

from __future__ import annotations

import re

from knowledge.answering.facts import PATTERNS, FactKind
from knowledge.answering.phrasebook import Side, phrasebook
from knowledge.answering.wording import localise, norwegian, texts
from knowledge.types import Language

KEPT: tuple[FactKind, ...] = ("email", "url", "phone", "reference", "date", "clock", "money", "percent", "number")
NAME = re.compile(
    r"(?<=[\w,;:)] )(?:[A-ZÆØÅ][\w.&-]*\w)(?: (?:[A-ZÆØÅ][\w.&-]*\w))*|\b(?:[A-ZÆØÅ]{2,}[\w.-]*\w|[A-Z]{2,})\b"
)
WORD_NUMBER = re.compile(r"[^\W\d_]+\Z")


def gloss(text: str, written: Language, language: Language, limit: int) -> str:
    """A sentence of key words, dates, figures and names of a text in the reader's language; empty where none are known."""
    side: Side = "norwegian" if norwegian(written) else "english"
    said: list[str] = []
    end = 0
    for start, stop in _kept(text, side):
        said += phrasebook(side).say(text[end:start], language)
        said.append(localise(text[start:stop], language))
        end = stop
    said += phrasebook(side).say(text[end:], language)
    kept = _within(list(dict.fromkeys(said)), limit)
    return texts()("in_short", language, gloss=", ".join(kept)) if kept else ""


def _kept(text: str, side: Side) -> list[tuple[int, int]]:
    """What is not translated but kept, dates and figures rewritten: spans in order, without overlaps."""
    spans = [
        match.span() for kind in KEPT for match in PATTERNS[kind].finditer(text) if not WORD_NUMBER.match(match.group())
    ]
    spans += [match.span() for match in NAME.finditer(text) if not phrasebook(side).knows(match.group())]
    found: list[tuple[int, int]] = []
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not found or start >= found[-1][1]:
            found.append((start, stop))
    return found


def _within(said: list[str], limit: int) -> list[str]:
    kept: list[str] = []
    for term in said:
        if sum(map(len, kept)) + 2 * len(kept) + len(term) <= limit:
            kept.append(term)
    return kept
