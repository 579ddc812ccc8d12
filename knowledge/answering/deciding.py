"""Yes or no, where a sentence itself decides it. A wrong word here is worse than none, so every rule asks for much.

A sentence decides a question when it begins with yes or no, or when one of its clauses has the question's own verb about the question's
own things, plainly affirmed or plainly denied, without a condition.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from knowledge.answering.asking import Asked
from knowledge.answering.identity import identifies
from knowledge.answering.likeness import likeness
from knowledge.answering.phrasebook import everyday_glossary
from knowledge.answering.units import Unit
from knowledge.answering.weekdays import open_then
from knowledge.answering.wordtable import words_of
from knowledge.language.analysis import stopwords

CLEAR = 0.6  # share of the question that a sentence must cover itself to affirm it
EARLY = 0.3  # the same to deny what a question asks to do before something
SAME = 0.6  # likeness by form from which two words are one
MODALS = {
    "kan": "kan kunne can could may",
    "må": "må måtte trenger treng must need needs has have required kreves krevst",
    "skal": "skal skulle bør shall should",
    "får": "får fikk may allowed",
    "er": "er var blir ble is are was were",
    "har": "har hadde has have had",
    "gjelder": "gjelder gjeld applies apply",
}
AUXILIARIES = frozenset(" ".join(MODALS.values()).split()) | frozenset(["does", "do", "did", "finnes", "finst"])
NEGATION = r"(?:ikke|ikkje|aldri|ingen|not|never|no)"
HEDGED = re.compile(
    r"\b(?:bare|berre|kun|fortsatt|framleis|fremdeles|enno|ennå|eller|only|still|or|enn|than|samme|same|alltid|always)\b"
    r"|\b(?:ikke|ikkje|not|uten|utan|without)\b|n't\b",
    re.I,
)
CONDITION = re.compile(
    r"\b(?:uten|utan|unntatt|unnateke|without|except|unless|hvis|dersom|viss|if|provided|bare|berre|kun|only|til\s+vanlig|til\s+vanleg|normally"
    r"|usually|vanligvis|vanlegvis|noen\s+ganger|nokre\s+gonger|sometimes|før|before|until)\b",
    re.I,
)
PLAIN_NO = re.compile(r"^\W*(?:nei|no)\b(?=[.,!])", re.I)
DECIDES = re.compile(r"^(?:ja|jo|nei|yes|no)\b[,.:]", re.I)  # how a sentence begins that says it outright
PLAIN_YES = re.compile(r"^\W*(?:ja|jo|yes)\b(?=[.,!]|\s)", re.I)
CLAUSE = re.compile(r"[;:.]\s+|,\s+(?:men|mens|but|og|and)\s+", re.I)
SUBORDINATE = re.compile(r"\b(?:som|at|fordi|hvis|dersom|når|that|which|who|because|if|when|whether|om)\b", re.I)
DENIED_THING = re.compile(r"\b(?:ingen|ikkje\s+no[ek]on?|ikke\s+noen?|no|not\s+any)\s+(\w+)(?:\s+(\w+))?", re.I)
CONDITIONAL = re.compile(
    r"^(?:(?:hvis|dersom|viss|om|når|if|when)\s+|(?=(?:er|har|blir|skal|får|inneholder|bruker|brukes)\b))"
    r"(?P<condition>[^,]{4,90}),\s+(?P<main>[^,]+)$", re.I
)  # fmt: skip
ON_CONDITION = re.compile(
    r"\b(?:hvis|dersom|viss|forutsatt\s+at|føresett\s+at|så\s+lenge|så\s+lenge|if|provided(?:\s+that)?|as\s+long\s+as"
    r"|(?P<but>unntatt|unnateke|med\s+mindre|utenom|utanom|unless|except(?:\s+for)?))\b",
    re.I,
)
ASKED_ONLY = re.compile(r"\b(?:bare|berre|kun|only|kl\.?|klokk\w+|o'clock)\b|\d", re.I)
ASKED_IF = re.compile(r"\b(?:hvis|dersom|viss|når|om|if|when)\b", re.I)
UNTIL = re.compile(r"\b(?:før|uten|utan|before|until|without)\b", re.I)
HEAD_WORD = re.compile(r"^[^:.]{3,40}:\s+")
NUMBER = re.compile(r"\d+")
EVERY = frozenset(["alle", "all", "every", "each", "hver", "kvar", "any", "ethvert", "enhver", "alt"])


def decision(asked: Asked, unit: Unit, covered: float) -> bool | None:
    """Yes, no, or None where the unit does not decide it. `covered`: the share of the question that the unit itself covers."""
    for text in (unit.text, unit.lead):
        if PLAIN_YES.match(text):
            return True
        if PLAIN_NO.match(text):
            return False
    opened = open_then(asked.text, unit.text)
    if opened is not None and not ASKED_ONLY.search(asked.text):
        return opened
    if identifies(asked.text, unit):
        return True
    told = _by_condition(asked, unit)
    told = _by_list(asked, unit) if told is None else told
    if told is not None:
        return told
    if HEDGED.search(asked.text) or not set(NUMBER.findall(asked.text)) <= set(NUMBER.findall(unit.text)):
        return None
    verb = words_of(asked.text)[:1]
    forms = next((forms for forms in MODALS.values() if verb and verb[0] in forms.split()), "")
    if _denied(asked, unit, forms, covered):
        return False
    return True if forms and covered >= CLEAR and _affirmed(asked, unit, forms) else None


def condition(asked: Asked, unit: Unit, covered: float) -> Literal["yes_if", "yes_but"] | None:
    """Whether a sentence affirms what was asked on a condition ("if …") or with an exception ("unless …") that the question lacks."""
    found = ON_CONDITION.search(unit.text)
    if asked.kind != "yes_no" or found is None or HEDGED.search(asked.text) or ASKED_IF.search(asked.text):
        return None
    verb = words_of(asked.text)[:1]
    forms = next((forms for forms in MODALS.values() if verb and verb[0] in forms.split()), "")
    main = replace(unit, text=unit.text[: found.start()].rstrip(" ,"))
    if not forms or covered < CLEAR or not _affirmed(asked, main, forms):
        return None
    return "yes_but" if found["but"] else "yes_if"


def _by_condition(asked: Asked, unit: Unit) -> bool | None:
    """What a sentence says of the very condition that the question names ("Is it anonymous, it need not …")."""
    split = CONDITIONAL.match(unit.text)
    if split is None or not ASKED_IF.search(asked.text):
        return None
    condition, main = split["condition"], split["main"]
    things, said = _things(asked.text), _things(main)
    if not _things(condition) or not all(same_word(word, things) for word in _things(condition)):
        return None
    rest = [word for word in things if not same_word(word, _things(condition))]
    if CONDITION.search(main) or not any(same_word(word, said) for word in rest):
        return None
    return not re.search(rf"\b{NEGATION}\b", main, re.I)


def _by_list(asked: Asked, unit: Unit) -> bool | None:
    """What the heading over a list says of its items, for an item that the question names ("You need not report: a new title")."""
    if unit.kind != "item":
        return None
    things, item = _things(asked.text), _things(unit.text)
    if not 1 <= len(item) <= SHORT or not all(same_word(word, things) for word in item):
        return None
    rest = [word for word in things if not same_word(word, item)]
    for head in (unit.lead, unit.heading):
        modal = any(word in AUXILIARIES for word in words_of(head))
        if modal and any(same_word(word, _things(head)) for word in rest):
            return not re.search(rf"\b{NEGATION}\b", head, re.I)
    return None


def _denied(asked: Asked, unit: Unit, forms: str, covered: float) -> bool:
    things = _things(asked.text)
    for clause in CLAUSE.split(unit.text):
        if (
            forms
            and covered >= EARLY
            and UNTIL.search(clause)
            and UNTIL.search(asked.text)
            and re.search(rf"\b(?:{'|'.join(forms.split())})\s+{NEGATION}\b|\bcannot\b", clause, re.I)
        ):
            return True
        if (
            SUBORDINATE.search(clause)
            or CONDITION.search(clause)
            or len(re.findall(rf"\b{NEGATION}\b", clause, re.I)) != 1
        ):
            continue
        alternatives = "|".join(forms.split())
        if (
            forms
            and covered >= CLEAR
            and re.search(rf"\b(?:{alternatives})(?:\s+\w+)?\s+{NEGATION}\b|\bcannot\b", clause, re.I)
        ):
            return True
        denied = DENIED_THING.search(clause)
        if denied and any(same_word(word, things[1:]) for word in denied.groups() if word):
            return True
        if things and len(_things(clause)) <= SHORT and re.search(rf"\b\w+\s+{NEGATION}\W*$", clause, re.I):
            return same_word(things[-1], _things(clause))
    return False


SHORT = 4  # content words of a clause that denies one thing and nothing else


def _affirmed(asked: Asked, unit: Unit, forms: str) -> bool:
    """The question's own verb, undenied and unconditional, with all that the question names, and said of nothing narrower."""
    text = unit.text
    text = HEAD_WORD.sub("", text)
    found = re.search(rf"\b(?:{'|'.join(forms.split())})\b", text, re.I)
    if found is None or re.search(rf"\b{NEGATION}\b", text, re.I) or CONDITION.search(text):
        return False
    things = _things(asked.text)
    subject = [word for word in words_of(text[: found.start()]) if word not in stopwords() and word not in EVERY]
    told = [*_things(text), *_things(unit.heading)]
    return all(same_word(thing, told) for thing in things) and all(same_word(word, things) for word in subject)


def _things(text: str) -> list[str]:
    return [word for word in words_of(text) if word not in stopwords() and word not in AUXILIARIES]


def same_word(word: str, others: list[str]) -> bool:
    """Whether a word is one of others, by form or, across languages, by meaning; words that mean nearly the same only are not."""
    low = word.lower()
    meant = _meant(low)
    return any(likeness(low, other) >= SAME or (meant and not meant.isdisjoint(_meant(other))) for other in others)


@lru_cache(maxsize=8192)
def _meant(word: str) -> frozenset[int]:
    found = everyday_glossary().alone(word)
    return frozenset(id(group) for one in found if not one.part for group in one.groups if not group.loose)
