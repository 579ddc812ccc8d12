"""Which language a text is written in: bokmål, nynorsk or English, also for questions of three words.

Marker words decide (`markers.toml`); endings and letters help where there are few. Our own code and word lists.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from knowledge.types import Language

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
ADDRESS = re.compile(r"(?<!\S)\S*?(?:://|@|www\.)\S*")
LETTERS_READ = 4000  # a document's language shows in its first page

# Weights by judgement: a marker word is certain, an ending a hint, a letter a fainter one.
WORD_WEIGHT, ENDING_WEIGHT, LETTER_WEIGHT = 1.0, 0.45, 0.25
FIRST_WORD_WEIGHT = 2.0  # "hvem", "kven", "who": the question word is the asker's own, names and titles may not be
NAME_WEIGHT = 0.5  # a capital letter inside a sentence: a name, a title in another language
MARGIN = 0.5  # what another language must have more than the default
SHARED_WORD_WEIGHT = 0.7  # "to", "no", "vil": evidence for two languages at once
UNFOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
DROPPED = str.maketrans({"æ": "a", "ø": "o", "å": "a"})


@dataclass(frozen=True)
class Markers:
    """The word lists, ready for look-up. `words` maps a word to what it is evidence for."""

    words: Mapping[str, Mapping[str, float]]
    endings: tuple[tuple[str, str], ...]
    letters: tuple[tuple[str, str], ...]
    exceptions: frozenset[str]


@cache
def markers() -> Markers:
    """The lists of `markers.toml`, with the forms that people write on keyboards without æøå."""
    raw = tomllib.loads(resources.files("knowledge.language").joinpath("markers.toml").read_text(encoding="utf-8"))
    owners: dict[str, set[str]] = {}
    for language, words in raw["words"].items():
        for word in words.split():
            owners.setdefault(word, set()).add(language)
    for word in list(owners):
        for table in (UNFOLDED, DROPPED):
            folded = word.translate(table)
            if folded not in owners:
                owners[folded] = owners[word]
    endings = [(end, kind) for kind, ends in raw["endings"].items() for end in ends.split()]
    return Markers(
        words={word: _weights(languages) for word, languages in owners.items()},
        endings=tuple(sorted(endings, key=lambda pair: -len(pair[0]))),
        letters=tuple((part, kind) for kind, parts in raw["letters"].items() for part in parts.split()),
        exceptions=frozenset(raw["exceptions"]["words"].split()),
    )


def _weights(owners: set[str]) -> dict[str, float]:
    languages = {language for owner in owners for language in (("nb", "nn") if owner == "norwegian" else (owner,))}
    shared = "en" in languages and len(languages) > 1
    return dict.fromkeys(languages, SHARED_WORD_WEIGHT if shared else WORD_WEIGHT)


def language_scores(text: str) -> dict[Language, float]:
    """The evidence for each language, in marker words. All zero when the text has none."""
    scores: dict[Language, float] = {"nb": 0.0, "nn": 0.0, "en": 0.0}
    known = markers().words
    for number, match in enumerate(WORD.finditer(ADDRESS.sub(" ", text[:LETTERS_READ]))):
        written = match.group()
        word = written.lower()
        found = known.get(word)
        factor = NAME_WEIGHT if written[0].isupper() and number else 1.0
        if found is None:
            found = _by_shape(word)
        elif number == 0:
            factor = FIRST_WORD_WEIGHT
        for language, weight in found.items():
            scores[language] += factor * weight  # type: ignore[index]  # the lists' own names, checked by a test
    return scores


@lru_cache(maxsize=20_000)
def _by_shape(word: str) -> Mapping[str, float]:
    """What an unlisted word's ending and letters are evidence for; kept, for a document says its words again and again."""
    known = markers()
    found: dict[str, float] = {}
    if len(word) >= 5 and word not in known.exceptions:
        kind = next((kind for end, kind in known.endings if word.endswith(end) and len(word) > len(end) + 1), None)
        _add(found, kind, ENDING_WEIGHT)
    for part, kind in known.letters:
        if part in word:
            _add(found, kind, LETTER_WEIGHT)
            break
    return found


def _add(found: dict[str, float], kind: str | None, weight: float) -> None:
    for language in ("nb", "nn") if kind == "norwegian" else (kind,) if kind else ():
        found[language] = found.get(language, 0.0) + weight


def detect_language(text: str, default: Language = "nb") -> Language:
    """The language of a text or question. `default` decides where the text gives little evidence, or as much for two."""
    scores = language_scores(text)
    best = max(scores, key=lambda language: scores[language])  # equal: bokmål first, as most of our askers write it
    return best if scores[best] >= scores[default] + MARGIN else default
