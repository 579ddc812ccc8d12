"""The answers to several questions of one message as one answer, within the limits of one (DESIGN.md)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from knowledge.answering.contract import LIST_CITATIONS, LIST_LENGTH
from knowledge.answering.wording import texts
from knowledge.types import Answer, Citation, Language, Passage

MARK = re.compile(r" \((\d)\)(?= |$)")  # of a claim's citation
LONGEST_QUESTION = 200  # characters of a question said again over its answer


def together(asked: Sequence[str], parts: Sequence[Answer], language: Language, shown: int) -> Answer:
    """Each question with its answer, numbered; the best citations and passages of each in turn, at most `shown` passages.

    What would be too long loses lines from the end of its longest part, and a line goes that quotes what is no longer cited.
    """
    cited = _cited(parts)
    kept, lost = cited[:LIST_CITATIONS], cited[LIST_CITATIONS:]
    bodies = [[line for line in _lines(part, kept) if not _quotes(line, lost)] for part in parts]
    while len(text := _numbered(asked, bodies, language)) > LIST_LENGTH and max(map(len, bodies)) > 1:
        max(bodies, key=lambda body: len("\n".join(body)) if len(body) > 1 else 0).pop()
    refused = all(part.abstained for part in parts)
    return replace(
        parts[0],
        text=text,
        abstained=refused,
        mode="refused" if refused else "generative" if any(_is_written(part) for part in parts) else "extractive",
        fallback=any(part.fallback for part in parts),
        citations=tuple(kept),
        passages=tuple(_passages(parts)[:shown]),
        reason=parts[0].reason if refused else None,
        confidence=max((part.confidence for part in parts if part.confidence is not None), default=None),
    )


def _numbered(asked: Sequence[str], bodies: Sequence[Sequence[str]], language: Language) -> str:
    return "\n\n".join(
        texts()("part", language, number=number, question="\n".join((_short(question.strip()), *body)))
        for number, (question, body) in enumerate(zip(asked, bodies, strict=True), 1)
    )


def _is_written(part: Answer) -> bool:
    return part.mode == "generative"


def _lines(part: Answer, kept: Sequence[Citation]) -> list[str]:
    """The lines of a part. A model's claims stand one a line, with the numbers of their citations among all that are kept."""
    if not _is_written(part):
        return part.text.split("\n")
    found = []
    for line in part.text.split("\n"):
        pieces = MARK.split(line)  # claim, number, claim, number, …, what follows the last
        for claim, number in zip(pieces[:-1:2], pieces[1::2], strict=True):
            citation = part.citations[int(number) - 1]
            if citation in kept:
                found.append(f"{claim.strip()} ({kept.index(citation) + 1})")
        found += [pieces[-1].strip()] if pieces[-1].strip() else []
    return found


def _short(question: str) -> str:
    return question if len(question) <= LONGEST_QUESTION else f"{question[: LONGEST_QUESTION - 1].rstrip()}…"


def _cited(parts: Sequence[Answer]) -> list[Citation]:
    """The citations of each part in turn, those that the text quotes or a claim rests on before those of a list's items."""
    said = "\n".join(part.text for part in parts)
    written = {citation for part in parts if _is_written(part) for citation in part.citations}
    turns = (one for column in zip_longest(*(part.citations for part in parts)) for one in column if one)
    return sorted(dict.fromkeys(turns), key=lambda one: one not in written and not _quotes(said, [one]))


def _quotes(text: str, citations: Sequence[Citation]) -> bool:
    return any(f"{mark}{one.quote}" in text for one in citations for mark in "«“")


def _passages(parts: Sequence[Answer]) -> list[Passage]:
    """The passages of each part in turn, each once, where it stood best."""
    found: dict[int | None, Passage] = {}
    for column in zip_longest(*(part.passages for part in parts)):
        for passage in column:
            if passage:
                found.setdefault(passage.chunk.id, passage)
    return list(found.values())
