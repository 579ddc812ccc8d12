"""An answer as one line of JSON, as DESIGN.md promises it to programs (`samspill ask --json`, `--batch`)."""

from __future__ import annotations

from typing import Any

from knowledge.types import Answer, Citation, Passage

ANSWER_LENGTH, LIST_LENGTH = 900, 1500
CITATIONS, LIST_CITATIONS = 3, 6
PASSAGES, PASSAGE_LENGTH = 10, 1200


def answer_line(answer: Answer) -> dict[str, Any]:
    """The line for an answer, without its id. What a surface adds for people (buttons, blocks) is not in it."""
    return {
        "answer": answer.text,
        "abstained": answer.abstained,
        "language": answer.language,
        "mode": answer.mode,
        "citations": [citation_line(citation) for citation in answer.citations],
        "passages": [_passage(passage) for passage in answer.passages[:PASSAGES]],
        "elapsed_ms": round(answer.elapsed_ms, 2),
    }


def citation_line(citation: Citation) -> dict[str, Any]:
    """A citation as it is written out, in an answer's line and beside a drafted field."""
    return {
        "document": citation.document,
        "title": citation.title,
        "quote": citation.quote,
        "section": " > ".join(citation.section) or None,
        "page": citation.page,
        "version": citation.version,
        "valid_from": citation.valid_from,
        "valid_to": citation.valid_to,
        "url": citation.url,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "document": passage.version.document.file_name,
        "text": passage.text[:PASSAGE_LENGTH],
        "score": round(passage.score, 4),
    }
