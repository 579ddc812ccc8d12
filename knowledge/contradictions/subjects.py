"""What a claim is about, in any of the languages: the meanings and names of its clause, and what its document is about.

Meanings are the glossary's lines, so that "project period" and "prosjektperiode" are one; other words count by their stems. Some
words name one slot of an agreement (`attributes.toml`, `same`): "oppsigelsestid" and "notice" are one meaning, too.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import takewhile

from knowledge.clauses import Clause, mentions, names
from knowledge.language import analysis
from knowledge.language.glossary import Glossary
from knowledge.types import Language

_ABBREVIATION = re.compile(r"[A-ZÆØÅ]{2,}[\w.]*|\w*[A-ZÆØÅ]\w*\d[\w.]*")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_COUNT_BREAKS = re.compile(r"[.,;:|()]|\s(?:og|and|or|eller|av|of|per|i|in|på|til|to|fra|from)\s")
_COMPOUND = re.compile(r"(\w{4,}?)s?(frist|tid|dato)(?:en|a|er|ar|ene|ane)?")
_PLURAL = re.compile(r"(?:er|ar|ere|arar|ene|ane|år|poeng|mål|tiltak|møte|medlem)$")
ARRANGEMENT = (
    "collaboration"  # the slot of `attributes.toml` that all words for an agreement, a project, a scheme fall under
)
_TITLE, _HEADING = (
    4,
    2,
)  # how much more than a word of the text one of the title or a heading tells what a document is about


@dataclass(frozen=True, slots=True)
class Subject:
    """`own` are the meanings of the clause without its values, `around` those of its heading and lead-in, `names` who or what the clause
    names, `title_names` what the document's title names, `edition` the years that title and headings are of, `context` the words.
    """

    own: frozenset[str]
    around: frozenset[str]
    names: frozenset[str]
    title_names: frozenset[str]
    edition: frozenset[str]
    context: str


def subject_of(clause: Clause, title: str, rest: str, title_names: frozenset[str], known: Collection[str]) -> Subject:
    """The subject of a claim in `clause`; `rest` is the clause without the value itself, `known` are first words of names."""
    plain = _without_names(_without_values(rest, clause.language), known)
    around = f"{_without_values(clause.led_by, clause.language)} {_without_values(clause.heading, clause.language)}"
    found = frozenset(meanings(plain, clause.language))
    name = next(iter(named(rest, known)), None)
    return Subject(
        # "Fjordlab varer ut 2027": what is named is the arrangement itself.
        own=found or frozenset({ARRANGEMENT} if name else ()),
        around=frozenset(meanings(around, clause.language)),
        names=frozenset(named(rest, known)),
        title_names=title_names,
        edition=frozenset(year for text in (title, *clause.section) for year in _YEAR.findall(text)),
        context=f"{clause.heading}. {plain}",
    )


def profile(title: str, language: Language, clauses: Sequence[Clause]) -> Counter[str]:
    """What a document is about: its meanings and names with how often they stand there, title and headings counting more."""
    found: Counter[str] = Counter()
    texts = [(title, language, _TITLE)]
    texts += [(heading, language, _HEADING) for heading in dict.fromkeys(h for c in clauses for h in c.section)]
    texts += [(clause.text, clause.language, 1) for clause in clauses]
    for text, spoken, weight in texts:
        for meaning in {*meanings(_without_values(text, spoken), spoken), *named(text)}:
            found[meaning] += weight
    return found


def _without_values(text: str, language: Language) -> str:
    for mention in reversed(mentions(text, language)):
        text = text[: mention.start] + " " + text[mention.end :]
    return text


def _without_names(text: str, known: Collection[str]) -> str:
    for name in reversed(names(text, known)):
        text = text[: name.start] + " " + text[name.end :]
    return text


def named(text: str, known: Collection[str] = ()) -> Iterator[str]:
    """Names that tell one subject from another: abbreviations, and proper names, in lower case without points and spaces."""
    for name in names(text, known):
        for piece in _ABBREVIATION.findall(name.text) or [name.text]:
            yield re.sub(r"[^\w]", "", piece).lower()


@lru_cache(maxsize=20_000)
def meanings(text: str, language: Language) -> tuple[str, ...]:
    """The meanings of a text: a slot's name, `g12` for a line of the glossary, else a word's folded stem; empty words left out."""
    words = [part for word in analysis.words(text) for part in _parts(word)]
    slots, longest = _slots()
    found: list[str] = []
    covered: set[int] = set()
    stems = [_key((word,)) for word in words]
    for start in range(len(words)):
        for end in range(min(len(words), start + longest), start, -1):
            slot = next((slots[key] for key in _keys(stems[start:end]) if key in slots), None)
            if slot is not None and not covered & set(range(start, end)):
                covered.update(range(start, end))
                found += [slot] if slot else []
                break
    return tuple(dict.fromkeys([*found, *_other_meanings(words, covered, language)]))


def _other_meanings(words: Sequence[str], covered: set[int], language: Language) -> Iterator[str]:
    numbers, none = _numbers(), analysis.stopwords()
    for term in Glossary.load().find_in(words):
        place = range(term.start, term.end)
        if not covered & set(place) or term.part:
            covered.update(place)
            yield from (f"g{numbers[id(group)]}" for group in term.groups[:2])
    for n, word in enumerate(words):
        if n not in covered and word not in none and not word.isdigit() and len(word) > 1:
            yield analysis.fold(analysis.stem(word, language))


def is_term(word: str) -> bool:
    """Whether a word is one of the field's, in the glossary or the slots of agreements, as a whole."""
    parts = [part for piece in analysis.words(word) for part in _parts(piece)]
    slots, _ = _slots()
    known = any(key in slots for key in _keys([_key((part,)) for part in parts]))
    return known or any(not term.part for term in Glossary.load().find_in(analysis.words(word)))


