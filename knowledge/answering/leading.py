"""What answers first, before the quote: yes or no, the name, the date, the figure, the table's cell, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answering.agents import agent_in
from knowledge.answering.asked_facts import matching_facts
from knowledge.answering.asking import Asked
from knowledge.answering.deciding import DECIDES, condition, decision, same_word
from knowledge.answering.facts import VAGUE, facts
from knowledge.answering.lexicon import lexicon
from knowledge.answering.likeness import likeness
from knowledge.answering.people import people_in
from knowledge.answering.phrases import Phrase, phrases
from knowledge.answering.rendering.translating import render
from knowledge.answering.rows import read_row
from knowledge.answering.units import Unit
from knowledge.answering.wording import localise, norwegian, texts, understood_by
from knowledge.answering.wordlists import SIDES, Side
from knowledge.answering.wordtable import words_of
from knowledge.language.analysis import stopwords
from knowledge.language.sentences import split_sentences
from knowledge.types import Language

LONG_ENOUGH = 50  # a shorter quote shows its fact at a glance
MOST_FACTS = 2
SHORT_ANSWERS = frozenset({"when", "how_long", "how_many", "how_much", "how_often", "contact", "address", "reference"})
BARE = re.compile(  # a number with nothing that it counts
    r"^(?:(?:om lag|omtrent|ca\.?|minst|høyst|over|under|nær|about|around|at least|at most|more than|nearly)\s+)?"
    r"(?:[\d\s.,\u00a0–-]+|\w+)$", re.I
)  # fmt: skip
CLOCK = re.compile(r"\d{1,2}[.:]\d\d$")
THING = re.compile(r"^\s+([a-zæøåA-ZÆØÅ][\w-]{2,})")
RECIPIENT = re.compile(
    r"\b(?:hvem|kven|who|whom)\b[^?]*\b(?:til|to)\s*[,?]|\bto\s+whom\b", re.I
)  # who gets it, not who does it
COUNTS = frozenset({"how_many", "how_much"})
BEFORE_NOUN = 3  # words between a figure and what it counts
LONGEST_LEAD_IN = 140


@dataclass(frozen=True, slots=True)
class Opening:
    """How an answer begins. `whole`: it says all that the unit says, so that the unit need not be quoted after it."""

    text: str = ""
    whole: bool = False


def lead(asked: Asked, unit: Unit, written: Language, language: Language, covered: float) -> Opening:
    """The opening of an answer; empty where the quote speaks for itself. `covered`: the share of the question that the unit covers."""
    own = understood_by(language, written)
    if asked.kind == "yes_no" and (decided := decision(asked, unit, covered)) is not None:
        says_it = own and DECIDES.match(unit.text)
        return Opening("" if says_it else texts()("yes" if decided else "no", language))
    if (limited := condition(asked, unit, covered)) is not None:
        return Opening(texts()(limited, language))
    if unit.kind == "row" and unit.cells:
        said = read_row(asked, unit, written, language)
        return Opening(said, whole=own and bool(said))
    if (
        asked.kind == "who"
        and _of_role(asked, unit)
        and (named := people_in(unit.text, written, language, _roles(asked)))
        and (len(unit.text) > LONG_ENOUGH or not own)
    ):
        return Opening(_sentence(named))
    if asked.kind == "who" and not RECIPIENT.search(asked.text) and (len(unit.text) > LONG_ENOUGH or not own):
        doer = agent_in(asked.text, unit, written, language)
        if doer and not unit.text.startswith(doer):
            return Opening(_sentence(doer))
    if asked.kind in SHORT_ANSWERS and (len(unit.text) > LONG_ENOUGH or not own):
        fact = _fact(asked, unit, written, language)
        if fact:
            return Opening(_sentence(_capital(fact)))
    return Opening(_led_in(unit, own))


def _of_role(asked: Asked, unit: Unit) -> bool:
    """Whether a sentence speaks of the role that a question asks the holder of; one that names no role asks of anybody."""
    roles = _roles(asked)
    return not roles or any(same_word(role, list(words_of(unit.text))) for role in roles)


def _roles(asked: Asked) -> list[str]:
    return [word for fact in facts(asked.text, "role") for word in words_of(fact.text)]


def _fact(asked: Asked, unit: Unit, written: Language, language: Language) -> str:
    """The one or two facts of the kind that was asked for, in the reader's language; empty where none is clearly meant."""
    found = [fact for fact in dict.fromkeys(_of_one_sentence(asked, unit, written)) if fact.lower() not in VAGUE]
    if asked.kind == "how_many" and (figures := [fact for fact in found if not facts(fact, "percent")]):
        found = figures  # a share beside it is not how many
    if asked.kind in COUNTS:
        counted = [fact for fact in found if _counts(fact, asked.focus, unit.text)]
        open_ended = asked.kind == "how_much" or not _is_thing(asked.focus)
        found = counted or (found if len(found) == 1 and open_ended else [])
    found = one_end(asked.text, found)
    if not 1 <= len(found) <= MOST_FACTS:
        return ""
    if not understood_by(language, written):
        told = [phrase.text for fact in found if (phrase := _saying(fact, unit.text, written, language))]
        said = _joined(list(dict.fromkeys(told)) or [_in_words(fact, language) for fact in found], language)
        return "" if BARE.match(said) else said
    said = " – ".join(localise(_with_thing(_qualified(fact, unit.text), unit.text), language) for fact in found)
    return "" if BARE.match(said) and asked.kind in COUNTS else said


