"""When two texts are the same for a measure, which keywords an answer holds, and which language its own words are in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from knowledge.types import Language

DASHES = str.maketrans({"–": "-", "—": "-", "’": "'", "«": '"', "»": '"'})
MARKUP = re.compile(r"[*_`>#•|]+")
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
SHORT = 3  # keywords this short, and figures, count as whole words only
ENOUGH = 2  # marker words that tell a language

# Small words that tell the three languages apart; those that bokmål and nynorsk share count for both.
_MARKERS = {
    "en": "the of and to is are in for not does do by with which that this from it on was have what be documents",
    "nb": "det ikke er jeg en et og som av til hva hvem hvordan fra denne disse noe noen står finner dokumentene hvis",
    "nn": "det ikkje er eg ein eit og som av til kva kven korleis frå denne desse noko nokon står finn dokumenta dersom",
}
MARKERS = {language: frozenset(_MARKERS[language].split()) for language in ("en", "nb", "nn")}


def plain(text: str | None) -> str:
    """A text for comparing: NFKC, lower case, one kind of dash and quotation mark, no Markdown, single spaces."""
    folded = unicodedata.normalize("NFKC", text or "").lower().translate(DASHES)
    return " ".join(MARKUP.sub(" ", folded).split())


def stem(name: str) -> str:
    """A document's file name without folder and suffix, lower case."""
    return PurePosixPath(name).name.rsplit(".", 1)[0].lower()


def holds_keywords(keywords: Iterable[str], text: str) -> bool:
    """Whether a lower-case text holds one alternative of every keyword (`a|b` is a choice)."""
    return all(any(_holds(alternative, text) for alternative in keyword.split("|")) for keyword in keywords)


def _holds(alternative: str, text: str) -> bool:
    if len(alternative) <= SHORT or alternative.isdigit():
        return re.search(rf"(?<!\w){re.escape(alternative)}(?!\w)", text) is not None
    return alternative in text


def own_words(answer: str, quotes: Sequence[str]) -> str:
    """An answer, compared plainly, without what it quotes: block quotes, quotation marks, its citations' text."""
    lines = [line for line in answer.splitlines() if not line.lstrip().startswith((">", "&gt;"))]
    text = plain(QUOTED.sub(" ", "\n".join(lines)))
    for quote in quotes:
        text = text.replace(plain(quote), " ")
    return text


def language_of(text: str) -> Language | None:
    """The language with most marker words, None where fewer than two stand in the text. Ties fall to English, then bokmål."""
    found = re.findall(r"\w+", text)
    languages: tuple[Language, ...] = ("en", "nb", "nn")
    counts = {language: sum(word in MARKERS[language] for word in found) for language in languages}
    best = max(languages, key=lambda language: counts[language])
    return best if counts[best] >= ENOUGH else None


def same_language(found: Language, asked: Language) -> bool:
    """Whether an answer's language follows the question's. A bokmål question may be answered in what reads as nynorsk's shared words."""
    return found == asked or (asked == "nb" and found == "nn")
