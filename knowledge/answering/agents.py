"""Who does what a question asks about: the subject of the sentence's own verb, or what stands behind its "by"."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.answering.deciding import same_word
from knowledge.answering.facts import facts
from knowledge.answering.gloss import listed, said
from knowledge.answering.lexicon import lexicon
from knowledge.answering.meanings import meanings_of
from knowledge.answering.phrasebook import everyday_glossary
from knowledge.answering.rendering.translating import render
from knowledge.answering.units import Unit
from knowledge.answering.wording import understood_by
from knowledge.answering.wordlists import SIDES, tokens
from knowledge.language.glossary import LONGEST
from knowledge.types import Language

AUXILIARY = (
    r"(?:skal|må|kan|bør|vil|har|hadde|er|blir|ble|vart|blei|skulle|måtte|kunne|ville|burde"
    r"|could|shall|should|must|may|can|has|have|had|will|would|is|are|was|were|been|be)"
)
BETWEEN = r"(?:også|òg|alltid|selv|sjølv|først|fyrst|normalt|som\s+regel|also|always|first|normally|usually|then|da|då|nå|no|now|ha)"
WHO = re.compile(r"(?:hvem|kven|who)\b\s*", re.I)
VERB = re.compile(rf"\b(?:hvem|kven|who)\b(?:[^?]*?\bsom\b|\s+{AUXILIARY}\b|\s+{BETWEEN}\b)*\s+(\w{{3,}})", re.I)
WORD = re.compile(r"[^\W_]+(?:[.\-'’/][^\W_]+)*")
BOUNDARY = re.compile(r"[,;:.|(]")
JOINING = re.compile(r"^\s*(?:og|men|mens|and|but|while|så|so)\s+", re.I)
SUBORDINATE = re.compile(r"\b(?:som|at|hvis|dersom|når|hva|hvordan|that|which|who|if|when|what|how|whether|om)\b", re.I)
BY = re.compile(r"^\s+(?:av|by)\s+([^,;:.|()]+)", re.I)
ENDS = re.compile(
    r"\s+(?:som|når|før|etter|hvis|i|på|that|when|before|after|if|in|at|hver|hvert|kvar|kvart|every|each)\s.*$", re.I
)
PRONOUN = re.compile(
    r"^(?:de|dei|det|den|han|hun|ho|du|dere|dykk|vi|they|it|he|she|you|we|this|dette|disse|desse|ingen|alle)$", re.I
)
MINE = re.compile(
    r"(?:^|\s+)(?:jeg|eg|vi|man|en|ein|du|(?-i:I)|we|you|one)\b", re.I
)  # whom the asker turns to, not who does it
NO_SUBJECT = re.compile(  # a phrase that goes with a verb, or is half of one
    r"\b(?:å|to)\s|^(?:for|ved|til|på|i|med|av|uten|utan|om|by|with|in|on|through)\b|\b(?:og|eller|and|or|å|to)$", re.I
)
ATTACHED = frozenset({"for", "i", "av", "ved", "på", "in", "of", "at"})  # before what only says where somebody belongs
MOST_WORDS = 7
BEFORE_TURN = 2  # words that may stand before a turn of phrase: "has the"
SHORTEST = 3  # letters of a verb
BEFORE_AND = 3  # words before an "and" from which on it joins sentences, not people


def agent_in(question: str, unit: Unit, written: Language, language: Language) -> str:
    """Who does it by the sentence, in the reader's language; empty where the sentence does not have the question's verb."""
    asked = VERB.search(question)
    if asked is None or MINE.match(question[asked.end() :]):
        return ""
    turn = _turn(WHO.sub("", question[asked.start() :], count=1))
    saying = turn or _saying(question[asked.start(1) :])
    places = [(match.start(), match.end()) for match in WORD.finditer(unit.text)]
    told = [unit.text[start:end].lower() for start, end in places]
    terms = {one.start: one for one in everyday_glossary().several_in(told)}
    for number, (start, end) in enumerate(places):
        whole = terms.get(number)
        if whole and not saying.isdisjoint(map(id, whole.groups)):
            end = places[whole.end - 1][1]
        elif len(told[number]) < SHORTEST or not (
            (not turn and same_word(asked[1], [told[number]]))
            or not saying.isdisjoint(meanings_of(everyday_glossary(), (told[number],)))
        ):
            continue
        found = _behind(unit.text[end:]) or _ahead(unit.text[:start])
        if _is_somebody(found):
            return _said(found, written, language)
    return ""


@lru_cache(maxsize=64)
def _saying(rest: str) -> frozenset[int]:
    """The meanings of the question's verb, or of the turn of phrase that begins with it ("has the last word on"), by identity."""
    return _turn(rest) or meanings_of(
        everyday_glossary(), tuple(match.group().lower() for match in WORD.finditer(rest))[:1]
    )


@lru_cache(maxsize=64)
def _turn(rest: str) -> frozenset[int]:
    """The meanings of the turn of phrase at the beginning of a text, by identity; none where there is none."""
    said = [match.group().lower() for match in WORD.finditer(rest)]
    first = next((one for one in everyday_glossary().several_in(said[:LONGEST]) if one.start <= BEFORE_TURN), None)
    if first is None or any(MINE.match(word) for word in said[: first.start]):
        return frozenset()
    return frozenset(map(id, first.groups))


def _ahead(before: str) -> str:
    """The subject: what stands between the clause's beginning and the verb, its auxiliaries left out."""
    clause = JOINING.sub("", BOUNDARY.split(before)[-1]).strip()
    clause = re.sub(rf"(?:\s+(?:{AUXILIARY}|{BETWEEN}))+$", "", f" {clause}", flags=re.I).strip()
    first, joint, last = clause.rpartition(" og ") if " og " in clause else clause.rpartition(" and ")
    if joint and len(first.split()) > BEFORE_AND:
        clause = last
    return clause if not SUBORDINATE.search(clause) else ""


def _behind(after: str) -> str:
    found = BY.match(after)
    return ENDS.sub("", found[1]).strip() if found else ""


def _is_somebody(found: str) -> bool:
    """Whether it is a short phrase with a person, a role or a body in it."""
    if (
        not found
        or len(found.split()) > MOST_WORDS
        or PRONOUN.match(found)
        or NO_SUBJECT.search(found)
        or re.search(rf"\b{AUXILIARY}\b", found, re.I)
    ):
        return False
    words = tokens(found)
    return bool(facts(found, "role")) or any(
        (form := lexicon(side).find(words, at)) and form[0].term.is_noun for side in SIDES for at in range(len(words))
    )


def _said(found: str, written: Language, language: Language) -> str:
    if not understood_by(language, written):
        rough = render(found, language)
        if rough.holds:
            return rough.text.rstrip(" .")
        low = tokens(found)
        named = [
            one
            for one in said(found, written, language, 120)
            if low[max(one.start - 1, 0)] not in ATTACHED or not one.start
        ]
        found = listed(named, language)
    return found[:1].upper() + found[1:]
