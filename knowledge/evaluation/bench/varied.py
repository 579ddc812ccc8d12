"""Documents of any number, for measuring growth: sentences of the example documents with other words of the field in them.

A library's vocabulary grows with its size. So the words come from the glossary and from compounds of its words, 60,000 in all, drawn
by Zipf's law: common ones often, most of them rarely. The same seed gives the same documents.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from knowledge.language.sentences import split_sentences
from knowledge.types import LANGUAGES, Language

VOCABULARY = 60_000
SECTIONS = 40  # a document
SENTENCES = 6  # a section, which makes one chunk
SHARES: dict[Language, float] = {"nb": 0.6, "nn": 0.15, "en": 0.25}
REPLACED = 0.6  # of the longer words
LONG = 6  # letters
WORD = re.compile(r"[^\W\d_]+")
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    text: str
    language: Language


def write_documents(folder: Path, chunks: int, seed: int = 1, each: int = SECTIONS) -> list[Section]:
    """Write documents with this many sections, `each` to a document, into a folder. Returns the sections."""
    folder.mkdir(parents=True, exist_ok=True)
    sections = list(_sections(chunks, np.random.default_rng(seed)))
    for number, start in enumerate(range(0, chunks, each)):
        part = sections[start : start + each]
        body = "\n\n".join(f"## {section.heading}\n\n{section.text}" for section in part)
        front = f"---\nid: varied-{number}\ntitle: {part[0].heading} {number}\nlanguage: {part[0].language}\n---\n"
        (folder / f"varied-{number:05}.md").write_text(
            f"{front}\n# {part[0].heading} {number}\n\n{body}\n", encoding="utf-8"
        )
    return sections


def questions(sections: list[Section], count: int, seed: int = 2) -> list[str]:
    """Questions with words of sections drawn at random, as someone would ask who half remembers a passage."""
    random = np.random.default_rng(seed)
    forms = {"nb": "Hva står det om {}?", "nn": "Kva står det om {}?", "en": "What does it say about {}?"}
    asked = []
    for at in random.integers(len(sections), size=count):
        section = sections[int(at)]
        words = sorted({word.lower() for word in WORD.findall(section.text) if len(word) >= LONG})
        chosen = random.choice(words, size=min(4, len(words)), replace=False) if words else [section.heading]
        asked.append(forms[section.language].format(" ".join(chosen)))
    return asked


def _sections(count: int, random: np.random.Generator) -> Iterator[Section]:
    languages: list[Language] = list(LANGUAGES)
    shares = [SHARES[language] for language in languages]
    draws = {language: _Draw(_vocabulary(language), random) for language in languages}
    for start in range(0, count, SECTIONS):
        language = languages[int(random.choice(len(languages), p=shares))]
        bank, draw = _sentences(language), draws[language]
        for _ in range(min(SECTIONS, count - start)):
            picked = random.integers(len(bank), size=SENTENCES)
            text = " ".join(_varied(bank[int(at)], draw, random) for at in picked)
            yield Section(f"{draw.word()} {draw.word()}".capitalize(), text, language)


class _Draw:
    """Words by Zipf's law, drawn many at a time."""

    def __init__(self, words: list[str], random: np.random.Generator) -> None:
        self._words = words
        self._random = random
        weights = 1 / np.arange(1, len(words) + 1)
        self._ends = np.cumsum(weights / weights.sum())
        self._drawn: list[int] = []

    def word(self) -> str:
        if not self._drawn:
            places = np.searchsorted(self._ends, self._random.random(10_000))
            self._drawn = np.minimum(places, len(self._words) - 1).tolist()
        return self._words[self._drawn.pop()]


def _varied(sentence: str, draw: _Draw, random: np.random.Generator) -> str:
    chances = iter(random.random(len(sentence)))

    def other(match: re.Match[str]) -> str:
        word = match.group()
        return draw.word() if len(word) >= LONG and next(chances) < REPLACED else word

    def number(match: re.Match[str]) -> str:
        return str(int(random.integers(1, 10 ** len(match.group()))))

    return NUMBER.sub(number, WORD.sub(other, sentence))


@cache
def _sentences(language: Language) -> list[str]:
    """The example documents' sentences in a language; nynorsk has few, and borrows from bokmål what it lacks."""
    found: list[str] = []
    for entry in sorted(resources.files("knowledge.documents").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".md"):
            text = entry.read_text(encoding="utf-8")
            if f"\nlanguage: {language}\n" in text:
                body = text.split("\n---\n", 1)[-1]
                lines = [line for line in body.splitlines() if line and line[0] not in "#|-"]
                found += [sentence for line in lines for sentence in split_sentences(line) if len(sentence) > 40]
    return found or _sentences("nb")


@cache
def _vocabulary(language: Language) -> list[str]:
    """The glossary's single words in a language, then compounds of two of them, in a fixed disorder."""
    raw = resources.files("knowledge.language").joinpath("glossary.toml").read_text(encoding="utf-8")
    terms = [
        term.strip().lower()
        for theme in tomllib.loads(raw).values()
        for group in theme["groups"]
        for term in group.get(language, group.get("nb", "")).split(";")
    ]
    words = sorted({word for term in terms for word in WORD.findall(term) if len(word) > 3})
    random = np.random.default_rng(len(words))
    pairs = random.integers(len(words), size=(VOCABULARY, 2))
    joint = "" if language != "en" else "-"
    compounds = dict.fromkeys(f"{words[int(a)]}{joint}{words[int(b)]}" for a, b in pairs)
    simple = [words[int(at)] for at in random.permutation(len(words))]
    return [*simple, *compounds]
