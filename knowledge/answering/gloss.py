"""For a reader of another language: the terms, names, dates and figures of a quote in the reader's own language."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.phrases import Phrase, phrases
from knowledge.answering.rendering.translating import render
from knowledge.answering.wording import ended, norwegian, texts
from knowledge.answering.wordlists import Side
from knowledge.answering.wordtable import words_of
from knowledge.types import Language

ROUGHLY = 420  # characters of a rough translation
MOST = 8  # phrases that a reader takes in at a glance


def gloss(
    text: str, written: Language, language: Language, limit: int, asked: str = "", most: int = MOST, told: str = ""
) -> str:
    """A sentence of what a text names, at most `limit` characters of it, in the reader's language; empty where nothing is known.

    Where there is too much, what the question (`asked`) itself says is left out first; what was `told` before is not said again.
    """
    rough = render(text, language)
    if rough.holds and len(rough.text) <= ROUGHLY:
        return texts()("rendered", language, text=ended(f"{rough.text.rstrip(' .:')}."))
    before = f" {told.lower().rstrip('.')} "
    found = [one for one in said(text, written, language, limit, asked, most) if f" {one.text.lower()} " not in before]
    if not found or (len(found) == 1 and not found[0].fact):
        return ""  # one common word tells nothing that the quote would not
    return texts()("in_short" if len(found) > 1 else "in_short_one", language, gloss=listed(found, language))


def said(
    text: str, written: Language, language: Language, limit: int, asked: str = "", most: int = MOST
) -> list[Phrase]:
    """The phrases of a text that are told, in reading order, none of them twice."""
    side: Side = "norwegian" if norwegian(written) else "english"
    found = _distinct(phrases(text, side, language))
    own = set(words_of(asked))
    ranked = sorted(found, key=lambda phrase: (not phrase.fact, own.issuperset(words_of(phrase.text))))
    kept: list[Phrase] = []
    for phrase in ranked[:most]:
        if sum(len(one.text) + 2 for one in kept) + len(phrase.text) <= limit:
            kept.append(phrase)
    return sorted(kept, key=lambda phrase: phrase.start)


def listed(found: Sequence[Phrase], language: Language) -> str:
    """Phrases as a list in a sentence; a colon of the text stays one where it leads into an enumeration."""
    if len(found) < 2:
        return "".join(phrase.text for phrase in found)
    *first, last = found
    text = "".join(
        phrase.text + (": " if phrase.colon and number == 0 else ", ") for number, phrase in enumerate(first)
    )
    joint = "and" if language == "en" else "og"
    return f"{text.removesuffix(', ')} {joint} {last.text}" if text.endswith(", ") else f"{text}{last.text}"


def _distinct(found: Sequence[Phrase]) -> list[Phrase]:
    """Each phrase once; one that another says more closely ("students", "42,000 students") is left out."""
    kept: list[Phrase] = []
    texts_of = [phrase.text.lower() for phrase in found]
    for phrase, text in zip(found, texts_of, strict=True):
        closer = any(other != text and other.endswith(f" {text}") for other in texts_of)
        if not closer and all(other.text.lower() != text for other in kept):
            kept.append(phrase)
    return kept
