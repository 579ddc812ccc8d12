"""The verbs of `verbs.txt` with their forms, for saying one language's verbs in another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from knowledge.answering.inflecting import Written
from knowledge.answering.wordlists import Forms, Key, Side, entries, tokens
from knowledge.types import LANGUAGES, Language

VerbKind = Literal["modal", "auxiliary", "verb"]
Sense = Literal[
    "", "of things", "alone", "of people"
]  # what a verb means only where a thing is its subject, or it has no object
Tense = Literal["infinitive", "present", "past", "participle", "passive", "gerund", "imperative"]
PAST = {"1": ("et", "et"), "2": ("te", "t"), "3": ("de", "d"), "4": ("dde", "dd")}
PAST_NN = {"1": ("a", "a"), "2": ("te", "t"), "3": ("de", "d"), "4": ("dde", "dd")}
ALSO = {"is": ("are", "am"), "was": ("were",)}  # of the forms of "be"
JOINT = re.compile(r"\s\((\w+)\)")
DOUBLED = re.compile(
    r"(?:admit|commit|control|drop|get|hit|let|plan|put|refer|run|set|sit|split|stop|submit|transfer|win|begin|cut)$"
)


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: how each language writes its tenses, particles after them."""

    kind: VerbKind
    written: Mapping[Language, Mapping[Tense, str]]
    sense: Sense = ""
    joint: str = ""  # what English says between it and an object: "apply to"


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A verb as it was found, in one tense."""

    verb: Verb
    tense: Tense

    @property
    def helps(self) -> bool:
        """Whether it is a modal or an auxiliary."""
        return self.verb.kind != "verb"

    def is_form_of(self, infinitive: str) -> bool:
        """Whether it is of the verb with this English infinitive."""
        return self.verb.written["en"].get("infinitive") == infinitive


Verbs = Forms[tuple[VerbForm, ...]]  # a form in every reading


@cache
def verbs(side: Side) -> Verbs:
    """The verbs of one side; read once. The line that stands first wins, among those of one sense."""
    forms: dict[Key, dict[tuple[Tense, Sense], VerbForm]] = {}
    languages: tuple[Language, ...] = ("en",) if side == "english" else ("nb", "nn")
    for named, alternatives in entries("knowledge.answering.rendering", "verbs.txt"):
        kind, _, sense = cast(tuple[VerbKind, str, Sense], named.partition(" "))
        said: Mapping[Language, Mapping[Tense, str]] = {
            x: _tenses(JOINT.sub("", alternatives[x][0]), x, kind) for x in LANGUAGES
        }
        joint = JOINT.search(alternatives["en"][0])
        verb = Verb(kind, said, sense, joint[1] if joint else "")
        for language in languages:
            for written in alternatives[language]:
                for tense, text in _tenses(JOINT.sub("", written), language, kind).items():
                    for one in (text, *_also(text, tense, language)):
                        forms.setdefault(tuple(tokens(one)), {}).setdefault((tense, sense), VerbForm(verb, tense))
    return Forms({key: tuple(found.values()) for key, found in forms.items()})


def described_by(written: Mapping[Language, Mapping[Tense, str]]) -> Mapping[Language, Written]:
    """A verb's participle as an adjective: "et etablert system", "etablerte system"."""
    said: dict[Language, Written] = {}
    for language, tenses in written.items():
        participle = tenses.get("participle", tenses["present"])
        several = participle if language == "en" or participle.endswith("a") else _several(participle)
        said[language] = Written(participle, several, participle)
    return said


def _several(participle: str) -> str:
    return (
        f"{participle[:-1]}de"
        if participle.endswith("et")
        else participle
        if participle.endswith("e")
        else f"{participle}e"
    )


def in_sense(forms: tuple[VerbForm, ...], thing: bool, alone: bool) -> tuple[VerbForm, ...]:
    """The readings of a verb that fit: its subject is a `thing` that cannot act, it is `alone`, without an object."""
    fitting: tuple[Sense, ...] = (*(("alone",) if alone else ()), "of things" if thing else "of people")
    chosen = tuple(form for sense in fitting for form in forms if form.verb.sense == sense)
    told = {form.tense for form in chosen}
    others = tuple(form for form in forms if not form.verb.sense and form.tense not in told)
    return (*chosen, *others) or forms