def _in_words(fact: str, language: Language) -> str:
    """A fact that no phrase of the text holds, in the reader's language: "every seventh" as "hver sjuende"; empty where it has no words."""
    rough = render(fact, language)
    if rough.holds:
        return rough.text.rstrip(" .")
    return localise(fact, language) if re.search(r"\d", fact) else ""


def _joined(told: Sequence[str], language: Language) -> str:
    """One or two facts: "30 til 36 studenter", "13. april kl. 8"."""
    told = [one for one in told if one]
    if len(told) == 2 and (CLOCK.match(told[1]) or (BARE.match(told[0]) and told[1][:1].isdigit())):
        joint = ("at" if language == "en" else "kl.") if CLOCK.match(told[1]) else ("to" if language == "en" else "til")
        return f"{told[0]} {joint} {told[1]}"
    return " – ".join(told)


def _of_one_sentence(asked: Asked, unit: Unit, written: Language) -> list[str]:
    """The facts of the kind that was asked for first; where none is of it, all. Facts of several sentences are no one answer."""
    sentences = split_sentences(unit.text)
    told = [matching_facts(replace(unit, text=sentence), asked.expected, written) for sentence in sentences]
    holding = [found for found in told if found]
    if len(holding) < MOST_FACTS:
        return matching_facts(unit, asked.expected, written)
    meant = [matching_facts(replace(unit, text=sentence), asked.expected[:1], written) for sentence in sentences]
    return next((found for found in meant if found), holding[0])


ENDS = re.compile(
    r"\b(?:slutt\w*|ende[rt]?|avslutt\w*|utløp\w*|(?:går|gjekk|gikk)\b[^?]{0,60}\but\b|ferdig\w*|senest|seinast|end(?:s|ed)?|finish\w*|expires?|complet\w*|until)\b",
    re.I,
)
BEGINS = re.compile(
    r"\b(?:begyn\w*|byrj\w*|start\w*|opps?tart\w*|tidligst|tidlegast|begins?|began|commence\w*|earliest)\b", re.I
)


def one_end(question: str, found: list[str]) -> list[str]:
    """Of a period's two dates the one that was asked for: the last for when it ends, the first for when it begins."""
    ends, begins = bool(ENDS.search(question)), bool(BEGINS.search(question))
    if len(found) != 2 or ends is begins:
        return found
    return found[1:] if ends else found[:1]


QUALIFIED = re.compile(
    r"(?:\b(?:minst|høyst|høgst|inntil|opptil|om\s+lag|omtrent|ca\.?|senest|seinast|tidligst|tidlegast|mer\s+enn|meir\s+enn|mindre\s+enn|nesten"
    r"|nær|over|under|at\s+least|at\s+most|up\s+to|about|around|no\s+later\s+than|more\s+than|fewer\s+than|less\s+than|nearly)\s+)$",
    re.I,
)


def _qualified(fact: str, text: str) -> str:
    """A fact with the word before it that says how exactly it is meant: "minst 30 dager"."""
    before = text.partition(fact)[0]
    bound = QUALIFIED.search(before)
    return f"{bound.group()}{fact}" if bound else fact


def _is_thing(word: str) -> bool:
    """Whether a question names what it counts ("how many students"), and does not only say what that does ("how many live")."""
    return any((form := lexicon(side).find([word], 0)) and form[0].term.is_noun for side in SIDES)


def _with_thing(fact: str, text: str) -> str:
    """A bare figure with the thing that it counts: "4000 studenter"."""
    if not BARE.match(fact):
        return fact
    behind = THING.match(text.partition(fact)[2])
    word = behind[1] if behind else ""
    return f"{fact} {word}" if word and word.lower() not in stopwords() else fact


def _saying(fact: str, text: str, written: Language, language: Language) -> Phrase | None:
    """The phrase of a foreign text that holds a fact, said in the reader's language."""
    side: Side = "norwegian" if norwegian(written) else "english"
    whole = phrases(fact, side, language)
    wanted = whole[0].text if whole else localise(fact, language)
    return next((phrase for phrase in phrases(text, side, language) if wanted in phrase.text), None)


def _counts(fact: str, focus: str, text: str) -> bool:
    """Whether a figure stands before what is asked for, or is a sum or share by itself."""
    if not re.sub(r"[ \u00a0,.]", "", fact).isdigit() and " " in fact:
        return True
    after = words_of(text.partition(fact)[2])[:BEFORE_NOUN]
    return any(likeness(focus, word) > 0.5 for word in after) or same_word(focus, list(after))


def _led_in(unit: Unit, own: bool) -> str:
    """What a list item that is no sentence stands under: its lead-in, in the reader's own language."""
    lead_in = unit.lead.strip(" #")
    if unit.kind != "item" or not own or not 3 < len(lead_in) <= LONGEST_LEAD_IN:
        return ""
    sentence = unit.text[:1].isupper() and unit.text.rstrip().endswith((".", "!", "?"))
    return "" if sentence or lead_in.endswith((".", "?", "!")) else f"{lead_in.rstrip(':')}:"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if not facts(text, "email") and not facts(text, "url") else text


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."
