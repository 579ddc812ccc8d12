"""For a reader of another language: the words of a quote that carry the answer, in the reader's own language."""

from __future__ import annotations

from knowledge.answering.facts import facts
from knowledge.answering.wording import localise, texts
from knowledge.types import Language


def gloss(text: str, written: Language, language: Language, limit: int) -> str:
    """A line of key terms, dates and figures of a text in the reader's language; empty where none are known."""
    found = [localise(fact.text, language) for kind in ("date", "money", "percent") for fact in facts(text, kind)]
    return texts()("in_short", language, gloss=", ".join(found)[:limit]) if found else ""