def _also(text: str, tense: Tense, language: Language) -> Sequence[str]:
    """The other forms of "be", and nynorsk's present in -ar for one in -er."""
    if language == "en":
        first, _, rest = text.partition(" ")
        return [f"{other} {rest}".strip() for other in ALSO.get(first, ())]
    if language == "nn" and tense == "participle":
        first, _, rest = text.partition(" ")
        return [f"{form} {rest}".strip() for form in _agreeing(first)]
    return (f"{text[:-2]}ar",) if language == "nn" and tense == "present" and text.endswith("er") else ()


def _agreeing(participle: str) -> Sequence[str]:
    """The forms of a nynorsk participle that agree with their subject: "godkjend", "godkjende", "vurderte", "skriven", "skrivne"."""
    if participle.endswith("t") and not participle.endswith("tt"):
        return (f"{participle[:-1]}d", f"{participle[:-1]}de", f"{participle}e")
    if participle.endswith("tt"):
        return (f"{participle[:-1]}e", participle[:-1])
    return (f"{participle}n", f"{participle[:-1]}ne") if participle.endswith("e") else ()


def _tenses(written: str, language: Language, kind: VerbKind) -> dict[Tense, str]:
    parts = [part.strip() for part in written.split("|")]
    if kind == "modal":
        present, past = parts[0], parts[-1]
        return {"present": present, "past": past} if present != past else {"present": present}
    if language == "en":
        return _english(parts)
    return _norwegian(parts, language)


def _english(parts: Sequence[str]) -> dict[Tense, str]:
    infinitive = parts[0]
    first, *particle = infinitive.split()
    past, participle = parts[1:] if len(parts) > 2 else [_behind(_regular(first), particle)] * 2
    if first == "be":
        present, gerund = _behind("is", particle), _behind("being", particle)
        past, participle = _behind("was", particle), _behind("been", particle)
    else:
        present = _behind("has" if first == "have" else _third(first), particle)
        gerund = _behind(_gerund(first), particle)
    return {
        "infinitive": infinitive, "present": present, "past": past, "participle": participle, "gerund": gerund
    }  # fmt: skip


def _behind(word: str, particle: Sequence[str]) -> str:
    return " ".join((word, *particle))


def _third(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh", "o", "z")) else f"{word}s"


def _regular(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ied"
    if DOUBLED.search(word):
        return f"{word}{word[-1]}ed"
    return f"{word}d" if word.endswith("e") else f"{word}ed"


def _gerund(word: str) -> str:
    if DOUBLED.search(word):
        return f"{word}{word[-1]}ing"
    return f"{word[:-1]}ing" if word.endswith("e") and not word.endswith("ee") else f"{word}ing"


def _norwegian(parts: Sequence[str], language: Language) -> dict[Tense, str]:
    if len(parts) < 4:
        parts = _weak(parts[0], language)
    infinitive, present, past, participle = parts
    first, *particle = infinitive.split()
    found: dict[Tense, str] = {
        "infinitive": infinitive, "present": present, "past": past, "participle": participle
    }  # fmt: skip
    if not first.endswith("s") and not first.endswith("st"):
        passive = f"{first}s" if language == "nb" else f"{first.removesuffix('e')}ast"
        found["passive"] = _behind(passive, particle)
    stem = first.removesuffix("e")
    # "sikre", "åpne": what would end in two consonants that nobody says stays as the infinitive
    imperative = _behind(first if re.search(r"[^aeiouyæøåltrn][lrnm]$", stem) else stem, particle)
    return found if len(first) < 4 else found | {"imperative": imperative}


def _weak(written: str, language: Language) -> tuple[str, str, str, str]:
    word, _, number = written.rpartition(" ")
    if number not in PAST:
        word, number = written, "2"
    past, participle = (PAST if language == "nb" else PAST_NN)[number]
    stem = word.removesuffix("e")
    # "godkjenne, godkjente": a doubled m or n is single before a consonant
    short = stem[:-1] if number in "23" and stem.endswith(("mm", "nn")) else stem
    present = f"{stem}ar" if language == "nn" and number == "1" else f"{word}r"
    return word, present, short + past, short + participle