def _parts(word: str) -> list[str]:
    """`søknadsfrist` is a frist for a søknad."""
    if word.startswith("års") and len(word) > 7:
        return [word[3:]]  # "årsbudsjett"
    found = _COMPOUND.fullmatch(word)
    return [found[1], found[2]] if found else [word]


Key = tuple[str, ...]


@lru_cache(maxsize=50_000)
def _key(words: tuple[str, ...]) -> tuple[Key, Key]:
    """The folded stems of words, as Norwegian and as English."""
    return (
        tuple(analysis.fold(analysis.stem(word, "nb")) for word in words),
        tuple(analysis.fold(analysis.stem(word, "en")) for word in words),
    )


def _keys(stems: Sequence[tuple[Key, Key]]) -> tuple[Key, Key]:
    return tuple(one for norwegian, _ in stems for one in norwegian), tuple(
        one for _, english in stems for one in english
    )


@cache
def _slots() -> tuple[dict[Key, str], int]:
    """Stems of terms → the slot they name, "" for words that say nothing; and how many words the longest term has."""
    data = tomllib.loads(
        resources.files("knowledge.contradictions").joinpath("attributes.toml").read_text(encoding="utf-8")
    )
    found: dict[Key, str] = {}
    for slot, terms in {"": data["empty"]["words"], **data["same"]}.items():
        for term in terms.split(";"):
            for key in _key(tuple(part for word in analysis.words(term) for part in _parts(word))):
                found[key] = slot
    return found, max(map(len, found))


@cache
def _numbers() -> dict[int, int]:
    return {id(group): number for number, group in enumerate(Glossary.load().groups)}


def counted(after: str, language: Language) -> str | None:
    """What a number counts: the noun behind it ("fem tematiske områder", "five thematic areas": områder), as a meaning."""
    phrase = _COUNT_BREAKS.split(after.lstrip())[0]
    none = analysis.stopwords()
    words = list(takewhile(lambda word: word not in none, analysis.words(phrase)[:4]))
    if not words:
        return None
    if language == "en":
        noun = words[-1]
    else:
        plural = [word for word in words if _PLURAL.search(word)]
        noun = plural[0] if plural else next((word for word in words if not word.endswith("e")), words[-1])
    found = meanings(noun, language)
    return found[-1] if found else None
