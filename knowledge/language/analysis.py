"""From text to what is searched for: words, stopwords, stems, character 4-grams.

A *word* is a run of letters and digits in lower case, NFKC-normalised, so that "ﬁ", "Å" (A + ring) and "Å" are what they look like.
"""

from __future__ import annotations

import re
import threading
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources

from knowledge.types import Language

_WORD = re.compile(r"[^\W_]+")
# Written with points or strokes inside, one word all the same: "ph.d.-kandidat", "e-post", "FoU/FoUI" keeps its parts.
_JOINED = re.compile(r"\bph\.?\s?d\b\.?|\be-(?=post|mail)|(?<=\d)[\u00a0\u202f\u2009 ](?=\d{3}(?!\d))", re.IGNORECASE)
_THOUSANDS = re.compile(r"[\u00a0\u202f\u2009 ]\d{3}(?!\d)")
_FOLD = str.maketrans(
    {
        "æ": "a",
        "ä": "a",
        "å": "a",
        "ø": "o",
        "ö": "o",
        "é": "e",
        "è": "e",
        "ê": "e",
        "ò": "o",
        "ó": "o",
        "ô": "o",
        "ü": "u",
    }
)
_DIGRAPHS = (("aa", "a"), ("ae", "a"), ("oe", "o"))
AGENTS = (
    *((ending, "er") for ending in ("ernes", "erens", "erne", "eren", "eres", "ere")),
    *((ending, "ar") for ending in ("aranes", "arens", "arane", "aren", "arar")),
)
AGENT_ENDINGS = tuple(ending for ending, _ in AGENTS)
MAX_WORD = 64  # longer runs are data, not words


def normalise(text: str) -> str:
    """Lower case, compatibility forms resolved, soft hyphens dropped, "ph.d." and "e-post" as one word each."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.replace("\u00ad", ""))
    low = text.lower()
    if (
        "ph" in low or "e-" in low or _THOUSANDS.search(low)
    ):  # few texts have any, and to look for all costs more than the rest
        return _JOINED.sub(_join, text).lower()
    return low


def _join(match: re.Match[str]) -> str:
    return "phd" if match.group()[:1] in "pP" else "e" if match.group()[:1] in "eE" else ""


def words(text: str) -> list[str]:
    """The words of a text in order, stopwords included."""
    return [word[:MAX_WORD] for word in _WORD.findall(normalise(text))]


@cache
def stopwords() -> frozenset[str]:
    """The stopwords of the three languages, and the forms people write without æøå where those are no other word."""
    raw = tomllib.loads(resources.files("knowledge.language").joinpath("stopwords.toml").read_text(encoding="utf-8"))
    return frozenset(word for language in raw.values() for word in language.split())


def content_words(text: str) -> list[str]:
    """The words of a text without stopwords, in order, each as often as it stands there."""
    none = stopwords()
    return [word for word in words(text) if word not in none]


def fold(word: str) -> str:
    """A word without æøå and accents, digraphs too: "søknad", "soknad" and "soeknad" fold to the same."""
    if not word.isascii():
        word = word.translate(_FOLD)
    for digraph, letter in _DIGRAPHS:
        word = word.replace(digraph, letter)
    return word


def folded_ends(word: str, shortest: int) -> Iterator[tuple[int, str]]:
    """Where a word's last part may begin, so that both parts have `shortest` letters or more, and that part as `fold` has it."""
    letters = word.translate(_FOLD)
    plain = not any(digraph in letters for digraph, _ in _DIGRAPHS)
    for at in range(shortest, len(word) - shortest + 1):
        yield at, letters[at:] if plain else fold(word[at:])


def _stemmer(algorithm: str) -> Callable[[str], str]:
    """One for each thread: one that works on two threads' words at once mixes them up."""
    import snowballstemmer  # type: ignore[import-untyped]

    known: Callable[[str], str] | None = getattr(_STEMMERS, algorithm, None)
    if known is None:
        known = snowballstemmer.stemmer(algorithm).stemWord
        setattr(_STEMMERS, algorithm, known)
    return known


_STEMMERS = threading.local()


@lru_cache(maxsize=50_000)
def stem(word: str, language: Language) -> str:
    """The Snowball stem: the English algorithm for English, the Norwegian one for bokmål and nynorsk."""
    return _stemmer("english")(word) if language == "en" else _stemmer("norwegian")(_agent(word))


def _agent(word: str) -> str:
    """An inflected word in -er, -ar without its inflection: Snowball makes "forsk" of "forsker" and "forsker" of "forskere"."""
    if not word.endswith(AGENT_ENDINGS):
        return word
    for ending, base in AGENTS:
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            return word[: -len(ending)] + base
    return word


def stems(language: Language, vocabulary: Iterable[str]) -> list[str]:
    """The stems of many words at once, in their order; not cached, for building an index."""
    if language == "en":
        of = _stemmer("english")
        return [of(word) for word in vocabulary]
    of = _stemmer("norwegian")
    return [of(_agent(word)) for word in vocabulary]


def grams(word: str, size: int = 4) -> list[str]:
    """The character n-grams of a word padded with "_": "frist" gives _fri, fris, rist, ist_. A shorter word is one gram."""
    padded = f"_{word}_"
    return [padded[i : i + size] for i in range(max(1, len(padded) - size + 1))]
